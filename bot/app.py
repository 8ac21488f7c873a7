"""The composition root: puts the app together from its settings. Nothing is opened before the app starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

from bot import health, problems
from bot.channels.limits import OpenReads, RateLimit
from bot.channels.webchat import api, page
from bot.config import Settings
from bot.context import Context
from bot.dialogue.answering import Answering, Thresholds
from bot.dialogue.delivery import Bell
from bot.dialogue.engine import Engine
from bot.dialogue.worker import Worker
from bot.http import BodyLimit, LastResort, SecurityHeaders
from bot.run_files import find_holder, find_token
from bot.store.database import Database

__all__ = ["build_context", "create_app"]

MOST_OPEN_READS = 8
"""Of one citizen: some tabs, and a request or two that a lost connection left behind."""


def build_context(settings: Settings) -> Context:
    """Every part of the app, made from the settings; no thread runs yet."""
    database = Database(settings.database)
    url = f"http://127.0.0.1:{settings.engine_port}"
    engine = Engine(url, find_token(settings.run_dir), timeout=settings.engine_timeout)
    thresholds = Thresholds(settings.confidence, settings.emergency_confidence)
    bell = Bell()
    answering = Answering(database, engine, thresholds)
    holder = find_holder(settings.run_dir)
    return Context(
        settings=settings,
        database=database,
        engine=engine,
        worker=Worker(database, answering, bell, holder=holder, threads=settings.workers),
        bell=bell,
        citizen_limit=RateLimit(settings.rate_citizen),
        address_limit=RateLimit(settings.rate_address),
        session_limit=RateLimit(settings.rate_sessions),
        open_reads=OpenReads(MOST_OPEN_READS),
    )


def create_app(settings: Settings) -> FastAPI:
    """The web application; its workers run from start-up to shutdown."""
    app = FastAPI(
        title="Dialog",
        summary="A two-way dialogue between the citizens of Kosovo and their police.",
        docs_url=None,  # FastAPI's page loads scripts from another origin
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )
    app.state.settings = settings
    problems.register(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(LastResort)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.include_router(health.router)
    app.include_router(api.router)
    app.include_router(page.router)
    app.add_api_route("/console", _console, include_in_schema=False, response_class=PlainTextResponse)
    app.mount("/static/webchat", StaticFiles(directory=page.STATIC), name="webchat")
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    context = build_context(app.state.settings)
    app.state.context = context
    await run_in_threadpool(context.worker.start)
    yield
    await run_in_threadpool(context.worker.stop)
    context.engine.close()
    context.database.close()


def _console() -> PlainTextResponse:
    return PlainTextResponse("The console for officers is not part of this version yet.", status_code=501)
