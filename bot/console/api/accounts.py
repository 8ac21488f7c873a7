"""Signing in and out, and what officers set for themselves."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from bot.console.access import (
    SignedIn,
    clear_cookie,
    find_cookie_login,
    idle_time,
    require,
    require_private_line,
    require_signed_in,
    set_cookie,
)
from bot.console.api.schemas import Strict
from bot.context import Context, Here
from bot.errors import Refused
from bot.i18n import LOCALES, N_
from bot.services import administration, sessions
from bot.services.officers import Account
from bot.services.sessions import csrf_of

__all__ = ["OfficerOut", "TokenOut", "hand_over", "officer_out", "router", "slow_down"]

TOO_MANY = N_("Too many attempts from here. Please wait a moment.")

router = APIRouter(prefix="/api/console", tags=["accounts"])
Signed = Annotated[SignedIn, Depends(require_signed_in)]
PrivateLine = Depends(require_private_line)


class OfficerOut(BaseModel):
    """An account, as the console shows it."""

    id: int
    name: str
    role: str
    language: str
    script: str
    languages: list[str]
    regions: list[str]
    topics: list[str]
    is_confined: bool
    is_available: bool
    has_second_factor: bool


class LoginIn(Strict):
    """`page`: the token goes into a cookie and is not shown to scripts."""

    name: str = Field(max_length=256)
    password: str = Field(max_length=1024)
    code: str | None = Field(None, max_length=16)
    page: bool = False


class LoginOut(BaseModel):
    """`csrf` goes into `X-CSRF-Token` of whatever a page changes."""

    token: str | None
    csrf: str
    officer: OfficerOut


class LocaleOut(BaseModel):
    """A language in a script, named in itself."""

    tag: str
    language: str
    script: str
    name: str


class MeOut(BaseModel):
    """The account that asks, and what its page needs to know."""

    officer: OfficerOut
    csrf: str
    must_set_second_factor: bool
    idle_seconds: int
    is_demo: bool
    can_translate: bool
    languages: list[LocaleOut]


class MeIn(Strict):
    """What is left out stays."""

    language: Literal["sq", "sr", "en"] | None = None
    script: Literal["Latn", "Cyrl"] | None = None
    is_available: bool | None = None


class ChangedOut(BaseModel):
    """The account after a change."""

    officer: OfficerOut


class PasswordIn(Strict):
    """The present password and the next."""

    old: str = Field(max_length=1024)
    new: str = Field(max_length=1024)


class TokenOut(BaseModel):
    """The login that goes on; the token is none when it went into the cookie."""

    token: str | None
    csrf: str


@router.post("/login", dependencies=[PrivateLine])
def sign_in(body: LoginIn, request: Request, response: Response, here: Here) -> LoginOut:
    """Begin a login. 401 with a `code` says what is missing or wrong; 429 when to try again."""
    slow_down(request, here)
    now = datetime.now(UTC)
    token = sessions.sign_in(
        here.database,
        here.keys,
        here.passwords,
        name=body.name,
        password=body.password,
        code=body.code,
        idle=idle_time(here),
        now=now,
    )
    login = sessions.find_login(here.database, token, idle=idle_time(here), now=now)
    sessions.touch(here.database, login, now)
    former = find_cookie_login(request, now) if body.page else None
    if former is not None:  # its cookie is about to go, so nobody could sign it out any more
        sessions.sign_out(here.database, former, now)
    shown = hand_over(request, response, token, is_cookie=body.page)
    return LoginOut(token=shown, csrf=csrf_of(token), officer=officer_out(login.account))


@router.post("/logout", status_code=204)
def sign_out(signed_in: Signed, response: Response, here: Here) -> None:
    """End the login."""
    sessions.sign_out(here.database, signed_in.login, datetime.now(UTC))
    clear_cookie(response)


@router.get("/me")
def show_me(signed_in: Signed, here: Here) -> MeOut:
    """Who asks, and what the page needs to know."""
    return MeOut(
        officer=officer_out(signed_in.account),
        csrf=signed_in.csrf,
        must_set_second_factor=signed_in.login.must_set_second_factor,
        idle_seconds=int(idle_time(here).total_seconds()),
        is_demo=here.settings.is_demo,
        can_translate=here.translator.is_set,
        languages=[LocaleOut(tag=it.tag, language=it.language, script=it.script, name=it.own_name) for it in LOCALES],
    )


@router.patch("/me")
def change_me(body: MeIn, signed_in: Signed, here: Here) -> ChangedOut:
    """Set one's own language, or whether one takes talks at present."""
    account = administration.change_self(
        here.database,
        signed_in.account.id,
        datetime.now(UTC),
        language=body.language,
        script=body.script,
        is_available=body.is_available,
    )
    return ChangedOut(officer=officer_out(account))


@router.post("/me/sign", status_code=204, dependencies=[Depends(require_signed_in)])
def give_sign() -> None:
    """Say that the officer is there."""


@router.post("/me/password", dependencies=[Depends(require()), PrivateLine])
def change_password(body: PasswordIn, signed_in: Signed, request: Request, response: Response, here: Here) -> TokenOut:
    """Set a new password; every other login of the account ends, and this one gets a new token."""
    token = sessions.change_password(
        here.database,
        here.keys,
        here.passwords,
        signed_in.login,
        old=body.old,
        new=body.new,
        idle=idle_time(here),
        now=datetime.now(UTC),
    )
    shown = hand_over(request, response, token, is_cookie=signed_in.is_cookie)
    return TokenOut(token=shown, csrf=csrf_of(token))


def officer_out(account: Account) -> OfficerOut:
    """An account, as the console shows it."""
    return OfficerOut(
        id=account.id,
        name=account.name,
        role=account.role,
        language=account.locale.language,
        script=account.locale.script,
        languages=list(account.languages),
        regions=list(account.regions),
        topics=list(account.topics),
        is_confined=account.is_confined,
        is_available=account.is_available,
        has_second_factor=account.has_second_factor,
    )


def slow_down(request: Request, here: Context) -> None:
    """Count an attempt from this address.

    Raises:
        Refused: with status 429, after too many.
    """
    try:
        here.login_limit.check(request.client.host if request.client else "unknown")
    except Refused as refused:
        raise Refused(TOO_MANY, status=429, code="locked", retry_after=refused.retry_after) from None


def hand_over(request: Request, response: Response, token: str, *, is_cookie: bool) -> str | None:
    """The token to show; a page's goes into its cookie instead."""
    if not is_cookie:
        return token
    set_cookie(request, response, token)
    return None
