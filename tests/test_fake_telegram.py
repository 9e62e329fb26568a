"""Guards the guard: the fake Telegram lets right calls pass, refuses wrong ones and keeps Telegram's promises.

Driven with python-telegram-bot's own Bot; `fakes/test_*.py` look at delivery, trouble and pace.
"""

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, KeyboardButton, WebAppInfo
from telegram import ReplyKeyboardMarkup as Keyboard
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from tests.fakes.probe import bot_of
from tests.fakes.telegram import TOKEN, FakeTelegram

LAN = 1001


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        server.user(LAN).start()
        yield server


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with bot_of(fake.url) as ready:
        yield ready


def inline(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([list(buttons)])


def yes(value: str = "yes") -> InlineKeyboardMarkup:
    return inline(InlineKeyboardButton("Có", callback_data=value))


async def test_right_texts_raise_no_alarm(fake: FakeTelegram, bot: Bot) -> None:
    first = await bot.send_message(LAN, "Xin <b>chào</b> &amp; <a href='https://a.vn/?q=1&amp;b=2'>đây</a>", "HTML")
    assert (first.text, len(first.entities)) == ("Xin chào & đây", 2)
    await bot.send_message(LAN, "ă" * 4096, reply_markup=yes("x" * 64), reply_to_message_id=first.message_id)
    await bot.send_message(LAN, "<b>" + "a" * 4096 + "</b>", "HTML")
    phone = KeyboardButton("Gửi số điện thoại", request_contact=True)
    await bot.send_message(LAN, "Số?", reply_markup=Keyboard([[phone, "Bỏ qua"]], input_field_placeholder="số"))
    assert fake.chat(LAN).last.buttons == ["Gửi số điện thoại", "Bỏ qua"]


async def test_right_files_and_things_raise_no_alarm(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_photo(LAN, io.BytesIO(b"jpg"), caption="<i>Cân</i>", parse_mode="HTML")
    await bot.send_photo(LAN, sent.photo[0].file_id)
    await bot.send_document(LAN, "https://example.com/a.pdf")
    await bot.send_media_group(LAN, [InputMediaPhoto(b"1"), InputMediaPhoto(b"2", caption="hai")])
    await bot.send_poll(LAN, "Mấy giờ?", ["8", "9"])
    for answer in (bot.send_location(LAN, 21.8, 106.7), bot.send_contact(LAN, "+84", "Lan"), bot.send_dice(LAN)):
        assert (await answer).message_id
    file = await bot.get_file((await bot.send_document(LAN, b"bytes", filename="a.xlsx")).document)  # type: ignore[arg-type]
    assert bytes(await file.download_as_bytearray()) == b"bytes"


async def test_right_settings_raise_no_alarm(fake: FakeTelegram, bot: Bot) -> None:
    await bot.set_my_commands([("tracuu", "Tra cứu")])
    assert [command.command for command in await bot.get_my_commands()] == ["tracuu"]
    await bot.set_my_short_description("Trợ lý")
    assert (await bot.get_my_short_description()).short_description == "Trợ lý"
    await bot.send_chat_action(LAN, "typing")
    await bot.send_message_draft(LAN, 1, "đang viết")
    assert (await bot.get_chat(LAN)).first_name == "Lan"
    assert (await bot.get_chat_member(LAN, LAN)).status == "member"
    assert not (await bot.get_webhook_info()).url


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "a"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": LAN}, "message text is empty"),
    ("sendMessage", {"chat_id": LAN, "text": " \n"}, "message text is empty"),
    ("sendMessage", {"chat_id": LAN, "text": "a" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": LAN, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": LAN, "text": "a", "reply_markup": yes("đ" * 33)}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {"chat_id": LAN, "text": "a", "buttons": "1"}, 'unexpected parameter "buttons"'),
    ("sendMessage", {"chat_id": LAN, "text": "a", "disable_notification": "maybe"}, "wrong type, Boolean expected"),
    ("sendMessage", {"chat_id": LAN, "text": "a", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    ("sendMessage", {"chat_id": LAN, "text": "a", "reply_markup": yes().to_dict() | {"x": 1}}, "unexpected parameter"),
    ("sendMessage", {"chat_id": LAN, "text": "a", "parse_mode": "html5"}, "unsupported parse_mode"),
    ("sendPhoto", {"chat_id": LAN, "photo": "file-of-another-bot"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": LAN, "photo": "attach://nowhere"}, "file not found in the request"),
    ("sendPhoto", {"chat_id": LAN, "photo": "https://a.vn/1.jpg", "caption": "a" * 1025}, "caption is too long"),
    ("sendPoll", {"chat_id": LAN, "question": "?", "options": [{"text": "a" * 101}]}, "options length must not exceed"),
    ("sendMediaGroup", {"chat_id": LAN, "media": []}, "wrong parameter media"),
    ("sendChatAction", {"chat_id": LAN, "action": "dancing"}, "wrong parameter action in request"),
    ("setMyCommands", {"commands": [{"command": "TraCuu", "description": "a"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "a"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "MESSAGE_TOO_LONG"),
    ("setWebhook", {"url": "http://example.com/"}, "An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://a.vn:8080/"}, "Webhook can be set up only on ports"),
    ("setWebhook", {"url": "https://a.vn/", "secret_token": "bí mật"}, "secret token contains unallowed characters"),
    ("getUpdates", {"limit": 101}, "wrong parameter limit"),
    ("sendMessageDraft", {"chat_id": LAN, "draft_id": 0, "text": "a"}, "draft_id must be non-zero"),
    ("sendCarrierPigeon", {"chat_id": LAN}, "method not found"),
]


@pytest.mark.parametrize(("method", "params", "sentence"), WRONG)
async def test_a_wrong_call_is_refused_and_remembered(
    fake: FakeTelegram, method: str, params: dict[str, Any], sentence: str
) -> None:
    form = {name: value if isinstance(value, str) else _json(value) for name, value in params.items()}
    async with aiohttp.ClientSession() as session, session.post(f"{fake.url}/bot{TOKEN}/{method}", data=form) as answer:
        body = await answer.json()
    assert answer.status >= 400
    assert sentence in body["description"]
    assert len(fake.violations) == 1
    fake.violations.clear()


HTML = [
    ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("đ<br>", 'Unsupported start tag "br" at byte offset 2'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("giá < 5", "Unclosed start tag at byte offset 5"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]


@pytest.mark.parametrize(("text", "sentence"), HTML)
async def test_broken_html_is_refused_in_telegrams_words(
    fake: FakeTelegram, bot: Bot, text: str, sentence: str
) -> None:
    with pytest.raises(BadRequest, match="Can't parse entities: ") as caught:
        await bot.send_message(LAN, text, "HTML")
    assert caught.value.message.endswith(sentence[1:])  # PTB changes the first letter
    assert len(fake.violations) == 1
    fake.violations.clear()


BUTTONS = [
    (inline(InlineKeyboardButton("a")), "Text buttons are unallowed"),
    (inline(InlineKeyboardButton("a", callback_data="1", url="https://a.vn")), "exactly one action"),
    (inline(InlineKeyboardButton("a", url="http://localhost/x")), "Wrong HTTP URL"),
    (inline(InlineKeyboardButton(" ", callback_data="1")), "text must be non-empty"),
    (inline(*[InlineKeyboardButton("a", callback_data="1")] * 101), "Reply markup is too long"),
    (inline(InlineKeyboardButton("a", callback_data="1"), InlineKeyboardButton("b", pay=True)), "BUTTON_POS_INVALID"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "sentence"), BUTTONS)
async def test_a_wrong_button_is_refused(
    fake: FakeTelegram, bot: Bot, markup: InlineKeyboardMarkup, sentence: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){sentence}"):
        await bot.send_message(LAN, "a", reply_markup=markup)
    assert len(fake.violations) == 1
    fake.violations.clear()


async def test_what_the_server_lets_pass_but_forbids_is_remembered(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(LAN, "Sở KH&CN", "HTML")
    assert fake.violations == ['sendMessage: text: bare "&" at byte offset 7']
    fake.violations.clear()


async def test_leaving_with_a_violation_fails() -> None:
    with pytest.raises(AssertionError, match="chat_id is missing"):
        async with FakeTelegram() as fake:
            await fake.call("sendMessage", {"text": "a"})


async def test_a_web_app_opens_in_private_chats_only(fake: FakeTelegram, bot: Bot) -> None:
    fake.group(-5)
    page = inline(InlineKeyboardButton("Mở", web_app=WebAppInfo("https://a.vn")))
    await bot.send_message(LAN, "a", reply_markup=page)
    with pytest.raises(BadRequest, match=r"(?i)button_type_invalid"):
        await bot.send_message(-5, "a", reply_markup=page)
    fake.violations.clear()


async def test_each_closed_chat_answers_in_its_own_words(fake: FakeTelegram, bot: Bot) -> None:
    fake.user(2).chat.gate = "new"
    fake.user(3).block()
    fake.user(4).deactivate()
    fake.group(-5).gate = "kicked"
    closed = {2: "bot can't initiate", 3: "bot was blocked", 4: "user is deactivated", -5: "kicked from the group"}
    for chat_id, words in closed.items():
        with pytest.raises(Forbidden, match=words):
            await bot.send_message(chat_id, "a")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(99, "a")


async def test_an_upgraded_group_names_its_new_id(fake: FakeTelegram, bot: Bot) -> None:
    fake.group(-5)
    fake.upgrade(-5, -1005)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(-5, "a")
    assert caught.value.new_chat_id == -1005
    assert (await bot.send_message(-1005, "a")).chat.type == "supergroup"


async def test_who_unblocks_can_be_written_to_again(fake: FakeTelegram, bot: Bot) -> None:
    lan = fake.user(LAN)
    lan.block()
    lan.unblock()
    await bot.send_message(LAN, "a")
    changes = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_a_person_presses_only_what_is_there(fake: FakeTelegram, bot: Bot) -> None:
    lan = fake.user(LAN)
    await bot.send_message(LAN, "Chắc?", reply_markup=yes())
    with pytest.raises(LookupError, match="Có"):
        lan.press("Không")
    lan.press("Có")
    lan.press("old", force=True)
    assert [u.callback_query.data for u in await bot.get_updates() if u.callback_query] == ["yes", "old"]


async def test_a_key_of_the_reply_keyboard_is_said(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(LAN, "?", reply_markup=Keyboard([["Tra cứu"]]))
    fake.user(LAN).press("Tra cứu")
    assert (await bot.get_updates())[-1].message.text == "Tra cứu"  # type: ignore[union-attr]


async def test_a_press_is_answered_once_and_soon(fake: FakeTelegram, bot: Bot) -> None:
    await bot.send_message(LAN, "?", reply_markup=yes())
    press = fake.user(LAN).press("Có")
    await bot.answer_callback_query(press.id, "Đã nhận")
    assert press.text == "Đã nhận"
    late = fake.user(LAN).press("Có")
    fake.clock.advance(16)
    for query in (press, late):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(query.id)


async def test_an_edit_without_buttons_takes_them_away(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_message(LAN, "?", reply_markup=yes())
    await bot.edit_message_text("Xong", LAN, sent.message_id)
    assert (fake.chat(LAN).last.text, fake.chat(LAN).last.buttons) == ("Xong", [])
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Xong", LAN, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Xong", LAN, 12345)


async def test_a_message_is_deletable_for_two_days(fake: FakeTelegram, bot: Bot) -> None:
    sent, old = await bot.send_message(LAN, "1"), await bot.send_message(LAN, "2")
    await bot.delete_message(LAN, sent.message_id)
    fake.clock.advance(49 * 3600)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(LAN, old.message_id)
    assert [message.text for message in fake.chat(LAN).replies] == ["2"]


async def test_a_wrong_token_is_no_bot(fake: FakeTelegram) -> None:
    with pytest.raises(InvalidToken):
        async with bot_of(fake.url, TOKEN[:-1] + "x"):
            pass


def _json(value: Any) -> str:
    return json.dumps(value.to_dict() if hasattr(value, "to_dict") else value)
