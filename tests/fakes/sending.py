"""The methods that put a message into a chat. Imports `spec` and what stands on it."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.fakes import answers, markup, spec
from tests.fakes.check import PARSE_MODES, UploadedFile
from tests.fakes.refusal import Refusal
from tests.fakes.state import Chat, Message, World
from tests.fakes.updates import Json

Files = dict[str, UploadedFile]
Handler = Callable[[World, Json, Files], Any]

# send<Kind> → the member of Message that it fills, and the type of it
_MEDIA = {
    "photo": "PhotoSize", "document": "Document", "video": "Video", "audio": "Audio", "voice": "Voice",
    "animation": "Animation", "video_note": "VideoNote", "sticker": "Sticker",
}  # fmt: skip
_PLACES = {"location": "Location", "contact": "Contact", "venue": "Venue", "dice": "Dice"}
_EXTENSIONS = {"photo": "photo.jpg", "voice": "voice.ogg", "audio": "audio.mp3", "sticker": "sticker.webp"}


def send_text(world: World, params: Json, files: Files) -> Json:
    return _send(world, params, formatted(params, "text"))


def send_media(kind: str) -> Handler:
    def send(world: World, params: Json, files: Files) -> Json:
        content = medium(world, kind, params[kind], files=files, about=params)
        return _send(world, params, content | formatted(params, "caption"))

    return send


def send_place(kind: str) -> Handler:
    def send(world: World, params: Json, files: Files) -> Json:
        type_name = _PLACES[kind]
        members = spec_members(type_name, params)
        if kind == "venue":
            members["location"] = spec_members("Location", params)
        if kind == "dice":
            members.setdefault("emoji", "🎲")
        return _send(world, params, {kind: answers.example(type_name, **members)})

    return send


def send_poll(world: World, params: Json, files: Files) -> Json:
    options = [
        answers.example("PollOption", persistent_id=str(number), text=option["text"], voter_count=0)
        for number, option in enumerate(params["options"])
    ]
    kind = params.get("type", "regular")
    poll = answers.example(
        "Poll",
        question=params["question"],
        options=options,
        total_voter_count=0,
        type=kind,
        is_anonymous=params.get("is_anonymous", True),
    )
    return _send(world, params, {"poll": poll})


def send_album(world: World, params: Json, files: Files) -> list[Json]:
    sent = []
    for item in params["media"]:
        content = medium(world, item["type"], item["media"], files=files, about=item) | formatted(item, "caption")
        sent.append(_send(world, params, content | {"media_group_id": "1"}))
    return sent


def forward(world: World, params: Json, files: Files) -> Json:
    source = find(world, params["from_chat_id"], params["message_id"], "message to forward not found")
    origin = {"type": "user", "date": source.raw["date"], "sender_user": source.raw["from"]}
    return _send(world, params, _content(source) | {"forward_origin": origin})


def copy(world: World, params: Json, files: Files) -> Json:
    source = find(world, params["from_chat_id"], params["message_id"], "message to copy not found")
    caption = formatted(params, "caption") if "caption" in params else {}
    return {"message_id": _send(world, params, _content(source) | caption)["message_id"]}


def draft(world: World, params: Json, files: Files) -> bool:
    world.chat(params["chat_id"]).refuse_if_closed()
    return True


def action(world: World, params: Json, files: Files) -> bool:
    world.chat(params["chat_id"]).refuse_if_closed()
    return True


def formatted(params: Json, name: str) -> Json:
    """{name: plain text, …entities} of a text or a caption; nothing when there is none."""
    if name not in params:
        return {}
    text, entities = params[name], params.get("entities" if name == "text" else f"{name}_entities") or []
    if params.get("parse_mode") in PARSE_MODES:
        try:
            parsed = markup.parse_html(text)
        except markup.MarkupError as error:
            raise Refusal(f"can't parse entities: {error}") from None
        text, entities = parsed.text, parsed.entities
    key = "entities" if name == "text" else f"{name}_entities"
    return {name: text} | ({key: list(entities)} if entities else {})


def medium(world: World, kind: str, value: Any, *, files: Files, about: Json) -> Json:
    """{kind: object} for an upload, a file_id that the fake gave out, or an address on the web."""
    upload = value if isinstance(value, UploadedFile) else files.get(str(value).removeprefix("attach://"))
    name = _EXTENSIONS.get(kind, "file.bin")
    if upload is not None:
        stored = world.keep_file(bytes(upload), upload.filename or name)
    elif value in world.files:
        stored = world.files[value]
    elif re.match(r"https?://", value):
        stored = world.keep_file(b"", name)
    else:
        raise Refusal("wrong file identifier/HTTP URL specified", detail=f"{kind} {value!r:.40} is no file of this bot")
    known = {name: item for name, item in stored.raw.items() if name != "file_path"}
    if kind == "document":
        known["file_name"] = stored.path.rpartition("/")[2]
    if kind == "sticker":
        known["type"] = "regular"
    thing = answers.example(_MEDIA[kind], **spec_members(_MEDIA[kind], about), **known)
    return {kind: [thing] if kind == "photo" else thing}


def spec_members(type_name: str, params: Json) -> Json:
    """What of a call's parameters belongs to the object that it makes."""
    names = spec.load().types[type_name].fields
    simple = (int, float, bool, str)
    return {n: v for n, v in params.items() if n in names and n != "thumbnail" and isinstance(v, simple)}


def find(world: World, chat_id: int | str, message_id: int, otherwise: str) -> Message:
    message = world.chat(chat_id).stored.get(message_id)
    if message is None or message.deleted:
        raise Refusal(otherwise, fault=False)
    return message


def _send(world: World, params: Json, content: Json) -> Json:
    chat = world.chat(params["chat_id"])
    chat.refuse_if_closed()
    keyboard = params.get("reply_markup")
    _fit_for(chat, keyboard)
    for name in ("message_thread_id", "has_protected_content", "has_media_spoiler"):
        if name in params:
            content[name] = params[name]
    if reply := params.get("reply_parameters"):
        content |= _reply(chat, reply)
    return world.store(chat, content, sender=world.me, markup=keyboard).raw


def _reply(chat: Chat, reply: Json) -> Json:
    target = chat.stored.get(reply["message_id"])
    if target and not target.deleted:
        return {"reply_to_message": {k: v for k, v in target.raw.items() if k != "reply_to_message"}}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise Refusal("message to be replied not found", fault=False)


def _fit_for(chat: Chat, keyboard: Json | None) -> None:
    if not keyboard or chat.private:
        return
    if '"web_app"' in (text := json.dumps(keyboard)):
        raise Refusal("BUTTON_TYPE_INVALID", detail="web_app buttons are for private chats only")
    if '"request_contact"' in text or '"request_location"' in text:
        raise Refusal("phone number can be requested in private chats only")


def _content(source: Message) -> Json:
    head = {"message_id", "date", "chat", "from", "reply_markup", "reply_to_message", "edit_date"}
    return {name: value for name, value in source.raw.items() if name not in head}


HANDLERS: dict[str, Handler] = {
    "sendmessage": send_text,
    "sendpoll": send_poll,
    "sendmediagroup": send_album,
    "forwardmessage": forward,
    "copymessage": copy,
    "sendmessagedraft": draft,
    "sendchataction": action,
    **{f"send{kind.replace('_', '')}": send_media(kind) for kind in _MEDIA},
    **{f"send{kind}": send_place(kind) for kind in _PLACES},
}
