"""What Telegram shows of the bot: its commands and what it is for, in each language."""

import threading

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, Update

from bot.channels.telegram.client import Client
from bot.dialogue.commands import COMMANDS
from bot.errors import ChannelError
from bot.i18n import DEFAULT_LOCALE, N_, Locale, find_locale, translate
from bot.log import get_logger

__all__ = ["Profile", "show"]

DESCRIPTION = N_(
    "The assistant of Kosovo Police: answers questions, takes reports and calls an officer into the chat, "
    "in Albanian, Serbian and English. Not an emergency service: in danger call {police_number} or {emergency_number}."
)
SHORT = N_("Questions, reports and officers of Kosovo Police. In danger call {police_number} or {emergency_number}.")
LANGUAGES = {"": ("en", "Latn"), "sq": ("sq", "Latn"), "sr": ("sr", "Latn")}
"""What Telegram calls a language, and ours; the empty one is shown to all others."""
AGAIN = 60.0
log = get_logger()


class Profile:
    """Tells Telegram once at start; what fails is tried again until it is done."""

    def __init__(self, client: Client, numbers: dict[str, str], *, webhook: tuple[str, str] | None) -> None:
        """`webhook`: the address and the secret word, when Telegram is to send updates by itself."""
        self._client = client
        self._numbers = numbers
        self._webhook = webhook
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="telegram-profile", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._webhook is not None:
                    _ask_for_updates(self._client, *self._webhook)
                show(self._client, self._numbers)
            except ChannelError as error:
                log.warning("telegram.profile_failed", problem=error.problem)
                self._stopping.wait(error.retry_after or AGAIN)
            else:
                return


def show(client: Client, numbers: dict[str, str]) -> None:
    """Set commands and descriptions in each language, those that differ from what is set.

    Raises:
        ChannelError: Telegram refused it, or was not reached.
    """
    for code, ours in LANGUAGES.items():
        locale = find_locale(*ours) or DEFAULT_LOCALE
        client.call(lambda bot, code=code, locale=locale: _show(bot, code, locale, numbers))  # type: ignore[misc]


def _ask_for_updates(client: Client, url: str, secret: str) -> None:
    client.call(
        lambda bot: bot.set_webhook(url, secret_token=secret, max_connections=20, allowed_updates=Update.ALL_TYPES)
    )


async def _show(bot: Bot, code: str, locale: Locale, numbers: dict[str, str]) -> None:
    language = code or None
    commands = [BotCommand(name, translate(title, locale)) for name, (_, title) in COMMANDS.items()]
    scope = BotCommandScopeAllPrivateChats()
    if list(await bot.get_my_commands(scope, language)) != commands:
        await bot.set_my_commands(commands, scope, language)
    description, short = (translate(text, locale, **numbers) for text in (DESCRIPTION, SHORT))
    if (await bot.get_my_description(language)).description != description:
        await bot.set_my_description(description, language)
    if (await bot.get_my_short_description(language)).short_description != short:
        await bot.set_my_short_description(short, language)
