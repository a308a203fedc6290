"""The quiz one line at a time: for screen readers, dumb terminals and slow links."""

from typing import Any, TextIO

from certpick.catalog.roles import RoleBook
from certpick.errors import UsageError
from certpick.quiz.engine import label, read_entry
from certpick.quiz.questions import Move, Question

BACK = ("b", "back")


class Plain:
    """Asks with numbered choices; ``b`` goes back from every question."""

    def __init__(self, roles: RoleBook, read_from: TextIO, write_to: TextIO) -> None:
        self._roles = roles
        self._in = read_from
        self._out = write_to

    def say(self, text: str) -> None:
        """Show a line."""
        self._out.write(f"{text}\n")
        self._out.flush()

    def ask(self, question: Question, start: Any) -> Any:
        """Return the answer, starting from ``start``, or ``Move.BACK``."""
        self.say(f"\n{question.prompt}\n{question.why}")
        labels = [
            f"{choice.label}: {choice.detail}" if choice.detail else choice.label
            for choice in question.choices
        ]
        if question.entry:
            labels.append(question.entry.label)
        for number, text in enumerate(labels, start=1):
            self.say(f"  {number}. {text}")
        value = self._answer(question, start)
        if value is not Move.BACK and question.echoed:
            self.say(f"  {question.name}: {label(question, value)}")
        return value

    def _answer(self, question: Question, start: Any) -> Any:
        how = "Numbers with commas, 0 for none" if question.several else "Number"
        while True:
            text = self._line(f"{how}, b for back{self._usual(question, start)}: ")
            if text in BACK:
                return Move.BACK
            try:
                value = self._value(question, text, start)
            except UsageError as error:
                self.say(f"{error}; {error.hint}" if error.hint else str(error))
                continue
            if value is not Move.BACK:  # going back from typing returns to the choices
                return value

    def _usual(self, question: Question, start: Any) -> str:
        values = [choice.value for choice in question.choices]
        if question.several:
            marked = [str(values.index(value) + 1) for value in start]
            return f", Enter for {','.join(marked) or 'none'}"
        return f", Enter for {values.index(start) + 1}" if start in values else ""

    def _value(self, question: Question, text: str, start: Any) -> Any:
        values = [choice.value for choice in question.choices]
        if not text and (question.several or start in values):
            return start
        if question.several:
            return self._marked(values, text)
        if text.isdecimal() and 1 <= int(text) <= len(values):
            return values[int(text) - 1]
        numbers = len(values) + (question.entry is not None)
        if question.entry is None or (text.isdecimal() and text != str(numbers)):
            raise UsageError(f"{text!r} is no choice", f"type a number from 1 to {numbers}")
        if text == str(numbers) or not text:
            text = self._line(f"{question.entry.prompt} (for example {question.entry.example}): ")
            if text in BACK:
                return Move.BACK
        value = read_entry(question.id, question.entry, text, self._roles)
        return self.ask(value, value.choices[0].value) if isinstance(value, Question) else value

    @staticmethod
    def _marked(values: list[Any], text: str) -> tuple[Any, ...]:
        numbers = [part.strip() for part in text.replace(" ", ",").split(",") if part.strip()]
        if numbers == ["0"]:
            return ()
        if not all(one.isdecimal() and 1 <= int(one) <= len(values) for one in numbers):
            hint = f"type numbers from 1 to {len(values)}, such as 1,2, or 0 for none"
            raise UsageError(f"{text!r} is no list of choices", hint)
        chosen = {int(one) for one in numbers}
        return tuple(value for number, value in enumerate(values, start=1) if number in chosen)

    def _line(self, prompt: str) -> str:
        self._out.write(prompt)
        self._out.flush()
        line = self._in.readline()
        if not line:  # the terminal is gone, or Ctrl-D
            raise KeyboardInterrupt
        return line.strip()
