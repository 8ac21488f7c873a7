"""Accounts of the console: who they are, what they may do, what they have said of themselves."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.content import municipalities
from bot.errors import NotAllowed, Refused
from bot.i18n import DEFAULT_LOCALE, N_, Locale, find_locale
from bot.labels import TOPICS
from bot.messages import Role
from bot.store import queries
from bot.store.tables import Officer, OfficerSession
from nlu.text.language import Language

__all__ = [
    "Account",
    "Duties",
    "account_of",
    "add_officer",
    "check_duties",
    "clean_name",
    "end_sessions",
    "find_by_name",
    "fold_name",
    "has_admin",
    "is_on_duty",
    "look_again",
    "ranks_as",
]

SHORTEST_NAME, LONGEST_NAME = 2, 80
WRONG_NAME = N_("A name has 2 to 80 characters, none of them invisible.")
NAME_TAKEN = N_("There is an account of this name already.")
WRONG_DUTY = N_("Unknown: {word}.")

RANKS = {
    Role.TRAINER: frozenset({Role.TRAINER}),
    Role.OFFICER: frozenset({Role.OFFICER}),
    Role.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.OFFICER}),
    Role.ADMIN: frozenset(Role),
}
"""What each role may act as. A trainer sees no talk: what is taught comes without names."""


@dataclass(frozen=True, slots=True)
class Account:
    """An officer as the console's services know them."""

    id: int
    name: str
    role: Role
    locale: Locale
    languages: tuple[str, ...]
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    is_confined: bool
    is_available: bool
    has_second_factor: bool
    last_seen_at: datetime | None
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Duties:
    """What talks are for an officer; empty means all. Confined, they see no others."""

    languages: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    is_confined: bool = False

    def as_json(self) -> dict[str, Any]:
        """The form in which an invitation keeps them."""
        return {
            "languages": list(self.languages),
            "regions": list(self.regions),
            "topics": list(self.topics),
            "is_confined": self.is_confined,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> "Duties":
        """What `as_json` wrote; none means all."""
        value = value or {}
        lists = {name: tuple(value.get(name) or ()) for name in ("languages", "regions", "topics")}
        return cls(**lists, is_confined=bool(value.get("is_confined")))


def ranks_as(role: Role, needed: Role) -> bool:
    """Whether an account of `role` may do what `needed` may."""
    return needed in RANKS[role]


def look_again(session: Session, asker: Account, needed: Role) -> Account:
    """The asker as they are by now: another may have changed or disabled them while they waited for their turn.

    Raises:
        NotAllowed: they may not act as `needed` any more.
    """
    officer = session.get_one(Officer, asker.id)
    if officer.disabled_at is not None or not ranks_as(Role(officer.role), needed):
        raise NotAllowed("role")
    return account_of(officer)


def is_on_duty(account: Account, now: datetime) -> bool:
    """Whether the officer gave a sign in the last minutes, and takes talks."""
    is_there = account.last_seen_at is not None and account.last_seen_at > now - queries.ON_DUTY_SIGN
    is_free = account.disabled_at is None and account.is_available
    return is_there and is_free and ranks_as(account.role, Role.OFFICER)


def account_of(officer: Officer) -> Account:
    """The account of a row."""
    return Account(
        id=officer.id,
        name=officer.name,
        role=Role(officer.role),
        locale=find_locale(officer.language, officer.script) or DEFAULT_LOCALE,
        languages=tuple(officer.languages),
        regions=tuple(officer.regions),
        topics=tuple(officer.topics),
        is_confined=officer.is_confined,
        is_available=officer.is_available,
        has_second_factor=officer.totp_confirmed_at is not None,
        last_seen_at=officer.last_seen_at,
        disabled_at=officer.disabled_at,
    )


def clean_name(name: str) -> str:
    """The name as it is kept.

    Raises:
        Refused: too short, too long, or with characters that nobody sees.
    """
    cleaned = " ".join(unicodedata.normalize("NFKC", name).split())
    is_visible = not any(unicodedata.category(letter).startswith("C") for letter in cleaned)
    if not SHORTEST_NAME <= len(cleaned) <= LONGEST_NAME or not is_visible:
        raise Refused(WRONG_NAME)
    return cleaned


def fold_name(name: str) -> str:
    """What two spellings of the same name have in common."""
    return unicodedata.normalize("NFKC", " ".join(unicodedata.normalize("NFKC", name).split()).casefold())


def find_by_name(session: Session, name: str) -> Officer | None:
    """The account of a name in any spelling. Reads all names, so that a known one takes as long as another."""
    wanted = fold_name(name)
    names = session.execute(select(Officer.id, Officer.name))
    found = [officer_id for officer_id, known in names if fold_name(known) == wanted]
    return session.get(Officer, found[0]) if found else None


def check_duties(duties: Duties) -> Duties:
    """Take duties whose words all mean something.

    Raises:
        Refused: naming the first unknown word.
    """
    known = {
        "languages": set(Language),
        "regions": municipalities.load().directorates.keys(),
        "topics": TOPICS,
    }
    for name, words in known.items():
        unknown = next((word for word in getattr(duties, name) if word not in words), None)
        if unknown is not None:
            raise Refused(WRONG_DUTY, word=unknown[:48])
    return duties


def add_officer(
    session: Session, name: str, role: Role, password_hash: str, duties: Duties, locale: Locale, now: datetime
) -> Officer:
    """Make an account. Its transaction has taken its turn, so that no two get the same name.

    Raises:
        Refused: the name is wrong or taken.
    """
    cleaned = clean_name(name)
    if find_by_name(session, cleaned):
        raise Refused(NAME_TAKEN, status=409, code="name_taken")
    officer = Officer(
        name=cleaned,
        role=role,
        password_hash=password_hash,
        language=locale.language,
        script=locale.script,
        is_available=True,
        created_at=now,
        **duties.as_json(),
    )
    session.add(officer)
    session.flush()
    return officer


def has_admin(session: Session, *, besides: int | None = None) -> bool:
    """Whether an administrator can sign in; `besides` the one with this id."""
    query = select(Officer.id).where(
        Officer.role == Role.ADMIN, Officer.disabled_at.is_(None), Officer.password_hash.is_not(None)
    )
    return any(officer_id != besides for officer_id in session.scalars(query))


def end_sessions(session: Session, officer_id: int, *, besides: int | None = None) -> None:
    """End the logins of an officer; `besides` the one with this id."""
    query = delete(OfficerSession).where(OfficerSession.officer_id == officer_id)
    session.execute(query.where(OfficerSession.id != besides) if besides is not None else query)
