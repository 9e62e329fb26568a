"""Every transcript of `dialogs/`, over the web chat, Telegram and a terminal: the program is started anew between any
two lines, and every event is delivered twice. `--rewrite` writes down what was said.

May import: everything.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.texts import texts
from handlers.understand import Mind
from tests import transcripts
from tests.players import OnTelegram, OnTerminal, OnWeb, Player

PLAYERS: dict[str, Callable[[str, Mind], Player]] = {"terminal": OnTerminal, "web": OnWeb, "telegram": OnTelegram}
DIALOGS = sorted(transcripts.FOLDER.glob("*.txt"))


@pytest.mark.parametrize("channel", PLAYERS)
@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
async def test_it_is_said_as_written(
    url: str, mind: Mind, *, path: Path, channel: str, request: pytest.FixtureRequest
) -> None:
    exchanges = transcripts.read(path)
    player = PLAYERS[channel](url, mind)
    heard = await _played(player, exchanges)
    if request.config.getoption("--rewrite") and channel == "terminal":
        for exchange, lines in zip(exchanges, heard, strict=True):
            exchange.lines = lines
        transcripts.write(path, exchanges)
    assert heard == [exchange.lines for exchange in exchanges]


async def _played(player: Player, exchanges: list[transcripts.Exchange]) -> list[list[str]]:
    heard = []
    await player.start()
    try:
        for number, exchange in enumerate(exchanges):
            if number:
                await player.restart()
            heard.append(await player.say(exchange))
    finally:
        await player.stop()
    return heard


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
def test_no_fault_was_written_down_as_an_answer(path: Path) -> None:
    apology = texts("vi").say("our-fault").splitlines()[0]
    assert apology not in path.read_text(encoding="utf-8")
