"""The flow that puts a question before the office. May import: the rest of `handlers`, and `storage`."""

from typing import Any

from handlers.engine import Ask, Flow, Option, Reject
from handlers.messages import Button, Message
from handlers.turn import Turn
from storage import questions

SHORTEST, LONGEST = 3, 4000  # characters of a question


def _question(turn: Turn) -> Message:
    return Message(text=turn.say("ask-question"), buttons=(Button(turn.say("button-cancel"), "cancel"),))


def _text(turn: Turn, text: str) -> Any:
    if len(text) < SHORTEST:
        raise Reject("ask-too-short")
    if len(text) > LONGEST:
        raise Reject("ask-too-long", most=LONGEST)
    return text


def _confirm(turn: Turn) -> Message:
    text = turn.state.answers["text"]
    shown = text if len(text) <= 300 else f"{text[:300]}…"
    return Message(text=turn.say("ask-confirm", text=shown))


def _yes_no(turn: Turn) -> list[Option]:
    return [Option("yes", turn.say("button-send")), Option("no", turn.say("button-do-not-send"))]


def _send(turn: Turn) -> list[Message]:
    answers = turn.state.answers
    if answers["sure"] == "no":
        return [Message(text=turn.say("ask-dropped"), buttons=(Button(turn.say("button-menu"), "go:menu"),))]
    return [put(turn, answers.get("event", turn.event_id), answers["text"])]


def put(turn: Turn, event_id: int, text: str) -> Message:
    """Store the question of that event and say its number; the same question is stored once."""
    number = questions.ask(
        turn.session,
        event_id,
        text,
        contact_id=turn.sender.contact_id,
        about=turn.state.topic.get("record", ""),
        now=turn.now,
    )
    buttons = (Button(turn.say("button-menu"), "go:menu"),)
    if number is None:
        known = questions.number_of(turn.session, event_id) or 0
        return Message(text=turn.say("ask-again", number=str(known)), buttons=buttons)
    return Message(text=turn.say("ask-done", number=str(number)), buttons=buttons)


ASK_STAFF = Flow(
    name="ask_staff",
    steps=(
        Ask(name="text", say=_question, parse=_text),
        Ask(name="sure", say=_confirm, options=_yes_no),
    ),
    finish=_send,
)
