"""What a running app is made of; put together in `app.py`, handed to routes by `Depends(get_context)`."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from bot.channels.limits import OpenReads, RateLimit
from bot.config import Settings
from bot.dialogue.copying import Copying
from bot.dialogue.delivery import Bell
from bot.dialogue.engine import Engine
from bot.dialogue.live import Live
from bot.dialogue.open_talks import OpenTalks
from bot.dialogue.translation import Translator
from bot.dialogue.watch import Watch
from bot.dialogue.webhooks import Webhooks
from bot.dialogue.worker import Worker
from bot.services.attachments import Limits
from bot.services.keys import Keys
from bot.services.passwords import Passwords
from bot.store.database import Database
from bot.store.files import FileStore

__all__ = ["Context", "Here", "get_context"]


@dataclass(frozen=True, slots=True)
class Context:
    """The parts that routes need."""

    settings: Settings
    database: Database
    engine: Engine
    worker: Worker
    bell: Bell
    live: Live
    open_talks: OpenTalks
    watch: Watch
    copying: Copying
    webhooks: Webhooks
    translator: Translator
    citizen_limit: RateLimit
    address_limit: RateLimit
    session_limit: RateLimit
    login_limit: RateLimit
    attachment_limit: RateLimit
    open_reads: OpenReads
    open_uploads: OpenReads
    files: FileStore
    file_limits: Limits
    keys: Keys
    passwords: Passwords


def get_context(connection: HTTPConnection) -> Context:
    """The parts of the app that serves this request."""
    return cast(Context, connection.app.state.context)


Here = Annotated[Context, Depends(get_context)]
"""A route's parameter: the parts of the app."""
