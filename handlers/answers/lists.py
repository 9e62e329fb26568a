"""Lists that lead to records, a page at a time. May import: the cards' own words, `handlers`, `storage`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handlers.answers import instruments
from handlers.answers.observances import is_once
from handlers.answers.parts import (
    help_with,
    lines,
    local,
    no_data,
    page,
    record,
    sentence,
    short,
    source_line,
    to,
    unsure,
)
from handlers.answers.programmes import button_name
from handlers.answers.verifiers import validity
from handlers.dates import readable
from handlers.messages import Button, Message
from handlers.places import key_of
from handlers.turn import Turn
from storage.catalogue.articles import articles
from storage.catalogue.duties import Deadline, Observance, deadlines, observances
from storage.catalogue.instruments import instrument_types
from storage.catalogue.places import communes, old_places
from storage.catalogue.plan import plan_facts
from storage.catalogue.programmes import Programme, programmes
from storage.catalogue.providers import Match, providers_near
from storage.catalogue.sourced import Sourced
from storage.catalogue.vocabulary import PlanTopic
from storage.catalogue.watch import training_precedents

PAGE, FEW, MANY = 8, 5, 12  # rows of one page: usual ones, long ones, single words
TRADES = (
    ("fuel", "trade-fuel"),
    ("gas", "trade-gas"),
    ("gold", "trade-gold"),
    ("trade_retail", "trade-retail"),
    ("packaged_goods", "trade-packaged"),
    ("manufacturing", "trade-manufacturing"),
    ("testing_service", "trade-testing"),
    ("office", "trade-office"),
    ("other", "trade-other"),
)
"""The trades that duties are kept for."""
TOPICS: tuple[tuple[PlanTopic, str], ...] = (
    ("aim", "plan-aim"),
    ("target", "plan-target"),
    ("money", "plan-money"),
    ("task", "plan-task"),
    ("actor", "plan-actor"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: its button, the line in the text, and where it comes from."""

    button: Button
    line: str
    origin: Sourced | None = None


def open_list(turn: Turn, name: str, arg: str = "", number: int = 0) -> list[Message]:
    """Page `number`, counted from 0, of a list; an unknown list offers the catalogue's own parts."""
    return _LISTS.get(name, _lookup)(turn, arg, number)


def _row(name: str, kind: str, record_id: str, *, line: str = "", origin: Sourced | None = None) -> Row:
    """A row that leads to a record."""
    return Row(record(name, kind, record_id), line or short(name, 90), origin)


def _paged(
    turn: Turn, rows: Sequence[Row], name: str, arg: str, *, number: int, lead: str, size: int = PAGE
) -> list[Message]:
    """The rows of one page under a leading sentence, with a button to the next page.

    Lines are numbered like the buttons; they are left out where every button says all.
    """
    if not rows:
        return [no_data(turn)]
    last = (len(rows) - 1) // size
    number = min(number, last)
    shown = rows[number * size : (number + 1) * size]
    needed = any(row.line != row.button.label for row in shown)
    said = lines(*(f"{place}. {row.line}" for place, row in enumerate(shown, start=1))) if needed else ""
    count = turn.say("list-page", page=number + 1, pages=last + 1) if last else ""
    more = (page(turn.say("list-more"), name, arg, number + 1),) if number < last else ()
    origins = [row.origin for row in shown if row.origin]
    source = source_line(turn, *origins) if origins else ""
    buttons = (*(row.button for row in shown), *more, to(turn, "menu"))
    return [Message(text=lines(lead, said, count), source=source, buttons=buttons)]


def _lookup(turn: Turn, arg: str, number: int) -> list[Message]:
    places = ("instruments", "providers", "programmes", "deadlines", "definitions", "places", "office")
    return [Message(text=turn.say("list-lookup"), buttons=(*(to(turn, place) for place in places), to(turn, "menu")))]


def _fields(turn: Turn, arg: str, number: int) -> list[Message]:
    fields = {
        kind.field: local(turn, kind.field_vi, kind.field.capitalize()) for kind in instrument_types(turn.session)
    }
    rows = [Row(page(name, "field", field), name) for field, name in fields.items()]
    return _paged(turn, rows, "instruments", arg, number=number, lead=turn.say("list-fields"))


def _types(turn: Turn, arg: str, number: int) -> list[Message]:
    kinds = instrument_types(turn.session, field=arg)
    rows = [_row(instruments.title(turn, kind), "instrument", kind.code) for kind in kinds]
    return _paged(turn, rows, "field", arg, number=number, lead=turn.say("list-types"))


def _programmes(turn: Turn, arg: str, number: int) -> list[Message]:
    """The living ones, open before doubtful; with "closed", those that are over."""
    if arg == "closed":
        rows = [_programme(turn, row) for row in programmes(turn.session, state="closed")]
        return _paged(turn, rows, "programmes", arg, number=number, lead=turn.say("list-programmes-closed"))
    found = [*programmes(turn.session, state="open"), *programmes(turn.session, state="doubtful")]
    rows = [_programme(turn, row) for row in found]
    messages = _paged(turn, rows, "programmes", arg, number=number, lead=turn.say("list-programmes"))
    return [_with(messages[0], to(turn, "fit"), page(turn.say("list-closed"), "programmes", "closed"))]


def _programme(turn: Turn, row: Programme) -> Row:
    return _row(button_name(turn, row), "programme", row.id)


def _with(message: Message, *extra: Button) -> Message:
    """The message with more buttons before the last one, which leads to the menu."""
    return replace(message, buttons=(*message.buttons[:-1], *extra, *message.buttons[-1:]))


def _deadlines(turn: Turn, arg: str, number: int) -> list[Message]:
    """The duties of a trade; without one, the trades."""
    if not arg:
        trades = tuple(page(turn.say(key), "deadlines", trade) for trade, key in TRADES)
        return [Message(text=turn.say("list-deadlines-trade"), buttons=(*trades, to(turn, "menu")))]
    rows = [_deadline(row) for row in deadlines(turn.session, trade=arg)]
    return _paged(turn, rows, "deadlines", arg, number=number, lead=turn.say("list-deadlines"))


def _deadline(row: Deadline) -> Row:
    when = short(readable(row.when_text).partition(" (")[0], 45)
    return _row(row.what, "deadline", row.id, line=f"{when}: {short(row.what, 75)}", origin=row)


def _definitions(turn: Turn, arg: str, number: int) -> list[Message]:
    rows = [_row(local(turn, row.title_vi, row.title_en), "article", row.id) for row in articles(turn.session)]
    return _paged(turn, rows, "definitions", arg, number=number, lead=turn.say("list-definitions"))


def _providers(turn: Turn, arg: str, number: int) -> list[Message]:
    """Every provider that verifies or calibrates, nearest first; with a field, those of that field."""
    found = providers_near(turn.session, today=turn.today, field=arg or None, limit=99)
    rows = [_provider(turn, match) for match in found]
    lead = turn.say("list-providers")
    return _paged(turn, rows, "providers", arg, number=number, lead=lead, size=FEW)


def _provider(turn: Turn, match: Match) -> Row:
    body, scope = match.provider, match.scope
    until = validity(turn, scope, lapsed=match.lapsed)
    doubt = f"; {turn.say('not-sure')}" if unsure(body) or unsure(scope) else ""
    line = f"{short(body.name, 60)}: {short(scope.text, 50)} ({until}{doubt})"
    return _row(body.name, "provider", body.id, line=line, origin=body)


def _places(turn: Turn, arg: str, number: int) -> list[Message]:
    """The districts and the city that ended."""
    ended = [row for row in old_places(turn.session) if row.kind in ("district", "city")]
    found = {key_of(row.kind, row.name): row.name for row in ended}
    rows = [Row(page(name, "communes", key), name) for key, name in found.items()]
    return _paged(turn, rows, "places", arg, number=number, lead=turn.say("list-places"), size=MANY)


def _communes(turn: Turn, arg: str, number: int) -> list[Message]:
    """The communes that an old place became; all of them without one."""
    parts = [row for row in old_places(turn.session) if key_of(row.kind, row.name) == arg]
    became = {row.commune_code for row in parts}
    now = [row for row in communes(turn.session) if not arg or row.code in became]
    rows = [_row(row.name, "commune", row.code, origin=row) for row in now]
    notes = dict.fromkeys(sentence(row.note) for row in parts if row.note)
    lead = turn.say("list-communes-of", name=parts[0].name) if parts else turn.say("list-communes")
    return _paged(turn, rows, "communes", arg, number=number, lead=lines(lead, *notes))


def communes_of_place(turn: Turn, key: str, aspect: str = "") -> list[Message]:
    """The communes that an ended place became, as the card of that place."""
    return open_list(turn, "communes", key)


def _plan(turn: Turn, arg: str, number: int) -> list[Message]:
    """The facts of a topic; without one, the topics."""
    topic = next((topic for topic, _ in TOPICS if topic == arg), None)
    if topic is None:
        topics = tuple(page(turn.say(key), "plan", name) for name, key in TOPICS)
        return [Message(text=turn.say("list-plan"), buttons=(*topics, to(turn, "menu")))]
    facts = plan_facts(turn.session, topic=topic)
    rows = [_row(local(turn, row.name_vi, row.name_en), "plan", row.id, origin=row) for row in facts]
    return _paged(turn, rows, "plan", arg, number=number, lead=f"{turn.say(dict(TOPICS)[topic])}:")


def _observances(turn: Turn, arg: str, number: int) -> list[Message]:
    rows = [_observance(turn, row) for row in observances(turn.session)]
    return _paged(turn, rows, "observance", arg, number=number, lead=turn.say("list-observances"))


def _observance(turn: Turn, row: Observance) -> Row:
    name = local(turn, row.name, row.name_en)
    line = name if is_once(row) else f"{row.day}/{row.month}: {name}"
    return _row(name, "observance", row.id, line=line, origin=row)


def _trainings(turn: Turn, arg: str, number: int) -> list[Message]:
    held = [row for row in training_precedents(turn.session, kind="training") if not unsure(row)]
    rows = [_row(row.title, "training", row.id, origin=row) for row in held]
    messages = _paged(turn, rows, "training", arg, number=number, lead=turn.say("list-trainings"), size=FEW)
    return [_with(messages[0], help_with(turn))]


_LISTS: dict[str, Callable[[Turn, str, int], list[Message]]] = {
    "lookup": _lookup,
    "instruments": _fields,
    "field": _types,
    "programmes": _programmes,
    "deadlines": _deadlines,
    "definitions": _definitions,
    "providers": _providers,
    "places": _places,
    "communes": _communes,
    "plan": _plan,
    "observance": _observances,
    "training": _trainings,
}
