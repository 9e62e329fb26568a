"""Organisations that verify, calibrate or test, and what each may do as far as its source says.

May import: storage.base and the catalogue's own words.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.instruments import InstrumentType
from storage.catalogue.sourced import Sourced, words
from storage.catalogue.vocabulary import Service

NOT_A_VERIFIER = 9
"""Region rank of bodies that are kept for look-up only: accreditation offices, associations, pure test laboratories."""


class Provider(Sourced, Base):
    """An organisation, with the contacts its source page shows; None is "not in the source"."""

    __tablename__ = "provider"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    fields: Mapped[list[str]] = mapped_column(default=list)
    vilas: Mapped[str | None]
    vilas_valid_to: Mapped[str | None]
    """As written in the source; a full date also stands in the scope's `valid_to`."""
    dk_no: Mapped[str | None]
    designation_no: Mapped[str | None]
    address: Mapped[str | None]
    phone: Mapped[str | None]
    fax: Mapped[str | None]
    email: Mapped[str | None]
    website: Mapped[str | None]
    serves_lang_son: Mapped[str]
    region: Mapped[int]
    """0 in the province, 1 neighbours, 2 Hà Nội and the North, 3 elsewhere, 9 not a verifier."""
    note: Mapped[str | None]


class Scope(Sourced, Base):
    """One thing a provider does: a type, a whole field, or only the source's words when neither can be told."""

    __tablename__ = "scope"

    id: Mapped[str] = mapped_column(primary_key=True)
    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id", ondelete="CASCADE"), index=True)
    service: Mapped[Service | None] = mapped_column(words(Service, "service"))
    """None when the source does not say which service."""
    type_code: Mapped[str | None] = mapped_column(ForeignKey("instrument_type.code", ondelete="SET NULL"), index=True)
    field: Mapped[str | None]
    text: Mapped[str]
    document: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    on_site: Mapped[bool | None]
    note: Mapped[str | None]


@dataclass(frozen=True, kw_only=True)
class Match:
    """A provider and the scope that made it an answer. `lapsed`: the copy read gives an end that has passed."""

    provider: Provider
    scope: Scope
    exact: bool
    """True when the scope names the type itself, False when only its field."""
    lapsed: bool


def provider(session: Session, provider_id: str) -> Provider | None:
    """The provider with this id."""
    return session.get(Provider, provider_id)


def scopes_of(session: Session, provider_id: str) -> list[Scope]:
    """All that a provider's source says it does."""
    return list(session.scalars(select(Scope).where(Scope.provider_id == provider_id).order_by(Scope.id)))


def providers_for(
    session: Session, type_code: str, *, today: date, service: Service | None = None, limit: int = 5
) -> list[Match]:
    """Providers whose scope names the type or its field, one row each.

    In force before lapsed, confirmed by staff first, then nearest, then by name. A scope that does not say which
    service it means is kept for any service; testing is found only when asked for.
    """
    kind = session.get(InstrumentType, type_code)
    if kind is None:
        return []
    by_field = and_(Scope.type_code.is_(None), Scope.field == kind.field)
    return _best(session, or_(Scope.type_code == type_code, by_field), today=today, service=service, limit=limit)


def providers_near(
    session: Session, *, today: date, field: str | None = None, service: Service | None = None, limit: int = 5
) -> list[Match]:
    """Providers by distance whatever the type: for an instrument outside the list, or a question without one.

    With a field, only scopes of that field: of the field itself or of one of its types.
    """
    if field is None:
        return _best(session, Scope.id.is_not(None), today=today, service=service, limit=limit)
    types = select(InstrumentType.code).where(InstrumentType.field == field)
    wanted = or_(Scope.field == field, Scope.type_code.in_(types))
    return _best(session, wanted, today=today, service=service, limit=limit)


def _best(
    session: Session, wanted: ColumnElement[bool], *, today: date, service: Service | None, limit: int
) -> list[Match]:
    found = select(Provider, Scope).join(Scope, Scope.provider_id == Provider.id)
    found = found.where(wanted, Provider.region < NOT_A_VERIFIER, _service(service))
    matches = sorted((_match(row[0], row[1], today) for row in session.execute(found)), key=_order)
    first: dict[str, Match] = {}
    for match in matches:
        first.setdefault(match.provider.id, match)
    return list(first.values())[:limit]


def _service(service: Service | None) -> ColumnElement[bool]:
    if service is None:
        return or_(Scope.service.is_(None), Scope.service != "testing")
    return or_(Scope.service.is_(None), Scope.service == service)


def _match(provider: Provider, scope: Scope, today: date) -> Match:
    lapsed = scope.valid_to is not None and scope.valid_to < today
    return Match(provider=provider, scope=scope, exact=scope.type_code is not None, lapsed=lapsed)


def _order(match: Match) -> tuple[bool, bool, int, str, bool, str]:
    """Sorted here and not by SQL, because two databases put Vietnamese letters in two orders."""
    unconfirmed = match.scope.confirmed_on is None and match.provider.confirmed_on is None
    return (match.lapsed, unconfirmed, match.provider.region, match.provider.name, not match.exact, match.scope.id)
