"""Is it alive, can it serve, what has it counted: /healthz, /readyz, /metrics. May import: `bot.metrics`, `storage`."""

from collections.abc import Sequence

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import DBAPIError

from bot import metrics
from bot.reception import Reception
from scheduler.sender import Sender
from storage import counts, questions
from storage.database import Database


def add_routes(app: web.Application, database: Database, reception: Reception, senders: Sequence[Sender]) -> None:
    """Serve the three pages."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_request: web.Request) -> web.Response:
        try:
            await database.read(counts.answers)
        except DBAPIError:
            return web.Response(text="the database does not answer\n", status=503)
        down = [f"{sender.channel.name}: {sender.down}" for sender in senders if sender.down]
        return web.Response(text="\n".join(["ready", *down]) + "\n")

    async def show(_request: web.Request) -> web.Response:
        try:
            deliveries, waiting = await database.read(counts.deliveries), await database.read(questions.waiting)
        except DBAPIError:
            return web.Response(text="the database does not answer\n", status=503)
        metrics.DELIVERIES.clear()  # a status that no message has any more is not counted, so it would stay as it was
        for channel, status, count in deliveries:
            metrics.DELIVERIES.labels(channel, status).set(count)
        metrics.QUESTIONS.set(waiting)
        metrics.CATALOGUE.set(reception.mind.version)
        for sender in senders:
            metrics.SENDERS.labels(sender.channel.name).set(sender.holding)
            metrics.DOWN.labels(sender.channel.name).set(bool(sender.down))
        return web.Response(body=generate_latest(metrics.REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", show)
