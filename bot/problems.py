"""Errors at the web's edge: problem JSON (RFC 9457) with a sentence for its reader, never a stack trace."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.channels.webchat.api import token_hash
from bot.content.facts import load_numbers
from bot.context import get_context
from bot.errors import (
    DialogError,
    InvalidTransition,
    NotAllowed,
    NotFound,
    Refused,
    SignedOut,
    Stale,
    Taken,
)
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
    415: N_("Files cannot be received in this form. Please describe in words what they show."),
    422: N_("This message could not be read. Please write it again in plain text, at most 4096 characters."),
    500: N_(
        "Something went wrong on our side. Please try again. "
        "If anyone is in danger, call {police_number} or {emergency_number}."
    ),
}
CONSOLE = "/api/console/"
CONSOLE_SENTENCES = {
    401: N_("You are signed out. Please sign in again."),
    403: N_("Your account may not do this."),
    404: N_("This is not there, or not for your account."),
    409: N_("This is not possible at the moment."),
    422: N_("These details could not be read. Please check them."),
    500: N_("Something went wrong on our side. Please try again."),
}
"""What officers read in the place of what citizens do."""
TAKEN = N_("{owner} has this talk already.")
STALE = N_("Somebody has changed this meanwhile. Please load it again.")


def register(app: FastAPI) -> None:
    """Map every error of the app's routes to an answer."""
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(NotFound, _on_not_found)
    app.add_exception_handler(SignedOut, _on_signed_out)
    app.add_exception_handler(NotAllowed, _on_not_allowed)
    app.add_exception_handler(InvalidTransition, _on_invalid_transition)


def problem(
    status: int,
    locale: Locale,
    *,
    sentence: str | None = None,
    arguments: Mapping[str, Any] | None = None,
    headers: dict[str, str] | None = None,
    is_console: bool = False,
    **members: Any,
) -> JSONResponse:
    """An answer that says in `locale` what is wrong; `members` that are not none stand beside it, for clients."""
    sentences = SENTENCES | (CONSOLE_SENTENCES if is_console else {})
    known = sentences.get(status, sentences[500])
    body = {
        "type": "about:blank",
        "title": translate(known, locale, **load_numbers()),
        "status": status,
        "detail": translate(sentence or known, locale, **load_numbers(), **(arguments or {})),
        **{name: value for name, value in members.items() if value is not None},
    }
    REFUSED.labels(status).inc()
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def _answer(request: Request, status: int, **parts: Any) -> JSONResponse:
    return problem(status, _locale(request), is_console=_is_console(request), **parts)


def _on_validation(request: Request, error: Exception) -> JSONResponse:
    return _answer(request, 422)


def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return _answer(request, error.status_code, headers=dict(error.headers or {}))


def _on_refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refused)
    return _answer(
        request,
        error.status,
        sentence=error.sentence,
        arguments=error.arguments,
        headers={"Retry-After": str(error.retry_after)} if error.retry_after else None,
        code=error.code,
        retry_after=error.retry_after if _is_console(request) else None,
    )


def _on_not_found(request: Request, error: Exception) -> JSONResponse:
    is_chat = request.url.path.startswith("/api/chat/")
    return _answer(request, 401 if is_chat else 404)


def _on_signed_out(request: Request, error: Exception) -> JSONResponse:
    return _answer(request, 401, code="signed_out", headers={"WWW-Authenticate": "Bearer"})


def _on_not_allowed(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, NotAllowed)
    return _answer(request, 403, sentence=error.sentence, code=error.code)


def _on_invalid_transition(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, InvalidTransition)
    if isinstance(error, Taken):
        owner = {"owner": error.owner}
        return _answer(request, 409, sentence=error.sentence or TAKEN, arguments=owner, code="taken", **owner)
    is_stale = isinstance(error, Stale)
    sentence = error.sentence or (STALE if is_stale else None)
    return _answer(request, 409, sentence=sentence, code="stale" if is_stale else "transition")


def _is_console(request: Request) -> bool:
    return request.url.path.startswith(CONSOLE)


def _locale(request: Request) -> Locale:
    """The browser's language; for citizens rather that of the chat whose token came along."""
    fallback = preferred_locale(request.headers.get("accept-language"))
    if _is_console(request):
        return fallback
    try:
        sender = token_hash(request.headers.get("authorization"))
        situation = conversations.situation_of(get_context(request).database, Channel.WEBCHAT, sender)
    except DialogError:
        return fallback
    except Exception:  # noqa: BLE001 - while telling of one error, another must not hide it
        return fallback
    return situation.locale or fallback
