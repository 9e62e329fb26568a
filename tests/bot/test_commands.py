"""The commands as one calls them: what they print, how they end. May import: everything."""

import asyncio
import io
import re
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from storage.database import Database
from storage.lease import Lease
from tests.bot.processes import begin, run
from tests.bot.talks import SECRET, free_port
from tests.fakes.telegram import TOKEN, FakeTelegram


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing in it; commands work there."""
    for name in ("TELEGRAM_TOKEN", "PUBLIC_URL", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)


def test_migrate_and_seed_may_be_run_again(
    url: str, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _use(monkeypatch, url)
    assert [main(["migrate"]), main(["migrate"]), main(["seed"]), main(["seed"])] == [0] * 4
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["migrated", "migrated"]
    assert all(
        re.fullmatch(r"added 0, renewed 0, kept as staff changed them 0, unchanged \d+", line) for line in lines[2:]
    )


def test_seed_without_tables_says_what_to_run(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seed"]) == 1
    said = capsys.readouterr()
    assert "migrate" in said.err and said.err.count("\n") == 1 and not said.out


def test_doctor_says_that_all_is_well(
    url: str, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _use(monkeypatch, url)
    assert main(["doctor"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["ok"] * 4


@pytest.mark.parametrize(
    ("url_given", "telling"),
    [
        ("", "migrate"),
        ("postgresql+psycopg://u:pw@127.0.0.1:9/d", "refused"),
        ("sqlite:////proc/no/x.db", "No such file"),
    ],
    ids=["no tables", "away", "no folder"],
)
def test_doctor_says_what_to_mend_of_the_database(
    *, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url_given: str, telling: str
) -> None:
    _use(monkeypatch, url_given or f"sqlite:///{fresh}/bot.db")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said] == ["MEND", "MEND", "ok", "ok"]
    assert telling in said[0] and "pw" not in "".join(said)


def test_doctor_finds_an_empty_catalogue(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["migrate"])
    assert main(["doctor"]) == 1
    assert "MEND  catalogue: it is empty; run `python -m bot seed`" in capsys.readouterr().out


async def test_doctor_asks_telegram_who_the_bot_is(
    sqlite_url: str, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _use(monkeypatch, sqlite_url)
    async with FakeTelegram() as fake:
        monkeypatch.setenv("TELEGRAM_API_URL", fake.url)
        for token, code in ((TOKEN, 0), (TOKEN.replace("A", "B"), 1)):
            monkeypatch.setenv("TELEGRAM_TOKEN", token)
            assert await asyncio.to_thread(main, ["doctor"]) == code
    said = capsys.readouterr()
    assert "ok    telegram: @do_luong_test_bot, polling, 0 updates waiting" in said.out
    assert "MEND  telegram: InvalidToken at TELEGRAM_API_URL; check TELEGRAM_TOKEN" in said.out
    assert "AAtest" not in said.out + said.err and "BBtest" not in said.out + said.err


async def test_play_holds_a_talk_over_a_pipe_and_prepares_its_database(tmp_path: Path) -> None:
    code, output, errors = await run("play", folder=tmp_path, given="/start\ncân bàn\n1\n")
    lines = output.splitlines()
    assert (code, errors) == (0, "")
    assert lines[0].startswith("< Xin chào")
    assert "  [1] Phương tiện đo" in lines
    assert all(line.startswith(("< ", "  [")) or line == "<" for line in lines)
    assert (tmp_path / "var" / "bot.db").exists()


@pytest.fixture
def play(
    sqlite_url: str, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """Play with these bytes as the input; the lines that are printed."""
    _use(monkeypatch, sqlite_url)

    def played(given: bytes, *options: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        assert main(["play", *options]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return said.out.splitlines()

    return played


def test_play_shows_numbers_where_the_channel_has_no_buttons(play: Callable[..., list[str]]) -> None:
    lines = play(b"menu\n9\n", "--channel", "zalo_oa", "--as", "lan")
    assert "< 1. Phương tiện đo" in lines
    assert not any("[1]" in line for line in lines)


def test_play_outlives_lines_that_are_no_text(play: Callable[..., list[str]]) -> None:
    lines = play(b"\xff\xfe\n\n\x00\n")
    assert len([line for line in lines if line.startswith("< ")]) >= 3


def test_play_remembers_each_person(play: Callable[..., list[str]]) -> None:
    play(b"english\n", "--as", "lan")
    assert play(b"menu\n", "--as", "lan")[0].startswith("< What would you like")
    assert play(b"menu\n", "--as", "minh")[0].startswith("< Xin chào")


def test_a_second_play_on_a_database_says_who_has_the_word(
    sqlite_url: str, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _use(monkeypatch, sqlite_url)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"menu\n"), encoding="utf-8"))
    database = Database(sqlite_url)
    first = Lease(database, "sender-terminal")
    assert first.hold()
    assert main(["play"]) == 1
    first.release()
    database.close()
    assert capsys.readouterr().err == "another `play` speaks on this database; its answers go there\n"


def test_a_database_of_another_version_is_not_touched(
    sqlite_url: str, fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _use(monkeypatch, sqlite_url)
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert [main([command]) for command in ("serve", "play", "seed", "doctor")] == [1] * 4
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 3 and all("migrate" in line for line in errors)


@pytest.mark.parametrize("mode", ["", "polling", "webhook"])
async def test_serve_says_what_is_on_and_stops_when_told(sqlite_url: str, tmp_path: Path, mode: str) -> None:
    port = str(free_port())
    async with FakeTelegram() as fake:
        telegram = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_MODE": mode,
            "TELEGRAM_API_URL": fake.url,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        given = {"DATABASE_URL": sqlite_url, "HTTP_PORT": port} | (telegram if mode else {})
        process = await begin("serve", folder=tmp_path, **given)
        assert process.stdout and process.stderr
        lines = [(await asyncio.wait_for(process.stdout.readline(), 15)).decode().strip() for _ in range(2)]
        if mode:
            await fake.until(lambda: fake.updates.webhook if mode == "webhook" else fake.updates._poll, 10)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 5) == 0
        errors = (await process.stderr.read()).decode()
    assert lines == [f"web chat: http://127.0.0.1:{port}/", f"telegram: {mode or 'off, TELEGRAM_TOKEN is not set'}"]
    assert all(" action=" in line for line in errors.splitlines())
    assert TOKEN not in errors and SECRET not in errors
