"""The second factor: six digits that an app on the officer's phone shows for 30 seconds (TOTP, RFC 6238)."""

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno
from sqlalchemy.orm import Session

from bot.errors import InvalidTransition, Refused
from bot.i18n import N_
from bot.log import get_logger
from bot.services import audit
from bot.services.audit_actions import Action
from bot.services.keys import Keys, Unreadable
from bot.services.officers import end_sessions
from bot.store.database import Database
from bot.store.tables import Officer, Rule

__all__ = ["WRONG_CODE", "Offer", "clear", "confirm", "is_required", "offer", "remove", "use_code"]

log = get_logger()

ISSUER = "Dialog"
STEP = 30
RULE = "second_factor"
WRONG_CODE = N_("These six digits are wrong or were used already. Please wait for the next ones.")
SET_ALREADY = N_("A second factor is set up already. Remove it first.")
NOT_OFFERED = N_("Please begin setting up the second factor anew.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What an officer puts into their app: by hand, by a link, or by a picture."""

    secret: str
    uri: str
    qr: str
    """An SVG image as a data URI."""


def is_required(session: Session) -> bool:
    """Whether every account must have a second factor."""
    rule = session.get(Rule, RULE)
    return bool(rule and rule.value.get("is_required"))


def offer(database: Database, keys: Keys, officer_id: int, now: datetime) -> Offer:
    """Begin: make a secret, which counts once a code of it is confirmed.

    Raises:
        InvalidTransition: there is a second factor already.
    """
    secret = pyotp.random_base32()
    with database.write() as session:
        audit.take_turn(session)
        officer = session.get_one(Officer, officer_id)
        if officer.totp_confirmed_at:
            raise InvalidTransition("second factor", sentence=SET_ALREADY)
        officer.totp_secret = keys.encrypt(secret)
        officer.totp_last_step = None
        uri = pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=officer.name, issuer_name=ISSUER)
        detail = {"officer": officer_id, "second_factor": "offered"}
        audit.record(session, Action.OFFICER_CHANGED, now, officer_id=officer_id, detail=detail)
    qr = segno.make(uri, error="m").svg_data_uri(scale=4, border=4, light="#fff")
    return Offer(secret, uri, qr)


def confirm(
    database: Database, keys: Keys, officer_id: int, code: str, now: datetime, *, besides: int | None = None
) -> None:
    """Set the offered factor up by the first code from the officer's app; ends their logins `besides` this one.

    Raises:
        InvalidTransition: nothing was offered, or there is a second factor already.
        Refused: the code is wrong.
    """
    with database.write() as session:
        audit.take_turn(session)
        officer = session.get_one(Officer, officer_id)
        if officer.totp_confirmed_at:
            raise InvalidTransition("second factor", sentence=SET_ALREADY)
        if not officer.totp_secret:
            raise InvalidTransition("second factor", sentence=NOT_OFFERED)
        if not use_code(keys, officer, code, now):
            raise Refused(WRONG_CODE, code="wrong_code")
        officer.totp_confirmed_at = now
        end_sessions(session, officer_id, besides=besides)
        audit.record(session, Action.SECOND_FACTOR_SET, now, officer_id=officer_id)


def remove(database: Database, officer_id: int, now: datetime, *, besides: int | None = None) -> None:
    """Remove the factor, or what was offered; ends the officer's logins `besides` this one."""
    with database.write() as session:
        audit.take_turn(session)
        officer = session.get_one(Officer, officer_id)
        was_set = officer.totp_confirmed_at is not None
        clear(officer)
        end_sessions(session, officer_id, besides=besides)
        if was_set:
            audit.record(session, Action.SECOND_FACTOR_REMOVED, now, officer_id=officer_id)


def clear(officer: Officer) -> None:
    """Leave the account without a second factor."""
    officer.totp_secret = officer.totp_confirmed_at = officer.totp_last_step = None


def use_code(keys: Keys, officer: Officer, code: str, now: datetime) -> bool:
    """Whether the code is right, one step of clocks apart at most. A step's code counts once (RFC 6238, 5.2)."""
    try:
        totp = pyotp.TOTP(keys.decrypt(officer.totp_secret or ""), interval=STEP)
    except Unreadable:
        log.error("second_factor.unreadable", officer=officer.id)
        return False
    given = "".join(code.split()).encode()
    present = int(now.timestamp()) // STEP
    earliest = present - 1 if officer.totp_last_step is None else max(present - 1, officer.totp_last_step + 1)
    for step in range(earliest, present + 2):
        if hmac.compare_digest(totp.generate_otp(step).encode(), given):
            officer.totp_last_step = step
            return True
    return False
