"""The conversation engine: `start` and `resume` are pure steps from (state, answer) to (state, messages).

A flow is a table of questions; its effects happen only in `finish`, inside the transaction of the event. The state
names the open step, so that a deploy which inserts a question asks it next.
May import: `handlers.messages`, `handlers.turn`, `storage`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.conversations import State

STEP = "s"  # what the value of a step's button begins with


class Reject(Exception):
    """An answer that does not fit the question; carries the text key that says why, and its values."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: `key` is kept and carried by the button, `label` is read."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question. With `options` the answer is one of their keys; otherwise `parse` makes it from the text."""

    name: str
    say: Callable[[Turn], Message]
    options: Callable[[Turn], Sequence[Option]] | None = None
    parse: Callable[[Turn, str], Any] | None = None
    when: Callable[[dict[str, Any]], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A conversation: questions in order, and what happens when all are answered."""

    name: str
    steps: tuple[Ask, ...]
    finish: Callable[[Turn], list[Message]]

    def step(self, name: str) -> Ask | None:
        return next((step for step in self.steps if step.name == name), None)


def start(turn: Turn, flow: Flow, answers: dict[str, Any] | None = None) -> list[Message]:
    """Begin the flow, with answers that are known already; asks the first open question."""
    state = turn.state
    state.flow, state.step, state.answers, state.run = flow.name, "", dict(answers or {}), state.run + 1
    return _go_on(turn, flow)


def resume(turn: Turn, flow: Flow, *, text: str = "", key: str = "") -> list[Message]:
    """Give the open step its answer (a text, or the key of an option) and go on. Raises `Reject`."""
    step = flow.step(turn.state.step)
    if step is not None:  # a removed question swallows its answer, and the next one is asked
        turn.state.answers[step.name] = _answer(turn, step, text, key)
    return _go_on(turn, flow)


def back(turn: Turn, flow: Flow) -> list[Message] | None:
    """Ask the question before the open one again; None where there is none."""
    answers = turn.state.answers
    names = [step.name for step in flow.steps]
    here = names.index(turn.state.step) if turn.state.step in names else len(names)
    earlier = [name for name in names[:here] if name in answers]
    if not earlier:
        return None
    for name in names[names.index(earlier[-1]) :]:
        answers.pop(name, None)
    turn.state.step = ""
    return _go_on(turn, flow)


def ask_again(turn: Turn, flow: Flow) -> Message | None:
    """The open question, once more; None where the step no longer exists."""
    step = flow.step(turn.state.step)
    return _question(turn, step) if step else None


def clear(state: State) -> None:
    """No question is open any more."""
    state.flow, state.step, state.answers = "", "", {}


def value_of(state: State, key: str) -> str:
    """The value of a button that answers the open step of this run, and no other."""
    return f"{STEP}:{state.run}:{state.step}:{key}"


def _go_on(turn: Turn, flow: Flow) -> list[Message]:
    answers = turn.state.answers
    for step in flow.steps:
        if step.name not in answers and (step.when is None or step.when(answers)):
            turn.state.step = step.name
            return [_question(turn, step)]
    messages = flow.finish(turn)
    if turn.state.flow == flow.name:  # `finish` may have begun another flow
        clear(turn.state)
    return messages


def _question(turn: Turn, step: Ask) -> Message:
    message = step.say(turn)
    if step.options is None:
        return message
    buttons = tuple(Button(option.label, value_of(turn.state, option.key)) for option in step.options(turn))
    return Message(title=message.title, text=message.text, source=message.source, buttons=buttons + message.buttons)


def _answer(turn: Turn, step: Ask, text: str, key: str) -> Any:
    if step.options is not None and key:
        if any(option.key == key for option in step.options(turn)):
            return key
        raise Reject("option-gone")
    if step.parse is not None and text:
        return step.parse(turn, text)
    raise Reject("choose-one")
