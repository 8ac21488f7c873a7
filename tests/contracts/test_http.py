"""What every door of the app keeps to: security headers on each answer, and no door open without a token by chance."""

import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from starlette.routing import Mount

from bot.app import create_app
from bot.config import Settings
from tests.contracts.conftest import EMBED_ORIGIN, METRICS_TOKEN, OUTSIDE

OPEN = {
    ("GET", "/"): "the chat's page",
    ("GET", "/embed"): "the same for frames, for the sites that the settings name",
    ("GET", "/embed.js"): "the script that those sites load",
    ("GET", "/static/webchat"): "the page's scripts and styles",
    ("GET", "/healthz"): "asked by whoever watches the process",
    ("GET", "/readyz"): "asked by whoever watches the process; names no person and no secret",
    ("GET", "/console"): "the console's page, which holds nothing of any talk",
    ("GET", "/console/strings/{tag}.json"): "the words of the console",
    ("GET", "/static/console/v-{version}/{path:path}"): "the page's scripts and styles",
    ("GET", "/api/openapi.json"): "the description of the API",
    ("HEAD", "/api/openapi.json"): "the description of the API",
    ("POST", "/api/chat/sessions"): "gives the token that every other door of the chat asks for",
}
"""The doors that answer a stranger, each with the reason. A new one is written here or asks for a token."""
SECRET_IN_BODY = {
    ("POST", "/api/console/login"): {"name": "Arta", "password": "a password of nobody"},
    ("POST", "/api/console/join"): {"token": "of nobody", "name": "Arta", "password": "a password of nobody"},
    ("POST", "/api/console/join/check"): {"token": "of nobody"},
}
"""The doors whose secret stands in the body: here one of nobody, so that nothing is given."""
GUARDED = {
    ("GET", "/metrics"),
    ("GET", "/messenger/webhook"),
    ("POST", "/messenger/webhook"),
    ("POST", "/telegram/webhook"),
}
"""Open on loopback and to its own token only, or to a platform that is set up; a stranger is told of nothing."""
BODIES = {
    ("POST", "/api/chat/sessions"): {},
    ("POST", "/api/chat/notices"): {"version": "1"},
    ("POST", "/api/chat/messages"): {"id": "1", "text": "Hello"},
    ("POST", "/api/chat/attachments"): {},
    ("POST", "/messenger/webhook"): {},
    ("POST", "/telegram/webhook"): {},
}
"""A right body for every door that takes one, so that nothing but the token can be missing."""
CONSOLE = "/api/console/"
EXAMPLES = {
    "/static/webchat": "/static/webchat/chat.js",
    "/static/console/v-{version}/{path:path}": "/static/console/v-1/main.js",
    "/console/strings/{tag}.json": "/console/strings/sr-Cyrl.json",
    "/api/chat/attachments": "/api/chat/attachments?id=1",
}
"""An address behind each door that has many, of which not all lead somewhere."""
STRANGERS = {
    "no token": {},
    "a token of nobody": {"Authorization": "Bearer nobody"},
    "another scheme": {"Authorization": "Basic bm9ib2R5"},
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
}
CACHING = {
    "/embed.js": "public, max-age=3600",
    "/static/console/v-": "no-cache",
    "/console/strings/": "no-cache",
    "/static/": "public, max-age=86400",
}
"""By the beginning of the address; what the console loads is kept for the version that it names alone."""
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""The page loads nothing from elsewhere, runs nothing inline, and stands in no other page."""
FRAMED = {"/embed": EMBED_ORIGIN}
"""The one page that stands in others: who may show it."""
SHARED = {"/embed.js"}
"""What pages of other sites load."""


def _doors(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of every route."""
    for route in iter_route_contexts(app.routes):
        methods = {"GET"} if isinstance(route.original_route, Mount) else route.methods
        assert route.path is not None, route
        assert methods, f"{route.path} speaks something else than HTTP"
        yield from ((method, route.path) for method in sorted(methods))


DOORS = sorted(_doors(create_app(Settings(_env_file=None))))


def _ask(client: TestClient, door: tuple[str, str], headers: dict[str, str]) -> httpx.Response:
    method, path = door
    url = re.sub(r"\{\w+(:\w+)?\}", "1", EXAMPLES.get(path, path))
    bodies: dict[tuple[str, str], object] = {**BODIES, **SECRET_IN_BODY}
    takes_one = method in {"POST", "PUT"} and (door in bodies or not path.startswith(CONSOLE))
    return client.request(method, url, headers=headers, json=bodies[door] if takes_one else None)


def test_the_lists_name_only_doors_that_exist() -> None:
    assert len(DOORS) > 8
    assert (OPEN.keys() | GUARDED | BODIES.keys() | SECRET_IN_BODY.keys()) - set(DOORS) == set()
    assert EXAMPLES.keys() - {path for _, path in DOORS} == set()


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("door", DOORS, ids=" ".join)
def test_a_stranger_is_answered_only_by_the_open_doors(
    door: tuple[str, str], headers: dict[str, str], stranger: TestClient
) -> None:
    status = _ask(stranger, door, headers).status_code
    if door in OPEN:
        assert status in {200, 201}
    elif door in SECRET_IN_BODY:
        assert status in {401, 403, 404}
    else:
        assert status == (404 if door in GUARDED else 401)


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
def test_every_answer_carries_the_security_headers(door: tuple[str, str], stranger: TestClient) -> None:
    _check_headers(_ask(stranger, door, {}))


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "url": "/nothing/here"}, 404),
        ({"method": "GET", "url": "/static/webchat/nothing.js"}, 404),
        ({"method": "DELETE", "url": "/"}, 405),
        ({"method": "POST", "url": "/api/chat/sessions", "content": b"x" * 70_000}, 413),
        ({"method": "POST", "url": "/api/chat/messages", "files": {"file": b"x"}}, 415),
        ({"method": "POST", "url": "/api/chat/sessions", "content": b"{"}, 422),
    ],
    ids=lambda it: str(it) if isinstance(it, int) else "",
)
def test_a_refusal_carries_the_security_headers(request_: dict, status: int, stranger: TestClient) -> None:
    response = stranger.request(**request_)
    assert response.status_code == status
    _check_headers(response)


def test_a_failure_carries_the_security_headers(app: FastAPI) -> None:
    def fail() -> None:
        raise RuntimeError("made to fail")

    failing = create_app(app.state.settings)
    failing.add_api_route("/fails", fail)
    with TestClient(failing, client=OUTSIDE, raise_server_exceptions=False) as client:
        response = client.get("/fails")
    assert response.status_code == 500
    assert "made to fail" not in response.text
    _check_headers(response)


def test_figures_are_shown_on_loopback_and_to_their_token(app: FastAPI, stranger: TestClient) -> None:
    assert stranger.get("/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}).status_code == 200
    assert stranger.get("/metrics", params={"token": METRICS_TOKEN}).status_code == 404
    with TestClient(create_app(app.state.settings), client=("127.0.0.1", 50000)) as neighbour:
        assert neighbour.get("/metrics").status_code == 200


@pytest.mark.parametrize("token", [None, ""])
def test_figures_without_a_token_are_for_loopback_alone(token: str | None, app: FastAPI) -> None:
    settings = app.state.settings
    without = Settings(_env_file=None, data_dir=settings.data_dir, metrics_token=token)
    with TestClient(create_app(without), client=OUTSIDE) as client:
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("path", ["/embed", "/embed.js"])
def test_without_sites_nothing_is_there_to_embed(path: str, app: FastAPI) -> None:
    off = Settings(_env_file=None, data_dir=app.state.settings.data_dir)
    with TestClient(create_app(off), client=OUTSIDE) as client:
        response = client.get(path)
    assert response.status_code == 404
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def _check_headers(response: httpx.Response) -> None:
    path = response.request.url.path
    wanted = HEADERS | ({"Cross-Origin-Resource-Policy": "cross-origin"} if path in SHARED else {})
    assert {name: response.headers.get(name) for name in HEADERS} == wanted
    directives = [part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";")]
    policy = POLICY | ({"frame-ancestors": FRAMED[path]} if path in FRAMED else {})
    assert {name: sources for name, _, sources in directives} == policy
    caching = next((it for start, it in CACHING.items() if path.startswith(start)), "no-store")
    assert response.headers["Cache-Control"] == caching
