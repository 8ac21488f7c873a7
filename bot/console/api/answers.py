"""The bot's answers, for officers to put into a talk."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from bot.console.access import AsOfficer
from bot.console.api.talks import locale_of
from bot.i18n import LOCALES
from bot.services import ready_answers
from bot.services.answers import today

__all__ = ["router"]

router = APIRouter(prefix="/api/console/answers", tags=["console: answers"])


@router.get("")
def list_answers(account: AsOfficer, request: Request, q: Annotated[str, Query(max_length=100)] = "") -> dict[str, Any]:
    """Answers that have all words of `q`, in the officer's language and as each citizen would read them."""
    locale, day = locale_of(request, account), today(datetime.now(UTC))
    return {
        "answers": [
            {
                "id": it.key,
                "title": it.title_in(locale),
                "text": it.text_in(locale, day),
                "preview": {other.tag: it.text_in(other, day) for other in LOCALES},
            }
            for it in ready_answers.find(q, day)
        ]
    }
