"""The quiz with arrow keys, drawn by questionary on stderr."""

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import create_output

from certpick.catalog.model import Catalog
from certpick.errors import UsageError
from certpick.quiz.engine import label, read_entry
from certpick.quiz.questions import Choice, Entry, Move, Question
from certpick.text import cleaned, wrapped

if TYPE_CHECKING:
    from prompt_toolkit.output import Output

# No colour: a terminal's own letters are readable on its own ground, whatever both are.
_STYLE = questionary.Style(
    [("qmark", "noinherit"), ("answer", "noinherit"), ("question", "bold"), ("pointer", "bold")]
)
_ESCAPE_SECONDS = 0.1  # how long a lone Esc waits to be told from an arrow key


class Typed(NamedTuple):
    """What was typed at a list, where one may type: the start of an answer of one's own."""

    text: str


class Prompts:
    """Asks with lists to move in; Esc goes back from every question."""

    def __init__(self, catalog: Catalog, output: "Output | None" = None) -> None:
        self._catalog = catalog
        self._output = output or create_output(stdout=sys.stderr)

    def say(self, text: str) -> None:
        """Show a line above the next question."""
        sys.stderr.write(f"{wrapped(text, self._columns)}\n")
        sys.stderr.flush()

    def ask(self, question: Question, start: Any) -> Any:
        """Return the answer, starting from ``start``, or ``Move.BACK``."""
        self.say("")
        self.say(question.why)
        value = self._several(question, start) if question.several else self._one(question, start)
        if value is not Move.BACK:
            self._echo(question.prompt, label(question, value))
        return value

    def _one(self, question: Question, start: Any) -> Any:
        """Return the value that is picked or typed; going back from typing picks again."""
        entry = question.entry
        offered = start is None or any(one.value == start for one in question.choices)
        while True:
            value = self._pick(question, start)
            if not (entry and isinstance(value, Entry | Typed)):
                return value
            before = "" if offered else label(question, start)
            typed = value.text if isinstance(value, Typed) else before
            value = self._type(question.id, entry, typed)
            if value is not Move.BACK:
                return value

    def _echo(self, prompt: str, answer: str) -> None:
        """Write a question with its answer, which takes the place of what was drawn to ask it."""
        asked = wrapped(f"? {prompt}", self._columns, "  ")
        said = wrapped(f"? {prompt} {answer}", self._columns, "  ").removeprefix(asked)
        print_formatted_text(FormattedText([("bold", asked), ("", said)]), output=self._output)

    def _pick(self, question: Question, start: Any) -> Any:
        """Return the chosen value, the question's entry, what is ``Typed``, or ``Move.BACK``."""
        entry = question.entry
        answers = [*question.choices, *([Choice(entry.label, entry)] if entry else [])]
        values = [one.value for one in answers]
        # Places stand for values: questionary takes None for "use the title".
        lines = [
            questionary.Choice(self._fitting(one.label), place, description=self._detail(one))
            for place, one in enumerate(answers)
        ]
        ways = "arrows or type" if entry else "arrows, Enter"
        message, instruction = self._heading(question.prompt, f"({ways}; Esc goes back)")
        chosen = self._run(
            questionary.select(
                message,
                lines,
                default=lines[values.index(start) if start in values else -1],
                pointer=">",
                instruction=instruction,
                style=_STYLE,
                output=self._output,
                use_jk_keys=not entry,
            ),
            _typing() if entry else None,
        )
        return values[chosen] if isinstance(chosen, int) else chosen

    def _several(self, question: Question, start: tuple[Any, ...]) -> Any:
        lines = [
            questionary.Choice(self._fitting(one.label, 2), one.value, checked=one.value in start)
            for one in question.choices
        ]
        message, instruction = self._heading(
            question.prompt, "(Space marks, Enter goes on; Esc goes back)"
        )
        value = self._run(
            questionary.checkbox(
                message,
                lines,
                pointer=">",
                instruction=instruction,
                style=_STYLE,
                output=self._output,
            )
        )
        return tuple(value) if isinstance(value, list) else value

    def _type(self, name: str, entry: Entry, typed: str) -> Any:
        """Return a typed answer; what cannot be read is told and stays on the line."""
        prompt = f"? {entry.prompt} (for example {entry.example}; Esc goes back)"
        message = wrapped(prompt, self._columns, "  ").removeprefix("? ")
        while True:
            line = self._run(
                questionary.text(message, default=typed, style=_STYLE, output=self._output)
            )
            if line is Move.BACK:
                return line
            typed = line
            try:
                value = read_entry(name, entry, typed, self._catalog)
            except UsageError as error:
                self.say(f"{error}; {error.hint}" if error.hint else str(error))
                continue
            if isinstance(value, Question):
                value = self.ask(value, value.choices[0].value)
            if value is not Move.BACK:
                return value

    @property
    def _columns(self) -> int:
        return self._output.get_size().columns

    def _heading(self, prompt: str, instruction: str) -> tuple[str, str]:
        """Return both for questionary, which puts "? " before them and a blank between."""
        whole = wrapped(f"? {prompt} {instruction}", self._columns, "  ")
        head, _, tail = whole.rpartition("(")
        return head[2:-1], f"({tail}"

    def _fitting(self, text: str, more: int = 0) -> str:
        """Return a choice in lines that fit behind the pointer and ``more`` columns."""
        indent = " " * (len(" > ") + more)
        return wrapped(text, self._columns - len(indent)).replace("\n", f"\n{indent}")

    def _detail(self, choice: Choice) -> str | None:
        lead = "  Description: "  # questionary's
        text = wrapped(f"{lead}{choice.detail}", self._columns, "  ")
        return text.removeprefix(lead) if choice.detail else None

    def _run(self, prompt: questionary.Question, keys: KeyBindings | None = None) -> Any:
        """Run a prompt in which Esc goes back and Ctrl-C is a KeyboardInterrupt."""
        app = prompt.application
        app.erase_when_done = True
        escape = KeyBindings()

        @escape.add(Keys.Escape, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=Move.BACK)

        @escape.add(Keys.SIGINT)
        @escape.add(Keys.ControlBackslash)  # what sends SIGQUIT where a terminal reads lines
        def _(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        known = (app.key_bindings, keys, escape)
        app.key_bindings = merge_key_bindings([one for one in known if one])
        app.ttimeoutlen = _ESCAPE_SECONDS
        return prompt.unsafe_ask()


def _typing() -> KeyBindings:
    """Return keys by which letters typed at a list are the start of an answer of one's own."""
    keys = KeyBindings()

    @keys.add(Keys.Any)
    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        text = cleaned(event.data)
        if text:
            event.app.exit(result=Typed(text))

    return keys
