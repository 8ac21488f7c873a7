"""What the Graph API says when it refuses, and how it reads what it is sent.

Wordings are those of "Common Error Codes" (Messenger Platform) and of answers published by developers; "ours" marks the
few that no page shows.
"""

import json
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from os import urandom
from typing import Any
from urllib.parse import parse_qsl, urlsplit

__all__ = ["ATTACHMENT_BYTES", "ERRORS", "HTML_ERROR", "GraphError", "Request", "check_message", "check_profile"]

TEXT_CHARACTERS = 2000
TEMPLATE_CHARACTERS = 640
TITLE_CHARACTERS = 20
MENU_TITLE_CHARACTERS = 30
GREETING_CHARACTERS = 160
PAYLOAD_CHARACTERS = 1000
METADATA_CHARACTERS = 1000
QUICK_REPLIES = 13
BUTTONS = 3
MENU_ITEMS = 20
ATTACHMENT_BYTES = 25 * 1024 * 1024
ATTACHMENT_TYPES = ("image", "audio", "video", "file")
_POLICY = "https://developers.facebook.com/docs/messenger-platform/policy-overview"
_RATES = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting"

HTML_ERROR = (
    '<!DOCTYPE html><html lang="en" id="facebook"><head><title>Facebook | Error</title></head><body><div id="core">'
    "<h1>Sorry, something went wrong.</h1><p>We're working on it and we'll get it fixed as soon as we can.</p>"
    "</div></body></html>"
)
"""What stands before Graph answers with when Graph itself does not."""


class GraphError(Exception):
    """One refusal; `body` is what is answered. A message starts with `(#code)` where Graph writes it so."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        subcode: int | None = None,
        status: int = 400,
        kind: str = "OAuthException",
        transient: bool | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.subcode = code, message, subcode
        self.status, self.kind, self.transient = status, kind, transient

    def body(self) -> dict[str, Any]:
        """The answer, with a new trace id each time."""
        error: dict[str, Any] = {"message": self.message, "type": self.kind}
        if self.transient is not None:
            error["is_transient"] = self.transient
        error["code"] = self.code
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        error["fbtrace_id"] = "A" + urlsafe_b64encode(urandom(16)).decode().rstrip("=")
        return {"error": error}


ERRORS: dict[str, GraphError] = {
    "window_closed": GraphError(
        10,
        f"(#10) This message is sent outside of allowed window. Learn more about the new policy here: {_POLICY}",
        subcode=2018278,
        status=403,
    ),
    "page_restricted": GraphError(
        10, "(#10) You are temporarily restricted from sending messages.", subcode=1893063, status=403
    ),
    "another_app": GraphError(
        10,
        "(#10) Message failed to send because another app is controlling this thread now.",
        subcode=2018300,
        status=403,
    ),
    "no_permission": GraphError(
        200,
        "(#200) Cannot message users who are not admins, developers or testers of the app until pages_messaging "
        "permission is reviewed and the app is live.",
        subcode=2018028,
        status=403,
    ),
    "person_unavailable": GraphError(551, "(#551) This person isn't available right now.", subcode=1545041),
    "nobody": GraphError(100, "(#100) No matching user found", subcode=2018001),
    "no_profile": GraphError(
        100, "(#100) No profile available for this user.", subcode=2018218, kind="GraphMethodException"
    ),
    "profile_forbidden": GraphError(
        100, "(#100) Insufficient permission to access user profile.", subcode=2018247, kind="GraphMethodException"
    ),
    "no_token": GraphError(2500, "An active access token must be used to query information about the current user."),
    "token_unreadable": GraphError(190, "Invalid OAuth access token - Cannot parse access token", status=401),
    "token_expired": GraphError(
        190,
        "Error validating access token: Session has expired on Monday, 02-Feb-26 01:00:00 PST. "
        "The current time is Monday, 02-Feb-26 01:07:42 PST.",
        subcode=463,
        status=401,
    ),
    "password_changed": GraphError(
        190,
        "Error validating access token: The session has been invalidated because the user changed their password or "
        "Facebook has changed the session for security reasons.",
        subcode=460,
        status=401,
    ),
    "app_removed": GraphError(
        190, "Error validating access token: The user has not authorized application.", subcode=458, status=401
    ),
    "proof_missing": GraphError(
        100, "API calls from the server require an appsecret_proof argument", kind="GraphMethodException"
    ),
    "proof_wrong": GraphError(100, "Invalid appsecret_proof provided in the API argument", kind="GraphMethodException"),
    "app_limit": GraphError(4, "(#4) Application request limit reached", status=403, transient=True),
    "page_limit": GraphError(32, "(#32) Page request limit reached", status=403),
    "rate_limit": GraphError(613, "(#613) Calls to this api have exceeded the rate limit."),
    "messenger_limit": GraphError(
        80006,
        "(#80006) There have been too many messenger api calls to this Page account. Wait a bit and try again. "
        f"For more info, please refer to {_RATES}.",  # ours; code and header are Meta's
    ),
    "temporary": GraphError(1200, "(#1200) Temporary send message failure. Please try again later."),
    "unexpected": GraphError(
        2, "An unexpected error has occurred. Please retry your request later.", status=500, transient=True
    ),
    "unknown": GraphError(1, "(#1) An unknown error occurred", subcode=99, status=500),
    "empty_message": GraphError(
        100, "(#100) Message cannot be empty, must provide valid attachment or text", subcode=2018034
    ),
    "message_or_state": GraphError(100, "(#100) Must send either message or state", subcode=2018015),
    "message_and_state": GraphError(
        100, "(#100) Cannot send both message and state at the same time.", subcode=2018014
    ),
    "file_too_large": GraphError(100, "(#100) Attachment size exceeds allowable limit", subcode=2018109),
    "file_unfetched": GraphError(
        100,
        "(#100) Failed to fetch the file from the url. Check that the URL is valid, with a valid SSL certificate, "
        "valid file size, and that the server is responding fast enough to avoid timeouts.",
        subcode=2018008,
    ),
    "file_mismatch": GraphError(100, "(#100) Upload attachment failure.", subcode=2018047),
    "file_unknown": GraphError(100, "(#100) Possible invalid ID or you do not own the attachment.", subcode=2018074),
    "tag_retired": GraphError(100, "(#100) This message tag is no longer supported."),  # ours; the code is Meta's
    "persona_unknown": GraphError(100, "(#100) Invalid persona ID"),  # ours
    "get_started_first": GraphError(
        100,
        "(#100) You must set a Get Started button if you also wish to use persistent menu.",
        subcode=2018145,
    ),
}
"""Refusals by the name under which a test asks for them."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call as Graph understands it: `path` without the version, everything sent as one dictionary."""

    method: str
    path: str
    version: str
    values: dict[str, Any]
    token: str | None
    files: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    """By field: name, content type, bytes."""

    @classmethod
    def read(cls, method: str, target: str, headers: Any, body: bytes) -> "Request":
        """Query, JSON, form and multipart alike; objects and lists inside a form are JSON."""
        parts = urlsplit(target)
        match = _VERSION.match(parts.path)
        version, path = (match[1], parts.path[match.end() :]) if match else ("v23.0", parts.path)
        values: dict[str, Any] = {}
        if parts.query:
            values = {name: _loosened(value) for name, value in parse_qsl(parts.query, keep_blank_values=True)}
        files: dict[str, tuple[str, str, bytes]] = {}
        kind = headers.get("Content-Type", "") if body else ""
        if kind.startswith("application/json"):
            try:
                sent = json.loads(body)
            except ValueError:
                sent = None
            if not isinstance(sent, dict):
                raise GraphError(100, "(#100) The request body is not a valid JSON object")  # ours
            values |= sent
        elif kind.startswith("multipart/form-data"):
            for name, filename, part_kind, data in _parts(kind, body):
                if filename is None:
                    values[name] = _loosened(data.decode("utf-8", "replace"))
                else:
                    files[name] = (filename, part_kind, data)
        elif body:
            values |= {name: _loosened(value) for name, value in parse_qsl(body.decode("utf-8", "replace"))}
        token = values.pop("access_token", None)
        if token is None:
            scheme, _, given = headers.get("Authorization", "").partition(" ")
            token = given if scheme in ("Bearer", "OAuth") and given else None
        return cls(method, path.strip("/"), version, values, token, files)

    def names(self, key: str) -> list[str]:
        """A list of names, as a JSON list or with commas between."""
        value = self.values.get(key, [])
        return [name for name in value.split(",") if name] if isinstance(value, str) else [str(name) for name in value]


_VERSION = re.compile(r"/(v\d+\.\d+)(?=/|$)")
_NAME = re.compile(rb'\bname="([^"]*)"')
_FILENAME = re.compile(rb'\bfilename="([^"]*)"')


def _loosened(value: str) -> Any:
    if value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _parts(kind: str, body: bytes) -> list[tuple[str, str | None, str, bytes]]:
    boundary = kind.partition("boundary=")[2].partition(";")[0].strip('"')
    found = []
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, data = part.partition(b"\r\n\r\n")
        name, filename = _NAME.search(head), _FILENAME.search(head)
        types = [line.split(b":", 1)[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-type:")]
        found.append(
            (
                name[1].decode() if name else "",
                filename[1].decode() if filename else None,
                types[0].strip().decode() if types else "",
                data,
            )
        )
    return found


def check_message(message: Any) -> None:
    """Raise what Graph would say of the message itself, whoever it is for."""
    if not isinstance(message, dict):
        raise ERRORS["empty_message"]
    text, attachment = message.get("text"), message.get("attachment")
    if not text and not attachment:
        raise ERRORS["empty_message"]
    _length(text, TEXT_CHARACTERS, "message[text]")
    _length(message.get("metadata"), METADATA_CHARACTERS, "message[metadata]")
    if attachment is not None:
        _check_attachment(attachment)
    if "quick_replies" in message:
        _check_quick_replies(message["quick_replies"])


def _check_quick_replies(replies: Any) -> None:
    name = "message[quick_replies]"
    _count(replies, QUICK_REPLIES, name)
    for number, reply in enumerate(replies):
        kind = _required(reply, "content_type", f"{name}[{number}]")
        if kind not in ("text", "user_phone_number", "user_email"):
            allowed = "{TEXT, USER_PHONE_NUMBER, USER_EMAIL}"
            raise GraphError(100, f"(#100) Param {name}[{number}][content_type] must be one of {allowed}")
        if kind != "text":
            continue
        if not reply.get("title"):
            raise GraphError(100, "(#100) Title is required for this quick reply content type", subcode=2018098)
        if not reply.get("payload"):
            raise GraphError(100, "(#100) Payload is required for this quick reply content type", subcode=2018099)
        _length(reply["title"], TITLE_CHARACTERS, f"{name}[{number}][title]")
        _length(reply["payload"], PAYLOAD_CHARACTERS, f"{name}[{number}][payload]")


def _check_attachment(attachment: Any) -> None:
    kind = _required(attachment, "type", "message[attachment]")
    payload = _required(attachment, "payload", "message[attachment]")
    if kind == "template":
        _check_template(payload)
    elif kind not in ATTACHMENT_TYPES:
        allowed = "{FILE, IMAGE, TEMPLATE, VIDEO, AUDIO}"
        raise GraphError(100, f"(#100) Param message[attachment][type] must be one of {allowed}")


def _check_template(payload: dict[str, Any]) -> None:
    if payload.get("template_type") != "button":
        raise GraphError(100, "(#100) Invalid template type")
    name = "name_placeholder"
    _length(_required(payload, "text", name), TEMPLATE_CHARACTERS, f"{name}[text]")
    buttons = _required(payload, "buttons", name)
    if not buttons:
        raise GraphError(100, f"(#100) param {name}[buttons] must be non-empty.")
    _count(buttons, BUTTONS, f"{name}[buttons]")
    _check_buttons(buttons, f"{name}[buttons]", TITLE_CHARACTERS)


def _check_buttons(buttons: Any, name: str, characters: int) -> None:
    for number, button in enumerate(buttons):
        kind = _required(button, "type", f"{name}[{number}]")
        if kind not in ("postback", "web_url", "phone_number"):
            raise GraphError(100, f"(#100) Param {name}[{number}][type] must be one of {{POSTBACK, WEB_URL, …}}")
        if not button.get("title"):
            raise GraphError(100, "(#100) Element button title cannot be empty.", subcode=2018053)
        _length(button["title"], characters, f"{name}[{number}][title]")
        if kind in ("postback", "phone_number"):
            if not button.get("payload"):
                raise GraphError(100, "(#100) Payload cannot be empty for postback type button", subcode=2018040)
            _length(button["payload"], PAYLOAD_CHARACTERS, f"{name}[{number}][payload]")
        elif not button.get("url"):
            raise GraphError(100, "(#100) Web url cannot be empty for url type button", subcode=2018041)
        elif not str(button["url"]).startswith(("http://", "https://")):
            raise GraphError(100, f"(#100) {name}[{number}][url] should represent a valid URL")


def check_profile(new: dict[str, Any], now: dict[str, Any]) -> None:
    """Raise what Graph would say of `new` on a profile that is `now`."""
    unknown = set(new) - {"get_started", "greeting", "persistent_menu", "ice_breakers", "whitelisted_domains"}
    if unknown or not new:
        raise GraphError(100, f'(#100) Invalid keys "{", ".join(sorted(unknown))}" were found in param')
    if "get_started" in new:
        _length(_required(new["get_started"], "payload", "get_started"), PAYLOAD_CHARACTERS, "get_started[payload]")
    for name in ("greeting", "persistent_menu"):
        if name in new and not any(each.get("locale") == "default" for each in new[name]):
            raise GraphError(100, f"(#100) Default locale is required for {name}")  # ours
    for number, greeting in enumerate(new.get("greeting", [])):
        text = _required(greeting, "text", f"greeting[{number}]")
        _length(text, GREETING_CHARACTERS, f"greeting[{number}][text]")
    if "persistent_menu" in new and not (new.get("get_started") or now.get("get_started")):
        raise ERRORS["get_started_first"]
    for number, menu in enumerate(new.get("persistent_menu", [])):
        name = f"persistent_menu[{number}][call_to_actions]"
        items = menu.get("call_to_actions", [])
        if not items and not menu.get("composer_input_disabled"):
            raise GraphError(100, f"(#100) The parameter {name} is required")
        if items:
            _count(items, MENU_ITEMS, name)
        _check_buttons(items, name, MENU_TITLE_CHARACTERS)


def _required(values: Any, key: str, name: str) -> Any:
    if not isinstance(values, dict) or values.get(key) is None:
        raise GraphError(100, f"(#100) The parameter {name}[{key}] is required")
    return values[key]


def _length(value: Any, most: int, name: str) -> None:
    if value is None:
        return
    if not isinstance(value, str):
        raise GraphError(100, f"(#100) Param {name} must be a string")
    if len(value) > most:
        raise GraphError(100, f"(#100) Length of param {name} must be less than or equal to {most}")


def _count(values: Any, most: int, name: str) -> None:
    if not isinstance(values, list):
        raise GraphError(100, f"(#100) Param {name} must be an array.")
    if not values:
        raise GraphError(194, f"(#194) param {name} has too few elements.")
    if len(values) > most:
        raise GraphError(105, f"(#105) param {name} has too many elements.")
