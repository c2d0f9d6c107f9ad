"""Every setting: its name, its default and its bounds, as frozen data.

A setting is named `section.name` here and in `citedesk.toml`, `CITEDESK_SECTION__NAME` in the environment and `.env`.
`config.loading` reads them; `docs/settings.md` explains each under a heading of its name.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from cronsim import CronSim, CronSimError
from platformdirs import user_cache_path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

__all__ = [
    "AnswerSettings",
    "LogSettings",
    "MetricsSettings",
    "NameSettings",
    "PassageSettings",
    "ReadingSettings",
    "Settings",
    "StateSettings",
    "TelegramSettings",
    "VectorSettings",
    "WebhookSettings",
]

_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_DATABASE = re.compile(r"(sqlite:///|postgresql(\+psycopg)?://)\S+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")  # what Telegram accepts as secret_token


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError("must be an address that starts with http:// or https://")
    return value


def _address_or_nothing(value: str) -> str:
    return _address(value) if value else value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("must be at most 256 letters, digits, underscores and hyphens")
    return value


def _database(value: SecretStr) -> SecretStr:
    if value and not _DATABASE.fullmatch(value.get_secret_value()):
        raise ValueError("must be an address that starts with sqlite:/// or postgresql://")
    return value


def _schedule(value: str) -> str:
    try:
        if value:
            next(CronSim(value, datetime.now(UTC)))
    except (CronSimError, StopIteration) as error:
        raise ValueError(f"must be a time as cron writes it, such as 0 5 * * * ({error})") from error
    return value


_Folder = Annotated[Path, AfterValidator(Path.expanduser)]
_Address = Annotated[str, AfterValidator(_address)]
_AddressOrNothing = Annotated[str, AfterValidator(_address_or_nothing)]
_WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
_Schedule = Annotated[str, AfterValidator(_schedule)]
_Database = Annotated[SecretStr, AfterValidator(_database)]
_UserId = Annotated[int, Field(gt=0)]
_GroupId = Annotated[int, Field(lt=0)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PassageSettings(_Section):
    """How articles are cut into the passages that are searched."""

    tokens: int = Field(default=448, ge=32, le=480, description="longest passage, in tokens of the model")
    overlap: int = Field(default=1, ge=0, le=5, description="sentences that neighbouring passages share")


class VectorSettings(_Section):
    """How vectors are searched."""

    exact_up_to: int = Field(default=200_000, ge=0, description="passages up to which search is exact")
    recall_floor: float = Field(
        default=0.95, ge=0, le=1, description="recall@10 below which a faster index is not published"
    )


class AnswerSettings(_Section):
    """What an answer holds, and when there is none."""

    citations: int = Field(default=3, ge=1, le=10, description="most sentences in an answer")
    confidence: float = Field(default=0.5, ge=0, le=1, description="confidence below which a question is refused")
    per_article: int = Field(default=3, ge=1, le=10, description="most sentences of one article in an answer")
    nearest: int = Field(default=3, ge=0, le=10, description="articles named in a refusal")


class NameSettings(_Section):
    """How names are spelt."""

    aliases: _Folder | None = Field(default=None, description="a file of spellings that belong together")


class ReadingSettings(_Section):
    """What is read."""

    max_article_bytes: int = Field(
        default=10_000_000,
        ge=1_000,
        le=1_000_000_000,
        description="largest single article, in bytes; larger ones are rejected",
    )


class WebhookSettings(_Section):
    """How Telegram reaches the bot, where it does not poll."""

    url: _AddressOrNothing = Field(default="", description="public address; empty: the bot polls instead")
    listen: str = Field(default="127.0.0.1", min_length=1, description="address to listen on")
    port: int = Field(default=8443, ge=1, le=65_535, description="port to listen on")
    secret: _WebhookSecret = Field(
        default=SecretStr(""), description="shared with Telegram, proves that a request is its own"
    )


class TelegramSettings(_Section):
    """The bot: its token, who may use it, how much."""

    token: SecretStr = Field(default=SecretStr(""), description="the bot's token from @BotFather")
    base_url: _Address = Field(default="https://api.telegram.org/bot", description="the Bot API server")
    base_file_url: _Address = Field(
        default="https://api.telegram.org/file/bot", description="the Bot API server's files"
    )
    admins: frozenset[_UserId] = Field(default=frozenset(), description="numeric ids of the users who may reindex")
    access: Literal["listed", "open"] = Field(default="listed", description="who may ask: those listed, or everybody")
    users: frozenset[_UserId] = Field(default=frozenset(), description="numeric ids of the users who may ask")
    groups: frozenset[_GroupId] = Field(
        default=frozenset(), description="numeric ids of the groups whose members may ask"
    )
    webhook: WebhookSettings = WebhookSettings()
    concurrency: int = Field(default=8, ge=1, le=64, description="updates handled at a time")
    questions_per_minute: int = Field(default=6, ge=1, le=600, description="questions a minute and user")
    group_questions_per_minute: int = Field(default=15, ge=1, le=600, description="questions a minute and group")
    waiting: int = Field(default=200, ge=1, le=10_000, description="questions that may wait for their answer")
    sentences_per_day: int = Field(
        default=20, ge=1, le=1_000, description="sentences of one article that a user is shown in a day"
    )
    preview: bool = Field(default=False, description="whether an answer shows a small preview of its first source")
    max_question: int = Field(default=500, ge=20, le=4_000, description="longest question, in characters")
    reindex_at: _Schedule = Field(default="", description="when to reindex, as cron writes it; empty: when told to")
    max_upload: int = Field(
        default=20_000_000, ge=1_000, le=2_000_000_000, description="largest document that an admin may send, in bytes"
    )
    source_roots: tuple[_Folder, ...] = Field(
        default=(), description="folders below which an admin may add sources; empty: anywhere"
    )


class StateSettings(_Section):
    """What the bot remembers of people and chats, where and for how long."""

    url: _Database = Field(
        default=SecretStr(""), description="address of the database; empty: `state.db` in the data folder"
    )
    keep_days: int = Field(
        default=30, ge=1, le=3_650, description="days that questions, answers and conversations are kept"
    )


class LogSettings(_Section):
    """What is logged."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="least severity the bot logs"
    )
    format: Literal["text", "json"] = Field(default="text", description="how a line of the bot's log is written")


class MetricsSettings(_Section):
    """Where those who watch the bot can ask how it is."""

    port: int = Field(default=0, ge=0, le=65_535, description="port of /metrics, /healthz and /readyz; 0: none")
    host: str = Field(default="127.0.0.1", min_length=1, description="address to listen on")


class Settings(BaseSettings):
    """The settings in force; frozen, and closed: a key that is not here is refused."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="CITEDESK_", env_nested_delimiter="__", env_ignore_empty=True,
        env_file=".env", env_file_encoding="utf-8", dotenv_filtering="only_existing", toml_file="citedesk.toml",
    )  # fmt: skip

    data: _Folder = Field(default=Path(".citedesk"), description="where the index and the bot's state live")
    sources: tuple[_Folder, ...] = Field(default=(), description="what /reindex and a bare `citedesk index` read")
    model: str = Field(
        default="bundled", min_length=1, description="`bundled`, or a sentence-transformers name or folder"
    )
    cache: _Folder = Field(
        default_factory=lambda: user_cache_path("citedesk", appauthor=False),
        description="where the bundled model is unpacked",
    )
    passages: PassageSettings = PassageSettings()
    vectors: VectorSettings = VectorSettings()
    answers: AnswerSettings = AnswerSettings()
    names: NameSettings = NameSettings()
    reading: ReadingSettings = ReadingSettings()
    telegram: TelegramSettings = TelegramSettings()
    state: StateSettings = StateSettings()
    log: LogSettings = LogSettings()
    metrics: MetricsSettings = MetricsSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where settings come from; the first that has one wins."""
        return (
            init_settings,
            EnvSettingsSource(settings_cls),
            DotEnvSettingsSource(settings_cls),
            TomlConfigSettingsSource(settings_cls),
        )
