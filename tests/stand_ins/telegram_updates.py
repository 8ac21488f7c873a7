"""The queue of a bot's updates: read by long polling, or pushed to its webhook."""

import http.client
import json
import re
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.stand_ins.telegram_faults import ApiError, Faults

__all__ = ["KINDS", "Updates", "Webhook"]

KINDS = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
    "guest_message",
]
ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}
DAY = 24 * 3600.0  # "Getting updates": kept until the bot receives them, not longer than 24 hours
QUERY_SECONDS = (
    150.0  # queries of buttons and of inline mode are kept only so long (tdlib/telegram-bot-api, Client.cpp)
)
MOST_PENDING = 100_000
LONGEST_POLL = 50
WORKERS = 8

OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_SET = "Conflict: terminated by setWebhook request"


@dataclass(slots=True)
class Pending:
    """An update on its way; those of one line are pushed one after the other."""

    update: dict[str, Any]
    line: tuple[object, ...]
    expires: float
    due: float = 0.0
    delay: float = 0.0
    fails: int = 0
    pushes: int = 1


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are pushed to."""

    url: str
    secret_token: str = ""
    max_connections: int = 40


class Updates:
    """Keeps each update until the bot confirms it. `changed` is the platform's lock, `now` its clock."""

    def __init__(self, changed: threading.Condition, now: Callable[[], float], faults: Faults) -> None:
        self.webhook: Webhook | None = None
        self.retry_seconds = 0.05  # Telegram: at once, then after 2, 4, 8 … seconds
        self.webhook_timeout = 10.0
        self.tunnels: dict[str, str] = {}
        self.answer_with_method: Callable[[dict[str, Any]], object] = lambda _call: None
        self.allowed: frozenset[str] | None = None
        self.delivered: deque[int] = deque(maxlen=MOST_PENDING)  # confirmed, or answered with 2xx
        self._changed, self._now, self._faults = changed, now, faults
        self._pending: dict[int, Pending] = {}
        self._again: list[dict[str, Any]] = []
        self._held: list[Pending] = []
        self._busy: set[tuple[object, ...]] = set()
        self._next_id = 700_000_001
        self._poll, self._poll_ended = 0, OTHER_POLL
        self._generation = 0
        self._closing = False
        self._last_error: tuple[int, str] | None = None

    def add(self, kind: str, body: dict[str, Any], line: tuple[object, ...]) -> int | None:
        """Queue an update unless the bot did not ask for its kind; its number."""
        with self._changed:
            if not self._is_wanted(kind):
                return None
            seconds = QUERY_SECONDS if kind in ("callback_query", "inline_query") else DAY
            return self._put({kind: body}, line, seconds)

    def add_as_it_stands(self, update: dict[str, Any]) -> int:
        """Queue this update, whatever it is, under the next number."""
        with self._changed:
            body = {key: value for key, value in update.items() if key != "update_id"}
            return self._put(body, ("as it stands",), DAY)

    def get(self, offset: int, limit: int, timeout: float, allowed: list[str] | None) -> list[dict[str, Any]]:
        """`getUpdates`. Raises: `ApiError` 409 if a webhook is set, or when another poll comes."""
        with self._changed:
            if self.webhook is not None:
                raise ApiError(409, WEBHOOK_ACTIVE)
            self.allow(allowed)
            self._confirm(offset)
            found = self._found(offset, limit)
            if not found and timeout > 0:
                self._end_poll(OTHER_POLL)
                mine, until = self._poll, self._now() + min(timeout, LONGEST_POLL)
                while not found and not self._closing and (left := until - self._now()) > 0:
                    self._changed.wait(left)
                    if self._poll != mine:
                        raise ApiError(409, self._poll_ended)
                    found = self._found(offset, limit)
            self._again.clear()
            return found

    def allow(self, allowed: list[str] | None) -> None:
        """`allowed_updates`: None keeps what was said before, an empty list is the default."""
        if allowed is not None:
            self.allowed = frozenset(allowed) & frozenset(KINDS) or None

    def set_webhook(
        self, webhook: Webhook, *, allowed: list[str] | None = None, drop_pending: bool = False
    ) -> str | None:
        """`setWebhook`. Raises: `ApiError` 400 for an address or secret that Telegram refuses."""
        parts = urlsplit(webhook.url)
        is_local = parts.hostname in ("127.0.0.1", "localhost")
        if not parts.hostname or parts.scheme not in ("http", "https"):
            raise ApiError(400, "Bad Request: invalid webhook URL specified")
        if parts.scheme == "http" and not is_local:
            raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if len(webhook.secret_token) > 256:
            raise ApiError(400, "Bad Request: secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", webhook.secret_token):
            raise ApiError(400, "Bad Request: secret token contains unallowed characters")
        with self._changed:
            self.allow(allowed)
            if self.webhook == webhook and not drop_pending:
                return "Webhook is already set"
            if drop_pending:
                self._pending.clear()
            self._end_poll(WEBHOOK_SET)
            self.webhook, self._last_error = webhook, None
            self._generation += 1
            for _ in range(min(WORKERS, webhook.max_connections)):
                threading.Thread(target=self._push, args=(webhook, self._generation), daemon=True).start()
            return "Webhook was set"

    def delete_webhook(self, *, drop_pending: bool = False) -> str:
        """`deleteWebhook`."""
        with self._changed:
            was_set = self.webhook is not None
            self.webhook, self._last_error = None, None
            self._generation += 1
            if drop_pending:
                self._pending.clear()
            self._changed.notify_all()
            return "Webhook was deleted" if was_set else "Webhook is already deleted"

    def webhook_info(self) -> dict[str, Any]:
        """`getWebhookInfo`."""
        with self._changed:
            self._expire()
            hook = self.webhook
            info: dict[str, Any] = {
                "url": hook.url if hook else "",
                "has_custom_certificate": False,
                "pending_update_count": len(self._pending),
            }
            if hook:
                info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
            if hook and self._last_error:
                info["last_error_date"], info["last_error_message"] = self._last_error
            if self.allowed is not None:
                info["allowed_updates"] = sorted(self.allowed)
            return info

    @property
    def pending(self) -> list[dict[str, Any]]:
        """What the bot has not confirmed."""
        with self._changed:
            self._expire()
            return [pending.update for pending in self._pending.values()]

    def close(self) -> None:
        """End every wait."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()

    def _is_wanted(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in ONLY_WHEN_ASKED
        return kind in self.allowed

    def _put(self, body: dict[str, Any], line: tuple[object, ...], seconds: float) -> int:
        number, self._next_id = self._next_id, self._next_id + 1
        pending = Pending({"update_id": number} | body, line, self._now() + seconds)
        if self._faults.reorders:
            self._held.append(pending)
            if len(self._held) >= self._faults.reorders:
                for held in reversed(self._held):
                    held.line = ("reordered", number)
                    self._pending[int(held.update["update_id"])] = held
                self._held.clear()
                self._faults.reorders = 0
        else:
            self._pending[number] = pending
        while len(self._pending) > MOST_PENDING:
            del self._pending[next(iter(self._pending))]
        self._changed.notify_all()
        return number

    def _expire(self) -> None:
        now = self._now()
        for number in [number for number, pending in self._pending.items() if pending.expires <= now]:
            del self._pending[number]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            forgotten = sorted(self._pending)[:offset]
        else:
            forgotten = [number for number in self._pending if number < offset]
        for number in forgotten:
            update = self._pending.pop(number).update
            self.delivered.append(number)
            if self._faults.take_repeat():
                self._again.append(update)

    def _found(self, offset: int, limit: int) -> list[dict[str, Any]]:
        self._expire()
        numbers = sorted(number for number in self._pending if number >= offset)
        return (self._again + [self._pending[number].update for number in numbers])[:limit]

    def _end_poll(self, reason: str) -> None:
        self._poll += 1
        self._poll_ended = reason
        self._changed.notify_all()

    def _push(self, webhook: Webhook, generation: int) -> None:
        while True:
            with self._changed:
                while True:
                    if self._closing or generation != self._generation:
                        return
                    pending, wait = self._due()
                    if pending is not None:
                        break
                    self._changed.wait(wait)
                self._busy.add(pending.line)
            error, retry_after, call = self._post(webhook, pending.update)
            with self._changed:
                self._busy.discard(pending.line)
                self._settle(pending, error, retry_after)
                self._changed.notify_all()
            if call and generation == self._generation:
                self.answer_with_method(call)

    def _due(self) -> tuple[Pending | None, float | None]:
        self._expire()
        now, lines, wait = self._now(), set(self._busy), None
        for pending in self._pending.values():
            if pending.line in lines:
                continue
            if pending.due <= now:
                return pending, None
            lines.add(pending.line)
            wait = min(wait or DAY, pending.due - now)
        return None, wait

    def _settle(self, pending: Pending, error: str, retry_after: float) -> None:
        if error:
            self._last_error = int(self._now()), error
            pending.delay = self.retry_seconds * 2**pending.fails if pending.fails else 0.0
            pending.fails = min(pending.fails + 1, 10)
            pending.due = self._now() + (retry_after or pending.delay)
            return
        if pending.pushes == 1 and self._faults.take_repeat():
            pending.pushes += 1
            return
        number = int(pending.update["update_id"])
        self._pending.pop(number, None)
        self.delivered.append(number)

    def _post(self, webhook: Webhook, update: dict[str, Any]) -> tuple[str, float, dict[str, Any] | None]:
        url = webhook.url
        for public, local in self.tunnels.items():
            if url.startswith(public):
                url = local + url[len(public) :]
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname not in ("127.0.0.1", "localhost"):
            return "Connection refused", 0.0, None  # nothing leaves the machine
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate"}
        if webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port or 80, timeout=self.webhook_timeout)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, json.dumps(update), headers)
            response = connection.getresponse()
            body = response.read(1_000_000)
        except TimeoutError:
            return "Read timeout expired", 0.0, None
        except (OSError, http.client.HTTPException):
            return "Webhook connection closed", 0.0, None
        finally:
            connection.close()
        if not 200 <= response.status <= 299:
            retry_after = response.getheader("Retry-After") or ""
            error = f"Wrong response from the webhook: {response.status} {response.reason}"
            return error, float(retry_after) if retry_after.isdigit() else 0.0, None
        return "", 0.0, _method(body)


def _method(body: bytes) -> dict[str, Any] | None:
    """A call that stands in the answer ("Making requests when getting updates")."""
    try:
        call = json.loads(body)
    except ValueError:
        return None
    return call if isinstance(call, dict) and isinstance(call.get("method"), str) else None
