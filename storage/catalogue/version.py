"""The catalogue's version: a counter that every change of an indexed table moves, by whatever path.

Triggers move it, so plain SQL counts too. On SQLite a migration that rebuilds a table drops its triggers with it:
call `create_triggers` again at the end of such a migration (it may be repeated). May import: storage.base.
"""

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base

INDEXED = (
    "alias",
    "article",
    "commune",
    "deadline",
    "instrument_type",
    "intent_phrase",
    "legal_watch",
    "observance",
    "office",
    "plan_fact",
    "programme",
    "provider",
    "training_precedent",
)
"""Tables whose rows feed the search index or the intents."""

BUMP = "UPDATE catalogue_version SET counter = counter + 1"


class CatalogueVersion(Base):
    """The single row that says whether an index built earlier is still true."""

    __tablename__ = "catalogue_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counter: Mapped[int]


def current_version(session: Session) -> int:
    """The counter; 0 before `create_triggers` has run."""
    return session.scalar(select(CatalogueVersion.counter)) or 0


def create_triggers(connection: Connection) -> None:
    """Put the counter's row and the triggers of every indexed table in place; harmless when they are there."""
    connection.execute(text("INSERT INTO catalogue_version (id, counter) VALUES (1, 0) ON CONFLICT DO NOTHING"))
    create = _postgresql if connection.dialect.name == "postgresql" else _sqlite
    for statement in create():
        connection.execute(text(statement))


def drop_triggers(connection: Connection) -> None:
    """Undo `create_triggers`, but for the counter's row."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP FUNCTION IF EXISTS bump_catalogue_version() CASCADE"))
        return
    for table in INDEXED:
        for event in ("insert", "update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS bump_{table}_{event}"))


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS bump_{table}_{event} AFTER {event} ON {table} BEGIN {BUMP}; END"
        for table in INDEXED
        for event in ("insert", "update", "delete")
    ]


def _postgresql() -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION bump_catalogue_version() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {BUMP}; RETURN NULL; END $$"
    )
    return [
        function,
        *(
            f"CREATE OR REPLACE TRIGGER bump_{table} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION bump_catalogue_version()"
            for table in INDEXED
        ),
    ]
