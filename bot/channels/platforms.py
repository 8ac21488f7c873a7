"""The platforms that are set up: one line each."""

from collections.abc import Mapping

from bot.channels.messenger.platform import Messenger
from bot.config import Settings
from bot.dialogue.platforms import Platform
from bot.messages import Channel
from bot.services.keys import Keys

__all__ = ["make_platforms"]


def make_platforms(settings: Settings, keys: Keys) -> Mapping[Channel, Platform]:
    """The platforms whose access is in the settings; nothing is asked of them yet."""
    platforms: dict[Channel, Platform] = {}
    if settings.messenger_page_token and settings.messenger_page_token.get_secret_value():
        platforms[Channel.MESSENGER] = Messenger(settings)
    return platforms
