"""Free text answered: read by the mind, said by the answers; what was not understood is counted for staff.

May import: the rest of `handlers` but `conversation`, and `storage`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers import answers, engine
from handlers.answers import instruments, lists
from handlers.flows.ask_staff import ASK_STAFF
from handlers.flows.fit import FIT
from handlers.menu import menu
from handlers.messages import Button, Message
from handlers.turn import Turn
from handlers.understand import Reading, Wish
from storage import questions
from storage.search.normalise import fold

FRESH = timedelta(minutes=10)  # how long "it" still means the record last spoken of
PLAIN = {"thanks": "you-are-welcome", "reminder": "no-reminders", "my_instruments": "no-reminders"}
PLAIN |= {"profile": "no-profile", "my_data": "what-is-held"}


def answer(turn: Turn, text: str) -> list[Message]:
    """What can be said to a free text; always something."""
    turn.heard = text
    reading = read(turn, text)
    if reading.outcome != "answer" and (use := _use_named(turn, text)):
        return instruments.by_use(turn, *use)
    return respond(turn, reading) or _not_understood(turn, text, reading)


def _use_named(turn: Turn, text: str) -> tuple[str, str] | None:
    """The type that "what do you use it for?" was asked of, and the use that the text names: ("8.2", "own")."""
    asked = [value.split(":") for _, value in turn.state.offered if value.startswith("u:")]
    use = instruments.use_in(text) if asked else ""
    return (asked[0][1], use) if use else None


def read(turn: Turn, text: str) -> Reading:
    """What the text means, with what was spoken of in the last ten minutes."""
    topic = turn.state.topic
    fresh = bool(topic) and turn.now - datetime.fromisoformat(topic["at"]) <= FRESH
    return turn.mind.read(
        text,
        topic=topic.get("record", "") if fresh else "",
        topic_aspect=topic.get("waiting", "") if fresh else "",
    )


def respond(turn: Turn, reading: Reading) -> list[Message]:
    """The messages for a reading; nothing for one that is not understood."""
    if reading.outcome == "answer":
        return [message for wish in reading.wishes for message in answers.show(turn, wish.record, wish.aspect)]
    if reading.outcome == "ask":
        return [_which_of(turn, reading)]
    if reading.outcome == "which":
        return [_which_instrument(turn, reading.intent)]
    if reading.outcome == "do" and reading.intent in _DOES:
        return _DOES[reading.intent](turn)
    return []


def _which_of(turn: Turn, reading: Reading) -> Message:
    buttons = tuple(Button(turn.mind.name(wish.record)[:60], _value(wish)) for wish in reading.wishes)
    none_of_them = Button(turn.say("button-none-of-these"), f"ask:{turn.event_id}")
    return Message(text=turn.say("which-of-these"), buttons=(*buttons, none_of_them))


def _value(wish: Wish) -> str:
    return f"r:{wish.record}:{wish.aspect}" if wish.aspect else f"r:{wish.record}"


def _which_instrument(turn: Turn, intent: str) -> Message:
    aspect = turn.mind.aspect_of(intent)
    turn.state.topic = {"waiting": aspect, "at": turn.now.isoformat()}
    buttons = (
        Button(turn.say("button-list"), "go:instruments"),
        Button(turn.say("button-ask"), f"ask:{turn.event_id}"),
    )
    return Message(text=turn.say("which-instrument"), buttons=buttons)


def _not_understood(turn: Turn, text: str, reading: Reading) -> list[Message]:
    questions.not_understood(turn.session, fold(text), turn.now)
    buttons = (
        Button(turn.say("button-ask-this"), f"ask:{turn.event_id}"),
        Button(turn.say("button-menu"), "go:menu"),
    )
    key = "out-of-scope" if reading.intent == "out_of_scope" else "not-understood"
    return [Message(text=turn.say(key), buttons=buttons)]


def _plain(key: str) -> Callable[[Turn], list[Message]]:
    def say(turn: Turn) -> list[Message]:
        return [Message(text=turn.say(key), buttons=(Button(turn.say("button-menu"), "go:menu"),))]

    return say


def _human(turn: Turn) -> list[Message]:
    return engine.start(turn, ASK_STAFF)


def _greet(turn: Turn) -> list[Message]:
    return [menu(turn, "greeting")]


def _lists(name: str) -> Callable[[Turn], list[Message]]:
    return lambda turn: lists.open_list(turn, name, "", 0)


_DOES: dict[str, Callable[[Turn], list[Message]]] = {
    "greeting": _greet,
    "human": _human,
    "complaint": _human,
    "procedure": _lists("definitions"),
    "programme_fit": lambda turn: engine.start(turn, FIT),
    "support_programme": _lists("programmes"),
    "definition": _lists("definitions"),
    "deadline": _lists("deadlines"),
    "plan": _lists("plan"),
    "find_provider": _lists("providers"),
    **{intent: _plain(key) for intent, key in PLAIN.items()},
}
