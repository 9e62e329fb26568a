"""The only way in: one event, one transaction – heard once, answered, and the answer queued.

May import: the rest of `handlers`, and `storage`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import anywhere, engine, lookup, routes
from handlers.flows.ask_staff import ASK_STAFF
from handlers.flows.fit import FIT
from handlers.flows.registry import FLOWS
from handlers.menu import action_of, menu, pick
from handlers.messages import Button, Incoming, Message
from handlers.texts import texts
from handlers.turn import Turn
from handlers.understand import Mind
from storage import contacts, conversations, inbox, outbox, questions
from storage.contacts import Sender
from storage.conversations import State
from storage.outbox import Claimed

OFFERED_MOST = 40  # choices that are kept for numbers and words
OPENS = {"lookup": "instruments", "programmes": "programmes", "training": "training", "ask": "ask"}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of an event: heard before, and how many messages were queued for it."""

    repeat: bool
    queued: int = 0
    claimed: Claimed | None = None  # the first of them, where the sender had a place for it


def receive(session: Session, incoming: Incoming, *, mind: Mind, now: datetime, take: bool = False) -> Receipt:
    """Hear one event. All it causes commits with it, or nothing does; an event heard before causes nothing.

    With `take` the first message is claimed for the sender in the same transaction: one commit less before it goes.
    """
    turn = _begin(session, incoming, mind, now)
    if turn is None:
        return Receipt(repeat=True)
    if incoming.kind == "closed":
        contacts.close_address(session, turn.sender.address_id, reason="shut_by_owner", now=now)
    if incoming.kind in ("closed", "opened"):
        return Receipt(repeat=False)
    return _finish(turn, _answer(turn, incoming), incoming.address if take else "")


def apologise(session: Session, incoming: Incoming, *, mind: Mind, now: datetime) -> Receipt:
    """Hear an event whose answer failed by a fault of ours: say so, and put it before the office."""
    turn = _begin(session, incoming, mind, now)
    if turn is None:
        return Receipt(repeat=True)
    engine.clear(turn.state)
    text = incoming.text or incoming.button
    questions.ask(session, turn.event_id, text, contact_id=turn.sender.contact_id, about="fault", now=now)
    return _finish(turn, [menu(turn, "our-fault")])


def _begin(session: Session, incoming: Incoming, mind: Mind, now: datetime) -> Turn | None:
    sender = contacts.sender_of(session, incoming.channel, incoming.address, name=incoming.name, now=now)
    state = conversations.load(session, sender.contact_id)
    event_id = inbox.first_time(
        session,
        sender.address_id,
        channel=incoming.channel,
        event_id=incoming.event_id,
        kind=incoming.kind,
        text=_as_said(incoming, state),
        now=now,
    )
    if event_id is None:
        return None
    return _turn(session, sender, state, event_id, incoming=incoming, mind=mind, now=now)


def _turn(
    session: Session, sender: Sender, state: State, event_id: int, *, incoming: Incoming, mind: Mind, now: datetime
) -> Turn:
    return Turn(
        session=session,
        sender=sender,
        state=state,
        now=now,
        texts=texts(sender.language),
        mind=mind,
        channel=incoming.channel,
        event_id=event_id,
    )


def _as_said(incoming: Incoming, state: State) -> str:
    """What the inbox keeps: the text, or the label of the button."""
    if incoming.kind != "button":
        return incoming.text
    labels = [label for label, value in state.offered if value == incoming.button]
    return labels[0] if labels else incoming.button


def _finish(turn: Turn, messages: list[Message], take_for: str = "") -> Receipt:
    turn.state.offered = next(
        (
            [[button.label, button.value] for button in m.buttons][:OFFERED_MOST]
            for m in reversed(messages)
            if m.buttons
        ),
        [],
    )
    conversations.save(turn.session, turn.state, turn.now)
    bodies = [message.as_json() for message in messages]
    address_id = turn.sender.address_id
    taken = outbox.put(
        turn.session,
        address_id,
        bodies,
        channel=turn.channel,
        now=turn.now,
        event_id=turn.event_id,
        take=bool(take_for),
    )
    claimed = [Claimed(row, address_id, take_for, outbox.REPLY, 0, bodies[0]) for row in taken]
    return Receipt(repeat=False, queued=len(messages), claimed=claimed[0] if claimed else None)


def _answer(turn: Turn, incoming: Incoming) -> list[Message]:
    if incoming.kind == "button":
        return _press(turn, incoming.button)
    text = incoming.text.strip()
    if incoming.kind == "contact" or not any(letter.isalnum() for letter in text):
        return _without_words(turn, incoming, text)
    return _said(turn, text)


def _said(turn: Turn, text: str) -> list[Message]:
    action, rest = action_of(text)
    if action in OPENS:
        return _open(turn, action, rest)
    if action:
        return anywhere.act(turn, action)
    open_flow = bool(turn.state.flow)
    if value := pick(text, turn.state.offered, loosely=open_flow):
        return _press(turn, value)
    if open_flow:
        return _answer_to_flow(turn, text)
    return lookup.answer(turn, text)


def _open(turn: Turn, action: str, rest: str) -> list[Message]:
    """A command, with or without words behind it: '/tracuu cân ô tô' asks at once."""
    if action == "ask" and rest:
        engine.start(turn, ASK_STAFF)
        return _resumed(turn, ASK_STAFF, text=rest)
    if action == "programmes" and rest == "fit":
        return engine.start(turn, FIT)
    if rest:
        return lookup.answer(turn, rest)
    engine.clear(turn.state)
    return routes.open_value(turn, f"go:{OPENS[action]}") or [menu(turn)]


def _answer_to_flow(turn: Turn, text: str) -> list[Message]:
    flow = FLOWS.get(turn.state.flow)
    if flow is None:
        engine.clear(turn.state)
        return [Message(text=turn.say("flow-gone")), *lookup.answer(turn, text)]
    try:
        return engine.resume(turn, flow, text=text)
    except engine.Reject as no:
        return _side_question(turn, text) or _rejected(turn, no)


def _side_question(turn: Turn, text: str) -> list[Message]:
    """Something else, asked in the middle: answered, then back to the open step. Nothing where it is no question."""
    turn.heard = text
    reading = lookup.read(turn, text)
    if reading.outcome != "answer":
        return []
    return [*lookup.respond(turn, reading), *anywhere.open_question(turn, "back-to-question")]


def _resumed(turn: Turn, flow: engine.Flow, *, text: str = "", key: str = "") -> list[Message]:
    try:
        return engine.resume(turn, flow, text=text, key=key)
    except engine.Reject as no:
        return _rejected(turn, no)


def _rejected(turn: Turn, no: engine.Reject) -> list[Message]:
    said = Message(text=turn.say(no.key, **no.values))
    asked = anywhere.open_question(turn)
    return [said, *asked] if asked else [said]


def _press(turn: Turn, value: str) -> list[Message]:
    """A button, whenever it was given out: its question if that is still open, else where its value leads."""
    if value.startswith(f"{engine.STEP}:"):
        return _press_step(turn, value)
    run = turn.state.run
    answered = routes.open_value(turn, value)
    if answered is None:
        return anywhere.open_question(turn, "button-unknown") or [menu(turn, "button-unknown")]
    asks_itself = value.startswith("lang:") or value in anywhere.ACTIONS or turn.state.run != run
    if turn.state.flow and not asks_itself:
        return [*answered, *anywhere.open_question(turn, "back-to-question")]
    return answered


def _press_step(turn: Turn, value: str) -> list[Message]:
    _, run, step, key = [*value.split(":", 3), "", "", ""][:4]
    state = turn.state
    flow = FLOWS.get(state.flow)
    if flow is None or (run, step) != (str(state.run), state.step):
        return anywhere.open_question(turn, "button-stale") or [menu(turn, "button-stale")]
    return _resumed(turn, flow, key=key)


def _without_words(turn: Turn, incoming: Incoming, text: str) -> list[Message]:
    """Stickers, voices, photos, places, cards, or signs without a letter."""
    if incoming.kind == "contact":
        key = "got-contact" if incoming.own else "got-contact-of-another"
    elif incoming.kind == "text":
        key = "got-signs" if text else "got-nothing"
    else:
        key = KINDS.get(incoming.kind, "got-other")
    asked = anywhere.open_question(turn, "back-to-question")
    buttons = () if asked else (Button(turn.say("button-menu"), "go:menu"),)
    return [Message(text=turn.say(key), buttons=buttons), *asked]


KINDS = {
    "photo": "got-photo",
    "file": "got-file",
    "voice": "got-voice",
    "video": "got-video",
    "sticker": "got-sticker",
    "location": "got-location",
}
