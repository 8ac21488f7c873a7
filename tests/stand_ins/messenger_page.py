"""The page as Graph knows it: its people's threads, its profile, personas, subscriptions, files and tokens."""

import hashlib
import hmac
import threading
import time
from base64 import urlsafe_b64encode
from collections import OrderedDict, deque
from collections.abc import Callable
from os import urandom
from typing import Any, ClassVar
from urllib.parse import parse_qs, quote, urlsplit

from tests.stand_ins.messenger_graph import (
    ATTACHMENT_BYTES,
    ERRORS,
    GraphError,
    Request,
    check_message,
    check_profile,
)
from tests.stand_ins.messenger_people import Person, Seen
from tests.stand_ins.messenger_webhooks import Webhooks

__all__ = ["FIELDS", "HOUR", "KEPT_PEOPLE", "Page"]

HOUR = 3_600
KEPT_PEOPLE = 10_000
KEPT_FILE_BYTES = 256 * 1024 * 1024
SENDER_ACTIONS = ("typing_on", "typing_off", "mark_seen", "react", "unreact")
RETIRED_TAGS = ("CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE")
FIELDS = {
    "message": "messages",
    "postback": "messaging_postbacks",
    "referral": "messaging_referrals",
    "delivery": "message_deliveries",
    "read": "message_reads",
    "reaction": "message_reactions",
    "message_edit": "message_edits",
    "optin": "messaging_optins",
    "account_linking": "messaging_account_linking",
    "pass_thread_control": "messaging_handovers",
    "take_thread_control": "messaging_handovers",
    "request_thread_control": "messaging_handovers",
    "app_roles": "messaging_handovers",
    "policy_enforcement": "messaging_policy_enforcement",
    "response_feedback": "response_feedback",
    "messaging_feedback": "messaging_feedback",
}
"""The field that a page subscribes to, by what the event holds."""


class Page:
    """State and rules; `answer` is every call of Graph. Everything may be called from any thread."""

    name: ClassVar = "Policia e Provës"

    def __init__(self, page_id: str, app_id: int, app_secret: str, token: str) -> None:
        self.page_id, self.app_id, self.app_secret, self.token = page_id, app_id, app_secret, token
        self.token_error: str | None = None
        """A name in `ERRORS`, as `token_expired`: what every call gets until it is None again."""
        self.proof_required = False
        self.human_agent = True
        """Whether the app was granted the Human Agent feature."""
        self.restricted = False
        self.sends_per_second: int | None = None
        """Above it sends get 613; the platform's own figure is 300."""
        self.echoes = self.receipts = True
        self.fetch: Callable[[str], bytes] = lambda _: b""
        """Fetches an attachment given by address; what it raises becomes subcode 2018008."""
        self.file_seconds = 24 * HOUR
        self.lock = threading.RLock()
        self.people: OrderedDict[str, Person] = OrderedDict()
        self.profile: dict[str, Any] = {}
        self.personas: dict[str, dict[str, Any]] = {}
        self.subscribed: set[str] = set(FIELDS.values()) | {"message_echoes", "standby"}
        self.owners: dict[str, int] = {}
        """By person the app that holds the thread; whoever is not here is idle."""
        self.webhooks = Webhooks(app_secret)
        self.ahead = 0.0
        """Seconds that the clock was moved."""
        self.batched: list[dict[str, Any]] | None = None
        self._number = 0
        self._sends: deque[float] = deque(maxlen=10_000)
        self._files: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._file_bytes = 0
        self._attachments: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._routes: dict[tuple[str, str], Callable[[Request], dict[str, Any]]] = {
            ("GET", ""): self._read_page,
            ("POST", "messages"): self._send,
            ("POST", "message_attachments"): self._upload,
            ("GET", "messenger_profile"): self._read_profile,
            ("POST", "messenger_profile"): self._write_profile,
            ("DELETE", "messenger_profile"): self._delete_profile,
            ("GET", "personas"): lambda _: {"data": list(self.personas.values())},
            ("POST", "personas"): self._make_persona,
            ("GET", "subscribed_apps"): self._read_subscriptions,
            ("POST", "subscribed_apps"): self._subscribe,
            ("DELETE", "subscribed_apps"): self._unsubscribe,
            ("POST", "pass_thread_control"): self._pass_thread,
            ("POST", "take_thread_control"): self._take_thread,
            ("POST", "release_thread_control"): self._release_thread,
            ("POST", "request_thread_control"): self._request_thread,
            ("GET", "thread_owner"): self._read_owner,
        }

    @property
    def url(self) -> str:
        """Where the page's server listens."""
        raise NotImplementedError

    def now(self) -> int:
        """Milliseconds by the stand-in's clock."""
        return int((time.time() + self.ahead) * 1000)

    def emit(self, person: Person, *, channel: str | None = None, **content: Any) -> None:
        """An event of this person, whatever it holds; `standby` when another app has the thread."""
        ids = {"sender": {"id": person.psid}, "recipient": {"id": self.page_id}}
        self.publish({**ids, "timestamp": self.now(), **content}, channel or self._channel(person))

    def new_mid(self) -> str:
        """A message id as they are today."""
        return "m_" + urlsafe_b64encode(urandom(63)).decode()

    def keep(self, data: bytes, content_type: str, name: str) -> str:
        """Put a file where people's files are fetched; its address expires after `file_seconds`."""
        with self.lock:
            self._number += 1
            key = f"{self._number}_{urandom(8).hex()}_n"
            self._files[key] = (content_type, data)
            self._file_bytes += len(data)
            while self._file_bytes > KEPT_FILE_BYTES and len(self._files) > 1:
                self._file_bytes -= len(self._files.popitem(last=False)[1][1])
            expires = f"{self.now() // 1000 + self.file_seconds:X}"
            return f"{self.url}/cdn/{key}/{quote(name)}?_nc_cat=1&oh={self._file_mark(key, expires)}&oe={expires}"

    def _file_mark(self, key: str, expires: str) -> str:
        return hashlib.sha256(f"{key} {expires} {self.app_secret}".encode()).hexdigest()[:32]

    def _channel(self, person: Person) -> str:
        return "messaging" if self.owners.get(person.psid, self.app_id) == self.app_id else "standby"

    def echo(self, person: Person, message: dict[str, Any]) -> None:
        """The echo of a message that went out to this person."""
        ids = {"sender": {"id": self.page_id}, "recipient": {"id": person.psid}}
        self.publish({**ids, "timestamp": self.now(), "message": message}, self._channel(person))

    def publish(self, event: dict[str, Any], channel: str) -> None:
        """Send an event, if the page subscribed to its field; in a batch, later."""
        name = next((FIELDS[key] for key in event if key in FIELDS), None)
        if name == "messages" and event["message"].get("is_echo"):
            name = "message_echoes"
        if channel == "standby":
            name = "standby"
            if "postback" in event:
                event["postback"] = {key: value for key, value in event["postback"].items() if key != "payload"}
        with self.lock:
            if name is not None and name not in self.subscribed:
                return
            if self.batched is not None:
                self.batched.append({"channel": channel, **event})
                return
            entry = {"id": self.page_id, "time": self.now(), channel: [event]}
            self.webhooks.put({"object": "page", "entry": [entry]})

    def answer(self, request: Request) -> dict[str, Any]:
        """What Graph answers; raises `GraphError`."""
        with self.lock:
            if request.path == "debug_token":
                return self._debug_token(request)
            self._check_token(request)
            node, _, edge = request.path.partition("/")
            if node in ("me", self.page_id):
                route = self._routes.get((request.method, edge))
                if route is None:
                    raise GraphError(2500, f"Unknown path components: /{edge}")
                return route(request)
            if node in self.personas and not edge:
                if request.method == "DELETE":
                    del self.personas[node]
                    return {"success": True}
                return self.personas[node]
            if node in self.people and not edge and request.method == "GET":
                return self._read_person(self.people[node], request)
            raise GraphError(
                100,
                f"Unsupported {request.method.lower()} request. Object with ID '{node}' does not exist, cannot be "
                "loaded due to missing permissions, or does not support this operation. Please read the Graph API "
                "documentation at https://developers.facebook.com/docs/graph-api",
                subcode=33,
                kind="GraphMethodException",
            )

    def _check_token(self, request: Request) -> None:
        if request.token is None:
            raise ERRORS["no_token"]
        if request.token != self.token:
            raise ERRORS["token_unreadable"]
        if self.token_error:
            raise ERRORS[self.token_error]
        proof = request.values.get("appsecret_proof")
        if proof is None and self.proof_required:
            raise ERRORS["proof_missing"]
        wanted = hmac.new(self.app_secret.encode(), request.token.encode(), hashlib.sha256).hexdigest()
        if proof is not None and proof != wanted:
            raise ERRORS["proof_wrong"]

    def _debug_token(self, request: Request) -> dict[str, Any]:
        if request.token not in (f"{self.app_id}|{self.app_secret}", self.token):
            raise ERRORS["token_unreadable"]
        asked = request.values.get("input_token")
        error = ERRORS["token_unreadable"] if asked != self.token else None
        if error is None and self.token_error:
            error = ERRORS[self.token_error]
        scopes = ["pages_messaging", "pages_manage_metadata", "pages_show_list"]
        data: dict[str, Any] = {"is_valid": error is None, "scopes": [] if error else scopes}
        if error:
            subcode = {"subcode": error.subcode} if error.subcode else {}
            data["error"] = {"code": error.code, "message": error.message, **subcode}
        if asked == self.token:
            data |= {
                "app_id": str(self.app_id),
                "type": "PAGE",
                "application": "Dialog",
                "data_access_expires_at": self.now() // 1000 + 90 * 24 * HOUR,
                "expires_at": 0,
                "issued_at": self.now() // 1000 - HOUR,
                "profile_id": self.page_id,
                "user_id": "303000000000003",
            }
        return {"data": data}

    def _read_page(self, request: Request) -> dict[str, Any]:
        page = {"id": self.page_id, "name": self.name, "category": "Police station"}
        names = request.names("fields") or ["name"]
        return {name: page[name] for name in names if name in page} | {"id": self.page_id}

    def _read_person(self, person: Person, request: Request) -> dict[str, Any]:
        if person.profile_error:
            raise ERRORS[person.profile_error]
        names = request.names("fields") or ["first_name", "last_name", "profile_pic"]
        known = {"first_name": person.first_name, "last_name": person.last_name, "locale": person.locale}
        known["name"] = f"{person.first_name} {person.last_name}"
        if "profile_pic" in names:
            known["profile_pic"] = self.keep(b"\x89PNG", "image/png", "profile.png")
        return {name: known[name] for name in names if name in known} | {"id": person.psid}

    def _whom(self, request: Request) -> Person:
        recipient = request.values.get("recipient")
        if not isinstance(recipient, dict):
            raise GraphError(100, "(#100) The parameter recipient is required")
        person = self.people.get(str(recipient.get("id")))
        if person is None:
            raise ERRORS["nobody"]
        return person

    def _send(self, request: Request) -> dict[str, Any]:
        values = request.values
        self._count_send()
        message, action = values.get("message"), values.get("sender_action")
        if message is None and action is None:
            raise ERRORS["message_or_state"]
        if message is not None and action is not None:
            raise ERRORS["message_and_state"]
        if message is not None:
            check_message(message)
        elif action not in SENDER_ACTIONS:
            allowed = ", ".join(name.upper() for name in SENDER_ACTIONS)
            raise GraphError(100, f"(#100) Param sender_action must be one of {{{allowed}}}")
        person = self._whom(request)
        self._check_reach(person, values)
        if message is None:
            return self._act(person, str(action), values.get("payload") or {})
        return self._put(person, message, request)

    def _count_send(self) -> None:
        now = time.monotonic()
        if self.sends_per_second is not None:
            while self._sends and now - self._sends[0] > 1:
                self._sends.popleft()
            if len(self._sends) >= self.sends_per_second:
                raise ERRORS["rate_limit"]
            self._sends.append(now)

    def _check_reach(self, person: Person, values: dict[str, Any]) -> None:
        kind, tag = values.get("messaging_type", "RESPONSE"), values.get("tag")
        if kind not in ("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"):
            allowed = "{RESPONSE, UPDATE, MESSAGE_TAG, UTILITY}"
            raise GraphError(100, f"(#100) Param messaging_type must be one of {allowed}")
        if tag in RETIRED_TAGS:
            raise ERRORS["tag_retired"]
        if kind == "MESSAGE_TAG" and tag is None:
            raise GraphError(100, "(#100) The parameter tag is required")  # ours
        if tag not in (None, "HUMAN_AGENT", "CUSTOMER_FEEDBACK"):
            raise GraphError(100, "(#100) Param tag must be one of {HUMAN_AGENT, CUSTOMER_FEEDBACK}")
        if values.get("persona_id") is not None and str(values["persona_id"]) not in self.personas:
            raise ERRORS["persona_unknown"]
        if self.restricted:
            raise ERRORS["page_restricted"]
        if person.blocked:
            raise ERRORS["person_unavailable"]
        if self._channel(person) == "standby":
            raise ERRORS["another_app"]
        hours = 7 * 24 if kind == "MESSAGE_TAG" and tag == "HUMAN_AGENT" and self.human_agent else 24
        if person.acted_at is None or self.now() - person.acted_at > hours * HOUR * 1000:
            raise ERRORS["window_closed"]

    def _act(self, person: Person, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        if action in ("react", "unreact"):
            seen = next((each for each in person.messages if each.mid == payload.get("message_id")), None)
            if seen is None:
                raise GraphError(100, "(#100) Invalid message id")  # ours
            seen.reaction = payload.get("reaction") if action == "react" else None
        person.sender_actions.append(action)
        return {"recipient_id": person.psid}

    def _put(self, person: Person, message: dict[str, Any], request: Request) -> dict[str, Any]:
        values = request.values
        answer = {"recipient_id": person.psid, "message_id": self.new_mid()}
        echo: dict[str, Any] = {"mid": answer["message_id"], "is_echo": True, "app_id": self.app_id}
        seen = Seen(
            answer["message_id"], "page", self.now(), text=message.get("text"), metadata=message.get("metadata")
        )
        seen.tag = values.get("tag")
        seen.quick_replies = message.get("quick_replies", [])
        seen.persona = self.personas.get(str(values.get("persona_id")), {}).get("name")
        seen.reply_to = (values.get("reply_to") or message.get("reply_to") or {}).get("mid")
        attachment = message.get("attachment")
        if attachment and attachment["type"] == "template":
            payload = attachment["payload"]
            seen.text, seen.buttons = payload["text"], payload["buttons"]
            echo["attachments"] = [
                {"type": "template", "payload": {"template_type": "button", "buttons": payload["buttons"]}}
            ]
        elif attachment:
            kept, attachment_id = self._take_attachment(attachment, request)
            seen.attachments = echo["attachments"] = [kept]
            if attachment_id:
                answer["attachment_id"] = attachment_id
        elif seen.text is not None:
            echo["text"] = seen.text
        if seen.metadata is not None:
            echo["metadata"] = seen.metadata
        if seen.reply_to is not None:
            echo["reply_to"] = {"mid": seen.reply_to, "is_self_reply": False}
        person.messages.append(seen)
        self.owners[person.psid] = self.app_id
        if self.echoes:
            self.echo(person, echo)
        if self.receipts:
            self.emit(person, delivery={"mids": [seen.mid], "watermark": seen.at})
        return answer

    def _take_attachment(self, attachment: dict[str, Any], request: Request) -> tuple[dict[str, Any], str | None]:
        kind, payload = attachment["type"], attachment["payload"]
        if "attachment_id" in payload:
            kept = self._attachments.get(str(payload["attachment_id"]))
            if kept is None or kept["type"] != kind:
                raise ERRORS["file_unknown"]
            return kept, None
        if "filedata" in request.files:
            name, content_type, data = request.files["filedata"]
            if kind != "file" and not content_type.startswith(f"{kind}/"):
                raise ERRORS["file_mismatch"]
        elif "url" in payload:
            name, content_type = str(payload["url"]).rsplit("/", 1)[-1] or "file", "application/octet-stream"
            try:
                data = self.fetch(payload["url"])
            except Exception:  # noqa: BLE001 whatever went wrong, Graph says it could not fetch the file
                raise ERRORS["file_unfetched"] from None
        else:
            raise GraphError(100, "(#100) The parameter message[attachment][payload][url] is required")
        if len(data) > ATTACHMENT_BYTES:
            raise ERRORS["file_too_large"]
        kept = {"type": kind, "payload": {"url": self.keep(data, content_type, name)}}
        if not payload.get("is_reusable"):
            return kept, None
        self._number += 1
        attachment_id = str(1_857_000_000_000_000 + self._number)
        self._attachments[attachment_id] = kept
        if len(self._attachments) > KEPT_PEOPLE:
            self._attachments.popitem(last=False)
        return kept, attachment_id

    def _upload(self, request: Request) -> dict[str, Any]:
        message: dict[str, Any] = request.values.get("message") or {}
        check_message(message)
        attachment = message.get("attachment") or {"type": None}
        if attachment["type"] in (None, "template"):
            raise GraphError(100, "(#100) The parameter message[attachment] is required")
        attachment["payload"]["is_reusable"] = True
        return {"attachment_id": self._take_attachment(attachment, request)[1]}

    def _read_profile(self, request: Request) -> dict[str, Any]:
        found = {name: self.profile[name] for name in request.names("fields") if name in self.profile}
        return {"data": [found] if found else []}

    def _write_profile(self, request: Request) -> dict[str, Any]:
        new = {name: value for name, value in request.values.items() if name not in ("appsecret_proof", "platform")}
        check_profile(new, self.profile)
        self.profile |= new
        return {"result": "success"}

    def _delete_profile(self, request: Request) -> dict[str, Any]:
        names = request.names("fields")
        if not names:
            raise GraphError(100, "(#100) The parameter fields is required")
        if "get_started" in names and "persistent_menu" in self.profile and "persistent_menu" not in names:
            raise ERRORS["get_started_first"]
        for name in names:
            self.profile.pop(name, None)
        return {"result": "success"}

    def _make_persona(self, request: Request) -> dict[str, Any]:
        for name in ("name", "profile_picture_url"):
            if not request.values.get(name):
                raise GraphError(100, f"(#100) The parameter {name} is required")
        self._number += 1
        persona = str(2_222_000_000_000_000 + self._number)
        names = ("name", "profile_picture_url")
        self.personas[persona] = {"id": persona} | {name: request.values[name] for name in names}
        return {"id": persona}

    def _read_subscriptions(self, _: Request) -> dict[str, Any]:
        app = {"name": "Dialog", "id": str(self.app_id), "subscribed_fields": sorted(self.subscribed)}
        return {"data": [app] if self.subscribed else []}

    def _subscribe(self, request: Request) -> dict[str, Any]:
        names = request.names("subscribed_fields")
        if not names:
            raise GraphError(100, "(#100) The parameter subscribed_fields is required")
        unknown = set(names) - set(FIELDS.values()) - {"message_echoes", "standby", "feed"}
        if unknown:
            raise GraphError(100, f'(#100) Param subscribed_fields[0] must be one of {{…}} - got "{min(unknown)}".')
        self.subscribed = set(names)
        return {"success": True}

    def _unsubscribe(self, _: Request) -> dict[str, Any]:
        self.subscribed = set()
        return {"success": True}

    def _pass_thread(self, request: Request) -> dict[str, Any]:
        person = self._whom(request)
        if self._channel(person) == "standby":
            raise ERRORS["another_app"]
        if "target_app_id" not in request.values:
            raise GraphError(100, "(#100) The parameter target_app_id is required")
        self.owners[person.psid] = int(request.values["target_app_id"])
        return {"success": True}

    def _take_thread(self, request: Request) -> dict[str, Any]:
        self.owners[self._whom(request).psid] = self.app_id
        return {"success": True}

    def _request_thread(self, request: Request) -> dict[str, Any]:
        self._whom(request)
        return {"success": True}

    def _release_thread(self, request: Request) -> dict[str, Any]:
        person = self._whom(request)
        if self._channel(person) == "standby":
            raise ERRORS["another_app"]
        self.owners.pop(person.psid, None)
        return {"success": True}

    def _read_owner(self, request: Request) -> dict[str, Any]:
        owner = self.owners.get(str(request.values.get("recipient")))
        return {"data": [{"thread_owner": {"app_id": str(owner)}}] if owner else []}

    def file(self, target: str) -> tuple[int, str, bytes]:
        """Status, content type and bytes of a file's address."""
        parts = urlsplit(target)
        key = parts.path.split("/")[2]
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        expires = query.get("oe", "")
        if query.get("oh") != self._file_mark(key, expires):
            return 403, "text/plain", b"Bad URL hash"
        if int(expires, 16) * 1000 <= self.now():
            return 403, "text/plain", b"URL signature expired"
        with self.lock:
            if key not in self._files:
                return 404, "text/plain", b""
            return 200, *self._files[key]
