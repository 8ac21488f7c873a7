"""Tells another system of the police what happened, signed by the rules of https://www.standardwebhooks.com/.

The receiver checks `webhook-signature`: `v1,` and the base64 of HMAC-SHA256 over `ID.TIMESTAMP.BODY`.
"""

import base64
import hmac
import json
import threading
from datetime import UTC, datetime
from hashlib import sha256

import httpx
from pydantic import SecretStr

from bot.log import get_logger
from bot.services import webhooks
from bot.services.webhooks import Notification
from bot.store.database import Database

__all__ = ["Webhooks", "sign"]

LOOK_EVERY = 1.0

log = get_logger()


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The signature of a webhook."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret.encode(), signed, sha256)).decode()


class Webhooks:
    """Sends from `start` to `stop`, if an address is set."""

    def __init__(self, database: Database, url: str | None, secret: SecretStr | None) -> None:
        self._database = database
        self._url = url
        self._secret = secret
        self._http = httpx.Client(timeout=httpx.Timeout(10.0, connect=3.0), follow_redirects=False, trust_env=False)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Begin; without an address nobody is told, and what would have been is left after a day."""
        webhooks.give_up(self._database, datetime.now(UTC))
        if self._url is not None:
            self._thread.start()

    def stop(self) -> None:
        """End after the call in hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=15)
        self._http.close()

    def send_due(self, now: datetime) -> int:
        """Send what is due; returns how much was taken."""
        return sum(self._send(notification, now) for notification in webhooks.find_due(self._database, now))

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            try:
                self.send_due(datetime.now(UTC))
            except Exception as error:  # noqa: BLE001 - the outermost loop: one bad moment must not end all telling
                log.error("webhooks.failed", error=type(error).__name__)

    def _send(self, notification: Notification, now: datetime) -> bool:
        body = json.dumps(notification.body, ensure_ascii=False).encode()
        message_id, timestamp = f"event_{notification.event_id}", int(now.timestamp())
        secret = self._secret.get_secret_value() if self._secret else ""
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign(secret, message_id, timestamp, body),
        }
        try:
            response = self._http.post(self._url or "", content=body, headers=headers)
            is_taken = response.is_success
        except httpx.HTTPError:
            is_taken = False
        if is_taken:
            webhooks.mark_sent(self._database, notification.event_id)
        else:
            log.warning("webhook.refused", count=notification.attempts + 1)
            webhooks.mark_failed(self._database, notification, now)
        return is_taken
