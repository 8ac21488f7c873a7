"""The web chat's page, in the language of the visitor."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from bot.channels.webchat.strings import CHAT_STRINGS
from bot.content.privacy import load_privacy
from bot.context import Context, Here
from bot.i18n import LOCALES, find_locale, preferred_locale, translate
from bot.messages import Reply
from bot.rendering import render
from bot.services.attachments import Limits
from bot.services.file_types import TYPES

__all__ = ["EMBEDDED", "STATIC", "router"]

HERE = Path(__file__).parent
STATIC = HERE / "static"
SUFFIXES = (".opus", ".m4a", ".3gp", ".txt")
"""Where browsers have another name for a type that is taken, or none."""
EMBEDDED = "/embed"
"""The chat for frames in other sites: those of `DIALOG_EMBED_ORIGINS`, and no others."""
LABELS = ("page_title", "embed_close", "new_messages")
"""The words of the script that puts the chat into other sites."""
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


Lang = Annotated[str | None, Query(max_length=8)]


@router.get("/", response_class=HTMLResponse)
def show_chat(request: Request, here: Here, lang: Lang = None) -> HTMLResponse:
    """The chat, in the language of the link, else of the browser."""
    return _show(request, here, lang)


@router.get(EMBEDDED, response_class=HTMLResponse)
def show_embedded(
    request: Request, here: Here, lang: Lang = None, host: Annotated[str, Query(max_length=300)] = ""
) -> HTMLResponse:
    """The same for a frame. `host`: the origin of the page around it; one that no setting names is told nothing.

    Raises:
        HTTPException: 404, no site may show it.
    """
    origins = _origins(here)
    return _show(request, here, lang, is_embedded=True, host=host if host in origins else "")


@router.get("/embed.js")
def give_embed_script(request: Request, here: Here) -> Response:
    """What another site loads to have a button that opens the chat.

    Raises:
        HTTPException: 404, no site may show it.
    """
    _origins(here)
    words = {tag: [strings[key] for key in LABELS] for tag, strings in _strings().items()}
    text = templates.get_template("embed.js").render(words=words, exit_url=here.settings.exit_url, page=EMBEDDED)
    script = "\n".join(line for it in text.splitlines() if (line := it.strip()))
    headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=3600"}
    return Response(script, media_type="text/javascript", headers=headers)


def _origins(here: Context) -> list[str]:
    origins = here.settings.embed_origins.split()
    if not origins:
        raise HTTPException(404)
    return origins


def _show(
    request: Request, here: Context, lang: str | None, *, is_embedded: bool = False, host: str = ""
) -> HTMLResponse:
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
            "is_embedded": is_embedded,
            "host": host,
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
