"""The catalogue's version moves with every change, by whatever path, and with nothing else."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.catalogue.naming import add_alias
from storage.catalogue.offices import Office
from storage.catalogue.version import INDEXED, create_triggers, current_version, drop_triggers
from storage.seed.loader import seed


def moved(session: Session, statement: str) -> bool:
    before = current_version(session)
    session.execute(text(statement))
    return current_version(session) > before


def test_plain_sql_on_any_indexed_table_moves_the_version(fresh: Session) -> None:
    seed(fresh)
    columns = {"intent_phrase": "intent", "alias": "text"}
    edits = (f"UPDATE {table} SET {column} = {column}" for table in INDEXED if (column := columns.get(table, "source")))
    assert all(moved(fresh, edit) for edit in edits)
    assert all(moved(fresh, f"DELETE FROM {table}") for table in INDEXED)


def test_an_alias_and_an_edited_record_move_it(fresh: Session) -> None:
    seed(fresh)
    before = current_version(fresh)
    add_alias(fresh, "office", "off-skhcn", "sở mình")
    fresh.flush()
    after = current_version(fresh)
    fresh.get_one(Office, "off-skhcn").phone = "0205 000 000"
    fresh.flush()
    assert before < after < current_version(fresh)


def test_a_table_outside_the_index_leaves_it_alone(fresh: Session) -> None:
    seed(fresh)
    assert not moved(fresh, "UPDATE scope SET note = 'x'")


def test_a_change_that_is_rolled_back_never_happened(fresh: Session) -> None:
    seed(fresh)
    fresh.commit()
    before = current_version(fresh)
    fresh.execute(text("UPDATE office SET name = 'x'"))
    fresh.rollback()
    assert current_version(fresh) == before


def test_triggers_may_be_made_twice_and_dropped(fresh: Session) -> None:
    seed(fresh)
    before = current_version(fresh)
    create_triggers(fresh.connection())
    assert current_version(fresh) == before
    drop_triggers(fresh.connection())
    assert not moved(fresh, "UPDATE office SET name = 'x'")
