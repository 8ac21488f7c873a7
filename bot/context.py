"""What a running app is made of; put together in `app.py`, handed to routes by `Depends(get_context)`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from bot.channels.limits import OpenReads, RateLimit
from bot.config import Settings
from bot.dialogue.arrivals import Arrivals
from bot.dialogue.bell import Bell
from bot.dialogue.copying import Copying
from bot.dialogue.delivery import Delivery
from bot.dialogue.engine import Engine
from bot.dialogue.live import Live
from bot.dialogue.open_talks import OpenTalks
from bot.dialogue.platforms import Platform
from bot.dialogue.translation import Translator
from bot.dialogue.watch import Watch
from bot.dialogue.webhooks import Webhooks
from bot.dialogue.worker import Worker
from bot.messages import Channel
from bot.services.attachments import Limits
from bot.services.keys import Keys
from bot.services.passwords import Passwords
from bot.services.seals import Seals
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
    platforms: Mapping[Channel, Platform]
    arrivals: Arrivals
    delivery: Delivery
    seals: Seals
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
