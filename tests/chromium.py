"""A Chromium for the page tests: the machine's own, Debian's, or the one from npm."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NPM_FOLDER = Path("var/chromium")
NPM_PACKAGE = "@sparticuz/chromium@147"
TRIES = 3  # a package mirror may fail for a moment


class NoChromium(Exception):
    """There is none and none could be installed."""


@cache
def executable() -> str:
    """The path of a Chromium; installs one where there is none. Raises `NoChromium`."""
    return _found() or _from_debian() or _from_npm()


def _found() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    _run("apt-get", "update")
    _run("apt-get", "install", "-y", "--no-install-recommends", "chromium")
    return _found()


def _from_npm() -> str:
    if not shutil.which("npm"):
        raise NoChromium("install Chromium, or set CHROMIUM to its path")
    NPM_FOLDER.mkdir(parents=True, exist_ok=True)
    if not _run("npm", "install", "--prefix", str(NPM_FOLDER), "--no-audit", "--no-fund", NPM_PACKAGE):
        raise NoChromium(f"npm could not install {NPM_PACKAGE}")
    unpack = 'import("@sparticuz/chromium").then(async (m) => console.log(await m.default.executablePath()))'
    done = subprocess.run(["node", "-e", unpack], cwd=NPM_FOLDER, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoChromium("the Chromium of npm could not be unpacked")
    return done.stdout.strip()


def _run(*command: str) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return any(subprocess.run(command, env=env, capture_output=True, check=False).returncode == 0 for _ in range(TRIES))


if __name__ == "__main__":  # before the tests, so that a slow download counts for none of them
    try:
        print(executable())
    except NoChromium as error:
        sys.exit(str(error))
