"""Buttons: a press is answered, an old or a forged one kindly so, and nobody reaches what is not his.

May import: everything.
"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from handlers import answers
from handlers.understand import Mind
from storage.database import Database
from storage.inbox import Event
from storage.questions import Question
from tests.bot.talks import LAN, MINH, Talk, talk

UNKNOWN = "Tôi không nhận ra nút này."
STALE = "Nút này thuộc một câu hỏi đã qua"


@pytest.fixture
async def talking(sqlite_url: str, mind: Mind) -> AsyncIterator[Talk]:
    async with talk(sqlite_url, mind) as ready:
        await ready.said("menu")
        yield ready


async def _pressed(talking: Talk, value: str) -> list[str]:
    return [reply.text for reply in await talking.answers(lambda: talking.lan.press(value, force=True))]


async def test_a_press_is_answered_and_the_phone_is_told(talking: Talk) -> None:
    press = talking.lan.press("Liên hệ cơ quan")
    await talking.quiet()
    await talking.fake.until(lambda: talking.fake.world.presses[press.id].answered)
    assert len(talking.fake.chat(LAN).replies) == 2


async def test_a_press_that_telegram_thinks_too_old_is_still_answered(talking: Talk) -> None:
    talking.fake.fail("server", "answerCallbackQuery", times=1, value=400)
    assert len(await _pressed(talking, "go:office")) == 1


async def test_a_button_of_an_earlier_step_gets_the_open_question_again(talking: Talk) -> None:
    await talking.said("/huy")
    first = (await talking.answers(lambda: talking.lan.press("go:fit", force=True)))[0]
    second = (await talking.answers(lambda: talking.lan.press("Doanh nghiệp")))[0]
    again = await talking.answers(lambda: talking.lan.press("Hợp tác xã", message=first))
    assert again[-1].text.startswith(STALE)
    assert again[-1].text.endswith(second.text)
    assert again[-1].buttons == second.buttons


async def test_a_button_of_an_earlier_run_answers_nothing(talking: Talk) -> None:
    first = (await talking.answers(lambda: talking.lan.press("go:fit", force=True)))[0]
    await talking.answers(lambda: talking.lan.press("go:fit", force=True))
    again = await talking.answers(lambda: talking.lan.press("Doanh nghiệp", message=first))
    assert again[0].text.startswith(STALE)


async def test_a_button_of_a_talk_that_is_over_leads_to_the_menu(talking: Talk) -> None:
    first = (await talking.answers(lambda: talking.lan.press("go:fit", force=True)))[0]
    await talking.said("huỷ")
    again = await talking.answers(lambda: talking.lan.press("Doanh nghiệp", message=first))
    assert again[0].text.startswith(STALE)
    assert "Phương tiện đo" in again[0].buttons


GONE = [f"r:{kind}:999" for kind in answers.CARDS] + ["r:x:y:z", "r:instrument:8.1:zzz", "r:instrument:8.1:zzz:zzz"]
FORGED = [
    "r:",
    "r::",
    "r:instrument",
    "u:8.1:zzz",
    "u:999:trade",
    "u::",
    "l:programmes::999999",
    f"l:programmes::{'9' * 40}",
    "l:programmes::-1",
    "l:programmes",
    "l:zzz::0",
    "l:communes:zzz:0",
    "l:field:zzz:3",
    "l:providers:zzz:0",
    "go:",
    "go:zzz",
    "ask:",
    "ask:0",
    "ask:999999999999999",
    "ask:9999999999999999",
    "ask:-1",
    "ask:x",
    "lang:xx",
    "lang:",
    "s:",
    "s:1",
    "s:1:kind",
    "s:1:kind:zzz",
    "s:99999999999999999999:kind:enterprise",
    "s:x:y:z",
    "unknown",
    "' OR 1=1 --",
    "r:office:'; DROP TABLE contact; --",
    '<b onload="x">',
    "{$x}",
    '{ "a" }',
    "{{ 7*7 }}",
    "x" * 64,
    "ắ" * 21,
    "\x00",
    "\ud800",
    " ",
    "\n",
]


@pytest.mark.parametrize("open_flow", [False, True], ids=["at rest", "in a question"])
async def test_a_forged_button_gets_a_kind_answer_and_breaks_nothing(
    url: str, mind: Mind, open_flow: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with talk(url, mind) as talking:
        await talking.said("menu")
        for value in [*GONE, *FORGED]:
            if open_flow:
                await talking.answers(lambda: talking.lan.press("go:fit", force=True))
            replies = await _pressed(talking, value)
            assert replies, value
            assert not any("phần mềm vừa gặp lỗi" in reply for reply in replies), value
            assert not any("contact" in reply or "onload" in reply or "49" in reply for reply in replies), value
    assert "answer_failed" not in caplog.text


async def test_the_question_of_somebody_else_cannot_be_had(talking: Talk) -> None:
    talking.fake.user(MINH).say("/hoi bí mật của Minh")
    await talking.quiet()
    database = Database(talking.url)
    with database.transaction(reading=True) as session:
        event = session.scalar(select(Event.id).where(Event.text.contains("bí mật")))
    said = await _pressed(talking, f"ask:{event}")
    with database.transaction(reading=True) as session:
        assert session.scalars(select(Question.id)).all() == []
    database.close()
    assert said[0].startswith(UNKNOWN)


async def test_a_question_is_passed_on_once_however_often_it_is_pressed(talking: Talk) -> None:
    reply = (await talking.answers(lambda: talking.lan.say("zzz qqq xxx")))[0]
    once = await talking.answers(lambda: talking.lan.press("Gửi câu này cho cán bộ", message=reply))
    twice = await talking.answers(lambda: talking.lan.press("Gửi câu này cho cán bộ", message=reply))
    assert "câu hỏi số 1" in once[0].text
    assert "đã được chuyển rồi, câu hỏi số 1" in twice[0].text


async def test_to_the_menu_leaves_the_open_question(talking: Talk) -> None:
    await talking.answers(lambda: talking.lan.press("go:ask", force=True))
    await talking.answers(lambda: talking.lan.press("go:menu", force=True))
    assert "Tôi sẽ gửi cho cán bộ" not in (await talking.said("cân bàn"))[0]
