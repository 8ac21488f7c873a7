"""The composition root: puts the app together from its settings. Nothing is opened before the app starts."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

from bot import health, problems
from bot.channels.limits import OpenReads, RateLimit
from bot.channels.messenger import webhook as messenger_webhook
from bot.channels.platforms import make_listeners, make_platforms
from bot.channels.telegram import webhook as telegram_webhook
from bot.channels.webchat import api, page
from bot.config import Settings
from bot.console import page as console_page
from bot.console.api import (
    accounts,
    answers,
    audit,
    board,
    events,
    facts,
    officers,
    privacy,
    replies,
    reports,
    second_factor,
    talks,
)
from bot.context import Context
from bot.dialogue.answering import Answering, Thresholds
from bot.dialogue.arrivals import Arrivals
from bot.dialogue.bell import Bell
from bot.dialogue.copying import Copying
from bot.dialogue.delivery import Delivery
from bot.dialogue.engine import Engine
from bot.dialogue.live import Live
from bot.dialogue.open_talks import OpenTalks
from bot.dialogue.translation import Translator
from bot.dialogue.watch import Watch
from bot.dialogue.webhooks import Webhooks
from bot.dialogue.worker import Worker
from bot.http import BodyLimit, LastResort, SecurityHeaders
from bot.run_files import find_holder, find_token, run_as_app
from bot.services.attachments import Limits
from bot.services.audit import AuditLog
from bot.services.keys import load_file_key
from bot.services.opening import Opener
from bot.services.passwords import Passwords
from bot.services.seals import Seals, load_identity_keys
from bot.store.database import Database
from bot.store.files import FileStore

__all__ = ["build_context", "create_app"]

THREADS = 16
"""That serve requests: they share one interpreter, so more of them only make each other wait."""
COLLECTIONS = (5000, 20, 50)
"""Of Python's collector, in place of 700, 10, 10: at those a busy app stood still for 0.2 s every 8 s."""
MOST_OPEN_READS = 8
"""Of one citizen: some tabs, and a request or two that a lost connection left behind."""


def build_context(settings: Settings, *, passwords: Passwords | None = None) -> Context:
    """Every part of the app, made from the settings; no thread runs yet."""
    audit_log = AuditLog.of(settings)
    database = Database(settings.database, audit=audit_log)
    url = f"http://127.0.0.1:{settings.engine_port}"
    engine = Engine(url, find_token(settings.run_dir), timeout=settings.engine_timeout)
    thresholds = Thresholds(settings.confidence, settings.emergency_confidence, settings.least_confidence)
    bell = Bell()
    answering = Answering(database, audit_log.keys, engine, thresholds)
    holder = find_holder(settings.run_dir)
    worker = Worker(database, answering, bell, holder=holder, threads=settings.workers)
    keys, file_limits = audit_log.keys, Limits.of(settings)
    files = FileStore(settings.attachments_dir, load_file_key(settings.attachments_key_path))
    identity_keys = load_identity_keys(settings.identities_key_path)
    seals, opener = Seals(*identity_keys), Opener(*identity_keys)
    platforms = make_platforms(settings)
    delivery = Delivery(
        database, keys, opener, files, platforms, bell, holder=holder, threads=settings.delivery_threads
    )
    arrivals = Arrivals(
        database, keys, seals, opener, files, file_limits, platforms, worker=worker, delivery=delivery, bell=bell
    )
    return Context(
        settings=settings,
        database=database,
        engine=engine,
        worker=worker,
        platforms=platforms,
        arrivals=arrivals,
        delivery=delivery,
        seals=seals,
        bell=bell,
        live=Live(database, bell),
        open_talks=OpenTalks(database, bell),
        watch=Watch(database, bell),
        copying=Copying(database, files, bell),
        webhooks=Webhooks(database, settings.webhook_url, settings.webhook_secret),
        translator=Translator(settings.translation_url, settings.translation_key),
        citizen_limit=RateLimit(settings.rate_citizen),
        address_limit=RateLimit(settings.rate_address),
        session_limit=RateLimit(settings.rate_sessions),
        login_limit=RateLimit(settings.rate_login),
        attachment_limit=RateLimit(settings.rate_attachments),
        open_reads=OpenReads(MOST_OPEN_READS),
        open_uploads=OpenReads(1),
        files=files,
        file_limits=file_limits,
        keys=keys,
        passwords=passwords or Passwords(),
    )


def create_app(settings: Settings, *, passwords: Passwords | None = None) -> FastAPI:
    """The web application; its workers run from start-up to shutdown. `passwords`: how they are hashed."""
    app = FastAPI(
        title="Dialog",
        summary="A two-way dialogue between the citizens of Kosovo and their police.",
        docs_url=None,  # FastAPI's page loads scripts from another origin
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.passwords = passwords
    problems.register(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(LastResort)
    app.add_middleware(SecurityHeaders, embed_origins=settings.embed_origins)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.include_router(health.router)
    app.include_router(api.router)
    app.include_router(page.router)
    app.include_router(messenger_webhook.router)
    app.include_router(telegram_webhook.router)
    for module in (
        accounts,
        second_factor,
        officers,
        talks,
        replies,
        answers,
        facts,
        board,
        reports,
        events,
        audit,
        privacy,
        console_page,
    ):
        app.include_router(module.router)
    app.mount("/static/webchat", StaticFiles(directory=page.STATIC), name="webchat")
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    with run_as_app(app.state.settings.run_dir):
        async with _running(app):
            yield


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    context = build_context(app.state.settings, passwords=app.state.passwords)
    app.state.context = context
    await run_in_threadpool(context.worker.start)
    await run_in_threadpool(context.files.clear)
    await run_in_threadpool(context.delivery.start)
    await run_in_threadpool(context.arrivals.start)
    listeners = make_listeners(context)
    for listener in listeners:
        listener.start()
    context.live.start()
    context.watch.start()
    context.copying.start()
    context.webhooks.start()
    # What lives as long as the app need not be looked through again and again, while everybody waits.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
    yield
    await context.live.stop()
    for stop in (
        *(listener.stop for listener in listeners),
        context.arrivals.stop,
        context.copying.stop,
        context.watch.stop,
        context.webhooks.stop,
        context.worker.stop,
        context.delivery.stop,
    ):
        await run_in_threadpool(stop)
    for platform in context.platforms.values():
        await run_in_threadpool(platform.close)
    context.translator.close()
    context.engine.close()
    context.database.close()
