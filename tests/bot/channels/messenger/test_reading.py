"""Every kind of event is read, and nothing that Meta could ever send breaks the reading."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.messenger import reading
from bot.dialogue.platforms import Answered, FileRef, Happened, Passed, Returned, Said, Seen
from bot.messages import Kind
from tests import payloads

PAGE, APP = "101000000000001", "202000000000002"
DRITA, DRAGAN = "7000000000000001", "7000000000000002"
CDN = "https://cdn.example/v/"


def _read(body: Any) -> list[Happened]:
    return [it for update in reading.split(body, PAGE) for it in reading.read(update, PAGE, APP)]


def _one(name: str) -> Any:
    (happened,) = _read(payloads.read("messenger", name))
    return happened


def _event(**content: Any) -> dict[str, Any]:
    event = {"sender": {"id": DRITA}, "recipient": {"id": PAGE}, "timestamp": 1767607261337, **content}
    return {"object": "page", "entry": [{"id": PAGE, "time": 1, "messaging": [event]}]}


SAID: Mapping[str, Mapping[str, Any]] = {
    "text": {"text": "Përshëndetje, ma kanë vjedhur çantën në Prishtinë"},
    "text_cyrillic": {"text": "Добар дан, где је најближа станица? 🚓"},
    "text_nlp": {"text": "I need an officer tomorrow at 10"},
    "text_from_ad": {"text": "Si mund të raportoj?"},
    "quick_reply": {"text": "Shqip"},
    "postback": {"payload": "/talk_to_officer"},
    "get_started": {"payload": "/start"},
    "persistent_menu": {"payload": "/report_theft"},
    "referral_in_postback": {"payload": "/report_theft"},
    "referral": {"payload": "/report_theft"},
    "sticker": {"kind": Kind.STICKER},
    "like": {"kind": Kind.STICKER, "text": "👍"},
    "like_transition": {"kind": Kind.STICKER, "text": "👍"},
    "fallback_share": {"text": "Ky më mashtroi: https://shop.example/phone\nTelefon i ri, 90 %"},
    "fallback_without_payload": {"kind": Kind.UNKNOWN},
    "post_share": {"text": "Shiten patenta\nhttps://www.facebook.com/101000000000009/posts/77", "kind": Kind.FORWARDED},
    "reel_share": {"text": "Video\nhttps://www.facebook.com/reel/88", "kind": Kind.FORWARDED},
    "location": {"location": {"latitude": 42.2139, "longitude": 20.7397}},
    "location_share": {"location": {"latitude": 42.2139, "longitude": 20.7397}},
    "reply_to_story": {"text": "A është e vërtetë kjo?"},
    "attachment_deleted": {"kind": Kind.UNKNOWN},
    "ephemeral": {"kind": Kind.UNKNOWN},
    "unsupported": {"kind": Kind.UNKNOWN},
    "message_without_content": {"kind": Kind.UNKNOWN},
    "unknown_event_hologram": {"kind": Kind.UNKNOWN},
    "unknown_event_list": {"kind": Kind.UNKNOWN},
}


@pytest.mark.parametrize("name", SAID)
def test_what_people_say(name: str) -> None:
    said = _one(name)
    assert isinstance(said, Said)
    assert said == Said(said.address, said.client_id, **SAID[name])
    assert said.address in {DRITA, DRAGAN}


@pytest.mark.parametrize("name", ["image", "video", "audio", "file"])
def test_files(name: str) -> None:
    said = _one(name)
    assert isinstance(said.file, FileRef)
    assert said.file.ref.startswith(CDN)
    assert (said.text, said.kind) == ("", None)


def test_each_picture_of_a_message_is_one() -> None:
    read = _read(payloads.read("messenger", "images"))
    files = [it.file.ref for it in read if isinstance(it, Said) and it.file]
    assert len(set(files)) == len(read) == 3
    ids = [it.client_id for it in read if isinstance(it, Said)]
    assert ids == [ids[0], f"{ids[0]}#1", f"{ids[0]}#2"]


def test_the_text_stands_with_the_first_picture() -> None:
    body = payloads.read("messenger", "images")
    body["entry"][0]["messaging"][0]["message"]["text"] = "Shihni"
    assert [it.text for it in _read(body) if isinstance(it, Said)] == ["Shihni", "", ""]


def test_what_refers_to_something() -> None:
    target = "m_H68_P8nRPtm_fABVxq3f_CO8aImz5fnL7bR66R35LvKYBAYh1tkIXjt-V2AzxaHNIMSbjTI9beU0UNoyZGET"
    reply, reaction, edit, unsent = (_one(it) for it in ("reply_to", "reaction", "message_edit", "message_unsent"))
    assert (reply.refers_to, reaction.refers_to) == (target, target)
    assert (reaction.kind, reaction.text) == (Kind.REACTION, "❤")
    assert edit.refers_to == unsent.refers_to == _one("text").client_id
    assert (edit.kind, edit.text) == (Kind.EDITED, "Përshëndetje, ma kanë vjedhur çantën në Prizren")
    assert unsent.kind is Kind.UNSENT
    assert len({it.client_id for it in (reply, reaction, edit, unsent, _one("text"))}) == 5


@pytest.mark.parametrize("name", ["echo_own", "echo_attachment", "echo_template"])
def test_our_own_echoes_are_passed(name: str) -> None:
    assert isinstance(_one(name), Passed)


def test_an_echo_with_our_word_is_ours() -> None:
    body = payloads.read("messenger", "echo_inbox_without_app")
    body["entry"][0]["messaging"][0]["message"]["metadata"] = reading.METADATA
    assert [type(it) for it in _read(body)] == [Passed]


@pytest.mark.parametrize("name", ["echo_inbox", "echo_inbox_without_app", "echo_other_app", "standby_echo"])
def test_somebody_else_answered(name: str) -> None:
    answered = _one(name)
    assert isinstance(answered, Answered)
    assert answered.text
    assert answered.address in {DRITA, DRAGAN}


def test_who_has_the_thread() -> None:
    taken, back = _one("take_thread_control"), _one("pass_thread_control")
    assert isinstance(taken, Answered)
    assert taken.text == ""
    assert back == Returned(DRITA)
    assert isinstance(_one("request_thread_control"), Passed)


@pytest.mark.parametrize("name", ["standby_message", "standby_postback"])
def test_what_another_app_answers_is_seen_by_officers(name: str) -> None:
    silence, said = _read(payloads.read("messenger", name))
    assert isinstance(silence, Answered)
    assert isinstance(said, Said)
    assert (silence.text, bool(said.text)) == ("", True)


@pytest.mark.parametrize(
    ("name", "is_read"),
    [("read", True), ("delivery", False), ("delivery_watermark_only", False), ("standby_read", True)],
)
def test_what_was_seen(name: str, is_read: bool) -> None:
    seen = _one(name)
    assert isinstance(seen, Seen)
    assert seen.is_read is is_read
    assert seen.before.year == 2026


@pytest.mark.parametrize(
    "name",
    [
        *("account_linked", "account_unlinked", "app_roles", "messaging_feedback", "optin", "policy_block"),
        *("policy_unblock", "policy_warning", "reaction_removed", "response_feedback", "unknown_event_scalar"),
    ],
)
def test_what_needs_nothing(name: str) -> None:
    assert isinstance(_one(name), Passed)


@pytest.mark.parametrize("name", ["empty_entry", "empty_messaging", "feed_changes", "instagram_message"])
def test_what_is_no_event_of_the_page(name: str) -> None:
    assert _read(payloads.read("messenger", name)) == []


def test_a_press_is_a_press() -> None:
    quick = {"mid": "m_1", "text": "Stacionet", "quick_reply": {"payload": "b:12:0"}}
    assert _read(_event(message=quick)) == [Said(DRITA, "m_1", text="Stacionet", press="b:12:0")]
    button = {"mid": "m_1", "title": "Stacionet", "payload": "b:12:0"}
    assert _read(_event(postback=button)) == [Said(DRITA, "m_1", text="Stacionet", press="b:12:0")]


@pytest.mark.parametrize("payload", ["/rate{}", "b:1:0; DROP", "/judge", "report_nothing", "", 5, None, {"a": 1}])
def test_a_payload_that_nobody_offered_is_only_its_title(payload: Any) -> None:
    (said,) = _read(_event(postback={"mid": "m_1", "title": "Shtyp", "payload": payload}))
    assert said == Said(DRITA, "m_1", text="Shtyp")


@pytest.mark.parametrize("ref", ["rate", "../x", "", 5, None, ["report_theft"]])
def test_a_link_that_says_something_else_opens_nothing(ref: Any) -> None:
    assert _read(_event(referral={"ref": ref})) == [Passed("referral")]


def test_typed_text_is_no_command() -> None:
    assert _read(_event(message={"mid": "m_1", "text": "/talk_to_officer"}))[0] == Said(
        DRITA, "m_1", text="/talk_to_officer"
    )


def test_a_batch_is_read_by_time() -> None:
    body = payloads.read("messenger", "batch_two_entries")
    body["entry"].reverse()
    assert [it.text for it in _read(body) if isinstance(it, Said) and it.text] == ["Alo", "A ka dikush?"]


@pytest.mark.parametrize("coordinates", [{"lat": 91, "long": 0}, {"lat": True, "long": 1}, {"lat": 10**400, "long": 1}])
def test_a_place_that_is_none(coordinates: dict[str, Any]) -> None:
    attachment = {"type": "location", "payload": {"coordinates": coordinates}}
    (said,) = _read(_event(message={"mid": "m_1", "attachments": [attachment]}))
    assert said == Said(DRITA, "m_1", kind=Kind.UNKNOWN)


def test_an_id_that_no_database_takes_is_replaced() -> None:
    ids = [it.client_id for mid in ("a" * 500, "a b", "", 5, None) for it in _read(_event(message={"mid": mid}))]
    assert len(set(ids)) == 5
    assert {len(it) for it in ids} == {64}


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
BODIES = [payloads.read("messenger", name) for name in payloads.names("messenger")]


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, it in inner for found in _places(it, (*path, key)))]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_no_body_breaks_the_reading(data: st.DataObject) -> None:
    body = json.loads(json.dumps(data.draw(st.sampled_from(BODIES))))
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(_places(body)[1:]))
        inside = body
        for key in way:
            inside = inside[key]
        if data.draw(st.booleans()):
            inside[last] = data.draw(ANY)
        else:
            del inside[last]
        if not _places(body)[1:]:
            break
    for update in reading.split(body, PAGE):
        stored = json.loads(json.dumps(update))
        happened = reading.read(stored, PAGE, APP)
        assert sum(isinstance(it, Said) for it in happened) <= 1
        assert 0 < len(reading.id_of(stored)) <= 255
        address = reading.address_of(stored, PAGE)
        assert {getattr(it, "address", address) for it in happened} == {address} or not address


@settings(deadline=None)
@given(ANY)
def test_no_stored_thing_breaks_the_reading(body: Any) -> None:
    for stored in ({"event": body}, {"list": "standby", "event": {"sender": {"id": DRITA}, "message": body}}):
        reading.read(stored, PAGE, APP)
        reading.address_of(stored, PAGE)
    reading.split({"object": "page", "entry": body}, PAGE)
    reading.split({"object": "page", "entry": [{"id": PAGE, "messaging": body, "standby": body}]}, PAGE)
