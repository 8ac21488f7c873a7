"""Who asks: the officer of a request, by bearer token or cookie, and whether their role allows it.

A route takes `Annotated[Account, Depends(require(Role.OFFICER))]`. A token in the header is for other clients. The
page's cookie is sent by the browser alone, so whatever changes anything must carry the login's own word too (CSRF).
"""

import hmac
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from bot.context import Context, get_context
from bot.errors import NotAllowed, SignedOut
from bot.i18n import N_
from bot.messages import Role
from bot.services import sessions
from bot.services.officers import Account, ranks_as
from bot.services.sessions import Login, csrf_of

__all__ = [
    "COOKIE",
    "AsAdmin",
    "AsOfficer",
    "AsSupervisor",
    "SignedIn",
    "clear_cookie",
    "find_cookie_login",
    "idle_time",
    "is_background",
    "is_still_signed_in",
    "require",
    "require_private_line",
    "require_signed_in",
    "set_cookie",
]

COOKIE = "dialog_console"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")

NO_CSRF = N_("This page is out of date. Please load it again.")
NOT_YOURS = N_("Your account may not do this.")
SECOND_FACTOR_FIRST = N_("Please set up the second factor first.")
NOT_PRIVATE = N_("Passwords are taken only over an encrypted connection (https).")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The login of a request."""

    login: Login
    csrf: str
    is_cookie: bool

    @property
    def account(self) -> Account:
        """Whose it is."""
        return self.login.account


def require_signed_in(request: Request) -> SignedIn:
    """A dependency: the login, whatever the role, and even while a second factor has yet to be set up.

    Raises:
        SignedOut: there is no login, or it has ended.
        NotAllowed: the cookie came without the word that goes with it.
    """
    here = get_context(request)
    now = datetime.now(UTC)
    token, is_cookie = _token(request)
    login = sessions.find_login(here.database, token, idle=idle_time(here), now=now)
    csrf = csrf_of(token)
    if is_cookie and request.method not in SAFE_METHODS:
        given = request.headers.get("x-csrf-token", "")
        if not hmac.compare_digest(given.encode(), csrf.encode()):
            raise NotAllowed("csrf", code="csrf", sentence=NO_CSRF)
    if not is_background(request):
        sessions.touch(here.database, login, now)
    return SignedIn(login, csrf, is_cookie)


def require(role: Role | None = None, *, sees_all: bool = False) -> Callable[[SignedIn], Account]:
    """A dependency: the account that asks, if its role may act as `role`, or any role when none is named.

    With `sees_all` it must not be confined to some talks. It raises SignedOut, and NotAllowed for the wrong role or
    while a second factor has yet to be set up.
    """

    def find(signed_in: Annotated[SignedIn, Depends(require_signed_in)]) -> Account:
        account = _allow(signed_in.login, role)
        if sees_all and account.is_confined:
            raise NotAllowed("confined", code="confined", sentence=NOT_YOURS)
        return account

    return find


AsOfficer = Annotated[Account, Depends(require(Role.OFFICER))]
AsSupervisor = Annotated[Account, Depends(require(Role.SUPERVISOR))]
AsAdmin = Annotated[Account, Depends(require(Role.ADMIN))]


def require_private_line(request: Request) -> None:
    """A dependency of doors that take passwords: https, or this machine itself.

    Raises:
        NotAllowed: anybody between could read the password.
    """
    if request.url.scheme != "https" and not _is_own_machine(request):
        raise NotAllowed("http", code="insecure", sentence=NOT_PRIVATE)


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Let the browser keep the token, out of reach of scripts and of other sites, until it is closed."""
    response.set_cookie(COOKIE, token, path="/", httponly=True, samesite="strict", secure=not _is_own_machine(request))


def clear_cookie(response: Response) -> None:
    """Let the browser forget the token."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


def is_background(request: Request) -> bool:
    """Whether the page asks by itself: no sign of the officer's life. An event stream cannot say so by a header."""
    return request.headers.get("x-background") == "1" or request.url.path == "/api/console/events"


def is_still_signed_in(request: Request, now: datetime) -> bool:
    """Whether a long request may go on: as one that begins at this moment and asks for an officer."""
    here = get_context(request)
    try:
        _allow(sessions.find_login(here.database, _token(request)[0], idle=idle_time(here), now=now), Role.OFFICER)
    except (SignedOut, NotAllowed):
        return False
    return True


def find_cookie_login(request: Request, now: datetime) -> Login | None:
    """The login of the cookie that came along, if it holds."""
    here = get_context(request)
    try:
        return sessions.find_login(here.database, request.cookies.get(COOKIE, ""), idle=idle_time(here), now=now)
    except SignedOut:
        return None


def idle_time(here: Context) -> timedelta:
    """How long a login holds without a touch."""
    return timedelta(minutes=here.settings.console_idle_minutes)


def _allow(login: Login, role: Role | None) -> Account:
    """The account of a login, if it may act as `role`."""
    if login.must_set_second_factor:
        raise NotAllowed("second factor", code="second_factor_required", sentence=SECOND_FACTOR_FIRST)
    if role is not None and not ranks_as(login.account.role, role):
        raise NotAllowed("role", sentence=NOT_YOURS)
    return login.account


def _token(request: Request) -> tuple[str, bool]:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip(), False
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise SignedOut("no token")
    return cookie, True


def _is_own_machine(request: Request) -> bool:
    """Whether the browser runs on this machine: nothing is encrypted then, and nothing needs to be.

    A proxy may put its own name into `Host` and say nothing of itself; the browser's `Origin` it passes on.
    """
    if request.url.scheme != "http" or any(name in request.headers for name in FORWARDED):
        return False
    origin = request.headers.get("origin")
    return _is_loopback(request.url.hostname) and (origin is None or _is_loopback(_host_of(origin)))


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).hostname
    except ValueError:
        return None


def _is_loopback(host: str | None) -> bool:
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"
