"""Figures about the whole, for metrics and health. May import: the other modules of `storage`."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from storage.outbox import Delivery


def deliveries(session: Session) -> list[tuple[str, str, int]]:
    """(channel, status, how many) of the ledger."""
    query = select(Delivery.channel, Delivery.status, func.count()).group_by(Delivery.channel, Delivery.status)
    return [(channel, status, count) for channel, status, count in session.execute(query)]


def answers(session: Session) -> bool:
    """The database answers; raises `DBAPIError` where it does not."""
    return bool(session.scalar(text("SELECT 1")) == 1)
