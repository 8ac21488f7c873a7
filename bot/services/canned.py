"""Canned replies: kept ready in three languages, picked in the officer's, sent in the citizen's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.config import ROOT
from bot.cyrillic import to_cyrillic
from bot.errors import NotFound, Stale
from bot.i18n import Locale
from bot.services import audit
from bot.services.audit_actions import Action
from bot.store.database import Database
from bot.store.tables import CannedReply
from nlu.text.normalise import fold
from nlu.text.scripts import Script

__all__ = ["Canned", "add", "change", "keep_first", "list_replies", "remove", "text_of"]


SHIPPED = ROOT / "bot" / "content" / "canned.yml"


@dataclass(frozen=True, slots=True)
class Canned:
    """One reply, by language: titles for officers, texts for citizens. Serbian stands in Latin."""

    id: int
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    version: int

    def title_in(self, locale: Locale) -> str:
        """Its title as the officer reads it."""
        return _written(self.titles, locale)

    def text_in(self, locale: Locale) -> str:
        """Its text in a language and script."""
        return _written(self.texts, locale)


def list_replies(database: Database, query: str = "") -> list[Canned]:
    """Every reply whose title or text has all words of `query`, in any language, with or without marks on letters."""
    words = fold(query).split()
    with database.read() as session:
        rows = session.scalars(select(CannedReply).where(CannedReply.disabled_at.is_(None)).order_by(CannedReply.id))
        found = [_canned(row) for row in rows]
    return [it for it in found if all(word in _haystack(it) for word in words)]


def text_of(session: Session, reply_id: int, locale: Locale) -> str:
    """A reply's text in a language and script.

    Raises:
        NotFound: there is no such reply.
    """
    return _canned(_get(session, reply_id)).text_in(locale)


def add(
    database: Database, titles: Mapping[str, str], texts: Mapping[str, str], *, officer_id: int, now: datetime
) -> int:
    """Keep a reply ready; returns its id."""
    with database.write() as session:
        row = CannedReply(titles=dict(titles), texts=dict(texts), version=1, updated_at=now, updated_by_id=officer_id)
        session.add(row)
        session.flush()
        audit.record(session, Action.CANNED_ADDED, now, officer_id=officer_id, detail={"reply": row.id})
        return row.id


def keep_first(database: Database, now: datetime) -> None:
    """Give a house that has never had a reply those that Dialog ships with."""
    with database.write() as session:
        if session.scalar(select(CannedReply.id).limit(1)) is not None:
            return
        for reply in yaml.safe_load(SHIPPED.read_text("utf-8")):
            session.add(CannedReply(titles=reply["titles"], texts=reply["texts"], version=1, updated_at=now))
        audit.record(session, Action.CANNED_ADDED, now, officer_id=None, detail={"shipped": True})


def change(
    database: Database,
    reply_id: int,
    titles: Mapping[str, str],
    texts: Mapping[str, str],
    *,
    version: int,
    officer_id: int,
    now: datetime,
) -> int:
    """Change a reply that the officer last saw in `version`; returns the new one.

    Raises:
        NotFound: there is no such reply.
        Stale: somebody else has changed it meanwhile.
    """
    with database.write() as session:
        row = _require_version(session, reply_id, version)
        row.titles, row.texts, row.version = dict(titles), dict(texts), version + 1
        row.updated_at, row.updated_by_id = now, officer_id
        audit.record(session, Action.CANNED_CHANGED, now, officer_id=officer_id, detail={"reply": row.id})
        return row.version


def remove(database: Database, reply_id: int, *, version: int, officer_id: int, now: datetime) -> None:
    """Offer a reply no longer.

    Raises:
        NotFound, Stale: as `change`.
    """
    with database.write() as session:
        row = _require_version(session, reply_id, version)
        row.disabled_at, row.version = now, version + 1
        audit.record(session, Action.CANNED_REMOVED, now, officer_id=officer_id, detail={"reply": row.id})


def _get(session: Session, reply_id: int, *, lock: bool = False) -> CannedReply:
    row = session.get(CannedReply, reply_id, with_for_update=lock or None)
    if row is None or row.disabled_at is not None:
        raise NotFound("reply")
    return row


def _require_version(session: Session, reply_id: int, version: int) -> CannedReply:
    row = _get(session, reply_id, lock=True)
    if row.version != version:
        raise Stale("reply")
    return row


def _canned(row: CannedReply) -> Canned:
    return Canned(row.id, row.titles, row.texts, row.version)


def _haystack(canned: Canned) -> str:
    return fold(" ".join([*canned.titles.values(), *canned.texts.values()]))


def _written(texts: Mapping[str, str], locale: Locale) -> str:
    text = texts[locale.language]
    return to_cyrillic(text) if locale.script is Script.CYRILLIC else text
