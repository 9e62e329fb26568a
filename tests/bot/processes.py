"""`python -m bot …` as processes of their own. May import: the standard library."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

ROOT = Path(__file__).parents[2]


async def begin(*arguments: str, folder: Path, **environment: str) -> Process:
    """Start a command in an environment that holds nothing else."""
    whole = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    command = (sys.executable, "-m", "bot", *arguments)
    return await asyncio.create_subprocess_exec(*command, cwd=folder, env=whole, stdin=PIPE, stdout=PIPE, stderr=PIPE)


async def run(*arguments: str, folder: Path, given: str | bytes = "", **environment: str) -> tuple[int, str, str]:
    """(exit code, standard output, standard error) of a command."""
    process = await begin(*arguments, folder=folder, **environment)
    told = given.encode() if isinstance(given, str) else given
    output, errors = await asyncio.wait_for(process.communicate(told), 30)
    return process.returncode or 0, output.decode(), errors.decode()
