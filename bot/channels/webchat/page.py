"""The web chat's page, in the language of the visitor."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from bot.channels.webchat.strings import CHAT_STRINGS
from bot.content.privacy import load_privacy
from bot.context import Here
from bot.i18n import LOCALES, find_locale, preferred_locale, translate
from bot.messages import Reply
from bot.rendering import render
from bot.services.attachments import Limits
from bot.services.file_types import TYPES

__all__ = ["STATIC", "router"]

HERE = Path(__file__).parent
STATIC = HERE / "static"
SUFFIXES = (".opus", ".m4a", ".3gp", ".txt")
"""Where browsers have another name for a type that is taken, or none."""
NOTICE = {
    "privacy_more": "utter_privacy_more",
    "privacy_terms": "utter_privacy_terms",
    "privacy_here": "utter_privacy_webchat",
}
"""What the page tells of data before anything is written."""

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(HERE / "templates")
# Cyrillic as it is: escaped, the page would weigh a third more.
templates.env.policies["json.dumps_kwargs"] = {"ensure_ascii": False}


@router.get("/", response_class=HTMLResponse)
def show_chat(request: Request, here: Here, lang: Annotated[str | None, Query(max_length=8)] = None) -> HTMLResponse:
    """The chat, in the language of the link, else of the browser."""
    locale = find_locale(lang) if lang else None
    locale = locale or preferred_locale(request.headers.get("accept-language"))
    return templates.TemplateResponse(
        request,
        "chat.html",
        {
            "lang": locale.tag,
            "strings": _strings(),
            "asset_version": _asset_version(),
            "notice": load_privacy().version,
            "exit_url": here.settings.exit_url,
            "accept": ",".join((*TYPES, *SUFFIXES)),
            "limits": Limits.of(here.settings).megabytes,
        },
    )


@cache
def _strings() -> dict[str, dict[str, str]]:
    return {
        locale.tag: {key: translate(source, locale) for key, source in CHAT_STRINGS.items()}
        # The same words that the bot says: what is told of data must not differ.
        | {key: render(Reply(response), locale, effect="page").text for key, response in NOTICE.items()}
        for locale in LOCALES
    }


@cache
def _asset_version() -> str:
    digest = sha256()
    for file in sorted(STATIC.iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
