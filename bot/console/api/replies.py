"""Canned replies: officers look them up in their own language; supervisors keep them."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from bot.console.access import AsOfficer, AsSupervisor
from bot.console.api.schemas import Number, Strict, Text, Title
from bot.console.api.talks import locale_of
from bot.context import Here
from bot.i18n import LOCALES
from bot.services import canned

__all__ = ["router"]

router = APIRouter(prefix="/api/console/replies", tags=["console: canned replies"])


class Titles(Strict):
    """A title in each language; Serbian in Latin letters."""

    sq: Title
    sr: Title
    en: Title


class Texts(Strict):
    """A text in each language; Serbian in Latin letters, Cyrillic is derived."""

    sq: Text
    sr: Text
    en: Text


class CannedIn(Strict):
    """A reply to keep ready."""

    titles: Titles
    texts: Texts


class ChangeIn(CannedIn):
    """A change of the reply that was read in `version`."""

    version: Annotated[int, Field(ge=1)]


@router.get("")
def list_replies(
    account: AsOfficer, here: Here, request: Request, q: Annotated[str, Query(max_length=100)] = ""
) -> dict[str, Any]:
    """Replies that have all words of `q`, in whatever language and script."""
    locale = locale_of(request, account)
    return {
        "replies": [
            {
                "id": it.id,
                "title": it.title_in(locale),
                "text": it.text_in(locale),
                "preview": {other.tag: it.text_in(other) for other in LOCALES},
                "titles": it.titles,
                "texts": it.texts,
                "version": it.version,
            }
            for it in canned.list_replies(here.database, q)
        ]
    }


@router.post("", status_code=201)
def add_reply(body: CannedIn, account: AsSupervisor, here: Here) -> dict[str, int]:
    """Keep a reply ready."""
    titles, texts = body.titles.model_dump(), body.texts.model_dump()
    reply_id = canned.add(here.database, titles, texts, officer_id=account.id, now=datetime.now(UTC))
    return {"id": reply_id, "version": 1}


@router.put("/{reply_id}")
def change_reply(reply_id: Number, body: ChangeIn, account: AsSupervisor, here: Here) -> dict[str, int]:
    """Change a reply; 409 when somebody else has changed it since."""
    version = canned.change(
        here.database,
        reply_id,
        body.titles.model_dump(),
        body.texts.model_dump(),
        version=body.version,
        officer_id=account.id,
        now=datetime.now(UTC),
    )
    return {"id": reply_id, "version": version}


@router.delete("/{reply_id}", status_code=204)
def remove_reply(reply_id: Number, account: AsSupervisor, here: Here, version: Annotated[int, Query(ge=1)]) -> None:
    """Offer a reply no longer."""
    canned.remove(here.database, reply_id, version=version, officer_id=account.id, now=datetime.now(UTC))
