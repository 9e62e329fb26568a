"""What the bot answers once the right record is known: one file a kind of record.

May import: `handlers.messages`, `handlers.turn`, `handlers.dates`, `storage`. Start with `parts`, then `instruments`.
"""

from collections.abc import Callable

from handlers.answers import (
    articles,
    deadlines,
    instruments,
    laws,
    lists,
    observances,
    offices,
    places,
    plan,
    programmes,
    providers,
    trainings,
)
from handlers.answers.parts import gone, remember
from handlers.messages import Message
from handlers.turn import Turn

CARDS: dict[str, Callable[[Turn, str, str], list[Message]]] = {
    "instrument": instruments.card,
    "programme": programmes.card,
    "provider": providers.card,
    "article": articles.card,
    "deadline": deadlines.card,
    "observance": observances.card,
    "office": offices.card,
    "plan": plan.card,
    "training": trainings.card,
    "commune": places.card,
    "place": lists.communes_of_place,
    "law": laws.card,
}


def show(turn: Turn, record: str, aspect: str = "") -> list[Message]:
    """The card of "kind:id", or one side of it, and remember that it is being spoken of."""
    kind, _, record_id = record.partition(":")
    if kind not in CARDS:
        return [gone(turn)]
    remember(turn, record, aspect)
    return CARDS[kind](turn, record_id, aspect)
