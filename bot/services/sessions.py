"""Logins to the console: signing in and out, and who a token stands for.

A token is 256 random bits, stored hashed. It ends when it is not used for a while, and after a shift in any case.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bot.errors import Refused, SignedOut
from bot.i18n import N_
from bot.services import audit, second_factor
from bot.services.audit_actions import Action
from bot.services.keys import Keys, hash_token, make_token
from bot.services.lockout import count_attempt, forget_attempts, record_failure, take_back_attempt
from bot.services.officers import Account, account_of, end_sessions, find_by_name, fold_name
from bot.services.passwords import Passwords, check_password
from bot.store.database import Database
from bot.store.tables import Officer, OfficerSession

__all__ = [
    "Login",
    "change_password",
    "csrf_of",
    "find_login",
    "renew",
    "require_password",
    "sign_in",
    "sign_out",
    "touch",
]

SHIFT = timedelta(hours=12)
USED_EVERY = timedelta(minutes=1)
SEEN_EVERY = timedelta(seconds=20)
"""How often a sign of life is written at most: not every request is worth a write."""

WRONG = N_("The name or the password is wrong.")
WRONG_PASSWORD = N_("The password is wrong.")
CODE_REQUIRED = N_("Please enter the six digits that your app shows.")


@dataclass(frozen=True, slots=True)
class Login:
    """A login that holds, and whose it is."""

    id: int
    account: Account
    must_set_second_factor: bool
    last_used_at: datetime


def csrf_of(token: str) -> str:
    """The word that a page proves itself with, beside its cookie; derived, so nothing more is stored."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def sign_in(
    database: Database,
    keys: Keys,
    passwords: Passwords,
    *,
    name: str,
    password: str,
    code: str | None,
    idle: timedelta,
    now: datetime,
) -> str:
    """Begin a login; returns its token, which is shown this once.

    Raises:
        Refused: 401 with the code `wrong`, `code_required` or `wrong_code`; 429 while the name is locked.
    """
    name_hash = keys.hash_name(fold_name(name))
    with passwords.seat():
        with database.write() as session:
            is_locking = count_attempt(session, name_hash, now)
            officer = find_by_name(session, name)
        tried = officer.password_hash if officer and officer.disabled_at is None else None
        is_right = passwords.is_right(password, tried)
        fresh = passwords.hash(password) if is_right and tried and passwords.is_outdated(tried) else tried
    with database.write() as session:
        audit.take_turn(session)
        officer = session.get(Officer, officer.id) if officer else None
        # What was tried may have been changed meanwhile.
        if officer is None or not is_right or officer.disabled_at or officer.password_hash != tried:
            refusal = Refused(WRONG, status=401, code="wrong")
        elif (missing := _ask_for_code(keys, officer, code, now)) is not None:
            refusal = missing
        else:
            forget_attempts(session, name_hash)
            officer.password_hash = fresh
            token = _begin(session, officer.id, idle, now)
            audit.record(session, Action.LOGIN, now, officer_id=officer.id)
            return token
        if refusal.code == "code_required":
            take_back_attempt(session, name_hash)
        else:
            record_failure(session, officer.id if officer else None, now, is_locking=is_locking)
    raise refusal


def find_login(database: Database, token: str, *, idle: timedelta, now: datetime) -> Login:
    """The login of a token.

    Raises:
        SignedOut: there is none, it has ended, or the account is disabled.
    """
    with database.read() as session:
        query = select(OfficerSession, Officer).join(Officer, Officer.id == OfficerSession.officer_id)
        found = session.execute(query.where(OfficerSession.token_hash == hash_token(token))).one_or_none()
        if found is None:
            raise SignedOut("unknown")
        row, officer = found
        if officer.disabled_at or row.expires_at <= now or row.last_used_at + idle <= now:
            raise SignedOut("ended")
        must_set = officer.totp_confirmed_at is None and second_factor.is_required(session)
        return Login(row.id, account_of(officer), must_set, row.last_used_at)


def touch(database: Database, login: Login, now: datetime) -> None:
    """Note that the officer is there: the login goes on, and so do the talks that they own.

    Who has yet to set up the second factor can take no talk, so they do not count as there. The account is written
    before the login, as everywhere: two who want the same two rows then wait for each other in one order.

    Raises:
        SignedOut: the login was ended meanwhile.
    """
    seen = login.account.last_seen_at
    is_used = now - login.last_used_at >= USED_EVERY
    is_seen = not login.must_set_second_factor and (seen is None or now - seen >= SEEN_EVERY)
    if not is_used and not is_seen:
        return
    with database.write() as session:
        if is_seen:
            session.execute(update(Officer).where(Officer.id == login.account.id).values(last_seen_at=now))
        if is_used:
            session.execute(update(OfficerSession).where(OfficerSession.id == login.id).values(last_used_at=now))
        if session.scalar(select(OfficerSession.id).where(OfficerSession.id == login.id)) is None:
            raise SignedOut("ended")


def renew(database: Database, login: Login) -> str:
    """A fresh token for a login that goes on with more rights; the one it had stands for nobody.

    Raises:
        SignedOut: the login was ended meanwhile.
    """
    token = make_token()
    with database.write() as session:
        query = update(OfficerSession).where(OfficerSession.id == login.id).values(token_hash=hash_token(token))
        if session.scalar(query.returning(OfficerSession.id)) is None:
            raise SignedOut("ended")
    return token


def sign_out(database: Database, login: Login, now: datetime) -> None:
    """End a login. With the last one the officer is off duty, and the talks they still have go back to the queue."""
    with database.write() as session:
        audit.take_turn(session)
        others = select(OfficerSession.id).where(
            OfficerSession.officer_id == login.account.id,
            OfficerSession.id != login.id,
            OfficerSession.expires_at > now,
        )
        if session.scalar(others.limit(1)) is None:
            session.execute(update(Officer).where(Officer.id == login.account.id).values(last_seen_at=None))
        session.execute(delete(OfficerSession).where(OfficerSession.id == login.id))
        audit.record(session, Action.LOGOUT, now, officer_id=login.account.id)


def require_password(
    database: Database, keys: Keys, passwords: Passwords, login: Login, password: str, now: datetime
) -> None:
    """Let go on only who knows the account's password: an open page is not enough.

    Raises:
        Refused: it is wrong, or the name is locked after too many wrong ones.
    """
    name_hash = keys.hash_name(fold_name(login.account.name))
    with passwords.seat():
        with database.write() as session:
            is_locking = count_attempt(session, name_hash, now)
            stored = session.get_one(Officer, login.account.id).password_hash
        is_right = passwords.is_right(password, stored)
    with database.write() as session:
        audit.take_turn(session)
        if is_right:
            forget_attempts(session, name_hash)
            return
        record_failure(session, login.account.id, now, is_locking=is_locking)
    raise Refused(WRONG_PASSWORD, code="wrong")


def change_password(
    database: Database,
    keys: Keys,
    passwords: Passwords,
    login: Login,
    *,
    old: str,
    new: str,
    idle: timedelta,
    now: datetime,
) -> str:
    """Set a new password and end every login of the account; returns the token of a fresh one.

    Raises:
        Refused: the old one is wrong, or the new one is not taken.
    """
    check_password(new, login.account.name)
    require_password(database, keys, passwords, login, old, now)
    password_hash = passwords.hash(new)
    with database.write() as session:
        audit.take_turn(session)
        officer = session.get_one(Officer, login.account.id)
        officer.password_hash = password_hash
        end_sessions(session, officer.id)
        token = _begin(session, officer.id, idle, now)
        audit.record(session, Action.PASSWORD_CHANGED, now, officer_id=officer.id)
        return token


def _ask_for_code(keys: Keys, officer: Officer, code: str | None, now: datetime) -> Refused | None:
    """What is wrong with the second factor, if anything."""
    if officer.totp_confirmed_at is None:
        return None
    if not code:
        return Refused(CODE_REQUIRED, status=401, code="code_required")
    if not second_factor.use_code(keys, officer, code, now):
        return Refused(second_factor.WRONG_CODE, status=401, code="wrong_code")
    return None


def _begin(session: Session, officer_id: int, idle: timedelta, now: datetime) -> str:
    ended = or_(OfficerSession.expires_at <= now, OfficerSession.last_used_at <= now - idle)
    session.execute(delete(OfficerSession).where(ended))
    token = make_token()
    times = {"created_at": now, "last_used_at": now, "expires_at": now + SHIFT}
    session.add(OfficerSession(officer_id=officer_id, token_hash=hash_token(token), **times))
    return token
