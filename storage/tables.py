"""Every table in one place: importing this fills the metadata. May import: the other modules of `storage`."""

from storage import contacts, conversations, inbox, outbox, questions
from storage.base import Base
from storage.catalogue import tables as catalogue

METADATA = Base.metadata
MODULES = (contacts, conversations, inbox, outbox, questions, catalogue)
