"""The methods that change, delete or answer what is there already. Imports `sending`, `state`, `refusal`."""

from tests.fakes.refusal import Refusal
from tests.fakes.sending import Files, Handler, find, formatted, medium
from tests.fakes.state import Message, World, same
from tests.fakes.updates import Json

DELETABLE_SECONDS = 48 * 3600
PRESS_SECONDS = 15  # a press that is older gets no answer; seen in the field, not documented

_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_TEXTS = {"text": ("text", "entities"), "caption": ("caption", "caption_entities")}


def edit_text(world: World, params: Json, files: Files) -> Json | bool:
    if "text" not in params:
        raise Refusal("message text is empty")
    return _edit(world, params, formatted(params, "text"), demands="text")


def edit_caption(world: World, params: Json, files: Files) -> Json | bool:
    return _edit(world, params, formatted(params | {"caption": params.get("caption", "")}, "caption"))


def edit_markup(world: World, params: Json, files: Files) -> Json | bool:
    return _edit(world, params, {})


def edit_media(world: World, params: Json, files: Files) -> Json | bool:
    item = params["media"]
    content = medium(world, item["type"], item["media"], files=files, about=item)
    return _edit(world, params, content | formatted(item, "caption"))


def delete(world: World, params: Json, files: Files) -> bool:
    message = find(world, params["chat_id"], params["message_id"], "message to delete not found")
    if world.clock.now() - message.raw["date"] > DELETABLE_SECONDS:
        raise Refusal("message can't be deleted for everyone", fault=False)
    message.deleted = True
    return True


def delete_many(world: World, params: Json, files: Files) -> bool:
    chat = world.chat(params["chat_id"])
    for message_id in params["message_ids"]:
        if message_id in chat.stored:
            chat.stored[message_id].deleted = True
    return True


def answer_press(world: World, params: Json, files: Files) -> bool:
    press = world.presses.get(params["callback_query_id"])
    if press is None or press.answered or world.clock.now() - press.at > PRESS_SECONDS:
        raise Refusal(_TOO_OLD, fault=False)
    press.answered = True
    press.text = params.get("text", "")
    press.alert = params.get("show_alert", False)
    return True


def _edit(world: World, params: Json, content: Json, demands: str = "") -> Json | bool:
    """Telegram removes the inline keyboard when an edit brings none."""
    if "inline_message_id" in params:
        return True
    if "chat_id" not in params or "message_id" not in params:
        raise Refusal("message identifier is not specified")
    message = find(world, params["chat_id"], params["message_id"], "message to edit not found")
    world.chat(params["chat_id"]).refuse_if_closed()
    if not message.from_bot:
        raise Refusal("message can't be edited")
    if demands and demands not in message.raw:
        raise Refusal(f"there is no {demands} in the message to edit")
    return _replace(message, content, params.get("reply_markup"), int(world.clock.now()))


def _replace(message: Message, content: Json, keyboard: Json | None, now: int) -> Json:
    before = dict(message.raw)
    for texts in _TEXTS.values():
        if texts[0] in content:
            for name in texts:
                message.raw.pop(name, None)
    message.raw.pop("reply_markup", None)
    message.raw.update(content)
    if keyboard and keyboard.get("inline_keyboard"):
        message.raw["reply_markup"] = keyboard
    if same(before, message.raw):
        raise Refusal(_UNCHANGED, fault=False)
    message.raw["edit_date"] = now
    message.markup = keyboard
    message.edits += 1
    return message.raw


HANDLERS: dict[str, Handler] = {
    "editmessagetext": edit_text,
    "editmessagecaption": edit_caption,
    "editmessagereplymarkup": edit_markup,
    "editmessagemedia": edit_media,
    "deletemessage": delete,
    "deletemessages": delete_many,
    "answercallbackquery": answer_press,
}
