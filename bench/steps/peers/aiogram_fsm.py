"""aiogram as its documents tell: Dispatcher, FSM states, its own aiohttp handler; state in SQLite, written through."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiosqlite
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from bench.steps.peers.common import (
    API_URL,
    PROMPTS,
    SECRET,
    STATES,
    TOKEN,
    WEBHOOK,
    open_sqlite,
    serve,
    web_application,
)


class SqliteStorage(BaseStorage):
    """One row a key; state and answers are written through."""

    database: aiosqlite.Connection

    async def open(self) -> None:
        self.database = await open_sqlite()
        await self.database.execute("CREATE TABLE IF NOT EXISTS fsm (key TEXT PRIMARY KEY, state TEXT, data TEXT)")

    async def close(self) -> None:
        await self.database.close()

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._write(key, "state", state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        return await self._read(key, "state")

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._write(key, "data", json.dumps(dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        found = await self._read(key, "data")
        return json.loads(found) if found else {}

    async def _read(self, key: StorageKey, column: str) -> str | None:
        query = f"SELECT {column} FROM fsm WHERE key = ?"
        async with self.database.execute(query, (f"{key.chat_id}:{key.user_id}",)) as rows:
            row = await rows.fetchone()
        return row[0] if row else None

    async def _write(self, key: StorageKey, column: str, value: str | None) -> None:
        upsert = f"INSERT INTO fsm (key, {column}) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET {column} = ?"
        await self.database.execute(upsert, (f"{key.chat_id}:{key.user_id}", value, value))
        await self.database.commit()


class SignUp(StatesGroup):
    """The questions that may be open."""

    course = State()
    name = State()
    phone = State()
    company = State()
    agree = State()


def step(number: int) -> Any:
    """The handler of a step: keep the answer, move the state, ask the next question."""

    async def handle(message: Message, state: FSMContext) -> None:
        if number:
            await state.update_data({STATES[number - 1]: message.text})
        await state.set_state(getattr(SignUp, STATES[number]) if number < len(STATES) else None)
        await message.answer(PROMPTS[number])

    return handle


def main() -> None:
    storage = SqliteStorage()
    router = Router()
    router.message.register(step(0), Command("signup"))
    for number, name in enumerate(STATES, start=1):
        router.message.register(step(number), getattr(SignUp, name))
    dispatcher = Dispatcher(storage=storage)
    dispatcher.include_router(router)
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(API_URL)))

    async def open_storage(_app: web.Application) -> AsyncIterator[None]:
        await storage.open()
        yield  # the dispatcher closes it

    app = web_application()
    app.cleanup_ctx.append(open_storage)
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path=WEBHOOK)
    setup_application(app, dispatcher, bot=bot)
    serve(app)


if __name__ == "__main__":
    main()
