"""What every answer over HTTP carries, and how much a request may hold."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.webchat.api import UPLOADS
from bot.channels.webchat.page import EMBEDDED
from bot.i18n import preferred_locale
from bot.log import get_logger
from bot.problems import problem

__all__ = ["BodyLimit", "LastResort", "SecurityHeaders"]

log = get_logger()

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)
HEADERS = {
    "Content-Security-Policy": f"{POLICY}'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
}
MAX_BODY = 64 * 1024
"""Bytes of a request's body: 4,096 characters of text with room for any script and escaping."""
WEBHOOKS, MAX_UPDATE = ("/telegram/webhook", "/messenger/webhook"), 1024 * 1024
"""Where platforms send updates, and the bytes of the largest."""


class SecurityHeaders:
    """Sets the headers that keep a browser from doing what our pages never need."""

    def __init__(self, app: ASGIApp, *, embed_origins: str) -> None:
        """`embed_origins`: the sites, with a space between, that may show the one page made for it; empty: none."""
        self._app = app
        self._embedded = HEADERS | {"Content-Security-Policy": POLICY + (embed_origins or "'none'")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_static = scope["path"].startswith("/static/")
        wanted = self._embedded if scope["path"] == EMBEDDED else HEADERS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in wanted.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "public, max-age=86400" if is_static else "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)


class LastResort:
    """Answers what no handler expected: the reader gets a sentence, the log the kind of the error and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 500 when it raises before its answer has begun."""
        has_begun = False

        async def note_begin(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, note_begin)
        except Exception as error:
            log.error("request.failed", error=type(error).__name__)
            if scope["type"] != "http" or has_begun:
                raise
            locale = preferred_locale(Request(scope).headers.get("accept-language"))
            await problem(500, locale)(scope, receive, send)


class BodyLimit:
    """Refuses a body that is too large before reading it whole, and a form with files.

    The one door that takes files limits them itself, while they come in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body read; or answer 413 or 415."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        locale = preferred_locale(request.headers.get("accept-language"))
        if request.headers.get("content-type", "").startswith("multipart/"):
            await problem(415, locale)(scope, receive, send)
            return
        if (scope["method"], scope["path"]) == ("POST", UPLOADS):
            await self._app(scope, receive, send)
            return
        most = MAX_UPDATE if scope["path"] in WEBHOOKS else MAX_BODY
        body = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            if len(body) > most:
                await problem(413, locale)(scope, receive, send)
                return
            if not message.get("more_body"):
                break
        messages = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def replay() -> Message:
            return next(messages, None) or await receive()

        await self._app(scope, replay, send)
