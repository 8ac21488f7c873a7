"""Telegram as a platform: `bot.dialogue.platforms.Platform` over the Bot API."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ChatAction, FileSizeLimit, FloodLimit, MessageLimit

from bot.channels.telegram import reading
from bot.channels.telegram.client import Client
from bot.dialogue.platforms import FileRef, Group, Happened, Limits, OutFile, Part, Said
from bot.errors import ChannelError, Refused
from bot.i18n import LOCALES, N_, translate
from bot.messages import Channel, FileKind, Problem

__all__ = ["IN_PRIVATE", "TelegramPlatform"]

TOO_LARGE = N_(
    "This file is too large for me: Telegram gives me files of at most {megabytes} MB. "
    "Please send a shorter or smaller one, send it in the web chat of the police{web_chat}, or describe in words what "
    "it shows."
)
NOT_THERE = N_("The file could not be fetched. Please send it again, or describe in words what it shows.")
IN_PRIVATE = N_("I talk with each person in private only. Write to me in a chat of our own, please.")
MB = 1_000_000
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramPlatform:
    """Sends, fetches and reads for one bot."""

    channel = Channel.TELEGRAM
    limits = Limits(
        text=MessageLimit.MAX_TEXT_LENGTH,
        a_second=FloodLimit.MESSAGES_PER_SECOND - 2,  # some room for what is not counted here, such as commands
        pause=1.0 / FloodLimit.MESSAGES_PER_SECOND_PER_CHAT,
        file_bytes=FileSizeLimit.FILESIZE_DOWNLOAD,
    )

    def __init__(self, client: Client, web_chat: str | None) -> None:
        """`web_chat`: where the police's own chat is, which takes larger files."""
        self.client = client
        self._web_chat = f" ({web_chat})" if web_chat else ""

    def read(self, body: Mapping[str, Any]) -> Sequence[Happened]:
        """What an update tells."""
        return reading.read(body)

    def address_of(self, body: Mapping[str, Any]) -> str | None:
        """Who sent it in private."""
        return reading.address_of(body)

    def fetch(self, file: FileRef) -> Iterator[bytes]:
        """The bytes of a file, fetched at once: its link holds for an hour, and is a secret.

        Raises:
            Refused: Telegram gives no file of this size.
            ChannelError: not now.
        """
        if file.size is not None and file.size > self.limits.file_bytes:
            raise self._too_large()

        async def ask(bot: Bot) -> bytearray:
            found = await bot.get_file(file.ref)
            return await found.download_as_bytearray(read_timeout=60.0)

        try:
            yield bytes(self.client.call(ask, seconds=100.0))
        except ChannelError as error:
            if error.problem == Problem.REFUSED:
                # "file is too big" where the update did not tell its size, or a file that is no more.
                raise (self._too_large() if file.size is None else Refused(NOT_THERE, code="not_fetched")) from None
            raise

    def send(self, address: str, part: Part) -> str:
        """Send a text with its buttons, or a file; the number of the message in the chat.

        Raises:
            ChannelError: Telegram did not take it, or nobody knows.
        """
        chat = int(address)
        if part.file is not None:
            file = part.file
            return str(self.client.call(lambda bot: _send_file(bot, chat, file, part.is_discreet)).message_id)
        keyboard = [[InlineKeyboardButton(title, callback_data=press)] for title, press in part.buttons]
        markup = InlineKeyboardMarkup(_in_rows(keyboard)) if keyboard else None
        sent = self.client.call(
            lambda bot: bot.send_message(
                chat,
                part.text,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
                disable_notification=part.is_discreet,
            )
        )
        return str(sent.message_id)

    def show_typing(self, address: str) -> None:
        """Show for five seconds that an answer is being written."""
        with contextlib.suppress(ChannelError):
            self.client.call(lambda bot: bot.send_chat_action(int(address), ChatAction.TYPING), seconds=5.0)

    def acknowledge(self, said: Said) -> None:
        """Let the pressed button stop waiting; an old press cannot be answered any more, and needs it not."""
        with contextlib.suppress(ChannelError):
            self.client.call(lambda bot: bot.answer_callback_query(said.ack), seconds=10.0)

    def leave(self, group: Group) -> None:
        """Say in the three languages that we talk in private only, and leave the group.

        Raises:
            ChannelError: Telegram was not reached.
        """
        chat = int(group.address)
        text = "\n\n".join(translate(IN_PRIVATE, it) for it in LOCALES)
        for ask in (lambda bot: bot.send_message(chat, text), lambda bot: bot.leave_chat(chat)):
            try:
                self.client.call(ask)
            except ChannelError as error:
                if error.problem in {Problem.NETWORK, Problem.PACE}:
                    raise

    def close(self) -> None:
        """End."""
        self.client.close()

    def _too_large(self) -> Refused:
        most = FileSizeLimit.FILESIZE_DOWNLOAD // MB
        return Refused(TOO_LARGE, status=413, code="too_large", megabytes=most, web_chat=self._web_chat)


def _in_rows(buttons: list[list[InlineKeyboardButton]]) -> list[list[InlineKeyboardButton]]:
    """Short titles stand two in a row."""
    rows: list[list[InlineKeyboardButton]] = []
    for (button,) in buttons:
        if rows and len(rows[-1]) == 1 and max(len(button.text), len(rows[-1][0].text)) <= 14:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


async def _send_file(bot: Bot, chat: int, file: OutFile, is_discreet: bool) -> Message:
    if file.kind is FileKind.PHOTO and file.media_type in {"image/jpeg", "image/png"}:
        return await bot.send_photo(chat, file.content, filename=file.name, disable_notification=is_discreet)
    return await bot.send_document(chat, file.content, filename=file.name, disable_notification=is_discreet)
