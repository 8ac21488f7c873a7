"""Logs tell events, ids, counts and names of error types: never what a person wrote, nor who they are."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

import pytest

from bot.config import ROOT
from tests.contracts.sources import python_files, tree_of

METHODS = {"debug", "info", "warning", "warn", "error", "exception", "critical", "log"}
MAKERS = {"get_logger", "getLogger"}
NAMES = {
    "again_in": "seconds",
    "channel": "a word of `messages.Channel`",
    "parked": "yes or no",
    "problem": "a word of `messages.Problem`",
    "update": "a number",
    "action": "the name of an action in domain.yml",
    "conversation": "an opaque id",
    "count": "a number of things",
    "done": "yes or no",
    "error": "the name of the error's type; its text may hold anything",
    "kind": "a word of `messages.EventKind`",
    "message": "a number",
    "number": "of a line of the audit log",
    "officer": "an id",
    "reason": "a word of `inspection.Reason`, or another code of a refusal",
    "size": "bytes of a file",
}
"""What a line may tell beside its event, each with what it is."""
IDS = {
    "conversation": {"conversation", "conversation_id"},
    "message": {"message", "message_id"},
    "officer": {"id", "officer_id"},
    "update": {"id"},
}
"""The expressions whose last name may stand for an id: `message=task.text` is none."""
PRIVATE = {
    "arguments",
    "address",
    "body",
    "buttons",
    "client",
    "client_id",
    "content",
    "entities",
    "headers",
    "json",
    "location",
    "password",
    "payload",
    "phone",
    "platform_id",
    "sender",
    "text",
    "title",
    "token",
    "url",
}
"""Names of things that people wrote, or by which they or a secret could be found."""
EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
FIELD = re.compile(r"(?:([a-z_]+)=)?%(\.?\d*[sdifr])")
"""A field of a format of Python's own logging, which `nlu/` uses as Rasa does: `count=%s`, or a bare number, `%d`."""
ERROR_TYPE = re.compile(r"type\(\w+\)\.__name__")


@dataclass(frozen=True)
class Line:
    """One call of a logger."""

    place: str
    event: ast.expr | None
    fields: tuple[tuple[str | None, ast.expr], ...]
    """Name and value of what it tells; without a name when the code does not say it."""


def _lines() -> Iterator[Line]:
    for file in python_files("bot", "actions", "nlu"):
        tree = tree_of(file)
        loggers = {"log", "logger", "logging"} | set(_made_loggers(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_log_call(node, loggers):
                yield _line(f"{file.relative_to(ROOT)}:{node.lineno}", node)


def _made_loggers(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            maker = node.value.func
            if (maker.attr if isinstance(maker, ast.Attribute) else getattr(maker, "id", "")) in MAKERS:
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def _is_log_call(node: ast.Call, loggers: set[str]) -> bool:
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr not in METHODS:
        return False
    owner = ast.unparse(function.value).removeprefix("self.").removeprefix("_")
    return owner in loggers or any(owner.startswith((f"{maker}(", f"logging.{maker}(")) for maker in MAKERS)


def _line(place: str, node: ast.Call) -> Line:
    event, *values = node.args or [None]
    named = [(keyword.arg, keyword.value) for keyword in node.keywords]
    written = FIELD.findall(str(event.value)) if isinstance(event, ast.Constant) else []
    names = [name or ("count" if kind[-1] in "dif" else None) for name, kind in written]
    return Line(place, event, (*named, *zip_longest(names, values)))


LINES = list(_lines())


def test_the_calls_are_found() -> None:
    folders = {line.place.partition("/")[0] for line in LINES}
    assert folders == {"bot", "actions", "nlu"}
    assert len(LINES) >= 7


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.place)
def test_an_event_is_a_fixed_name(line: Line) -> None:
    assert isinstance(line.event, ast.Constant)
    assert line.place.startswith("nlu/") or EVENT.fullmatch(str(line.event.value))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.place)
def test_a_line_tells_only_what_is_on_the_list(line: Line) -> None:
    assert {name for name, _ in line.fields} - set(NAMES) == set()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.place)
def test_what_a_line_tells_is_an_id_or_the_like(line: Line) -> None:
    for name, value in line.fields:
        told = ast.unparse(value)
        parts = {part.attr if isinstance(part, ast.Attribute) else part.id for part in _names(value)}
        assert not parts & PRIVATE, told
        assert not any(isinstance(part, ast.JoinedStr | ast.Await) for part in ast.walk(value)), told
        if name == "error":
            assert ERROR_TYPE.fullmatch(told), told
        elif name in IDS:
            assert told.rpartition(".")[2] in IDS[name], told


def test_tracebacks_are_not_logged() -> None:
    # They hold the text of the error, which may hold a message; the type and the event name say where to look.
    assert not [line.place for line in LINES if any(name in {"exc_info", "stack_info"} for name, _ in line.fields)]


def _names(value: ast.expr) -> Iterator[ast.Attribute | ast.Name]:
    yield from (part for part in ast.walk(value) if isinstance(part, ast.Attribute | ast.Name))
