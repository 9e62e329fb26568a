"""Who may verify or calibrate a type of instrument, as far as the sources say.

May import: the other parts of an answer, `handlers.messages`, `handlers.turn`, `storage`.
"""

from collections.abc import Sequence

from handlers.answers.parts import SCREEN, lines, local, no_data, record, short, source_line, unsure
from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.catalogue.instruments import InstrumentType
from storage.catalogue.providers import Match, Scope, providers_for
from storage.catalogue.vocabulary import Service

MOST = 3  # providers of one answer
LOOKED_AT = 12  # the nearest, of which those whose source names the very type are said first


def verification(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    """Who may verify it, nearest first."""
    return _who(turn, kind, next_steps, service="verification", lead="verifiers-lead", rule="verifiers-free-choice")


def calibration(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    """Who may calibrate it, which is voluntary."""
    return _who(turn, kind, next_steps, service="calibration", lead="calibrators-lead", rule="calibration-rule")


def validity(turn: Turn, scope: Scope, *, lapsed: bool) -> str:
    """Until when the document holds according to the copy that was read."""
    if scope.valid_to is None:
        return turn.say("validity-unknown")
    if lapsed:
        return turn.say("validity-lapsed", end=scope.valid_to)
    return turn.say("validity-until", end=scope.valid_to)


def _who(
    turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...], *, service: Service, lead: str, rule: str
) -> list[Message]:
    heading = local(turn, kind.name_vi, kind.name_en)
    found = providers_for(turn.session, kind.code, today=turn.today, service=service, limit=LOOKED_AT)
    matches = sorted(found, key=lambda match: (match.lapsed, not match.exact))[:MOST]
    if not matches:
        text = lines(turn.say("verifiers-none"), turn.say(rule))
        return [no_data(turn, title=heading, text=text, buttons=next_steps[:2])]
    near = "" if any(match.provider.region == 0 for match in matches) else turn.say("verifiers-not-local")
    text = _listed(turn, matches, before=turn.say(lead), after=lines(near, turn.say(rule)))
    buttons = tuple(record(match.provider.name, "provider", match.provider.id) for match in matches)
    source = source_line(turn, *(match.provider for match in matches), vietnamese=True)
    return [Message(title=heading, text=text, source=source, buttons=(*buttons, *next_steps[:2]))]


def _listed(turn: Turn, matches: Sequence[Match], *, before: str, after: str) -> str:
    """The providers under each other, with as many words each as leave the whole on one screen."""
    room = (SCREEN - len(before) - len(after)) // len(matches)
    entries = (_entry(turn, number, match, room) for number, match in enumerate(matches, start=1))
    return lines(before, *entries, after)


def _entry(turn: Turn, number: int, match: Match, room: int) -> str:
    scope, body = match.scope, match.provider
    doubt = turn.say("not-sure") if unsure(body) or unsure(scope) else ""
    facts = (
        short(scope.text, 80),
        "" if match.exact else turn.say("field-only"),
        turn.say("service-unsaid") if scope.service is None else "",
        scope.document if scope.document and scope.document not in scope.text else "",
        validity(turn, scope, lapsed=match.lapsed),
        doubt,
    )
    contact = "" if unsure(body) else " · ".join(filter(None, (body.phone, body.website)))
    return lines(f"{number}. {short(body.name, 80)}", short("; ".join(filter(None, facts)), room), contact)
