"""An organisation that verifies, calibrates or tests: what its source says it does, and how to reach it.

May import: the other parts of an answer, `handlers.messages`, `handlers.turn`, `storage`.
"""

from handlers.answers.parts import bullets, gone, help_with, lines, sentence, short, some, source_line, to, unsure
from handlers.answers.verifiers import validity
from handlers.messages import Message
from handlers.turn import Turn
from storage.catalogue.providers import NOT_A_VERIFIER, Provider, Scope, provider, scopes_of

SERVICES = {"verification": "service-verification", "calibration": "service-calibration", "testing": "service-testing"}
CONTACTS = (
    ("address", "contact-address"),
    ("phone", "contact-phone"),
    ("email", "contact-email"),
    ("website", "contact-website"),
)


def card(turn: Turn, provider_id: str, aspect: str = "") -> list[Message]:
    """What is known of the organisation; contacts only where its source is sure."""
    row = provider(turn.session, provider_id)
    if row is None:
        return [gone(turn)]
    scopes = _distinct(scopes_of(turn.session, provider_id))
    done = [_scope(turn, scope) for scope in scopes] or [short(field, 120) for field in row.fields]
    text = lines(
        turn.say("unsure-lead") if unsure(row) else "",
        turn.say("provider-kind", kind=sentence(row.kind)),
        turn.say("provider-no-verifier") if row.region == NOT_A_VERIFIER else "",
        turn.say("provider-does"),
        some(turn, done, room=380) or turn.say("no-data-yet"),
        turn.say("provider-serves", where=sentence(row.serves_lang_son)),
        turn.say("contact-unknown") if unsure(row) else contacts(turn, row),
        sentence(short(row.note or "", 160)),
    )
    buttons = (help_with(turn), to(turn, "providers"), to(turn, "menu"))
    return [Message(title=row.name, text=text, source=source_line(turn, row, vietnamese=True), buttons=buttons)]


def contacts(turn: Turn, row: Provider) -> str:
    """The ways of reaching it that stand in the record; says so where there is none."""
    known = [turn.say(key, value=getattr(row, column)) for column, key in CONTACTS if getattr(row, column)]
    return bullets(known) or turn.say("contact-unknown")


def _distinct(scopes: list[Scope]) -> list[Scope]:
    """One scope for each text and document: a text that stands for several types is said once."""
    return list({(scope.text, scope.document, scope.service): scope for scope in scopes}.values())


def _scope(turn: Turn, scope: Scope) -> str:
    lapsed = scope.valid_to is not None and scope.valid_to < turn.today
    said = turn.say(SERVICES[scope.service]) if scope.service else turn.say("service-unsaid")
    facts = [fact for fact in (said, scope.document or "") if fact not in scope.text]
    return f"{short(scope.text, 120)} ({'; '.join((*facts, validity(turn, scope, lapsed=lapsed)))})"
