"""Updates as Telegram sends them: plain dictionaries to put in a queue or to post to a webhook.

Every function takes what a test cares about and fills in the rest; ids count up by themselves.
Imports the standard library only.
"""

import itertools
import time
from typing import Any

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
BOT_ID = 7000000001

_update_ids = itertools.count(500_000_001)
_message_ids = itertools.count(1)


def person(user_id: int, first_name: str = "Lan", **more: Any) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": "vi"} | more


def private_chat(user: Json) -> Json:
    return {"id": user["id"], "type": "private", "first_name": user["first_name"]}


def group_chat(chat_id: int = -1001, title: str = "Doanh nghiệp", kind: str = "group") -> Json:
    return {"id": chat_id, "type": kind, "title": title}


def update(kind: str, body: Any, update_id: int | None = None) -> Json:
    return {"update_id": next(_update_ids) if update_id is None else update_id, kind: body}


def message(content: Json, *, user: Json, chat: Json | None = None, **more: Any) -> Json:
    """`content` is what tells this message from others: {"text": …}, {"photo": [...]}, …"""
    head = {
        "message_id": next(_message_ids),
        "date": int(time.time()),
        "from": user,
        "chat": chat or private_chat(user),
    }
    return head | content | more


def text(words: str) -> Json:
    """The content of a text message; a leading command is marked as the server marks it."""
    content: Json = {"text": words}
    if words.startswith("/"):
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words.split()[0])}]
    return content


def text_update(words: str, *, user: int = 1001, update_id: int | None = None, **more: Any) -> Json:
    return update("message", message(text(words), user=person(user), **more), update_id)


def message_update(content: Json, *, user: int = 1001, update_id: int | None = None, **more: Any) -> Json:
    return update("message", message(content, user=person(user), **more), update_id)


def edited_message_update(words: str, *, user: int = 1001, update_id: int | None = None, **more: Any) -> Json:
    edited = message(text(words), user=person(user), **({"edit_date": int(time.time())} | more))
    return update("edited_message", edited, update_id)


def channel_post_update(words: str, *, chat_id: int = -1001234567890, update_id: int | None = None) -> Json:
    post = {"message_id": next(_message_ids), "date": int(time.time()), "chat": group_chat(chat_id, kind="channel")}
    return update("channel_post", post | text(words), update_id)


def callback_update(
    data: str, *, user: int = 1001, under: Json | None = None, query_id: str = "", update_id: int | None = None
) -> Json:
    """A press of an inline button; `under` is the message that bears it."""
    who = person(user)
    bearer = under or message(text("…"), user=person(BOT_ID, "Bot", is_bot=True), chat=private_chat(who))
    query = {
        "id": query_id or str(next(_update_ids)),
        "from": who,
        "message": bearer,
        "chat_instance": str(user),
        "data": data,
    }
    return update("callback_query", query, update_id)


def my_chat_member_update(
    old: str, new: str, *, user: int = 1001, chat: Json | None = None, update_id: int | None = None
) -> Json:
    """`old` and `new` are statuses: member, kicked, left. member → kicked is a block."""
    who = person(user)
    bot = person(BOT_ID, "Bot", is_bot=True)
    change = {
        "chat": chat or private_chat(who),
        "from": who,
        "date": int(time.time()),
        "old_chat_member": _member(old, bot),
        "new_chat_member": _member(new, bot),
    }
    return update("my_chat_member", change, update_id)


def unknown_update(kind: str = "teleportation", update_id: int | None = None) -> Json:
    """A kind that a later Bot API may bring."""
    return update(kind, {"id": "1", "date": int(time.time())}, update_id)


def contact(phone: str, user: Json, *, own: bool = True) -> Json:
    """The content of a shared contact; only the user's own carries a user_id."""
    card = {"phone_number": phone, "first_name": user["first_name"]}
    return {"contact": card | ({"user_id": user["id"]} if own else {})}


def _member(status: str, user: Json) -> Json:
    member: Json = {"status": status, "user": user}
    return member | ({"until_date": 0} if status == "kicked" else {})
