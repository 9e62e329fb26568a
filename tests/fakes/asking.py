"""The methods that read or set what belongs to the bot, a chat or a file. Imports `sending`, `state`, `answers`."""

from typing import Any

from tests.fakes import answers, spec
from tests.fakes.refusal import Refusal
from tests.fakes.sending import Files, Handler
from tests.fakes.state import World
from tests.fakes.updates import Json

MAX_DOWNLOAD_BYTES = 20 << 20

_ME = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "supports_guest_queries": False,
    "can_manage_bots": False,
}
# set<Name> and get<Name> of the bot's own settings: parameter, answer when nothing was set
_SETTINGS: dict[str, tuple[str, Any]] = {
    "mycommands": ("commands", []),
    "myname": ("name", ""),
    "mydescription": ("description", ""),
    "myshortdescription": ("short_description", ""),
    "chatmenubutton": ("menu_button", {"type": "default"}),
}


def get_me(world: World, params: Json, files: Files) -> Json:
    return world.me | {name: value for name, value in _ME.items() if name in spec.load().types["User"].fields}


def get_file(world: World, params: Json, files: Files) -> Json:
    stored = world.files.get(params["file_id"])
    if stored is None:
        raise Refusal("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > MAX_DOWNLOAD_BYTES:
        raise Refusal("file is too big", fault=False)
    return stored.raw


def get_chat(world: World, params: Json, files: Files) -> Any:
    gifts = answers.example("AcceptedGiftTypes")
    return answers.example("ChatFullInfo", **world.chat(params["chat_id"]).raw, accepted_gift_types=gifts)


def get_member(world: World, params: Json, files: Files) -> Any:
    chat, user_id = world.chat(params["chat_id"]), params["user_id"]
    there = user_id in chat.members or user_id == chat.id
    who = world.me if user_id == world.me["id"] else world.people.get(user_id)
    if who is None:
        raise Refusal("PARTICIPANT_ID_INVALID", fault=False)
    if who is world.me:
        there = chat.gate not in ("kicked", "left")
    return answers.example("ChatMemberMember" if there else "ChatMemberLeft", user=who)


def member_count(world: World, params: Json, files: Files) -> int:
    return len(world.chat(params["chat_id"]).members) + 1


def leave(world: World, params: Json, files: Files) -> bool:
    world.chat(params["chat_id"]).gate = "left"
    return True


def photos(world: World, params: Json, files: Files) -> Json:
    return {"total_count": 0, "photos": []}


def _set(name: str) -> Handler:
    def handler(world: World, params: Json, files: Files) -> bool:
        world.settings[name, _scope(params)] = params.get(_SETTINGS[name][0], _SETTINGS[name][1])
        return True

    return handler


def _get(name: str) -> Handler:
    parameter, default = _SETTINGS[name]

    def handler(world: World, params: Json, files: Files) -> Any:
        value = world.settings.get((name, _scope(params)), default)
        return {parameter: value} if isinstance(value, str) else value

    return handler


def delete_commands(world: World, params: Json, files: Files) -> bool:
    world.settings.pop(("mycommands", _scope(params)), None)
    return True


def _scope(params: Json) -> str:
    scope = params.get("scope", {"type": "default"})
    return f"{sorted(scope.items())} {params.get('language_code', '')} {params.get('chat_id', '')}"


HANDLERS: dict[str, Handler] = {
    "getme": get_me,
    "getfile": get_file,
    "getchat": get_chat,
    "getchatmember": get_member,
    "getchatmembercount": member_count,
    "leavechat": leave,
    "getuserprofilephotos": photos,
    "deletemycommands": delete_commands,
    **{f"set{name}": _set(name) for name in _SETTINGS},
    **{f"get{name}": _get(name) for name in _SETTINGS},
}
