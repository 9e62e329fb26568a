"""The only code that sends. Each message is claimed in the ledger before its call and settled after it.

Replies and reminders have places of their own beside bulk, so a person's answer waits for no broadcast. A process that
dies in mid-call leaves rows in `sending`; whoever takes the channel's lease next marks them `unknown`.
May import: `handlers.messages`, `storage`.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from handlers.messages import Message
from scheduler.calls import Channel, Ended, Rings, Ticket, Work, settle, taken
from scheduler.errors import Busy, ChannelDown, Moved, NotSent, SendError, Unclear
from scheduler.pace import Pace
from storage import outbox
from storage.database import Database
from storage.lease import Lease
from storage.outbox import BULK, REMINDER, REPLY, Claimed, Outcome, Status

TRIES = 8  # calls that never left are tried so often, then the message has failed
FIRST_WAIT = 2.0  # s before the second try; doubled each time
LONGEST_WAIT = 900.0
LOOK_EVERY = 1.0  # s between looks at the ledger when nobody wakes the sender (other processes write too)
LINGER = 0.004  # s that an outcome may wait for an event to settle it along with its own
DOWN_WAIT = 30.0  # s before a channel that is down is tried again

log = logging.getLogger(__name__)


class Sender:
    """One loop for one channel; `step` is one look at the ledger, for the loop and for tests."""

    def __init__(self, database: Database, channel: Channel) -> None:
        self.channel = channel
        self.holding = False  # this process has the channel's lease
        self.down = ""  # why the channel is down, for health and metrics
        self._database = database
        self._lease = Lease(database, f"sender-{channel.name}")
        self._pace = Pace(channel.pace)
        self._hold_until = 0.0
        self._kept = 0  # places that answers being written may take
        self._awake = asyncio.Event()
        self._work = Work()
        self._looked = 0.0  # at the lease
        self._searched = 0.0  # for what is due
        self._more = True  # something may be due

    def wake(self) -> None:
        """There is something to send."""
        self._more = True
        self._awake.set()

    async def run(self) -> None:
        """Send until cancelled; what is in flight then is finished and settled."""
        try:
            while True:
                self._awake.clear()
                busy = await self._look()
                if not busy:
                    await self._rest()
        finally:
            await self.drain()
            self.let_go()

    async def drain(self) -> None:
        """Let the calls in flight end and write down what became of them."""
        if self._work.tasks:
            await asyncio.wait(self._work.tasks)
        if self.holding:
            await self._settle_and_claim(reply_places=0, bulk_places=0)

    def take_place(self) -> Ticket | None:
        """A place for an answer that may be claimed in the very transaction that writes it; None where there is none.

        `go` gives the ticket back."""
        free = self.channel.places - self._work.count(bulk=False) - self._kept > 0
        if not (self.holding and free and time.monotonic() >= self._hold_until):
            return None
        self._kept += 1
        return Ticket(self._work.outcomes)

    def go(self, ticket: Ticket, claimed: Claimed | None, *, committed: bool) -> None:
        """The transaction is over: send what it claimed, if anything."""
        self._kept -= 1
        if committed:
            self._ring(ticket.ended)
        else:
            self._work.outcomes.extend(ticket.ended)
            self._awake.set()
        if claimed is not None:
            self._pace.spend(time.monotonic())
            self._begin(claimed)

    def _ring(self, ended: Sequence[Ended]) -> None:
        if ended and isinstance(self.channel, Rings):
            self.channel.settled([claimed.address for claimed, _, _ in ended])

    async def deliver(self) -> None:
        """Send all that is due now, and wait for it."""
        while await self._look_and_step() or self._work.tasks or self._work.outcomes:
            if self._work.tasks:
                await asyncio.wait(self._work.tasks, return_when=asyncio.FIRST_COMPLETED)

    async def _look_and_step(self) -> bool:
        self._more = True
        return await self.step()

    def let_go(self) -> None:
        """Give the lease back."""
        self._lease.release()
        self.holding = False

    async def step(self) -> bool:
        """Settle what ended and claim what is due; whether there may be more than there was room for."""
        if not await self._keep_lease():
            return False
        now = time.monotonic()
        reply_places = bulk_places = 0
        # Answers are claimed where they are written, so mostly there is nothing in the ledger to look for.
        looking = now >= self._hold_until and (self._more or now - self._searched >= LOOK_EVERY)
        if looking:
            self._searched = now
            reply_places = self.channel.places - self._work.count(bulk=False) - self._kept
            bulk_places = min(self.channel.places - self._work.count(bulk=True), self._pace.room(now))
        elif not self._work.outcomes:
            return False
        if (
            looking
        ):  # what waits behind a call in flight is looked for again; a `wake` from now on counts for the next look
            self._more = bool(self._work.in_flight or self._work.outcomes)
        claimed = await self._settle_and_claim(reply_places=reply_places, bulk_places=bulk_places)
        self._more = self._more or bool(claimed)
        for message in claimed:
            self._pace.spend(time.monotonic())
            self._begin(message)
        return bool(claimed) and len(claimed) >= reply_places + bulk_places

    async def _look(self) -> bool:
        try:
            return await self.step()
        except Exception:  # one of the three borders: the loop outlives a database that is away for a while
            log.exception("action=sender_failed channel=%s", self.channel.name)
            await asyncio.sleep(LOOK_EVERY)
            return False

    async def _rest(self) -> None:
        wait = LOOK_EVERY
        if self._pace.waiting:
            wait = min(wait, self._pace.gap)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._awake.wait()
        if not self._more and not isinstance(self.channel, Rings):
            await asyncio.sleep(LINGER)

    async def _keep_lease(self) -> bool:
        if self.holding and time.monotonic() - self._looked < LOOK_EVERY:
            return True
        held = await asyncio.to_thread(self._lease.hold)
        self._looked = time.monotonic()
        if held and not self.holding:
            ours = [*self._work.in_flight, *(outcome.id for _, outcome, _ in self._work.outcomes)]
            lost = await self._database.run(outbox.recover, self.channel.name, datetime.now(UTC), ours=ours)
            log.info("action=lease_taken channel=%s unknown=%d", self.channel.name, lost)
        self.holding = held
        return held

    async def _settle_and_claim(self, *, reply_places: int, bulk_places: int) -> list[Claimed]:
        ended = taken(self._work.outcomes)
        try:
            claimed = await self._database.run(
                _settle_and_claim,
                self.channel.name,
                ended,
                reply_places=reply_places,
                bulk_places=bulk_places,
            )
        except Exception:  # raised again: what ended must still be written down at the next look
            self._work.outcomes.extend(ended)
            self._more = True
            raise
        self._ring(ended)
        self._pace.waiting = bulk_places > 0 and any(c.lane == BULK for c in claimed)
        return claimed

    def _begin(self, claimed: Claimed) -> None:
        self._work.in_flight[claimed.id] = claimed
        task = asyncio.create_task(self._call(claimed))
        self._work.tasks.add(task)
        task.add_done_callback(self._work.tasks.discard)

    async def _call(self, claimed: Claimed) -> None:
        error: SendError | None = None
        try:
            receipt = await self.channel.send(claimed.address, Message.from_json(claimed.body))
            outcome = Outcome(claimed.id, Status.SENT, receipt=receipt, attempts=claimed.attempts + 1)
            self.down = ""
        except SendError as caught:
            error = caught
            outcome = self._outcome_of(claimed, caught)
        except Exception:  # one of the three borders: a fault of ours in one message must not stop the others
            log.exception("action=send_crashed channel=%s", self.channel.name)
            outcome = Outcome(claimed.id, Status.UNKNOWN, "crashed", attempts=claimed.attempts + 1)
        del self._work.in_flight[claimed.id]
        self._work.outcomes.append((claimed, outcome, error))
        self._awake.set()

    def _outcome_of(self, claimed: Claimed, error: SendError) -> Outcome:
        tries = claimed.attempts + 1
        now = datetime.now(UTC)
        log.warning("action=not_sent channel=%s reason=%s tries=%d", self.channel.name, error.reason, tries)
        if isinstance(error, Busy | ChannelDown):
            wait = error.retry_after if isinstance(error, Busy) else DOWN_WAIT
            self.down = error.reason if isinstance(error, ChannelDown) else self.down
            self._hold_until = max(self._hold_until, time.monotonic() + wait)
            return Outcome(claimed.id, Status.QUEUED, error.reason, attempts=claimed.attempts, again_at=now)
        if isinstance(error, Moved):
            return Outcome(claimed.id, Status.QUEUED, error.reason, attempts=tries, again_at=now)
        if isinstance(error, NotSent) and tries < TRIES:
            wait = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
            again_at = now + timedelta(seconds=wait)
            return Outcome(claimed.id, Status.QUEUED, error.reason, attempts=tries, again_at=again_at)
        final = Status.UNKNOWN if isinstance(error, Unclear) else Status.FAILED
        return Outcome(claimed.id, final, error.reason, attempts=tries)


def _settle_and_claim(
    session: Session,
    channel: str,
    ended: Sequence[Ended],
    *,
    reply_places: int,
    bulk_places: int,
) -> list[Claimed]:
    """One transaction: what became of the last calls, and the next ones."""
    now = datetime.now(UTC)
    settle(session, ended, now)
    claimed_now = outbox.claim(session, channel, lanes=(REPLY, REMINDER), limit=reply_places, now=now)
    if bulk_places > 0:
        claimed_now += outbox.claim(session, channel, lanes=(BULK, BULK), limit=bulk_places, now=now)
    return claimed_now
