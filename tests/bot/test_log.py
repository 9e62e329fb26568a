"""The log: an action in every line, and no token, number or word of a person in any. May import: everything."""

import logging
from collections.abc import Iterator

import pytest

from bot import log
from handlers.understand import Mind
from tests.bot.talks import SECRET, talk
from tests.fakes.telegram import TOKEN

OURS = ("bot", "handlers", "scheduler", "storage")
SAID = ["cân của bà Nguyễn Thị Hoa hỏng", "gọi tôi 0912 345 678", "/hoi bí mật của tôi", "zzz qqq xxx"]
HIDDEN = [TOKEN, TOKEN.partition(":")[2], SECRET, "0912", "345 678", "+84912345678", "Hoa", "bí mật", "zzz", "Lan"]


@pytest.fixture
def kept(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that our loggers say."""
    for name in OURS:
        caplog.set_level(logging.DEBUG, logger=name)
    yield caplog


@pytest.mark.parametrize("mode", ["webhook", "polling"])
async def test_a_talk_leaves_lines_that_tell_nothing_of_a_person(
    url: str, mind: Mind, mode: str, kept: pytest.LogCaptureFixture
) -> None:
    async with talk(url, mind, mode=mode) as talking:
        for words in SAID:
            await talking.said(words)
        await talking.answers(talking.lan.send_contact)
        await talking.answers(lambda: talking.lan.press("hoi bi mat cua toi", force=True))
        for kind in ("server", "flood", "cut_before"):
            talking.fake.fail(kind, "sendMessage", value=1)
            await talking.said("bí mật")
    lines = [record.getMessage() for record in kept.records if record.name.partition(".")[0] in OURS]
    assert len(lines) > len(SAID)
    assert [line for line in lines if not line.startswith("action=")] == []
    assert [line for line in lines for word in HIDDEN if word in line] == []


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        (f"GET /bot{TOKEN}/getMe", "GET /bot<token>/getMe"),
        (f"failed for {TOKEN}", "failed for <token>"),
        ("secret=abc token: def password=x", "secret=<secret> token: <secret> password=<secret>"),
        ("call 0912 345 678 now", "call <number> now"),
        ("+84.912.345.678", "<number>"),
        ("queued=12 ms=345 version=6789", "queued=12 ms=345 version=6789"),
    ],
)
def test_what_must_not_be_read_is_masked(line: str, masked: str) -> None:
    assert log.masked(line) == masked


def test_a_traceback_is_masked_too() -> None:
    try:
        raise ValueError(f"{TOKEN} 0912345678")
    except ValueError as error:
        record = logging.LogRecord(
            "bot", logging.ERROR, "", 1, "action=x", (), (ValueError, error, error.__traceback__)
        )
    shown = log.Line().format(record)
    assert "action=x" in shown and "<token> <number>" in shown


def test_libraries_say_nothing_below_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    try:
        log.set_up("DEBUG")
        for name in ("aiohttp.access", "telegram.Bot", "sqlalchemy.engine", "alembic.runtime"):
            logging.getLogger(name).info("https://api/bot%s", TOKEN)
        logging.getLogger("bot.x").info("action=seen token=%s", TOKEN)
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers
    assert capsys.readouterr().err.count("\n") == 1
