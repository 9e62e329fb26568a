"""Every mapped class of the catalogue in one place; importing this fills the metadata. May import: the catalogue."""

from storage.base import Base
from storage.catalogue.aliases import Alias
from storage.catalogue.articles import Article
from storage.catalogue.duties import Deadline, Observance, ObservanceYear
from storage.catalogue.instruments import Cycle, InstrumentType
from storage.catalogue.intents import IntentPhrase
from storage.catalogue.marks import SeedMark
from storage.catalogue.offices import Office
from storage.catalogue.places import Commune, OldPlace
from storage.catalogue.plan import PlanFact
from storage.catalogue.programmes import Programme
from storage.catalogue.providers import Provider, Scope
from storage.catalogue.version import CatalogueVersion
from storage.catalogue.vocabulary import RecordKind
from storage.catalogue.watch import LegalWatch, TrainingPrecedent

RECORDS: dict[RecordKind, type[Base]] = {
    "instrument": InstrumentType,
    "programme": Programme,
    "provider": Provider,
    "deadline": Deadline,
    "observance": Observance,
    "article": Article,
    "office": Office,
    "plan": PlanFact,
    "training": TrainingPrecedent,
    "commune": Commune,
    "law": LegalWatch,
}
"""The class behind each kind of record that can be looked up."""

DETAILS: tuple[type[Base], ...] = (
    Cycle,
    Scope,
    ObservanceYear,
    OldPlace,
    Alias,
    IntentPhrase,
    CatalogueVersion,
    SeedMark,
)
"""Tables that hang on records or on the whole catalogue."""
