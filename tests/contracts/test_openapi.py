"""The web chat's API is described by the app itself, with the names that its clients rely on."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

DOORS = {
    ("post", "/api/chat/sessions"): 201,
    ("post", "/api/chat/notices"): 200,
    ("post", "/api/chat/messages"): 202,
    ("post", "/api/chat/attachments"): 202,
    ("get", "/api/chat/attachments/{attachment}"): 200,
    ("get", "/api/chat/messages"): 200,
    ("get", "/api/chat/events"): 200,
}
"""Method, path and the status of success."""


@pytest.fixture
def document(stranger: TestClient) -> dict[str, Any]:
    """The OpenAPI document as served."""
    found: dict[str, Any] = stranger.get("/api/openapi.json").json()
    return found


def test_the_document_lists_the_doors(document: dict[str, Any]) -> None:
    found = {
        (method, path): next(int(status) for status in door["responses"] if status.startswith("2"))
        for path, methods in document["paths"].items()
        for method, door in methods.items()
        if path.startswith("/api/chat/")
    }
    assert found == DOORS


def test_the_document_lists_the_doors_of_the_console(document: dict[str, Any]) -> None:
    assert {"/api/console/login", "/api/console/me", "/api/console/officers", "/api/console/audit"} <= set(
        document["paths"]
    )
    tags = {door["tags"][0] for methods in document["paths"].values() for door in methods.values()}
    assert len(tags) > 1


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("SessionOut", {"token", "conversation"}),
        ("MessageIn", {"id", "text", "payload", "location"}),
        ("Location", {"latitude", "longitude"}),
        ("StoredOut", {"message"}),
        ("PageOut", {"status", "messages"}),
        ("MessageOut", {"id", "sender", "text", "buttons", "at"}),
        ("ButtonOut", {"title", "payload"}),
    ],
)
def test_a_body_has_the_names_that_clients_use(document: dict[str, Any], schema: str, names: set[str]) -> None:
    assert names <= set(document["components"]["schemas"][schema]["properties"])


@pytest.mark.parametrize(
    ("door", "taken", "given"),
    [
        (("post", "/api/chat/sessions"), "SessionIn", "SessionOut"),
        (("post", "/api/chat/messages"), "MessageIn", "StoredOut"),
        (("get", "/api/chat/messages"), None, "PageOut"),
    ],
)
def test_a_door_takes_and_gives_these_bodies(
    document: dict[str, Any], door: tuple[str, str], taken: str | None, given: str
) -> None:
    method, path = door
    described = document["paths"][path][method]
    assert _schema_of(described.get("requestBody")) == taken
    assert _schema_of(described["responses"][str(DOORS[door])]) == given


def test_the_reader_says_where_to_go_on_and_how_long_to_wait(document: dict[str, Any]) -> None:
    parameters = document["paths"]["/api/chat/messages"]["get"]["parameters"]
    assert {"after", "wait"} <= {it["name"] for it in parameters if it["in"] == "query"}


def test_no_token_is_taken_from_an_address(document: dict[str, Any]) -> None:
    doors = [door for methods in document["paths"].values() for door in methods.values()]
    named = {it["name"] for door in doors for it in door.get("parameters", []) if it["in"] == "query"}
    assert {"after", "wait"} <= named
    assert not {name for name in named if any(word in name for word in ("token", "password", "code", "key"))}


def test_a_session_is_opened_with_an_empty_body(stranger: TestClient) -> None:
    response = stranger.post("/api/chat/sessions", json={})
    assert response.status_code == 201
    assert {"token", "conversation"} == set(response.json())


def _schema_of(described: dict[str, Any] | None) -> str | None:
    if described is None:
        return None
    return str(described["content"]["application/json"]["schema"]["$ref"]).rpartition("/")[2]
