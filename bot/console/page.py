"""The console's shell: one page that the browser fills from the API, and the words and modules that it loads."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from fastapi.templating import Jinja2Templates

from bot.console.strings import CONSOLE_STRINGS
from bot.i18n import LOCALES, find_locale, preferred_locale, translate

__all__ = ["STATIC", "router"]

HERE = Path(__file__).parent
STATIC = HERE / "static"
FOREVER = "public, max-age=31536000, immutable"
"""For addresses that carry the version of what they name."""
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(HERE / "templates")


@router.get("/console", response_class=HTMLResponse)
def show_console(request: Request, lang: Annotated[str | None, Query(max_length=8)] = None) -> HTMLResponse:
    """The shell, in the language of the link, else of the browser. It holds nothing of any talk."""
    locale = find_locale(lang) if lang else None
    asked = locale is not None
    locale = locale or preferred_locale(request.headers.get("accept-language"))
    context = {
        "lang": locale.tag,
        "is_lang_asked": asked,
        "is_demo": bool(getattr(request.app.state.settings, "is_demo", False)),
        "t": _strings()[locale.tag],
        "version": _version(),
        "modules": [path for path in _files() if path.endswith(".js")],
        "locales": [(it.tag, it.own_name) for it in LOCALES],
    }
    return templates.TemplateResponse(request, "console.html", context)


@router.get("/console/strings/{tag}.json")
def show_strings(tag: str, v: Annotated[str | None, Query(max_length=12)] = None) -> JSONResponse:
    """Every word of the console in one language and script."""
    strings = _strings().get(tag)
    if strings is None:
        raise HTTPException(404)
    return JSONResponse(strings, headers={"Cache-Control": FOREVER if v == _version() else "no-cache"})


@router.get("/static/console/v-{version}/{path:path}")
def show_module(version: str, path: str) -> Response:
    """A file of the page under an address that changes with any of them, so modules never mix with older ones."""
    file = _files().get(path)
    if file is None:
        raise HTTPException(404)
    headers = {"Cache-Control": FOREVER if version == _version() else "no-cache"}
    return FileResponse(file, media_type=MEDIA_TYPES[file.suffix], headers=headers)


@cache
def _files() -> dict[str, Path]:
    files = (file for file in sorted(STATIC.rglob("*")) if file.suffix in MEDIA_TYPES)
    return {file.relative_to(STATIC).as_posix(): file for file in files}


@cache
def _strings() -> dict[str, dict[str, str]]:
    return {
        locale.tag: {key: translate(source, locale) for key, source in CONSOLE_STRINGS.items()} for locale in LOCALES
    }


@cache
def _version() -> str:
    digest = sha256(repr(_strings()).encode())
    for file in _files().values():
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
