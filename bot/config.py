"""Settings of the app, read from `DIALOG_*` variables and `.env`; nothing else reads the environment."""

import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigError

__all__ = ["ROOT", "Settings", "load_settings", "use_settings"]

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the project, where `domain.yml` and the model's data stand."""

Port = Annotated[int, Field(ge=1, le=65535)]
OptionalPath = Annotated[Path | None, BeforeValidator(lambda value: value or None)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
OptionalUrl = Annotated[Url | None, BeforeValidator(lambda value: value or None)]
Rate = Annotated[str, Field(pattern=r"^\d+/(second|minute|hour)$")]


ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?")


class Settings(BaseSettings):
    """What an operator can set; each field is `DIALOG_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="DIALOG_", env_file=".env", frozen=True, extra="ignore")

    data_dir: Path = Field(
        Path(".data"), description="Folder of all that Dialog writes: database, files of citizens, keys, models, logs."
    )
    database_url: SecretStr | None = Field(
        None, description="SQLAlchemy URL; empty: SQLite in the data folder. PostgreSQL: postgresql+psycopg://…"
    )
    host: str = Field("127.0.0.1", description="Address that the app listens on.")
    port: Port = Field(8080, description="Port of the web chat, the console and the API.")
    engine_port: Port = Field(5005, description="Loopback port of the engine.")
    actions_port: Port = Field(5055, description="Loopback port of the action server.")
    engine_timeout: float = Field(10.0, gt=0, le=10, description="Seconds that one call of the engine may take.")
    workers: int = Field(4, ge=1, le=64, description="Conversations that are answered at the same time.")
    rate_citizen: Rate = Field("30/minute", description="Messages of one citizen.")
    rate_address: Rate = Field("240/minute", description="Messages from one network address.")
    rate_sessions: Rate = Field("30/minute", description="New web chats from one network address.")
    rate_login: Rate = Field("20/minute", description="Logins to the console from one network address.")
    rate_attachments: Rate = Field("60/hour", description="Files from one network address.")
    max_attachments_per_hour: int = Field(10, ge=1, le=1000, description="Files of one citizen in an hour.")
    max_photo_mb: int = Field(10, ge=1, le=50, description="Megabytes of a photo.")
    max_photo_megapixels: int = Field(40, ge=1, le=500, description="Pixels of a photo, in millions.")
    max_video_mb: int = Field(50, ge=1, le=500, description="Megabytes of a video.")
    max_voice_mb: int = Field(20, ge=1, le=100, description="Megabytes of a voice recording.")
    max_document_mb: int = Field(10, ge=1, le=50, description="Megabytes of a document.")
    trusted_proxies: str = Field("", description="Addresses whose X-Forwarded-For is believed, separated by commas.")
    console_idle_minutes: int = Field(30, ge=1, le=720, description="Minutes without a touch that end a login.")
    key_file: OptionalPath = Field(
        None,
        description="Key of the audit log, second factors, receipt codes and exports; "
        "empty: keys/console.key in the data folder.",
    )
    audit_head_file: OptionalPath = Field(
        None, description="Copy of the audit log's last seal; empty: keys/audit.head in the data folder."
    )
    translation_url: OptionalUrl = Field(
        None, description="LibreTranslate service between officer and citizen; empty: off, no text leaves the house."
    )
    translation_key: SecretStr | None = Field(None, description="Key of the translation service, if it wants one.")
    webhook_url: OptionalUrl = Field(None, description="Address that is told of escalated and resolved talks.")
    webhook_secret: SecretStr | None = Field(
        None, validate_default=True, description="Signs what the webhook address is told."
    )
    public_url: OptionalUrl = Field(
        None, description="Address at which the world reaches the app, with https; empty: Telegram is asked for news."
    )
    telegram_token: SecretStr | None = Field(None, description="Token of the Telegram bot, from BotFather; empty: off.")
    telegram_api_url: Url = Field("https://api.telegram.org", description="Bot API server; another one for tests.")
    messenger_page_token: SecretStr | None = Field(None, description="Access token of the Facebook page; empty: off.")
    messenger_page_id: str = Field(
        "", pattern=r"^\d{0,32}$", validate_default=True, description="Number of the Facebook page."
    )
    messenger_app_id: str = Field(
        "", pattern=r"^\d{0,32}$", validate_default=True, description="Number of the Meta app that sends for it."
    )
    messenger_app_secret: SecretStr | None = Field(
        None, validate_default=True, description="Secret of the Meta app, which signs what Messenger sends."
    )
    messenger_verify_token: SecretStr | None = Field(
        None, validate_default=True, description="Word that Meta says when it is given the webhook's address."
    )
    messenger_api_url: Url = Field(
        "https://graph.facebook.com/v23.0", description="Graph API with its version; another one for tests."
    )
    messenger_human_agent: bool = Field(
        False, description="Officers may answer for seven days: only with the feature Human Agent, granted by Meta."
    )
    delivery_threads: int = Field(4, ge=1, le=32, description="Citizens of platforms who are sent to at the same time.")
    exit_url: Url = Field(
        "https://www.google.com/", description="Page that the web chat's quick exit shows: one that nobody wonders at."
    )
    embed_origins: str = Field(
        "",
        description="Sites that may show the chat, such as https://www.example.org, separated by commas; empty: off.",
    )
    is_demo: bool = Field(False, description="Sample talks and accounts; set by `make demo` alone.")
    metrics_token: SecretStr | None = Field(None, description="Lets /metrics be read from elsewhere than loopback.")
    confidence: float = Field(0.35, ge=0, le=1, description="Below it a meaning is not sure enough; the bot asks back.")
    least_confidence: float = Field(
        0.12, ge=0, le=1, description="Below it the bot does not guess: it offers its menu and an officer."
    )
    emergency_confidence: float = Field(0.04, ge=0, le=1, description="From it on a message counts as an emergency.")

    @field_validator("webhook_secret")
    @classmethod
    def is_secret_there(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """What is told outside is signed."""
        is_empty = secret is None or not secret.get_secret_value()
        if info.data.get("webhook_url") and is_empty:
            raise ValueError("is needed with DIALOG_WEBHOOK_URL")
        return secret

    @field_validator("messenger_app_secret", "messenger_verify_token")
    @classmethod
    def is_messenger_whole(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """Without them nobody could tell what Meta sends from what anybody does."""
        is_empty = secret is None or not secret.get_secret_value()
        if info.data.get("messenger_page_token") and is_empty:
            raise ValueError("is needed with DIALOG_MESSENGER_PAGE_TOKEN")
        return secret

    @field_validator("messenger_page_id", "messenger_app_id")
    @classmethod
    def is_messenger_named(cls, number: str, info: ValidationInfo) -> str:
        """Without them it cannot be told whose page an event is of, nor who wrote an answer."""
        if info.data.get("messenger_page_token") and not number:
            raise ValueError("is needed with DIALOG_MESSENGER_PAGE_TOKEN")
        return number

    @field_validator("embed_origins")
    @classmethod
    def are_origins(cls, text: str) -> str:
        """As a browser names them, with a space between; on this machine also without TLS, to try them."""
        origins = []
        for number, word in enumerate(text.replace(",", " ").split(), 1):
            origin = word.lower().removesuffix("/")
            if not ORIGIN.fullmatch(origin):
                raise ValueError(
                    f"number {number} is no origin: write https:// and the name of the site, such as "
                    "https://www.example.org, without a path and without an asterisk"
                )
            origins.append(origin.removesuffix(":443"))
        return " ".join(dict.fromkeys(origins))

    @property
    def database(self) -> str:
        """The database's SQLAlchemy URL; may hold a password, so it is never shown."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir.resolve() / 'dialog.db'}"

    @property
    def run_dir(self) -> Path:
        """Folder of tokens, sockets and process files."""
        return self.data_dir / "run"

    @property
    def key_path(self) -> Path:
        """The file of the console's key, which no database and no backup of it should stand beside."""
        return self.key_file or self.data_dir / "keys" / "console.key"

    @property
    def attachments_dir(self) -> Path:
        """Folder of the files that citizens send, sealed; no web server gives anything out of it."""
        return self.data_dir / "attachments"

    @property
    def attachments_key_path(self) -> Path:
        """The file of the key that they are sealed with, beside the console's."""
        return self.key_path.with_name("attachments.key")

    @property
    def identities_key_path(self) -> Path:
        """The file of the keys that citizens' addresses are sealed with, beside the console's; the first one seals."""
        return self.key_path.with_name("identities.key")

    @property
    def audit_head_path(self) -> Path:
        """The file that remembers how far the audit log went."""
        return self.audit_head_file or self.data_dir / "keys" / "audit.head"

    @property
    def model_path(self) -> Path:
        """The model that the engine serves: a link to one of the models beside it."""
        return self.data_dir / "models" / "current.tar.gz"


def use_settings(**values: str) -> Settings:
    """Set settings by their names for this process and those that it starts; returns all as they are then."""
    os.environ |= {f"DIALOG_{name.upper()}": value for name, value in values.items()}
    return load_settings()


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigError: naming every setting that is wrong, and why; never its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"DIALOG_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()]
        raise ConfigError("\n".join(problems)) from None
