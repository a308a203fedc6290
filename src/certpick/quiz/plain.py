"""The quiz one line at a time: for screen readers, dumb terminals and slow links."""

from collections.abc import Callable
from typing import Any, TextIO

from certpick.catalog.model import Catalog
from certpick.errors import UsageError
from certpick.quiz.engine import label, read_entry
from certpick.quiz.questions import Choice, Entry, Move, Question
from certpick.text import cleaned, wrapped

BACK = ("b", "back")
SKIP = ("s", "skip")


class Plain:
    """Asks with numbered choices, or for an amount alone; ``b`` goes back from every question.

    Where an amount can be typed no choice has a number, so that "3" is never the third.
    """

    def __init__(
        self, catalog: Catalog, read_from: TextIO, write_to: TextIO, columns: int = 80
    ) -> None:
        self._catalog = catalog
        self._in = read_from
        self._out = write_to
        self._columns = columns

    def say(self, text: str, indent: str = "") -> None:
        """Show a paragraph."""
        self._out.write(f"{wrapped(text, self._columns, indent)}\n")
        self._out.flush()

    def ask(self, question: Question, start: Any) -> Any:
        """Return the answer, starting from ``start``, or ``Move.BACK``."""
        self.say("")
        self.say(question.prompt)
        self.say(question.why)
        if question.several:
            value = self._several(question, start)
        elif question.entry and question.entry.words:
            value = self._amount(question, question.entry, start)
        else:
            value = self._choice(question, start)
        if value is not Move.BACK and question.echoed:
            self.say(f"  {question.name}: {label(question, value)}", "    ")
        return value

    def _several(self, question: Question, start: tuple[Any, ...]) -> Any:
        values = self._listed(question)
        marked = ",".join(str(values.index(value) + 1) for value in start) or "none"
        prompt = f"Numbers with commas, 0 for none, b for back, Enter for {marked}: "
        return self._until_read(prompt, lambda text: _marked(values, text) if text else start)

    def _amount(self, question: Question, entry: Entry, start: Any) -> Any:
        """Return a typed amount, or None where it is left open."""
        self.say(f"{entry.prompt}. For example: {entry.example}")
        usual = f"s to skip, Enter for {label(question, start)}"

        def read(text: str) -> Any:
            if text.casefold() in SKIP:
                return None
            return read_entry(question.id, entry, text, self._catalog) if text else start

        return self._until_read(
            f"Your answer, b for back, {'s or Enter to skip' if start is None else usual}: ", read
        )

    def _choice(self, question: Question, start: Any) -> Any:
        """Return the value of a number, or the answer that is typed instead."""
        values, entry = self._listed(question), question.entry
        usual = values.index(start) + 1 if start in values else label(question, start)
        answers = {"": start} | {str(number): one for number, one in enumerate(values, start=1)}
        if None in values:
            answers |= dict.fromkeys(SKIP)

        def read(text: str) -> Any:
            if text.casefold() in answers:
                return answers[text.casefold()]
            if entry is None or text.isdecimal():
                hint = f"type a number from 1 to {len(values)}"
                raise UsageError(f"{text!r} is no choice", hint, code="value_unknown")
            return read_entry(question.id, entry, text, self._catalog)

        while True:
            value = self._until_read(f"Number, b for back, Enter for {usual}: ", read)
            if isinstance(value, Entry):
                value = self._typed(question.id, value)
                if value is Move.BACK:
                    continue
            return value

    def _typed(self, name: str, entry: Entry) -> Any:
        return self._until_read(
            f"{entry.prompt}, for example {entry.example}, b for back: ",
            lambda text: read_entry(name, entry, text, self._catalog),
        )

    def _listed(self, question: Question) -> list[Any]:
        """Show the answers with numbers, and return their values; typing is the last."""
        answers = list(question.choices)
        if question.entry:
            answers.append(Choice(question.entry.label, question.entry))
        for number, one in enumerate(answers, start=1):
            detail = f": {one.detail}" if one.detail else ""
            self.say(f"  {number}. {one.label}{detail}", " " * 5)
        return [one.value for one in answers]

    def _until_read(self, prompt: str, read: Callable[[str], Any]) -> Any:
        """Return what is typed, or ``Move.BACK``; what cannot be read is asked again here."""
        while True:
            text = self._line(prompt)
            if text.casefold() in BACK:
                return Move.BACK
            try:
                value = read(text)
            except UsageError as error:
                self.say(f"{error}; {error.hint}" if error.hint else str(error))
                continue
            if isinstance(value, Question):
                value = self.ask(value, value.choices[0].value)
                if value is Move.BACK:
                    continue
            return value

    def _line(self, prompt: str) -> str:
        self._out.write(f"{wrapped(prompt, self._columns)} ")
        self._out.flush()
        line = self._in.readline()
        if not line:  # the terminal is gone, or Ctrl-D
            raise KeyboardInterrupt
        return cleaned(line)


def _marked(values: list[Any], text: str) -> tuple[Any, ...]:
    """Return the values of numbers with commas, in the order of the list."""
    numbers = text.replace(",", " ").split()
    if numbers == ["0"]:
        return ()
    if not all(one.isdecimal() and 1 <= int(one) <= len(values) for one in numbers):
        hint = f"type numbers from 1 to {len(values)}, such as 1,2, or 0 for none"
        raise UsageError(f"{text!r} is no list of choices", hint, code="value_unknown")
    chosen = {int(one) for one in numbers}
    return tuple(value for number, value in enumerate(values, start=1) if number in chosen)
