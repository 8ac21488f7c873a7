"""The Bot API by python-telegram-bot, called from threads: its coroutines run in a loop of their own.

Its Application and Updater are not used: they queue updates in memory and confirm them before they are handled.
"""

import asyncio
import threading
import warnings
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import httpx
from telegram import Bot, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.errors import ChannelError
from bot.messages import Problem

__all__ = ["Client", "problem_of"]

T = TypeVar("T")
CONNECTIONS = 16
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""The request did not leave the house."""
NOBODY = ("chat not found", "user not found", "peer_id_invalid", "user_is_deactivated")


class Client:
    """One bot. Nothing is asked of Telegram before the first call."""

    def __init__(self, token: str, api_url: str) -> None:
        self._bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=_make_request(CONNECTIONS),
            get_updates_request=_make_request(2),
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="telegram", daemon=True)
        self._starting = threading.Lock()

    def call(self, ask: Callable[[Bot], Awaitable[T]], *, seconds: float = 90.0) -> T:
        """What the bot answers to a call; it may take `seconds` at most.

        Raises:
            ChannelError: Telegram refused it, or was not reached.
        """
        with self._starting:
            if not self._thread.is_alive():
                self._thread.start()
        future = asyncio.run_coroutine_threadsafe(_await(ask(self._bot)), self._loop)
        try:
            return future.result(seconds)
        except TelegramError as error:
            raise problem_of(error) from None
        except TimeoutError:
            future.cancel()
            raise ChannelError(Problem.NETWORK, is_maybe_sent=True) from None

    def fetch_updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """Updates from `offset` on as they are, before anything reads them; waits `seconds` for the first.

        Raises:
            ChannelError: Telegram refused it, or was not reached.
        """
        wanted = {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": Update.ALL_TYPES}

        async def ask(bot: Bot) -> Any:
            with warnings.catch_warnings():
                # It would rather parse them: one that it cannot parse would hold up all others.
                warnings.simplefilter("ignore")
                return await bot.do_api_request("getUpdates", wanted, read_timeout=seconds + 10.0)

        found = self.call(ask, seconds=seconds + 30.0)
        return [it for it in found if isinstance(it, dict)] if isinstance(found, list) else []

    def close(self) -> None:
        """End; no call may be made any more."""
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(_shut_down(self._bot), self._loop).result(10)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=5)
        self._loop.close()


def problem_of(error: TelegramError) -> ChannelError:
    """What a failed call means for the message that it was about (Bot API, "Making requests", "ResponseParameters")."""
    text = str(error.message).lower()
    match error:
        case RetryAfter():
            after = error.retry_after
            seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
            return ChannelError(Problem.PACE, retry_after=seconds)
        case Forbidden() if not text.startswith("forbidden: "):
            # Not Telegram's own words: a page of something in between, or half an answer. Nobody is given up for that.
            return ChannelError(Problem.NETWORK)
        case Forbidden():
            is_blocked = "blocked" in text or "kicked" in text
            return ChannelError(Problem.BLOCKED if is_blocked else Problem.GONE)
        case ChatMigrated():
            return ChannelError(Problem.GONE)
        case InvalidToken() | Conflict():
            return ChannelError(Problem.ACCESS)
        case BadRequest():
            return ChannelError(Problem.GONE if any(word in text for word in NOBODY) else Problem.REFUSED)
        case NetworkError():
            return ChannelError(Problem.NETWORK, is_maybe_sent=not isinstance(error.__cause__, NOT_SENT))
        case _:
            return ChannelError(Problem.NETWORK, is_maybe_sent=True)


def _make_request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connections,
        read_timeout=20.0,
        write_timeout=20.0,
        connect_timeout=5.0,
        pool_timeout=5.0,
        media_write_timeout=60.0,
    )


async def _await(answer: Awaitable[T]) -> T:
    return await answer


async def _shut_down(bot: Bot) -> None:
    for request in bot._request:
        await request.shutdown()
