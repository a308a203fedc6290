"""The quiz with arrow keys, drawn by questionary on stderr."""

import sys
from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import create_output

from certpick.catalog.roles import RoleBook
from certpick.errors import UsageError
from certpick.quiz.engine import read_entry
from certpick.quiz.questions import Choice, Entry, Move, Question

if TYPE_CHECKING:
    from prompt_toolkit.output import Output

_ESCAPE_SECONDS = 0.1  # how long a lone Esc waits to be told from an arrow key


class Prompts:
    """Asks with lists to move in; Esc goes back from every question."""

    def __init__(self, roles: RoleBook, output: "Output | None" = None) -> None:
        self._roles = roles
        self._output = output or create_output(stdout=sys.stderr)

    def say(self, text: str) -> None:
        """Show a line above the next question."""
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def ask(self, question: Question, start: Any) -> Any:
        """Return the answer, starting from ``start``, or ``Move.BACK``."""
        self.say(f"\n{question.why}")
        if question.several:
            return self._several(question, start)
        while True:
            value = self._pick(question, start)
            if not isinstance(value, Entry):
                return value
            value = self._type(question.id, value)
            if value is not Move.BACK:
                return value

    def _pick(self, question: Question, start: Any) -> Any:
        """Return the chosen value, the question's entry, or ``Move.BACK``."""
        entry = question.entry
        answers = [*question.choices, *([Choice(entry.label, entry)] if entry else [])]
        values = [one.value for one in answers]
        # Places stand for values: questionary takes None for "use the title".
        lines = [
            questionary.Choice(one.label, place, description=one.detail or None)
            for place, one in enumerate(answers)
        ]
        chosen = self._run(
            questionary.select(
                question.prompt,
                lines,
                default=lines[values.index(start) if start in values else -1],
                pointer=">",
                instruction="(arrows, Enter; Esc goes back)",
                output=self._output,
            )
        )
        return chosen if chosen is Move.BACK else values[chosen]

    def _several(self, question: Question, start: tuple[Any, ...]) -> Any:
        return self._as_tuple(
            self._run(
                questionary.checkbox(
                    question.prompt,
                    [
                        questionary.Choice(one.label, one.value, checked=one.value in start)
                        for one in question.choices
                    ],
                    pointer=">",
                    instruction="(Space marks, Enter goes on; Esc goes back)",
                    output=self._output,
                )
            )
        )

    def _type(self, name: str, entry: Entry) -> Any:
        """Return a typed answer; what cannot be read is told and stays on the line."""
        typed = ""
        while True:
            typed = self._run(
                questionary.text(
                    entry.prompt,
                    default=typed,
                    instruction=f"(for example {entry.example}; Esc goes back)",
                    output=self._output,
                )
            )
            if typed is Move.BACK:
                return typed
            try:
                value = read_entry(name, entry, typed, self._roles)
            except UsageError as error:
                self.say(f"{error}; {error.hint}" if error.hint else str(error))
                continue
            if isinstance(value, Question):
                value = self.ask(value, value.choices[0].value)
            if value is not Move.BACK:
                return value

    def _run(self, prompt: questionary.Question) -> Any:
        """Run a prompt in which Esc goes back and Ctrl-C is a KeyboardInterrupt."""
        app = prompt.application
        escape = KeyBindings()

        @escape.add(Keys.Escape, eager=True)
        def _(event: KeyPressEvent) -> None:
            event.app.erase_when_done = True
            event.app.exit(result=Move.BACK)

        @escape.add(Keys.SIGINT)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), escape])
        app.ttimeoutlen = _ESCAPE_SECONDS
        return prompt.unsafe_ask()

    @staticmethod
    def _as_tuple(value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value
