"""Starts the action server on loopback: `python -m actions`. The process manager calls it; see `python -m bot up`."""

import hmac
from collections.abc import Mapping
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.config import load_settings
from bot.log import configure_logging
from bot.run_files import find_token

__all__ = ["create_app"]


def create_app(token: str) -> FastAPI:
    """The server that rasa-sdk's own would be, with a token and without echoing a talk in its errors."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    executor = ActionExecutor()
    executor.register_package("actions")

    def check_token(request: Request, given: Annotated[str, Query(alias="token")] = "") -> None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ") or given
        if not hmac.compare_digest(given.encode(), token.encode()):
            raise HTTPException(401)

    @app.get("/health", dependencies=[Depends(check_token)])
    def health() -> Mapping[str, str]:
        return {"status": "ok"}

    @app.post("/webhook", dependencies=[Depends(check_token)])
    async def run_action(call: dict[str, Any]) -> Mapping[str, Any] | None:
        try:
            result: Mapping[str, Any] | None = await executor.run(call)
        except ActionExecutionRejection as error:
            raise HTTPException(400) from error
        except ActionNotFoundException as error:
            raise HTTPException(404) from error
        return result

    return app


def main() -> None:
    """Serve until stopped."""
    configure_logging("actions")
    settings = load_settings()
    app = create_app(find_token(settings.run_dir))
    uvicorn.run(app, host="127.0.0.1", port=settings.actions_port, log_level="warning", access_log=False, ws="none")


if __name__ == "__main__":
    main()
