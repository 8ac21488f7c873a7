"""What each kind of update tells; nothing that Telegram sends, or could send one day, raises."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.reading import NOT_FOR_US, address_of, kind_of, read
from bot.dialogue.platforms import Blocked, Group, Moved, Passed, Said
from bot.messages import Kind
from tests.payloads import names
from tests.payloads import read as payload

ALL = names("telegram")
SAID: dict[str, dict[str, Any]] = {
    "text_sq": {},
    "command_start": {"payload": "/start"},
    "command_start_deep_link": {"payload": "/report_theft"},
    "command_start_deep_link_unknown": {"payload": "/start"},
    "command_help": {"payload": "/ask_capabilities"},
    "sticker": {"kind": Kind.STICKER},
    "contact": {"kind": Kind.CONTACT},
    "poll": {"kind": Kind.POLL},
    "dice": {"kind": Kind.GAME},
    "edited_message": {"kind": Kind.EDITED},
    "forward_from_user": {"kind": Kind.FORWARDED},
    "message_reaction": {"kind": Kind.REACTION},
    "future_message_content": {"kind": Kind.UNKNOWN},
    "future_message_without_content": {"kind": Kind.UNKNOWN},
    "story": {"kind": Kind.UNKNOWN},
}
WITH_FILE = (
    "photo",
    "photo_caption",
    "video",
    "video_note",
    "voice",
    "audio",
    "animation",
    "document",
    "video_too_big",
)
WITH_PLACE = ("location", "location_live", "venue")


@pytest.mark.parametrize("name", sorted(SAID))
def test_what_a_citizen_says(name: str) -> None:
    (said,) = read(payload("telegram", name))
    assert isinstance(said, Said)
    assert said.address == address_of(payload("telegram", name))
    for field, value in SAID[name].items():
        assert getattr(said, field) == value


@pytest.mark.parametrize("name", WITH_FILE)
def test_files(name: str) -> None:
    (said,) = read(payload("telegram", name))
    assert isinstance(said, Said)
    assert said.file is not None
    assert said.kind is None


@pytest.mark.parametrize("name", WITH_PLACE)
def test_places(name: str) -> None:
    (said,) = read(payload("telegram", name))
    assert isinstance(said, Said)
    assert said.location is not None


def test_a_live_place_that_moves() -> None:
    (moved,) = read(payload("telegram", "location_live_edited"))
    assert isinstance(moved, Moved)


def test_blocked_and_unblocked() -> None:
    found = [read(payload("telegram", f"my_chat_member_{name}"))[0] for name in ("blocked", "unblocked")]
    assert [it.is_blocked for it in found if isinstance(it, Blocked)] == [True, False]


@pytest.mark.parametrize("name", ["group_text", "supergroup_topic_text", "my_chat_member_group_added"])
def test_groups(name: str) -> None:
    assert isinstance(read(payload("telegram", name))[0], Group)


@pytest.mark.parametrize(
    "name", ["channel_post", "text_of_another_bot", "pinned_message", "inline_query", "poll_update"]
)
def test_what_nobody_said_to_us(name: str) -> None:
    assert isinstance(read(payload("telegram", name))[0], Passed)


@pytest.mark.parametrize("name", ALL)
def test_every_kind_is_read(name: str) -> None:
    body = payload("telegram", name)
    (happened,) = read(body)
    if kind_of(body) in NOT_FOR_US:
        return
    part = body[kind_of(body) or ""]
    is_private = isinstance(part, dict) and (part.get("chat") or {}).get("type") == "private"
    is_persons = is_private and not (part.get("from") or {}).get("is_bot")
    # Whoever writes to us in private is never passed over but for what Telegram itself tells of the chat.
    if is_persons and "message_id" in part and isinstance(happened, Passed):
        assert happened.why in {"news of a chat", *("a reaction taken back",)}, name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(name=st.sampled_from(ALL), where=st.integers(0, 200), value=JSON)
def test_nothing_raises(name: str, where: int, value: Any) -> None:
    body = payload("telegram", name)
    paths = list(_paths(body))
    *path, last = paths[where % len(paths)]
    part: Any = body
    for step in path:
        part = part[step]
    part[last] = value
    assert len(read(body)) == 1
    address_of(body)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from _paths(inner, (*path, key))
