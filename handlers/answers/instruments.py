"""A type of measuring instrument: what it is, whether it must be verified, how often, by whom, with whose money.

May import: the other parts of an answer, `handlers.messages`, `handlers.turn`, `storage`.
"""

from collections.abc import Callable

from handlers.answers import cycles, paying, verifiers
from handlers.answers.parts import bullets, gone, lines, local, record, remember, sentence, source_line, to, unsure
from handlers.answers.uses import USES, use_in
from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.catalogue.duties import deadline
from storage.catalogue.instruments import InstrumentType, cycle_statement, instrument_type
from storage.catalogue.sourced import Sourced

__all__ = ["USES", "by_use", "card", "use_in"]

LABELS = {
    "cycle": "aspect-cycle",
    "obligation": "aspect-obligation",
    "providers": "aspect-providers",
    "programmes": "aspect-programmes",
    "early": "aspect-early",
    "document": "aspect-document",
    "calibration": "aspect-calibration",
    "fee": "aspect-fee",
}
NEXT = {
    "": ("cycle", "providers", "programmes", "document"),
    "cycle": ("obligation", "providers", "early", "document"),
    "obligation": ("cycle", "providers", "programmes", "fee"),
    "own": ("calibration", "cycle", "programmes"),
    "document": ("cycle", "obligation", "providers"),
    "providers": ("fee", "programmes", "cycle", "calibration"),
    "calibration": ("obligation", "providers", "programmes"),
    "programmes": ("providers", "fee", "cycle"),
    "early": ("cycle", "providers", "fee"),
    "fee": ("providers", "programmes"),
}
"""What people ask after each side of the card."""
USE_BUTTONS = {
    "trade": "use-trade",
    "safety": "use-safety",
    "health": "use-health",
    "environment": "use-environment",
    "own": "use-own",
}
DUTY = {
    "trade": "duty-trade",
    "safety": "duty-safety",
    "health": "duty-health",
    "environment": "duty-environment",
    "inspection": "duty-inspection",
}
ALWAYS = {"trade": "always-trade", "inspection": "always-inspection"}
CONTROLS = (
    ("type_approval", "control-approval"),
    ("initial", "control-initial"),
    ("periodic", "control-periodic"),
    ("after_repair", "control-repair"),
)


def card(turn: Turn, code: str, aspect: str = "") -> list[Message]:
    """One side of the type's card; the whole of it in short where the aspect is not one of ours."""
    kind = instrument_type(turn.session, code)
    if kind is None:
        return [gone(turn)]
    side = aspect if aspect in _SIDES else ""
    return _SIDES[side](turn, kind, _next(turn, kind, side))


def by_use(turn: Turn, code: str, use: str) -> list[Message]:
    """Whether it must be verified in that use, and what exactly must be done."""
    kind = instrument_type(turn.session, code)
    if kind is None:
        return [gone(turn)]
    remember(turn, f"instrument:{code}", "obligation")
    if use not in DUTY:
        return [_own_use(turn, kind)]
    text = lines(
        turn.say("duty-unsure") if unsure(kind) else "",
        turn.say(DUTY[use], name=name(turn, kind)),
        _controls(turn, kind),
        turn.say("obligation-stop"),
    )
    source = source_line(turn, kind, law=turn.say("law-group-two"))
    return [Message(title=title(turn, kind), text=text, source=source, buttons=_next(turn, kind, "obligation"))]


def title(turn: Turn, kind: InstrumentType) -> str:
    return local(turn, kind.name_vi, kind.name_en)


def name(turn: Turn, kind: InstrumentType) -> str:
    """The name inside a sentence."""
    called = title(turn, kind)
    return called[:1].lower() + called[1:]


def _next(turn: Turn, kind: InstrumentType, aspect: str) -> tuple[Button, ...]:
    steps = (record(turn.say(LABELS[step]), "instrument", kind.code, step) for step in NEXT[aspect])
    return (*steps, to(turn, "menu"))


def _use_buttons(turn: Turn, kind: InstrumentType) -> tuple[Button, ...]:
    return tuple(Button(turn.say(USE_BUTTONS[use]), f"u:{kind.code}:{use}") for use in USES)


def _summary(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    said = cycle_statement(turn.session, kind.code, turn.today)
    asks = kind.use == "ask"
    text = lines(
        turn.say("instrument-unsure") if unsure(kind) else turn.say("instrument-listed"),
        turn.say("instrument-cycle", cycle=cycles.phrase(turn, said)),
        turn.say("instrument-where", where=sentence(kind.where_used)) if kind.where_used else "",
        turn.say("instrument-ask-use" if asks else ALWAYS[kind.use]),
    )
    cycle = record(turn.say(LABELS["cycle"]), "instrument", kind.code, "cycle")
    buttons = (*_use_buttons(turn, kind), cycle) if asks else next_steps
    return [
        Message(title=title(turn, kind), text=text, source=source_line(turn, kind, vietnamese=True), buttons=buttons)
    ]


def _obligation(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    use = use_in(turn.heard) if kind.use == "ask" else kind.use
    if use:
        return by_use(turn, kind.code, use)
    text = lines(turn.say("obligation-depends", name=name(turn, kind)), turn.say("instrument-ask-use"))
    source = source_line(turn, kind, law=turn.say("law-both-groups"))
    return [Message(title=title(turn, kind), text=text, source=source, buttons=_use_buttons(turn, kind))]


def _own_use(turn: Turn, kind: InstrumentType) -> Message:
    text = lines(turn.say("own-free", name=name(turn, kind)), turn.say("own-calibration"), turn.say("own-change"))
    source = source_line(turn, kind, law=turn.say("law-own"))
    return Message(title=title(turn, kind), text=text, source=source, buttons=_next(turn, kind, "own"))


def _controls(turn: Turn, kind: InstrumentType) -> str:
    """What the list demands, what it does not, and what could not be read."""
    said = cycle_statement(turn.session, kind.code, turn.today)
    flags = [(getattr(kind, column), turn.say(key)) for column, key in CONTROLS]
    wanted = [words for flag, words in flags if flag]
    free = "; ".join(words for flag, words in flags if flag is False)
    unread = "; ".join(words for flag, words in flags if flag is None)
    return lines(
        bullets(wanted),
        turn.say("controls-cycle", cycle=cycles.phrase(turn, said)) if kind.periodic or said.disagree else "",
        turn.say("controls-free", controls=free) if free else "",
        turn.say("controls-unread", controls=unread) if unread else "",
    )


def _early(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    """What ends a certificate before its date."""
    rule: Sourced = deadline(turn.session, "dl-chuky") or kind
    source = source_line(turn, rule, law=turn.say("law-early"))
    return [Message(title=title(turn, kind), text=turn.say("early"), source=source, buttons=next_steps)]


Side = Callable[[Turn, InstrumentType, tuple[Button, ...]], list[Message]]
_SIDES: dict[str, Side] = {
    "": _summary,
    "cycle": cycles.cycle,
    "obligation": _obligation,
    "document": cycles.document,
    "providers": verifiers.verification,
    "calibration": verifiers.calibration,
    "programmes": paying.programmes,
    "early": _early,
    "fee": paying.fee,
}
