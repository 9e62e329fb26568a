"""Who helps to pay for an instrument's verification, and what is known of the price.

May import: the other parts of an answer, `handlers.messages`, `handlers.turn`, `storage`.
"""

from handlers.answers.parts import bullets, lines, local, no_data, record, sentence, short, source_line, to, unsure
from handlers.answers.programmes import button_name, ceiling
from handlers.messages import Button, Message
from handlers.turn import Turn
from storage.catalogue.articles import article
from storage.catalogue.instruments import InstrumentType
from storage.catalogue.programmes import Programme, programme

PAYING = ("prg-80-dl", "prg-996", "prg-1322")
"""The programmes that touch measurement, the only one with money for verification first."""
FIRST, OTHERS = 140, 80  # characters of an offer and of its condition
PRICES = "chi-phi-kiem-dinh"


def programmes(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    """The programmes that may carry a part of the cost, each with its ceiling and its condition."""
    known = [
        row for row in (programme(turn.session, name) for name in PAYING) if row and row.state in ("open", "doubtful")
    ]
    heading = local(turn, kind.name_vi, kind.name_en)
    if not known:
        return [no_data(turn, title=heading)]
    text = lines(turn.say("paying-lead"), bullets(_offer(turn, row) for row in known), turn.say("paying-rule"))
    buttons = tuple(record(button_name(turn, row), "programme", row.id) for row in known)
    source = source_line(turn, *known, vietnamese=True)
    return [Message(title=heading, text=text, source=source, buttons=(*buttons, to(turn, "fit"), next_steps[0]))]


def fee(turn: Turn, kind: InstrumentType, next_steps: tuple[Button, ...]) -> list[Message]:
    """No price is known: each body posts its own."""
    prices = article(turn.session, PRICES)
    more = (record(turn.say("fee-who-pays"), "article", PRICES),) if prices else ()
    source = source_line(turn, prices) if prices else ""
    text = turn.say("fee-unknown")
    return [
        no_data(
            turn,
            title=local(turn, kind.name_vi, kind.name_en),
            text=text,
            source=source,
            buttons=(*more, next_steps[0]),
        )
    ]


def _offer(turn: Turn, row: Programme) -> str:
    """The first form of support with its ceiling, and the conditions."""
    form = row.support[0] if row.support else {}
    room = FIRST if row.id == PAYING[0] else OTHERS
    conditions = " ".join(map(sentence, row.criteria.get("conditions", ())))
    doubt = f" ({turn.say('not-sure')})" if unsure(row) or row.state == "doubtful" else ""
    return lines(
        f"{button_name(turn, row)}{doubt}: {sentence(ceiling(form, room))}",
        turn.say("paying-condition", condition=short(conditions, room)) if conditions else "",
    )
