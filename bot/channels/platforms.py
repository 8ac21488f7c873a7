"""The platforms that are set up, and what listens to them: a few lines each."""

from collections.abc import Mapping
from typing import Protocol

from bot.channels.messenger.platform import MessengerPlatform
from bot.channels.messenger.profile import Profile as MessengerProfile
from bot.channels.telegram.client import Client
from bot.channels.telegram.intake import Poller, UpdateStore
from bot.channels.telegram.platform import TelegramPlatform
from bot.channels.telegram.profile import Profile
from bot.channels.telegram.webhook import PATH as TELEGRAM_WEBHOOK
from bot.config import Settings
from bot.content.facts import load_numbers
from bot.context import Context
from bot.dialogue.platforms import Platform
from bot.messages import Channel
from bot.run_files import find_holder

__all__ = ["Listener", "make_listeners", "make_platforms"]


class Listener(Protocol):
    """Something that runs beside the app as long as a platform is set up."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End."""


def make_platforms(settings: Settings) -> Mapping[Channel, Platform]:
    """The platforms whose access is in the settings; nothing is asked of them yet."""
    platforms: dict[Channel, Platform] = {}
    if settings.telegram_token and settings.telegram_token.get_secret_value():
        client = Client(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
        platforms[Channel.TELEGRAM] = TelegramPlatform(client, settings.public_url)
    if settings.messenger_page_token and settings.messenger_page_token.get_secret_value():
        platforms[Channel.MESSENGER] = MessengerPlatform(settings)
    return platforms


def make_listeners(here: Context) -> list[Listener]:
    """What tells the platforms of us, and asks them for news where they do not send any by themselves."""
    listeners: list[Listener] = []
    telegram = here.platforms.get(Channel.TELEGRAM)
    if isinstance(telegram, TelegramPlatform):
        url = here.settings.public_url
        webhook = (url.rstrip("/") + TELEGRAM_WEBHOOK, here.keys.secret("telegram")) if url else None
        listeners.append(Profile(telegram.client, dict(load_numbers()), webhook=webhook))
        if webhook is None:
            store = UpdateStore(here.database, here.keys, here.seals, here.arrivals)
            listeners.append(Poller(telegram.client, store, here.database, holder=find_holder(here.settings.run_dir)))
    messenger = here.platforms.get(Channel.MESSENGER)
    if isinstance(messenger, MessengerPlatform):
        listeners.append(MessengerProfile(messenger.graph, load_numbers()))
    return listeners
