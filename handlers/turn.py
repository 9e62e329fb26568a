"""One event being answered: who, when, in what state, and what there is to answer with.

May import: `handlers.texts`, `handlers.understand`, `storage`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.texts import Texts
from handlers.understand import Mind
from storage.contacts import Sender
from storage.conversations import State

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(slots=True)
class Turn:
    """What a flow and an answer may use. Only the conversation makes one."""

    session: Session
    sender: Sender
    state: State
    now: datetime
    texts: Texts
    mind: Mind
    channel: str
    event_id: int  # the inbox row of the event
    heard: str = ""  # what the person wrote, for answers that depend on its words

    def say(self, key: str, **values: Any) -> str:
        """The sentence of that key in the contact's language."""
        return self.texts.say(key, **values)

    @property
    def today(self) -> date:
        return self.now.astimezone(HERE).date()
