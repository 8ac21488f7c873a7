"""Meta's Graph API for one page, with the people who write to it: both ends of Messenger on 127.0.0.1.

Own, because neither PyPI nor npm has a maintained emulator of Messenger: what is there wraps or fakes single calls.

An adapter changes nothing but the base address: `{stand_in.url}/v23.0/...`. A test moves people, clock and faults:

    with MessengerStandIn() as messenger:
        messenger.webhook = "http://127.0.0.1:8080/webhooks/messenger"   # or a callable
        drita = messenger.person()
        drita.say("Ku është stacioni?")
        messenger.settle()
        drita.answers[-1].text, drita.quick_replies

What is modelled, and the page of developers.facebook.com/docs/messenger-platform it stands on (state of 2026):

* "Send API": `messages` with JSON, form and multipart (`filedata`), text, quick replies, button template, attachments
  by address, upload or id, sender actions, `messaging_type` and `tag`, `persona_id`, `metadata`, `reply_to`.
* "Send a Message", "Message Tags": 24 hours after a person's last act, 7 days with HUMAN_AGENT; since 27 April 2026
  the other three tags are refused with 100.
* "Quick Replies" (13, titles of 20), "Button Template" (3, titles of 20, text of 640), "Send API" (text of 2,000,
  metadata of 1,000), "Attachment Upload API" (25 MB). Clients may cut longer titles; here they are refused, so that a
  test sees them.
* "Messenger Profile API": get_started, greeting, persistent_menu by locale. "Personas API". "User Profile API".
* "Common Error Codes", Graph's "Error Handling" and "Rate Limits": see `ERRORS`.
* "Webhooks": verification, `X-Hub-Signature-256` over the escaped body, batches, a few quick retries and later ones,
  order not promised. "Webhook Events": messages (sticker as a type of its own since 30 August 2026), message_echoes
  (app id of the sender), message_edits, message_reactions, message_reads, message_deliveries, messaging_postbacks,
  messaging_referrals, messaging_optins, messaging_account_linking, messaging_handovers, messaging_policy_enforcement,
  response_feedback, standby.
* "Conversation Routing", "Handover Protocol": who owns a thread; whoever does not hears `standby` and may not send.
* Graph's "Securing Requests": `appsecret_proof`, checked if given, wanted if `proof_required`. "debug_token", "me",
  "subscribed_apps".

Not: templates but the button template, several attachments in one send, ice breakers, ads, payments, Instagram's own
API, calls. `message.is_deleted`, `is_unsupported` and `reply_to.story` are documented for Instagram alone.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from tests.stand_ins.messenger_graph import ERRORS, GraphError
from tests.stand_ins.messenger_page import KEPT_PEOPLE, Page
from tests.stand_ins.messenger_people import Person, Seen
from tests.stand_ins.messenger_webhooks import Receiver
from tests.stand_ins.messenger_wire import Call, Fault, Server

__all__ = ["INBOX_APP", "MessengerStandIn"]

INBOX_APP = 263902037430900
"""The page inbox as an app ("Handover Protocol"; the page on echoes has it without its last digit)."""

KEPT_CALLS = 20_000


class MessengerStandIn(Page):
    """One page, its app and its people. Use it as a context manager; everything may be called from any thread."""

    def __init__(
        self,
        *,
        page_id: str = "101000000000001",
        app_id: int = 202000000000002,
        app_secret: str = "the-secret-of-a-test",
        token: str = "EAATESTPAGETOKEN",
    ) -> None:
        super().__init__(page_id, app_id, app_secret, token)
        self.hang_seconds = 3.0
        self.calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self.closing = threading.Event()
        self._faults: list[Fault] = []
        self._server = Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens, as `https://graph.facebook.com` would be written."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def webhook(self) -> Receiver | None:
        """Where events go: a URL, or what takes body and headers and gives a status."""
        return self.webhooks.receiver

    @webhook.setter
    def webhook(self, receiver: Receiver | None) -> None:
        self.webhooks.receiver = receiver

    def __enter__(self) -> Self:
        self._thread.start()
        self.webhooks.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.webhooks.close()
        self._server.shutdown()
        self._server.server_close()

    def advance(self, seconds: float) -> None:
        """Move the clock: windows close, addresses of files expire."""
        self.ahead += seconds

    def person(self, psid: str | None = None, first_name: str = "Drita", locale: str = "sq_AL") -> Person:
        """Somebody who has not written yet, or who has this id already."""
        with self.lock:
            if psid is not None and psid in self.people:
                return self.people[psid]
            self._number += 1
            psid = psid or str(7_000_000_000_000_000 + self._number)
            self.people[psid] = person = Person(self, psid, (first_name, "Prova"), locale)
            if len(self.people) > KEPT_PEOPLE:
                self.owners.pop(self.people.popitem(last=False)[0], None)
            return person

    def settle(self, timeout: float = 10.0) -> None:
        """Wait until every event so far was sent or given up."""
        self.webhooks.settle(timeout)

    def fail(
        self,
        edge: str,
        *,
        error: str | GraphError | None = None,
        status: int | None = None,
        how: str | None = None,
        times: int = 1,
        where: Callable[[dict[str, Any]], bool] = lambda _: True,
    ) -> None:
        """Spoil the next calls of a path that ends in `edge` (`messages`, `cdn`, `*` is any) whose values fit `where`.

        `error` is a name in `ERRORS` or one of your own, `status` brings HTML instead of JSON, `how` is `reset` or
        `hang` (nothing is done), `lost` (it is done, the connection breaks) or `late` (it is done and answered after
        `hang_seconds`).
        """
        if how not in (None, "reset", "hang", "lost", "late"):
            raise ValueError(how)
        known = ERRORS[error] if isinstance(error, str) else error
        with self.lock:
            self._faults.append(Fault(edge, times, known, status, how, where))

    @property
    def waiting(self) -> int:
        """Faults that no call has met yet."""
        return len(self._faults)

    def heal(self) -> None:
        """From now on nothing goes wrong."""
        with self.lock:
            self._faults.clear()

    def rate(self, edge: str = "messages", seconds: float = 1.0) -> int:
        """The most calls of this edge that ever came within so many seconds."""
        with self.lock:
            times = sorted(call.at for call in self.calls if call.edge == edge)
        most = first = 0
        for last, at in enumerate(times):
            while at - times[first] > seconds:
                first += 1
            most = max(most, last - first + 1)
        return most

    def inbox_reply(self, person: Person, text: str, *, app_id: int | None = INBOX_APP, take: bool = False) -> str:
        """An officer answers in Facebook's own inbox, or in another app; it may take the thread by that."""
        with self.lock:
            seen = Seen(self.new_mid(), "inbox", self.now(), text=text)
            person.messages.append(seen)
            if take:
                self.owners[person.psid] = app_id or INBOX_APP
            message: dict[str, Any] = {"mid": seen.mid, "is_echo": True, "text": text}
            self.echo(person, message | ({"app_id": app_id} if app_id is not None else {}))
            return seen.mid

    def pass_thread(self, person: Person, to: int | None = None, metadata: str | None = None) -> None:
        """The page's inbox passes the thread, to our app by default."""
        with self.lock:
            before, to = self.owners.get(person.psid), to or self.app_id
            self.owners[person.psid] = to
            self.emit(person, channel="messaging", pass_thread_control=_control(before, to, metadata))

    def take_thread(self, person: Person, by: int = INBOX_APP, metadata: str | None = None) -> None:
        """An officer takes the thread into the inbox: from here on our app hears it as `standby`."""
        with self.lock:
            before = self.owners.get(person.psid, self.app_id)
            self.owners[person.psid] = by
            self.emit(person, channel="messaging", take_thread_control=_control(before, by, metadata))

    def request_thread(self, person: Person, by: int = INBOX_APP, metadata: str | None = None) -> None:
        """Another app asks for the thread."""
        wish = {"requested_owner_app_id": str(by), "metadata": metadata}
        self.emit(person, channel="messaging", request_thread_control=wish)

    def change_roles(self, roles: dict[str, list[str]]) -> None:
        """The page's admin changes what apps are."""
        self.publish({"recipient": {"id": self.page_id}, "timestamp": self.now(), "app_roles": roles}, "messaging")

    def enforce_policy(self, action: str, reason: str = "The bot violated our Platform Policies.") -> None:
        """Meta warns (`warning`), stops (`block`) or frees (`unblock`) the page."""
        self.restricted = self.restricted if action == "warning" else action == "block"
        policy = {"action": action} | ({} if action == "unblock" else {"reason": reason})
        self.publish(
            {"recipient": {"id": self.page_id}, "timestamp": self.now(), "policy_enforcement": policy}, "messaging"
        )

    def deliver(self, content: dict[str, Any]) -> None:
        """Any body at all: another page, `object: instagram`, what is not known yet."""
        self.webhooks.put(content)

    @contextmanager
    def batch(self, per_entry: int = 1_000) -> Iterator[None]:
        """What happens inside comes as one body, with so many events an entry."""
        with self.lock:
            self.batched = []
            try:
                yield
            finally:
                events, self.batched = self.batched, None
            entries: list[dict[str, Any]] = []
            for event in events:
                channel = event.pop("channel")
                if not entries or channel not in entries[-1] or len(entries[-1][channel]) == per_entry:
                    entries.append({"id": self.page_id, "time": self.now(), channel: []})
                entries[-1][channel].append(event)
            if entries:
                self.webhooks.put({"object": "page", "entry": entries})

    def take_fault(self, edge: str, values: dict[str, Any]) -> Fault | None:
        """The fault that this call meets, if any."""
        with self.lock:
            for fault in self._faults:
                if fault.edge in (edge, "*") and fault.where(values):
                    fault.left -= 1
                    if not fault.left:
                        self._faults.remove(fault)
                    return fault
        return None


def _control(before: int | None, after: int, metadata: str | None) -> dict[str, Any]:
    owners = {"previous_owner_app_id": str(before) if before else None, "new_owner_app_id": str(after)}
    return owners | {"metadata": metadata}
