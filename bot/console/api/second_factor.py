"""Setting up and removing one's own second factor; open even while it is what an account still lacks."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from bot.console.access import SignedIn, require_private_line, require_signed_in
from bot.console.api.accounts import TokenOut, hand_over
from bot.console.api.schemas import Strict
from bot.context import Context, Here
from bot.services import second_factor, sessions
from bot.services.sessions import csrf_of

__all__ = ["router"]

router = APIRouter(prefix="/api/console/me/second-factor", tags=["accounts"])
Signed = Annotated[SignedIn, Depends(require_signed_in)]
PrivateLine = Depends(require_private_line)


class ProofIn(Strict):
    """The present password."""

    password: str = Field(max_length=1024)


class OfferOut(BaseModel):
    """What goes into the officer's app; `qr` is an image as a data URI."""

    secret: str
    uri: str
    qr: str


class CodeIn(Strict):
    """Six digits."""

    code: str = Field(max_length=16)


@router.post("", dependencies=[Depends(require_signed_in), PrivateLine])
def offer_second_factor(body: ProofIn, signed_in: Signed, here: Here) -> OfferOut:
    """Begin to set a second factor up; it counts once a code is confirmed."""
    _prove(here, signed_in, body)
    offer = second_factor.offer(here.database, here.keys, signed_in.account.id, datetime.now(UTC))
    return OfferOut(secret=offer.secret, uri=offer.uri, qr=offer.qr)


@router.post("/confirm")
def confirm_second_factor(
    body: CodeIn, signed_in: Signed, request: Request, response: Response, here: Here
) -> TokenOut:
    """Set it up by its first code; every other login of the account ends, and this one gets a new token."""
    login, now = signed_in.login, datetime.now(UTC)
    second_factor.confirm(here.database, here.keys, login.account.id, body.code, now, besides=login.id)
    token = sessions.renew(here.database, login)
    shown = hand_over(request, response, token, is_cookie=signed_in.is_cookie)
    return TokenOut(token=shown, csrf=csrf_of(token))


@router.delete("", status_code=204, dependencies=[Depends(require_signed_in), PrivateLine])
def remove_second_factor(body: ProofIn, signed_in: Signed, here: Here) -> None:
    """Remove it; every other login of the account ends."""
    _prove(here, signed_in, body)
    login = signed_in.login
    second_factor.remove(here.database, login.account.id, datetime.now(UTC), besides=login.id)


def _prove(here: Context, signed_in: SignedIn, body: ProofIn) -> None:
    sessions.require_password(
        here.database, here.keys, here.passwords, signed_in.login, body.password, datetime.now(UTC)
    )
