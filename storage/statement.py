"""Statements that run for every event: built once, compiled once a dialect, run on the driver's own cursor.

A Core statement costs some forty microseconds each time before the driver sees it, five times an event; here what was
compiled is kept. Types still convert, and the driver's errors still become SQLAlchemy's.
May import: nothing of this project.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ClauseElement, Connection, Executable
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIModule
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The text for one dialect, how its values are written, and how its rows are read."""

    text: str
    names: tuple[str, ...]
    by_name: bool  # the driver wants a mapping, not a sequence
    fixed: Mapping[str, Any]  # values that stand in the statement itself
    writes: tuple[tuple[str, Callable[[Any], Any]], ...]
    reads: tuple[tuple[int, Callable[[Any], Any]], ...]
    returns: bool


class Statement:
    """A Core statement whose values are named by `bindparam`, without lists of changing length."""

    def __init__(self, statement: Executable, returns: Sequence[Any] = ()) -> None:
        """`returns`: the columns of its rows, in order."""
        self._statement, self._returns = statement, returns
        self._compiled: dict[str, Compiled] = {}

    def __call__(self, session: Session, values: Mapping[str, Any]) -> list[Row]:
        """Run it; the rows, where it returns any. Raises `DBAPIError`."""
        connection = session.connection()
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(compiled.text, _written(compiled, values))
            rows = list(cursor.fetchall()) if compiled.returns else []
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(error, compiled, connection) from error
        finally:
            cursor.close()
        return _read(compiled, rows) if compiled.reads else rows

    def many(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each row; nothing is returned. Raises `DBAPIError`."""
        connection = session.connection()
        compiled = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(compiled.text, [_written(compiled, values) for values in rows])
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(error, compiled, connection) from error
        finally:
            cursor.close()

    def _for(self, dialect: Dialect) -> Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._statement, self._returns, dialect)
        return compiled


def _compile(statement: Executable, returns: Sequence[Any], dialect: Dialect) -> Compiled:
    made = cast(SQLCompiler, cast(ClauseElement, statement).compile(dialect=dialect))
    names = tuple(made.positiontup or made.binds)
    writes = {name: made.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in made.binds}
    reads = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in returns]
    return Compiled(
        text=str(made),
        names=names,
        by_name=not made.positional,
        fixed={name: bind.effective_value for name, bind in made.binds.items() if bind.effective_value is not None},
        writes=tuple((name, write) for name, write in writes.items() if write),
        reads=tuple((place, read) for place, read in enumerate(reads) if read),
        returns=bool(returns),
    )


def _written(compiled: Compiled, values: Mapping[str, Any]) -> Any:
    given = {**compiled.fixed, **values}
    for name, write in compiled.writes:
        given[name] = write(given[name])
    return (
        {name: given[name] for name in compiled.names} if compiled.by_name else [given[name] for name in compiled.names]
    )


def _read(compiled: Compiled, rows: list[Row]) -> list[Row]:
    read = []
    for row in rows:
        values = list(row)
        for place, convert in compiled.reads:
            values[place] = convert(values[place])
        read.append(tuple(values))
    return read


def _wrapped(error: Exception, compiled: Compiled, connection: Connection) -> BaseException:
    """The driver's error as SQLAlchemy's; a connection that is gone is let go, so that the next use makes a new one."""
    dialect = connection.dialect
    gone = dialect.is_disconnect(cast(DBAPIModule.Error, error), None, None)
    if gone:
        connection.invalidate(error)
    wrapped = DBAPIError.instance(
        compiled.text, None, error, dialect.loaded_dbapi.Error, connection_invalidated=gone, dialect=dialect
    )
    assert wrapped is not None
    return wrapped
