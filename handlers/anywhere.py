"""What the words that work anywhere do: menu, help, cancel, back, language, stop.

May import: the rest of `handlers` but `routes` and `conversation`, and `storage`.
"""

from handlers import engine
from handlers.flows.registry import FLOWS
from handlers.menu import menu
from handlers.messages import Button, Message
from handlers.texts import texts
from handlers.turn import Turn
from storage import contacts

ACTIONS = frozenset(
    {"menu", "help", "cancel", "back", "language", "english", "vietnamese", "stop", "resume", "unknown"}
)


def act(turn: Turn, action: str) -> list[Message]:
    """Do one of `ACTIONS`."""
    if action in ("english", "vietnamese"):
        return speak(turn, "en" if action == "english" else "vi")
    if action in ("stop", "resume"):
        return _stop(turn, stop=action == "stop")
    return {
        "menu": _menu,
        "help": _help,
        "cancel": _cancel,
        "back": _back,
        "language": _language,
        "unknown": _unknown,
    }[action](turn)


def speak(turn: Turn, language: str) -> list[Message]:
    """Go on in that language; an open question is asked again in it."""
    contacts.set_language(turn.session, turn.sender.contact_id, language)
    turn.texts = texts(language)
    said = Message(text=turn.say("language-set"))
    return [said, *(open_question(turn) or [menu(turn)])]


def open_question(turn: Turn, lead: str = "") -> list[Message]:
    """The open question once more, under a leading sentence; nothing where none is open."""
    flow = FLOWS.get(turn.state.flow)
    asked = engine.ask_again(turn, flow) if flow else None
    if asked is None:
        return []
    text = f"{turn.say(lead)}\n{asked.text}" if lead else asked.text
    return [Message(title=asked.title, text=text, source=asked.source, buttons=asked.buttons)]


def _menu(turn: Turn) -> list[Message]:
    engine.clear(turn.state)
    return [menu(turn, "greeting" if not turn.state.version else "menu-lead")]


def _help(turn: Turn) -> list[Message]:
    return [Message(text=turn.say("help")), *(open_question(turn, "back-to-question") or [menu(turn)])]


def _cancel(turn: Turn) -> list[Message]:
    key = "cancelled" if turn.state.flow else "nothing-to-cancel"
    engine.clear(turn.state)
    return [menu(turn, key)]


def _back(turn: Turn) -> list[Message]:
    flow = FLOWS.get(turn.state.flow)
    if flow is None:
        return [menu(turn, "nothing-to-go-back-to")]
    earlier = engine.back(turn, flow)
    if earlier is None:
        return open_question(turn, "first-question")
    return earlier


def _language(turn: Turn) -> list[Message]:
    buttons = tuple(Button(texts(code).say("language-name"), f"lang:{code}") for code in ("vi", "en"))
    return [Message(text=turn.say("language-ask"), buttons=buttons)]


def _stop(turn: Turn, *, stop: bool) -> list[Message]:
    contacts.set_stopped(turn.session, turn.sender.contact_id, turn.now if stop else None)
    return [Message(text=turn.say("stopped" if stop else "resumed")), *open_question(turn, "back-to-question")]


def _unknown(turn: Turn) -> list[Message]:
    return open_question(turn, "unknown-command") or [menu(turn, "unknown-command")]
