"""Whatever a person sends in Telegram gets one clear answer, escaped, in order. May import: everything."""

from collections.abc import AsyncIterator, Callable

import pytest

from handlers.understand import Mind
from tests.bot.talks import LAN, Talk, talk
from tests.fakes import updates
from tests.fakes.people import Actor


@pytest.fixture
async def talking(sqlite_url: str, mind: Mind) -> AsyncIterator[Talk]:
    async with talk(sqlite_url, mind) as ready:
        yield ready


Act = Callable[[Actor], object]

SENT: dict[str, tuple[Act, str]] = {
    "a sticker": (lambda lan: lan.send_sticker(), "cần tra cứu gì cứ gõ"),
    "a voice": (lambda lan: lan.send_voice(), "chưa nghe được tin thoại"),
    "a photo": (lambda lan: lan.send_photo(), "chưa xem được ảnh"),
    "a file": (lambda lan: lan.send_document(b"x"), "chưa mở được tệp"),
    "a place": (lambda lan: lan.send_location(), "chưa dùng vị trí"),
    "one's own card": (lambda lan: lan.send_contact(), "không cần số điện thoại"),
    "another's card": (lambda lan: lan.send_contact(own=False), "của người khác"),
    "a die": (lambda lan: lan.send({"dice": {"emoji": "🎲", "value": 3}}), "chưa đọc được loại tin này"),
    "something new": (lambda lan: lan.send({"hologram": {}}), "chưa đọc được loại tin này"),
    "a photo with words": (lambda lan: lan.send_photo(caption="/hoi cân hỏng"), "“cân hỏng”"),
    "a file with words": (lambda lan: lan.send_document(b"x", caption="/hoi cân hỏng"), "“cân hỏng”"),
    "emoji": (lambda lan: lan.say("👍🏽🇻🇳❤️"), "chỉ đọc được chữ"),
    "signs": (lambda lan: lan.say("?!?…"), "chỉ đọc được chữ"),
    "blanks": (lambda lan: lan.say(" \n\t"), "Tin nhắn trống"),
    "nothing to see": (lambda lan: lan.say("\u200b\u2060\u202e"), "chỉ đọc được chữ"),
}


@pytest.mark.parametrize("sent", SENT)
async def test_what_is_no_text_is_answered_for_what_it_is(talking: Talk, sent: str) -> None:
    act, answer = SENT[sent]
    replies = await talking.answers(lambda: act(talking.lan))
    assert [answer in reply.text for reply in replies] == [True]


@pytest.mark.parametrize("sent", ["a sticker", "a photo", "one's own card", "emoji", "blanks"])
async def test_in_a_question_what_is_no_text_leads_back_to_it(talking: Talk, sent: str) -> None:
    question = (await talking.answers(lambda: talking.lan.say("/hoi")))[0]
    replies = await talking.answers(lambda: SENT[sent][0](talking.lan))
    assert replies[-1].text.endswith(question.text)
    assert replies[-1].buttons == question.buttons


ODD = {
    "html": "<script>alert(1)</script> & <b>đậm",
    "entities": "&lt;b&gt; &amp; &#60;",
    "jinja": "{{ 7*7 }} {% raw %}",
    "fluent": '{$x} { "a" } { menu-lead }',
    "sql": "'; DROP TABLE contact; -- \" OR 1=1",
    "right to left": "\u202eabc \u0627\u0644 cân",
    "zero width": "c\u200bân\u200d b\u00adàn",
    "decomposed": "ca\u0302n ba\u0300n ho\u0309ng",
    "nul": "cân\x00bàn",
    "a lone surrogate": "cân \ud83d bàn",
    "markdown": "*_[x](http://a)_* `cân`",
    "percent": "%s %(x)s {0} {x!r}",
}
KEPT = {"nul": "cân\ufffdbàn", "a lone surrogate": "cân \ufffd bàn"}


@pytest.mark.parametrize("odd", ODD)
async def test_odd_words_are_said_back_as_they_were_written(url: str, mind: Mind, odd: str) -> None:
    async with talk(url, mind) as talking:
        assert f"“{KEPT.get(odd, ODD[odd])}”" in (await talking.said(f"/hoi {ODD[odd]}"))[0]
        assert await talking.said(ODD[odd])
        assert await talking.said("/huy")


async def test_a_text_of_ten_thousand_letters_is_answered_in_sentences(talking: Talk) -> None:
    for words in ("a" * 10_000, "cân bàn " * 1_250, "ắ" * 10_000, "\n" * 9_999 + "a", "🎈" * 10_000):
        replies = await talking.said(words)
        assert replies and all(len(reply) < 1_000 for reply in replies)


async def test_a_question_that_is_too_long_is_turned_back_however_it_is_put(talking: Talk) -> None:
    assert "dài quá" in (await talking.said("/hoi " + "a" * 4_100))[0]
    assert "ngắn quá" in (await talking.said("/hoi a"))[0]


async def test_a_command_may_stand_on_a_line_of_its_own(talking: Talk) -> None:
    assert "“cân hỏng”" in (await talking.said("/hoi\ncân hỏng"))[0]


@pytest.mark.parametrize("mode", ["webhook", "polling"])
async def test_fifty_forwarded_messages_at_once_are_all_answered_in_order(url: str, mind: Mind, mode: str) -> None:
    async with talk(url, mind, mode=mode) as talking:
        await talking.said("menu")
        for number in range(50):
            talking.lan.forward(f"/hoi tin chuyển tiếp {number:02}")
        await talking.quiet(20)
        replies = [reply.text for reply in talking.fake.chat(LAN).replies[1:]]
    assert [f"tiếp {number:02}”" in reply for number, reply in enumerate(replies)] == [True] * 50


async def test_an_edited_message_is_not_heard_again(talking: Talk) -> None:
    await talking.said("menu")
    assert await talking.answers(lambda: talking.lan.edit("cân bàn")) == []
    talking.fake.push(updates.edited_message_update("cân bàn"))
    await talking.quiet()
    assert len(talking.fake.chat(LAN).replies) == 1
