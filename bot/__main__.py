"""The commands: `python -m bot serve | play | migrate | seed | doctor`. Exit codes: 0 done, 1 failed, 2 misuse.

An error is one line on standard error. May import: everything.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence

import uvloop
from sqlalchemy.exc import DBAPIError

from bot import log
from bot.commands import CommandError, doctor, migrate, play, seed, serve
from bot.settings import Settings, SettingsError, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = _parser().parse_args(arguments)
    try:
        settings = load()
        log.set_up(settings.log_level if given.command == "serve" else "WARNING")
        run: Callable[[Settings, argparse.Namespace], int] = given.run
        return run(settings, given)
    except (SettingsError, CommandError) as error:
        return _failed(str(error))
    except DBAPIError as error:
        return _failed(f"DATABASE_URL: {str(error.orig).strip().splitlines()[0]}")
    except KeyboardInterrupt:
        return 0


def _failed(line: str) -> int:
    print(log.masked(" ".join(line.split())), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="The measurement assistant.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run, about in (
        ("serve", lambda s, _: uvloop.run(serve.serve(s)), "serve the web chat and the channels that have settings"),
        ("migrate", lambda s, _: migrate.migrate(s), "bring the database to this version's tables"),
        ("seed", lambda s, _: seed.seed(s), "load the catalogue that ships; what staff changed stays"),
        ("doctor", lambda s, _: asyncio.run(doctor.doctor(s)), "check settings, database and channels"),
    ):
        commands.add_parser(name, help=about, description=about).set_defaults(run=run)
    player = commands.add_parser("play", help="a conversation on standard input and output")
    player.add_argument("--channel", choices=tuple(play.SHOWS_BUTTONS), default="web", help="shown as on this channel")
    player.add_argument("--as", dest="person", default="1", metavar="ID", help="who is speaking")
    player.set_defaults(run=lambda s, given: asyncio.run(play.play(s, given.channel, given.person)))
    return parser


if __name__ == "__main__":
    sys.exit(main())
