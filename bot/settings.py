"""Settings: read once from the environment and `.env`, frozen; a secret may lie in the file that NAME_FILE names.

An error names the variable. May import: nothing of this project.
"""

import os
import re
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

VAR = Path("var")
TELEGRAM_API = "https://api.telegram.org"
_TOKEN = re.compile(r"\d+:[\w-]{30,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(Exception):
    """A setting is wrong; the message is one line that names it, without its value."""


class Settings(BaseSettings):
    """What the environment decides. Field names are the variables' names in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    database_url: str = f"sqlite:///{VAR}/bot.db"
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    public_url: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = TELEGRAM_API
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: SecretStr = SecretStr("")
    telegram_proxy: str = ""

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except (ArgumentError, ValueError):
            raise ValueError("is not a database address") from None
        if url.drivername not in ("sqlite", "postgresql+psycopg"):
            raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
        if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
            raise ValueError("must name a file, since what is kept in memory alone is lost")
        return value

    @field_validator("public_url", "telegram_api_url", "telegram_proxy")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not re.match(r"https?://[^\s/]+", value):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("does not look like a bot token (123456:ABC…)")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("may hold 1-256 letters, digits, _ and - only")
        return value

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if self.telegram_token.get_secret_value() and self.telegram_mode == "webhook":
            if not self.telegram_webhook_secret.get_secret_value():
                raise ValueError("TELEGRAM_WEBHOOK_SECRET: is needed when TELEGRAM_MODE is webhook")
            if not self.public_url:
                raise ValueError("PUBLIC_URL: is needed when TELEGRAM_MODE is webhook")
        return self

    @property
    def url(self) -> str:
        """Where people reach the pages."""
        return self.public_url or f"http://{self.http_host}:{self.http_port}"


def load(**given: Any) -> Settings:
    """The settings; raises `SettingsError`. `given` overrides the environment (commands and tests)."""
    try:
        return Settings(**{**_from_files(), **given})
    except ValidationError as error:
        raise SettingsError(_first(error)) from None


def _from_files() -> dict[str, str]:
    found = {}
    for name in Settings.model_fields:
        path = os.environ.get(f"{name.upper()}_FILE")
        if path and name.upper() not in os.environ:
            try:
                found[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{name.upper()}_FILE: {error.strerror}") from None
            except UnicodeDecodeError:
                raise SettingsError(f"{name.upper()}_FILE: is not text") from None
    return found


def _first(error: ValidationError) -> str:
    details = error.errors(include_url=False, include_input=False, include_context=False)[0]
    message = details["msg"].removeprefix("Value error, ")
    name = ".".join(str(part) for part in details["loc"]).upper()
    return f"{name}: {message}" if name else message
