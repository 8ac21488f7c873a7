"""Errors at the web's edge: problem JSON (RFC 9457) with a sentence for its reader, never a stack trace."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.channels.webchat.api import token_hash
from bot.content.facts import load_numbers
from bot.context import get_context
from bot.errors import DialogError, NotFound, Refused
from bot.i18n import N_, Locale, preferred_locale, translate
from bot.messages import Channel
from bot.metrics import REFUSED
from bot.services import conversations

__all__ = ["problem", "register"]

SENTENCES = {
    400: N_("This request could not be read."),
    401: N_("This chat is not known any more. Please start a new one."),
    404: N_("There is nothing here."),
    405: N_("This cannot be done here."),
    413: N_("This message is too long. Please send it in shorter parts."),
    415: N_("Files cannot be received here yet. Please describe in words what they show."),
    422: N_("This message could not be read. Please write it again in plain text, at most 4096 characters."),
    500: N_(
        "Something went wrong on our side. Please try again. "
        "If anyone is in danger, call {police_number} or {emergency_number}."
    ),
}


def register(app: FastAPI) -> None:
    """Map every error of the app's routes to an answer."""
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(NotFound, _on_not_found)


def problem(
    status: int, locale: Locale, *, sentence: str | None = None, headers: dict[str, str] | None = None
) -> JSONResponse:
    """An answer that says in `locale` what is wrong."""
    known = SENTENCES.get(status, SENTENCES[500])
    body = {
        "type": "about:blank",
        "title": translate(known, locale, **load_numbers()),
        "status": status,
        "detail": translate(sentence or known, locale, **load_numbers()),
    }
    REFUSED.labels(status).inc()
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def _on_validation(request: Request, error: Exception) -> JSONResponse:
    return problem(422, _locale(request))


def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, _locale(request), headers=dict(error.headers or {}))


def _on_refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refused)
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else None
    return problem(error.status, _locale(request), sentence=error.sentence, headers=headers)


def _on_not_found(request: Request, error: Exception) -> JSONResponse:
    is_chat = request.url.path.startswith("/api/chat/")
    return problem(401 if is_chat else 404, _locale(request))


def _locale(request: Request) -> Locale:
    """The language of the chat whose token came along, else the browser's."""
    fallback = preferred_locale(request.headers.get("accept-language"))
    try:
        sender = token_hash(request.headers.get("authorization"))
        situation = conversations.situation_of(get_context(request).database, Channel.WEBCHAT, sender)
    except DialogError:
        return fallback
    except Exception:  # noqa: BLE001 - while telling of one error, another must not hide it
        return fallback
    return situation.locale or fallback
