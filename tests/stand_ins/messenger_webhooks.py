"""The half of Meta that calls: bodies are signed, sent in order, tried again, and spoilt where a test says so."""

import hashlib
import hmac
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

__all__ = ["Delivery", "Receiver", "Webhooks", "encoded", "signature"]

Receiver = str | Callable[[bytes, dict[str, str]], int]
"""A URL, or what takes body and headers and gives the status; what it raises counts as no answer."""

KEPT = 20_000


@dataclass(slots=True)
class Delivery:
    """One body, and what was answered each time it was sent; 0 is no answer."""

    body: bytes
    headers: dict[str, str]
    statuses: list[int] = field(default_factory=list)

    @property
    def taken(self) -> bool:
        """Whether it was answered with 2xx."""
        return any(200 <= status < 300 for status in self.statuses)

    @property
    def content(self) -> dict[str, Any]:
        """The body, read."""
        content: dict[str, Any] = json.loads(self.body)
        return content


def encoded(content: dict[str, Any]) -> bytes:
    """JSON as Meta writes it: letters beyond ASCII as `\\u00eb`, slashes as `\\/`; this is what is signed."""
    return json.dumps(content, separators=(",", ":")).replace("/", "\\/").encode()


def signature(body: bytes, secret: str) -> str:
    """The value of `X-Hub-Signature-256`."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class Webhooks:
    """Sends bodies to `receiver` in order, from one thread; without a receiver they are only remembered."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.receiver: Receiver | None = None
        self.retries = 4
        self.first_delay = 0.02
        self.timeout = 5.0
        self.deliveries: deque[Delivery] = deque(maxlen=KEPT)
        self.undelivered: deque[Delivery] = deque(maxlen=KEPT)
        self._spoils: dict[str, int] = {"duplicate": 0, "reorder": 0, "unsigned": 0, "missigned": 0}
        self._held: list[Delivery] = []
        self._queue: deque[Delivery] = deque()
        self._changed = threading.Condition()
        self._busy = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the body that is under way; what waits is dropped."""
        self._closing.set()
        with self._changed:
            self._changed.notify_all()
        self._thread.join(self.timeout + 1)

    def spoil(self, how: str, times: int = 1) -> None:
        """The next bodies are a `duplicate` each, come back to front (`reorder`), `unsigned` or `missigned`."""
        with self._changed:
            self._spoils[how] += times

    def put(self, content: dict[str, Any]) -> None:
        """Send a body when those before it are through."""
        body = encoded(content)
        with self._changed:
            delivery = Delivery(body, self._headers(body))
            self.deliveries.append(delivery)
            if self.receiver is None:
                return
            if self._spoils["reorder"]:
                self._spoils["reorder"] -= 1
                self._held.append(delivery)
                if not self._spoils["reorder"]:
                    self._queue.extend(reversed(self._held))
                    self._held.clear()
            else:
                self._queue.append(delivery)
                if self._spoils["duplicate"]:
                    self._spoils["duplicate"] -= 1
                    self._queue.append(delivery)
            self._changed.notify_all()

    def redeliver(self) -> None:
        """Send again what was given up, as Meta does for an hour."""
        with self._changed:
            self._queue.extend(self.undelivered)
            self.undelivered.clear()
            self._changed.notify_all()

    def settle(self, timeout: float = 10.0) -> None:
        """Wait until everything was sent or given up; `TimeoutError` after so many seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._queue and not self._busy, timeout):
                raise TimeoutError(f"{len(self._queue)} bodies are still to be sent")

    def verify(self, verify_token: str, challenge: str = "1158201444") -> bool:
        """Ask the URL what Meta asks when a webhook is set; whether it gave the challenge back."""
        query = {"hub.mode": "subscribe", "hub.verify_token": verify_token, "hub.challenge": challenge}
        answer = httpx.get(str(self.receiver), params=query, timeout=self.timeout, verify=False)
        return answer.status_code == 200 and answer.text == challenge

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "User-Agent": "facebookexternalua", "Accept": "*/*"}
        if self._spoils["unsigned"]:
            self._spoils["unsigned"] -= 1
            return headers
        secret = self.secret
        if self._spoils["missigned"]:
            self._spoils["missigned"] -= 1
            secret = "another secret"
        sha1 = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
        return headers | {"X-Hub-Signature": f"sha1={sha1}", "X-Hub-Signature-256": signature(body, secret)}

    def _work(self) -> None:
        with httpx.Client(timeout=self.timeout, verify=False) as client:  # loopback: certificates take their time
            while True:
                with self._changed:
                    self._busy = False
                    self._changed.notify_all()
                    self._changed.wait_for(lambda: self._queue or self._closing.is_set())
                    if self._closing.is_set():
                        return
                    delivery = self._queue.popleft()
                    self._busy = True
                self._send(client, delivery)

    def _send(self, client: httpx.Client, delivery: Delivery) -> None:
        for attempt in range(self.retries + 1):
            status = self._attempt(client, delivery)
            delivery.statuses.append(status)
            if 200 <= status < 300:
                return
            if attempt < self.retries and self._closing.wait(self.first_delay * 2**attempt):
                return
        with self._changed:
            self.undelivered.append(delivery)

    def _attempt(self, client: httpx.Client, delivery: Delivery) -> int:
        receiver = self.receiver
        try:
            if callable(receiver):
                return receiver(delivery.body, dict(delivery.headers))
            return client.post(str(receiver), content=delivery.body, headers=delivery.headers).status_code
        except Exception:  # noqa: BLE001 whatever the receiver did, Meta got no answer
            return 0
