"""Accounts of others: for supervisors and administrators; and the doors by which invited people come in."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from bot.console.access import require, require_private_line
from bot.console.api.accounts import OfficerOut, officer_out, slow_down
from bot.console.api.schemas import Number, Strict
from bot.context import Here
from bot.i18n import preferred_locale
from bot.messages import Role
from bot.services import administration, invitations
from bot.services.invitations import Made
from bot.services.officers import Account, Duties, is_on_duty

__all__ = ["router"]

router = APIRouter(prefix="/api/console", tags=["officers"])
Supervisor = Annotated[Account, Depends(require(Role.SUPERVISOR))]
Admin = Annotated[Account, Depends(require(Role.ADMIN))]
Word = Annotated[str, Field(max_length=48)]
Words = Annotated[list[Word], Field(max_length=60)]
Reason = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]


class ColleagueOut(OfficerOut):
    """An account, and whether its officer is there."""

    on_duty: bool
    last_seen_at: datetime | None
    disabled_at: datetime | None


class ColleaguesOut(BaseModel):
    """Every account."""

    officers: list[ColleagueOut]


class ChangeIn(Strict):
    """What is left out stays."""

    role: Role | None = None
    languages: Words | None = None
    regions: Words | None = None
    topics: Words | None = None
    is_confined: bool | None = None


class ReasonIn(Strict):
    """Why; it stands in the audit log."""

    reason: Reason


class ColleagueChangedOut(BaseModel):
    """The account after a change."""

    officer: ColleagueOut


class LinkOut(BaseModel):
    """A link, shown this once; it begins at this server's address."""

    link: str
    expires_at: datetime


class InvitationIn(Strict):
    """Role and duties of the account to come."""

    role: Role
    languages: Words = Field(default_factory=list)
    regions: Words = Field(default_factory=list)
    topics: Words = Field(default_factory=list)
    is_confined: bool = False


class InvitationOut(BaseModel):
    """A link that nobody has used yet, without its token."""

    id: int
    role: str
    name: str | None
    created_at: datetime
    expires_at: datetime
    created_by: str | None


class InvitationsOut(BaseModel):
    """Newest first."""

    invitations: list[InvitationOut]


class TokenIn(Strict):
    """What follows `#join=` in a link."""

    token: str = Field(min_length=1, max_length=128)


class JoinIn(TokenIn):
    """The account to be; with a link that sets a password anew the name does not count."""

    name: str = Field(max_length=256)
    password: str = Field(max_length=1024)


class LinkCheckedOut(BaseModel):
    """What a link gives: the role; the name of an account that it sets a new password for."""

    role: str
    name: str | None


class JoinedOut(BaseModel):
    """Whom to sign in as."""

    name: str


@router.get("/officers")
def list_officers(asker: Supervisor, here: Here) -> ColleaguesOut:
    """Every account, those in use first."""
    now = datetime.now(UTC)
    return ColleaguesOut(officers=[_colleague_out(it, now) for it in administration.list_officers(here.database)])


@router.patch("/officers/{id}")
def change_officer(id: Number, body: ChangeIn, asker: Supervisor, here: Here) -> ColleagueChangedOut:  # noqa: A002
    """Change role and duties; a supervisor languages, regions and topics alone."""
    changes: dict[str, Any] = body.model_dump(mode="json", exclude_none=True)
    now = datetime.now(UTC)
    return _changed(administration.change_officer(here.database, asker, id, changes, now), now)


@router.post("/officers/{id}/disable")
def disable_officer(id: Number, body: ReasonIn, asker: Admin, here: Here) -> ColleagueChangedOut:  # noqa: A002
    """Let an account in no more; its logins end at once."""
    now = datetime.now(UTC)
    return _changed(administration.disable(here.database, asker, id, body.reason, now), now)


@router.post("/officers/{id}/enable")
def enable_officer(id: Number, body: ReasonIn, asker: Admin, here: Here) -> ColleagueChangedOut:  # noqa: A002
    """Let a disabled account in again."""
    now = datetime.now(UTC)
    return _changed(administration.enable(here.database, asker, id, body.reason, now), now)


@router.post("/officers/{id}/reset")
def reset_officer(id: Number, body: ReasonIn, asker: Admin, here: Here) -> LinkOut:  # noqa: A002
    """Take password and second factor away; the link in the answer sets a new password."""
    return _link_out(invitations.reset(here.database, asker, id, body.reason, datetime.now(UTC)))


@router.get("/invitations", dependencies=[Depends(require(Role.ADMIN))])
def list_invitations(here: Here) -> InvitationsOut:
    """Links that nobody has used yet."""
    return InvitationsOut(
        invitations=[
            InvitationOut(
                id=it.id,
                role=it.role,
                name=it.name,
                created_at=it.created_at,
                expires_at=it.expires_at,
                created_by=it.created_by,
            )
            for it in invitations.list_open(here.database, datetime.now(UTC))
        ]
    )


@router.post("/invitations", status_code=201)
def invite(body: InvitationIn, asker: Admin, here: Here) -> LinkOut:
    """Make a link for a new account."""
    duties = Duties(tuple(body.languages), tuple(body.regions), tuple(body.topics), body.is_confined)
    return _link_out(invitations.invite(here.database, asker, body.role, duties, datetime.now(UTC)))


@router.delete("/invitations/{id}", status_code=204)
def withdraw_invitation(id: Number, asker: Admin, here: Here) -> None:  # noqa: A002
    """Make a link void."""
    invitations.withdraw(here.database, asker, id, datetime.now(UTC))


@router.post("/join/check")
def check_link(body: TokenIn, request: Request, here: Here) -> LinkCheckedOut:
    """What a link gives, while it holds."""
    slow_down(request, here)
    role, name = invitations.check(here.database, body.token, datetime.now(UTC))
    return LinkCheckedOut(role=role, name=name)


@router.post("/join", status_code=201, dependencies=[Depends(require_private_line)])
def join(body: JoinIn, request: Request, here: Here) -> JoinedOut:
    """Use a link; then sign in."""
    slow_down(request, here)
    locale = preferred_locale(request.headers.get("accept-language"))
    name = invitations.join(
        here.database,
        here.keys,
        here.passwords,
        body.token,
        name=body.name,
        password=body.password,
        locale=locale,
        now=datetime.now(UTC),
    )
    return JoinedOut(name=name)


def _changed(account: Account, now: datetime) -> ColleagueChangedOut:
    return ColleagueChangedOut(officer=_colleague_out(account, now))


def _colleague_out(account: Account, now: datetime) -> ColleagueOut:
    return ColleagueOut(
        **officer_out(account).model_dump(),
        on_duty=is_on_duty(account, now),
        last_seen_at=account.last_seen_at,
        disabled_at=account.disabled_at,
    )


def _link_out(made: Made) -> LinkOut:
    return LinkOut(link=made.link, expires_at=made.expires_at)
