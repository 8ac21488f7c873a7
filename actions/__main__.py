"""Starts the action server on loopback: `python -m actions`. The process manager calls it; see `python -m bot up`."""

import hmac
from collections.abc import Mapping
from typing import Annotated, Any

import uvicorn
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.answers import ActionAnswer, ActionAskBack
from actions.base import DialogAction
from actions.handoff import ActionEmergency, ActionTalkToOfficer
from actions.reports import ActionAskReport, ActionReceipt, ValidateReportForm
from actions.session import ActionCancel, ActionChangeLanguage
from bot.config import load_settings
from bot.errors import ConfigError
from bot.log import configure_logging
from bot.run_files import find_token
from bot.services.audit import open_database
from bot.store.database import Database

__all__ = ["ACTIONS", "create_app"]

ACTIONS: tuple[type[DialogAction], ...] = (
    ActionAnswer,
    ActionAskBack,
    ActionAskReport,
    ActionCancel,
    ActionChangeLanguage,
    ActionEmergency,
    ActionReceipt,
    ActionTalkToOfficer,
    ValidateReportForm,
)
"""Every action of `domain.yml`."""

router = APIRouter()


class Call(BaseModel, extra="allow"):
    """What the engine sends: the action's name and the state of the talk."""

    next_action: str
    tracker: dict[str, Any]


def create_app(token: str, database: Database) -> FastAPI:
    """The server that rasa-sdk's own would be, with a token and without echoing a talk in its errors."""
    if not token:
        raise ConfigError("an empty token would let everybody in")
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(check_token)])
    app.state.token = token
    app.state.executor = ActionExecutor()
    for action in ACTIONS:
        app.state.executor.register_action(action(database))
    app.include_router(router)
    return app


def check_token(request: Request, given: Annotated[str, Query(alias="token")] = "") -> None:
    """Refuse a call without the token, before its body is read."""
    expected: str = request.app.state.token
    given = request.headers.get("authorization", "").removeprefix("Bearer ") or given
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise HTTPException(401)


@router.get("/health")
def health() -> Mapping[str, str]:
    """That the server is up."""
    return {"status": "ok"}


@router.post("/webhook", response_model=None)
async def run_action(request: Request) -> Mapping[str, Any] | JSONResponse:
    """Run one action; what it says and changes, in the form that Rasa reads."""
    try:
        call = Call.model_validate_json(await request.body())
    except ValidationError:
        raise HTTPException(422) from None
    try:
        result: Mapping[str, Any] = await request.app.state.executor.run(call.model_dump())
    except ActionExecutionRejection as error:
        # Rasa reads the name from the answer, and predicts another action.
        return JSONResponse({"error": "rejected", "action_name": error.action_name}, 400)
    except ActionNotFoundException as error:
        raise HTTPException(404) from error
    return result


def main() -> None:
    """Serve until stopped."""
    configure_logging("actions")
    settings = load_settings()
    app = create_app(find_token(settings.run_dir), open_database(settings))
    uvicorn.run(app, host="127.0.0.1", port=settings.actions_port, log_level="warning", access_log=False, ws="none")


if __name__ == "__main__":
    main()
