"""Settings: a wrong one is named in one line without its value; a secret may lie in a file. May import: everything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SettingsError, load
from tests.bot.talks import free_port
from tests.fakes.telegram import TOKEN

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment without settings, in a folder without `.env`."""
    for name in list(os.environ):
        if name.startswith(("DATABASE_", "HTTP_", "TELEGRAM_", "PUBLIC_", "LOG_LEVEL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


WRONG = [
    ("DATABASE_URL", "mysql://zzz"),
    ("DATABASE_URL", "zzz"),
    ("DATABASE_URL", "postgresql://zzz/zzz"),
    ("DATABASE_URL", "postgresql+psycopg://u:zzz@h:port/d"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", ""),
    ("HTTP_PORT", "zzz"),
    ("HTTP_PORT", "70000"),
    ("HTTP_PORT", "-7777"),
    ("HTTP_PORT", ""),
    ("LOG_LEVEL", "zzz"),
    ("TELEGRAM_TOKEN", "zzz"),
    ("TELEGRAM_TOKEN", f"{TOKEN} zzz"),
    ("TELEGRAM_MODE", "zzz"),
    ("TELEGRAM_WEBHOOK_SECRET", "zzz zzz"),
    ("TELEGRAM_WEBHOOK_SECRET", "z" * 257),
    ("TELEGRAM_API_URL", "zzz.example"),
    ("TELEGRAM_PROXY", "socks5://zzz"),
    ("PUBLIC_URL", "zzz"),
    ("PUBLIC_URL", "ftp://zzz"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named_and_its_value_kept(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert "\n" not in line
    assert not value or value not in line
    assert "zzz" not in line and "7777" not in line and "port" not in line.removeprefix(name)


@pytest.mark.parametrize("missing", ["TELEGRAM_WEBHOOK_SECRET", "PUBLIC_URL"])
def test_a_webhook_needs_its_secret_and_its_address(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": "s",
        "PUBLIC_URL": "https://a.example/",
    }
    for name, value in whole.items():
        monkeypatch.setenv(name, value)
    assert load().url == "https://a.example"
    monkeypatch.delenv(missing)
    with pytest.raises(SettingsError, match=f"^{missing}: "):
        load()


def test_with_no_setting_at_all_it_is_sqlite_and_the_web_chat() -> None:
    settings = load()
    assert settings.database_url == "sqlite:///var/bot.db"
    assert settings.url == "http://127.0.0.1:8080"
    assert not settings.telegram_token.get_secret_value()


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("TELEGRAM_TOKEN_FILE", str(tmp_path / "token"))
    assert load().telegram_token.get_secret_value() == TOKEN
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN.replace("A", "B"))
    assert load().telegram_token.get_secret_value() == TOKEN.replace("A", "B")


@pytest.mark.parametrize("wrong", ["missing", "folder", "bytes", "content"])
def test_a_file_that_cannot_be_read_is_named(wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "zzz"
    if wrong == "folder":
        path.mkdir()
    elif wrong != "missing":
        path.write_bytes(b"\xff\xfe" if wrong == "bytes" else b"yyy")
    monkeypatch.setenv("TELEGRAM_TOKEN_FILE", str(path))
    with pytest.raises(SettingsError, match=r"^TELEGRAM_TOKEN(_FILE)?: ") as caught:
        load()
    assert "zzz" not in str(caught.value) and "yyy" not in str(caught.value)


def test_a_dot_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HTTP_PORT=8123\nSOMETHING_ELSE=1\n")
    assert load().http_port == 8123


def test_settings_never_show_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "hidden-secret")
    assert TOKEN not in repr(load()) and "hidden-secret" not in repr(load())


def _bot(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    whole = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    command = (sys.executable, "-m", "bot", *arguments)
    return subprocess.run(command, env=whole, capture_output=True, text=True, timeout=20, check=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PORT", "zzz"),
        ("DATABASE_URL", "postgresql+psycopg://zzz:zzz@127.0.0.1:9/zzz"),
        ("DATABASE_URL", "sqlite:////proc/zzz/bot.db"),
        ("DATABASE_URL", "sqlite:////proc"),
    ],
)
def test_serve_stops_with_one_line(name: str, value: str) -> None:
    done = _bot("serve", **{name: value})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{name}: ") and done.stderr.count("\n") == 1
    assert "zzz" not in done.stderr


def test_a_port_that_is_taken_is_said_in_one_line(sqlite_url: str) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _bot("serve", HTTP_PORT=port, DATABASE_URL=sqlite_url)
    assert done.returncode == 1
    assert "HTTP_PORT" in done.stderr and done.stderr.count("\n") == 1 and port not in done.stderr


@pytest.mark.parametrize("arguments", [(), ("zzz",), ("serve", "--zzz"), ("play", "--channel", "zzz")])
def test_misuse_is_told_apart(arguments: tuple[str, ...]) -> None:
    from bot.__main__ import main

    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
