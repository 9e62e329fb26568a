"""Health: alive, ready, counted. May import: everything."""

import aiohttp
import pytest

from handlers.understand import Mind
from tests.bot.talks import Talk, away, talk


async def _got(talking: Talk, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{talking.port}{path}") as answer:
        return answer.status, await answer.text()


async def test_a_program_that_serves_is_alive_and_ready(url: str, mind: Mind) -> None:
    async with talk(url, mind) as talking:
        assert await _got(talking, "/healthz") == (200, "ok\n")
        assert await _got(talking, "/readyz") == (200, "ready\n")


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_without_its_database_it_is_alive_and_not_ready(url: str, mind: Mind) -> None:
    async with talk(url, mind) as talking:
        with away(url):
            assert (await _got(talking, "/healthz"))[0] == 200
            assert (await _got(talking, "/readyz"))[0] == 503
            assert (await _got(talking, "/metrics"))[0] == 503
        assert (await _got(talking, "/readyz"))[0] == 200


async def test_a_channel_that_is_down_is_named_and_the_rest_is_ready(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind) as talking:
        talking.app.senders["telegram"].down = "token_refused"
        assert await _got(talking, "/readyz") == (200, "ready\ntelegram: token_refused\n")
        assert 'channel_down{channel="telegram"} 1.0' in (await _got(talking, "/metrics"))[1]


async def test_metrics_count_what_was_heard_and_what_became_of_it(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind) as talking:
        await talking.said("menu")
        await talking.said("zzz qqq xxx")
        await talking.answers(lambda: talking.lan.press("Gửi câu này cho cán bộ"))
        page = (await _got(talking, "/metrics"))[1]
    assert 'deliveries{channel="telegram",status="sent"} 3.0' in page
    assert "questions_waiting 1.0" in page
    assert 'events_heard_total{channel="telegram",kind="text",repeat="False"}' in page


async def test_a_status_that_no_message_has_any_more_is_not_shown(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind) as talking:
        await talking.said("menu")
        talking.fake.fail("flood", "sendMessage", value=1)
        talking.lan.say("menu")
        await talking.fake.settled()
        assert 'status="sent"} 1.0' in (await _got(talking, "/metrics"))[1]
        await talking.quiet()
        page = (await _got(talking, "/metrics"))[1]
    assert 'status="sent"} 2.0' in page
    assert 'status="queued"' not in page and 'status="sending"' not in page


async def test_metrics_tell_nothing_of_a_person(sqlite_url: str, mind: Mind) -> None:
    async with talk(sqlite_url, mind) as talking:
        await talking.said("gọi tôi 0912345678 nhé")
        page = (await _got(talking, "/metrics"))[1]
    labels = [line.partition(" ")[0] for line in page.splitlines()]  # a figure may hold any digits
    assert not [label for label in labels if "0912345678" in label or "1001" in label]
