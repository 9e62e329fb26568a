"""What the specification says in prose only: buttons, keyboards, draft ids, Telegram's own error sentences.

Imports `refusal`.
"""

import re
from collections.abc import Callable
from typing import Any

from tests.fakes.refusal import Refusal

MAX_BUTTONS = 100

_LOOKS = {"text", "icon_custom_emoji_id", "style"}
# A host without a dot (http://localhost) is refused by the real server too.
_URL = re.compile(r"(?:(?:https?://)?[^\s/:?#]+\.[^\s/]+(?:[/?#]\S*)?|tg://\S+)")

# What the server says when a field is empty or too long; every other field gets a sentence made from its name.
SENTENCES = {
    ("chat_id", "missing"): "chat_id is empty",
    ("text", "missing"): "message text is empty",
    ("sendMessage.text", "short"): "message text is empty",
    ("sendMessage.text", "long"): "message is too long",
    ("editMessageText.text", "short"): "message text is empty",
    ("editMessageText.text", "long"): "MESSAGE_TOO_LONG",
    ("caption", "long"): "message caption is too long",
    ("callback_data", "short"): "BUTTON_DATA_INVALID",
    ("callback_data", "long"): "BUTTON_DATA_INVALID",
    ("answerCallbackQuery.text", "long"): "MESSAGE_TOO_LONG",
    ("sendPoll.question", "long"): "poll question length must not exceed 300",
    ("sendPoll.options", "count"): "poll can't have more than 12 options",
    ("InputPollOption.text", "long"): "poll options length must not exceed 100",
    ("BotCommand.command", "pattern"): "BOT_COMMAND_INVALID",
    ("BotCommand.command", "short"): "BOT_COMMAND_INVALID",
    ("BotCommand.command", "long"): "BOT_COMMAND_INVALID",
    ("BotCommand.description", "short"): "BOT_COMMAND_DESCRIPTION_INVALID",
    ("BotCommand.description", "long"): "BOT_COMMAND_DESCRIPTION_INVALID",
    ("setMyCommands.commands", "count"): "BOT_COMMANDS_TOO_MUCH",
    ("setWebhook.secret_token", "pattern"): "secret token contains unallowed characters",
    ("setWebhook.secret_token", "long"): "secret token is too long",
    ("sendChatAction.action", "choice"): "wrong parameter action in request",
}


def sentence(owner: str, name: str, fault: str) -> str:
    """Telegram's sentence for a fault (missing, short, long, pattern, choice, count) of a field."""
    known = SENTENCES.get((f"{owner}.{name}", fault)) or SENTENCES.get((name, fault))
    plain = {
        "missing": f'parameter "{name}" is required',
        "short": f"{name} must be non-empty",
        "long": f"{name} is too long",
    }
    return known or plain.get(fault, f"wrong parameter {name} in request")


def inline_button(button: dict[str, Any]) -> None:
    actions = [name for name in button if name not in _LOOKS]
    if not button["text"].strip():
        raise Refusal("can't parse inline keyboard button: text must be non-empty", detail="a button without text")
    if not actions:
        raise Refusal("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise Refusal("can't parse inline keyboard button: exactly one action", detail=f"several actions: {actions}")
    if "url" in button and not _URL.fullmatch(button["url"]):
        raise Refusal(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def inline_keyboard(markup: dict[str, Any]) -> None:
    rows = markup["inline_keyboard"]
    _not_too_many(rows)
    first_only = [b for row in rows for b in row if "pay" in b or "callback_game" in b]
    if first_only and first_only != rows[0][:1]:
        raise Refusal("BUTTON_POS_INVALID", detail="pay and callback_game belong to the very first button only")


def reply_button(button: dict[str, Any]) -> None:
    actions = [name for name in button if name not in _LOOKS]
    if not button["text"].strip():
        raise Refusal("can't parse keyboard button: text must be non-empty", detail="a button without text")
    if len(actions) > 1:
        raise Refusal("can't parse keyboard button: at most one action", detail=f"several actions: {actions}")


def reply_keyboard(markup: dict[str, Any]) -> None:
    _not_too_many(markup["keyboard"])
    if not any(markup["keyboard"]):
        raise Refusal("reply keyboard must have at least one button", detail="an empty reply keyboard")


def draft(call: dict[str, Any]) -> None:
    if call["draft_id"] == 0:
        raise Refusal("draft_id must be non-zero")


def _not_too_many(rows: list[list[dict[str, Any]]]) -> None:
    count = sum(map(len, rows))
    if count > MAX_BUTTONS:
        raise Refusal("reply markup is too long", detail=f"{count} buttons, at most {MAX_BUTTONS}")


RULES: dict[str, Callable[[dict[str, Any]], None]] = {
    "InlineKeyboardButton": inline_button,
    "InlineKeyboardMarkup": inline_keyboard,
    "KeyboardButton": reply_button,
    "ReplyKeyboardMarkup": reply_keyboard,
    "sendMessageDraft": draft,
}
