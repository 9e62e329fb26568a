"""The mind follows the catalogue without a restart, whatever changed it."""

from sqlalchemy import text

from handlers.understand import Mind
from scheduler.catalogue import Follower
from storage.database import Database

RENAME = text("UPDATE instrument_type SET name_vi = 'Máy cân lợn siêu tốc' WHERE code = '8.1'")


async def test_a_change_by_plain_sql_is_found_by_the_next_message(database: Database) -> None:
    mind = await database.read(Mind.build)
    taken: list[Mind] = []
    follower = Follower(database, mind.version, taken.append)
    with database.transaction() as session:
        session.execute(RENAME)
    await follower.look()
    assert taken == []  # more changes may follow: it is built once they rest
    await follower.look()
    assert taken[0].name("instrument:8.1") == "Máy cân lợn siêu tốc"
    assert taken[0].read("may can lon sieu toc").wishes[0].record == "instrument:8.1"


async def test_without_a_change_nothing_is_built(database: Database) -> None:
    mind = await database.read(Mind.build)
    taken: list[Mind] = []
    follower = Follower(database, mind.version, taken.append)
    for _ in range(3):
        await follower.look()
    assert taken == []
