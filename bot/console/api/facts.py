"""The facts that the bot's answers name, for whoever has an account."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from bot.console.access import require
from bot.console.api.talks import locale_of
from bot.services import facts
from bot.services.answers import today
from bot.services.facts import FactRow
from bot.services.officers import Account

__all__ = ["router"]

router = APIRouter(prefix="/api/console", tags=["console: facts"])


class FactsOut(BaseModel):
    """All facts, how many have expired or soon will, and how many nobody has approved."""

    facts: tuple[FactRow, ...]
    expiring: int
    unapproved: int


@router.get("/facts")
def show_facts(request: Request, account: Annotated[Account, Depends(require())]) -> FactsOut:
    """Every fact with its source and its last day, written in the officer's language."""
    day = today(datetime.now(UTC))
    return FactsOut(
        facts=facts.list_facts(day, locale_of(request, account)),
        expiring=len(facts.expiring(day)),
        unapproved=len(facts.unapproved()),
    )
