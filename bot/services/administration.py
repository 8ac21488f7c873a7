"""What is done to accounts: by their owners, by supervisors and administrators, and from the command line."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.errors import InvalidTransition, NotAllowed, NotFound
from bot.i18n import N_, find_locale
from bot.messages import Role
from bot.services import audit
from bot.services.audit_actions import Action
from bot.services.officers import (
    Account,
    Duties,
    account_of,
    add_officer,
    check_duties,
    end_sessions,
    find_by_name,
    has_admin,
    look_again,
    ranks_as,
)
from bot.store.database import Database
from bot.store.tables import Invitation, Officer

__all__ = [
    "COMMAND_LINE",
    "add",
    "change_officer",
    "change_self",
    "disable",
    "enable",
    "find_id",
    "get_officer",
    "list_officers",
    "refuse_last_admin",
]

LAST_ADMIN = N_("This is the last administrator: somebody must be able to manage accounts.")
NOT_YOURSELF = N_("You cannot do this to your own account.")
ALREADY = N_("The account is in that state already.")
DUTIES = {"languages", "regions", "topics"}
COMMAND_LINE: Mapping[str, Any] = {"by": "command line"}


def add(
    database: Database, name: str, role: Role, password_hash: str, duties: Duties, *, language: str, now: datetime
) -> int:
    """Make an account from the command line; returns its id.

    Raises:
        Refused: the name is wrong or taken, or a duty means nothing.
    """
    check_duties(duties)
    locale = find_locale(language)
    assert locale is not None
    with database.write() as session:
        audit.take_turn(session)
        officer = add_officer(session, name, role, password_hash, duties, locale, now)
        detail = {"officer": officer.id, "role": role, **COMMAND_LINE}
        audit.record(session, Action.OFFICER_ADDED, now, officer_id=None, detail=detail)
        return officer.id


def list_officers(database: Database) -> Sequence[Account]:
    """Every account, those in use first, by name."""
    with database.read() as session:
        found = session.scalars(select(Officer).order_by(Officer.disabled_at.is_not(None), Officer.name))
        return [account_of(officer) for officer in found]


def find_id(database: Database, name: str) -> int:
    """The id of an account by its name.

    Raises:
        NotFound: there is none.
    """
    with database.read() as session:
        officer = find_by_name(session, name)
        if officer is None:
            raise NotFound(f"There is no account named {name}.")
        return officer.id


def change_self(
    database: Database,
    officer_id: int,
    now: datetime,
    *,
    language: str | None = None,
    script: str | None = None,
    is_available: bool | None = None,
) -> Account:
    """Set what an officer says of themselves; what is left out stays."""
    with database.write() as session:
        audit.take_turn(session)
        officer = session.get_one(Officer, officer_id)
        before = _own_words(officer)
        if language is not None or script is not None:
            locale = find_locale(language or officer.language, script)
            assert locale is not None
            officer.language, officer.script = locale.language, locale.script
        if is_available is not None:
            officer.is_available = is_available
        changes = {name: value for name, value in _own_words(officer).items() if value != before[name]}
        if changes:
            detail = {"officer": officer_id, **changes}
            audit.record(session, Action.OFFICER_CHANGED, now, officer_id=officer_id, detail=detail)
        return account_of(officer)


def change_officer(
    database: Database, by: Account, officer_id: int, changes: Mapping[str, Any], now: datetime
) -> Account:
    """Change role and duties; what is left out stays.

    Raises:
        NotFound: there is no such account.
        NotAllowed: a supervisor may change languages, regions and topics alone; not an administrator's, and not those
            that confine somebody. One who is confined changes nobody's.
        InvalidTransition: it is the last administrator's role.
        Refused: a duty means nothing.
    """
    with database.write() as session:
        officer = get_officer(session, officer_id)
        by = look_again(session, by, Role.SUPERVISOR)
        is_for_admins = by.is_confined or officer.is_confined or officer.role == Role.ADMIN
        if (is_for_admins or not changes.keys() <= DUTIES) and not ranks_as(by.role, Role.ADMIN):
            raise NotAllowed("role")
        if officer.role == Role.ADMIN != changes.get("role", officer.role):
            refuse_last_admin(session, officer)
            _void_links(session, officer_id)
        before = account_of(officer)
        for name, value in changes.items():
            setattr(officer, name, value)
        check_duties(Duties(tuple(officer.languages), tuple(officer.regions), tuple(officer.topics)))
        if account_of(officer) != before:
            detail = {"officer": officer_id, **changes}
            audit.record(session, Action.OFFICER_CHANGED, now, officer_id=by.id, detail=detail)
        return account_of(officer)


def disable(database: Database, by: Account | None, officer_id: int, reason: str | None, now: datetime) -> Account:
    """Let an account in no more; its logins end. By nobody: from the command line.

    Raises:
        NotFound: there is no such account.
        NotAllowed: `by` manages accounts no more.
        InvalidTransition: it is disabled already, one's own, or the last administrator's.
    """
    with database.write() as session:
        officer = get_officer(session, officer_id)
        if by is not None:
            look_again(session, by, Role.ADMIN)
        if by is not None and by.id == officer_id:
            raise InvalidTransition("own account", sentence=NOT_YOURSELF)
        if officer.disabled_at is not None:
            raise InvalidTransition("disabled", sentence=ALREADY)
        refuse_last_admin(session, officer)
        officer.disabled_at = now
        end_sessions(session, officer_id)
        _void_links(session, officer_id)
        _record(session, Action.OFFICER_DISABLED, by, officer_id, reason, now)
        return account_of(officer)


def enable(database: Database, by: Account | None, officer_id: int, reason: str | None, now: datetime) -> Account:
    """Let a disabled account in again, with the password that it had.

    Raises:
        NotFound: there is no such account.
        NotAllowed: `by` manages accounts no more.
        InvalidTransition: it is not disabled.
    """
    with database.write() as session:
        officer = get_officer(session, officer_id)
        if by is not None:
            look_again(session, by, Role.ADMIN)
        if officer.disabled_at is None:
            raise InvalidTransition("enabled", sentence=ALREADY)
        officer.disabled_at = None
        _record(session, Action.OFFICER_ENABLED, by, officer_id, reason, now)
        return account_of(officer)


def get_officer(session: Session, officer_id: int) -> Officer:
    """The account, while no other transaction changes any.

    Raises:
        NotFound: there is no such account.
    """
    audit.take_turn(session)
    officer = session.get(Officer, officer_id)
    if officer is None:
        raise NotFound("officer")
    return officer


def refuse_last_admin(session: Session, officer: Officer) -> None:
    """Raise InvalidTransition when nobody else could manage accounts. Its transaction has taken its turn."""
    is_admin = officer.role == Role.ADMIN and officer.disabled_at is None
    if is_admin and not has_admin(session, besides=officer.id):
        raise InvalidTransition("last administrator", sentence=LAST_ADMIN)


def _own_words(officer: Officer) -> Mapping[str, Any]:
    return {name: getattr(officer, name) for name in ("language", "script", "is_available")}


def _void_links(session: Session, officer_id: int) -> None:
    """Close the doors that somebody left open who manages accounts no more."""
    theirs = or_(Invitation.created_by_id == officer_id, Invitation.officer_id == officer_id)
    session.execute(delete(Invitation).where(Invitation.used_at.is_(None), theirs))


def _record(
    session: Session, action: Action, by: Account | None, officer_id: int, why: str | None, now: datetime
) -> None:
    detail = {"officer": officer_id, **({} if by else COMMAND_LINE)}
    audit.record(session, action, now, officer_id=by.id if by else None, detail=detail, why=why)
