"""Links by which people get an account, or a new password for theirs: once, for a while, stored hashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, aliased

from bot.errors import InvalidTransition, NotFound
from bot.i18n import N_, Locale
from bot.messages import Role
from bot.services import audit, second_factor
from bot.services.administration import COMMAND_LINE, NOT_YOURSELF, get_officer
from bot.services.audit_actions import Action
from bot.services.keys import Keys, hash_token, make_token
from bot.services.lockout import forget_attempts
from bot.services.officers import (
    Account,
    Duties,
    add_officer,
    check_duties,
    clean_name,
    end_sessions,
    fold_name,
    has_admin,
    look_again,
)
from bot.services.passwords import Passwords, check_password
from bot.store.database import Database
from bot.store.tables import Invitation, Officer

__all__ = [
    "Made",
    "Open",
    "check",
    "has_first_admin",
    "invite",
    "invite_first_admin",
    "join",
    "list_open",
    "reset",
    "withdraw",
]

HOLDS = timedelta(hours=72)
HOLDS_FOR_FIRST = timedelta(minutes=30)
DISABLED = N_("The account is disabled. Enable it first.")


@dataclass(frozen=True, slots=True)
class Made:
    """A fresh link, shown this once. What follows `#` stays in the browser: it stands in no server's log."""

    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Open:
    """An invitation that nobody has used yet; `name` when it sets a password of an account anew."""

    id: int
    role: Role
    name: str | None
    created_at: datetime
    expires_at: datetime
    created_by: str | None


def invite(database: Database, by: Account, role: Role, duties: Duties, now: datetime) -> Made:
    """Make a link for a new account.

    Raises:
        Refused: a duty means nothing.
        NotAllowed: the one who invites manages accounts no more.
    """
    check_duties(duties)
    with database.write() as session:
        audit.take_turn(session)
        look_again(session, by, Role.ADMIN)
        row, made = _make(session, role, now, by=by.id)
        row.duties = duties.as_json()
        detail = {"invitation": row.id, "role": role}
        audit.record(session, Action.INVITED, now, officer_id=by.id, detail=detail)
        return made


def invite_first_admin(database: Database, now: datetime) -> Made | None:
    """Make the link for the first administrator; earlier ones are void. None where an administrator can sign in."""
    with database.write() as session:
        audit.take_turn(session)
        if has_admin(session):
            return None
        first = (Invitation.created_by_id.is_(None), Invitation.officer_id.is_(None), Invitation.used_at.is_(None))
        session.execute(delete(Invitation).where(*first))
        row, made = _make(session, Role.ADMIN, now, holds=HOLDS_FOR_FIRST)
        detail = {"invitation": row.id, "role": Role.ADMIN, "by": "start"}
        audit.record(session, Action.INVITED, now, officer_id=None, detail=detail)
        return made


def has_first_admin(database: Database) -> bool:
    """Whether an administrator can sign in."""
    with database.read() as session:
        return has_admin(session)


def reset(database: Database, by: Account | None, officer_id: int, reason: str | None, now: datetime) -> Made:
    """Take an account's password and second factor away, end its logins, and make the link for a new password.

    Raises:
        NotFound: there is no such account.
        NotAllowed: `by` manages accounts no more.
        InvalidTransition: it is disabled, or one's own.
    """
    with database.write() as session:
        officer = get_officer(session, officer_id)
        if by is not None:
            look_again(session, by, Role.ADMIN)
        if officer.disabled_at is not None:
            raise InvalidTransition("disabled", sentence=DISABLED)
        if by is not None and by.id == officer_id:
            raise InvalidTransition("own account", sentence=NOT_YOURSELF)
        officer.password_hash = None
        second_factor.clear(officer)
        end_sessions(session, officer_id)
        earlier = (Invitation.officer_id == officer_id, Invitation.used_at.is_(None))
        session.execute(delete(Invitation).where(*earlier))
        row, made = _make(session, Role(officer.role), now, by=by.id if by else None, officer_id=officer_id)
        detail = {"officer": officer_id, "invitation": row.id, **({} if by else COMMAND_LINE)}
        audit.record(session, Action.OFFICER_RESET, now, officer_id=by.id if by else None, detail=detail, why=reason)
        return made


def list_open(database: Database, now: datetime) -> Sequence[Open]:
    """Invitations that can still be used, newest first."""
    inviter, invited = aliased(Officer), aliased(Officer)
    query = (
        select(Invitation, inviter.name, invited.name)
        .outerjoin(inviter, inviter.id == Invitation.created_by_id)
        .outerjoin(invited, invited.id == Invitation.officer_id)
        .where(Invitation.used_at.is_(None), Invitation.expires_at > now)
        .order_by(Invitation.id.desc())
    )
    with database.read() as session:
        return [
            Open(row.id, Role(row.role), name, row.created_at, row.expires_at, created_by)
            for row, created_by, name in session.execute(query)
        ]


def withdraw(database: Database, by: Account, invitation_id: int, now: datetime) -> None:
    """Make an unused link void.

    Raises:
        NotFound: there is no such link, or it was used.
        NotAllowed: `by` manages accounts no more.
    """
    with database.write() as session:
        audit.take_turn(session)
        look_again(session, by, Role.ADMIN)
        row = session.get(Invitation, invitation_id)
        if row is None or row.used_at is not None:
            raise NotFound("invitation")
        session.delete(row)
        audit.record(session, Action.INVITATION_WITHDRAWN, now, officer_id=by.id, detail={"invitation": invitation_id})


def check(database: Database, token: str, now: datetime) -> tuple[Role, str | None]:
    """The role that a link gives, and the name of the account whose password it sets, if it does.

    Raises:
        NotFound: the link is unknown, used, too old, or void.
    """
    with database.read() as session:
        row, officer = _find(session, token, now)
        return Role(row.role), officer.name if officer else None


def join(
    database: Database,
    keys: Keys,
    passwords: Passwords,
    token: str,
    *,
    name: str,
    password: str,
    locale: Locale,
    now: datetime,
) -> str:
    """Use a link: make the account, or set its new password, which failed logins hold up no more; returns its name.

    Raises:
        NotFound: as `check`.
        Refused: the name or the password is not taken.
    """
    _, known = check(database, token, now)
    check_password(password, known or clean_name(name))
    password_hash = passwords.hash(password)
    with database.write() as session:
        audit.take_turn(session)
        row, officer = _find(session, token, now)
        row.used_at = now
        detail = {"invitation": row.id, "role": row.role}
        if officer:
            officer.password_hash = password_hash
            end_sessions(session, officer.id)
            forget_attempts(session, keys.hash_name(fold_name(officer.name)))
            audit.record(session, Action.PASSWORD_CHANGED, now, officer_id=officer.id, detail=detail)
            return officer.name
        duties = Duties.from_json(row.duties)
        made = add_officer(session, name, Role(row.role), password_hash, duties, locale, now)
        audit.record(session, Action.JOINED, now, officer_id=made.id, detail=detail)
        return made.name


def _make(
    session: Session,
    role: Role,
    now: datetime,
    *,
    by: int | None = None,
    officer_id: int | None = None,
    holds: timedelta = HOLDS,
) -> tuple[Invitation, Made]:
    token = make_token()
    times = {"created_at": now, "expires_at": now + holds}
    row = Invitation(token_hash=hash_token(token), role=role, officer_id=officer_id, created_by_id=by, **times)
    session.add(row)
    session.flush()
    return row, Made(f"/console#join={token}", row.expires_at)


def _find(session: Session, token: str, now: datetime) -> tuple[Invitation, Officer | None]:
    """The open invitation of a token, and the account that it is for; looked at again where it is used."""
    row = session.scalar(select(Invitation).where(Invitation.token_hash == hash_token(token)))
    if row is None or row.used_at is not None or row.expires_at <= now:
        raise NotFound("invitation")
    officer = session.get(Officer, row.officer_id) if row.officer_id is not None else None
    if officer and officer.disabled_at is not None:
        raise NotFound("invitation")
    if officer is None and row.created_by_id is None and has_admin(session):
        raise NotFound("invitation")
    return row, officer
