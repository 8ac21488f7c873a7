"""Telegram from both ends: what a person does in the chat, and what they see there."""

import time
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from bot.app import create_app
from bot.channels.telegram.client import Client
from bot.channels.telegram.platform import TelegramPlatform
from bot.dialogue.platforms import OutFile, Part
from bot.messages import FileKind, Kind
from bot.services import arrivals, leases
from tests.bot.channels.telegram.conftest import MakeSettings, stored
from tests.files import jpeg, ogg, pdf
from tests.stand_ins.telegram import TelegramStandIn


def wait(is_so: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until it is so."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)


def incoming(app: TestClient) -> list[tuple[str, str | None]]:
    """Text and kind of what came in."""
    return [(it.text, it.kind) for it in stored(app) if it.direction == "incoming"]


def test_a_citizen_is_answered(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.say("hello")
    arta.chat.wait(1)
    wait(lambda: {it.delivery for it in stored(app) if it.direction == "outgoing"} == {"sent"})
    assert arta.chat.texts[0].startswith("Hello.")
    assert "typing" in arta.chat.actions


def test_start_greets_in_the_language_of_the_telephone(app: TestClient, telegram: TelegramStandIn) -> None:
    arta, milan, john = (telegram.user(language_code=code) for code in ("sq", "sr", "en"))
    for person in (arta, milan, john):
        person.starts()
        person.chat.wait(1)
    assert arta.chat.texts[0].startswith("Përshëndetje") or "Policisë së Kosovës" in arta.chat.texts[0]
    assert "Policije Kosova" in milan.chat.texts[0] or "Kosovske policije" in milan.chat.texts[0]
    assert len(john.chat.texts[0]) > len(arta.chat.texts[0])  # in the three languages


def test_a_deep_link_opens_a_report(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.starts("report_theft")
    arta.chat.wait(1)
    assert [it.payload for it in stored(app) if it.direction == "incoming"] == ["/report_theft"]


def test_a_menu_of_reports_comes_also_while_the_engine_is_down(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.say("/report")
    arta.chat.wait(1)
    assert len(arta.chat.answers[0].titles) == 13


def test_a_press_is_answered_also_twice(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.say("/report")
    arta.chat.wait(1)
    title = arta.chat.answers[0].titles[0]
    presses = [arta.presses(title), arta.presses(title)]
    wait(lambda: all(press.is_answered for press in presses))
    wait(lambda: [it.payload for it in stored(app) if it.payload] == ["/report", "/report_theft"])


def test_a_forged_press_does_nothing(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.say("/report")
    arta.chat.wait(1)
    arta.presses(arta.chat.answers[0].titles[0], payload='/rate{"stars":"5"}')
    arta.chat.wait(2)
    assert [it.payload for it in stored(app) if it.payload] == ["/report"]


@pytest.mark.parametrize(
    ("send", "text", "kind"),
    [
        (lambda it: it.sends_sticker("👮"), "👮", Kind.STICKER),
        (lambda it: it.sends_contact("+38344123456", "Blerim"), "Blerim +38344123456", Kind.CONTACT),
        (lambda it: it.sends_poll("Kur?", ["Sot", "Nesër"]), "Kur?\n- Sot\n- Nesër", Kind.POLL),
        (lambda it: it.sends_venue("Tregu", "Rruga B", 42.66, 21.16), "Tregu, Rruga B", None),
        (lambda it: it.sends({"hologram": {"id": 1}}), "", Kind.UNKNOWN),
        (lambda it: it.sends({}), "", Kind.UNKNOWN),
        (
            lambda it: it.forwards(it.say("x"), origin={"type": "hidden_user", "sender_user_name": "?", "date": 1}),
            "x",
            "forwarded",
        ),
    ],
)
def test_whatever_is_sent_is_kept_and_answered(
    app: TestClient, telegram: TelegramStandIn, send: Callable[..., object], text: str, kind: Kind | None
) -> None:
    arta = telegram.user(language_code="sq")
    send(arta)
    arta.chat.wait(1)
    assert (text, kind) in incoming(app)


@pytest.mark.parametrize(
    ("send", "kind"),
    [
        (lambda it: it.sends_photo(jpeg(), caption="kerri jem"), "photo"),
        (lambda it: it.sends_voice(ogg()), "voice"),
        (lambda it: it.sends_document(pdf()), "document"),
    ],
)
def test_files_are_fetched_at_once(
    app: TestClient, telegram: TelegramStandIn, send: Callable[..., object], kind: str
) -> None:
    arta = telegram.user(language_code="sq")
    send(arta)
    arta.chat.wait(1)
    conversation = stored(app)[0].conversation_id
    context = app.app.state.context  # type: ignore[attr-defined]
    with context.database.read() as session:
        from bot.services.attachments import list_of_talk

        assert [it.kind for it in list_of_talk(session, conversation)] == [kind]


def test_a_file_that_telegram_does_not_give_is_told(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.sends_video(size=30_000_000, caption="shikoni")
    arta.chat.wait("20 MB")
    assert ("shikoni", Kind.FILE) in incoming(app)


def test_a_file_that_is_not_what_it_says_is_told(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.sends_document(b"MZ\x90\0" + b"\0" * 500, name="foto.jpg")
    arta.chat.wait(1)
    assert ("", Kind.FILE) in incoming(app)


def test_an_edit_is_read_and_danger_in_it_rings(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    message = arta.say("hello")
    arta.chat.wait(1)
    arta.edits(message, "ndihmë, ka një burrë me armë në shtëpi!")
    arta.chat.wait("192")
    edited = next(it for it in stored(app) if it.kind == Kind.EDITED)
    assert edited.refers_to == 1
    assert edited.danger


def test_a_live_place_moves(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    message = arta.shares_live_location(42.66, 21.16)
    arta.chat.wait(1)
    arta.moves(message, 42.5, 21.0)
    wait(lambda: stored(app)[0].location == {"latitude": 42.5, "longitude": 21.0})
    assert len(incoming(app)) == 1


def test_a_group_is_left_politely(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    group = telegram.group(added_by=arta)
    wait(lambda: group.texts)
    wait(lambda: any(call.method.lower() == "leavechat" for call in telegram.log))
    assert stored(app) == []


def test_who_blocks_the_bot_is_not_lost(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.say("hello")
    arta.chat.wait(1)
    arta.blocks()
    arta.unblocks()
    arta.say("thanks")
    arta.chat.wait(lambda answers: any("welcome" in it.text for it in answers))


def test_a_deleted_account_ends_in_the_list_of_the_undelivered(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    arta.say("hello")
    arta.deletes_account()
    wait(lambda: [it for it in stored(app) if it.delivery == "failed"])
    assert {it.problem for it in stored(app) if it.delivery == "failed"} <= {"gone", "blocked"}


def test_a_pause_is_kept_and_nothing_is_lost(app: TestClient, telegram: TelegramStandIn) -> None:
    telegram.faults.refuse("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    arta = telegram.user(language_code="sq")
    arta.say("hello")
    arta.chat.wait(1)
    assert len(arta.chat.texts) == len(set(arta.chat.texts))


def test_a_long_answer_keeps_its_pace(app: TestClient, telegram: TelegramStandIn) -> None:
    arta = telegram.user(language_code="sq")
    for text in ("hello", "thanks", "hello"):
        arta.say(text)
    wait(lambda: len([it for it in stored(app) if it.delivery == "sent"]) >= 4, 15)
    assert telegram.pace.most_in_a_chat() == 1


def test_what_nothing_can_read_holds_nobody_up(
    app: TestClient, telegram: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.channels.telegram import reading

    read = reading.read

    def fail(body: dict[str, object]) -> object:
        if "poison" in str(body):
            raise RecursionError
        return read(body)

    monkeypatch.setattr(reading, "read", fail)
    arta, milan = telegram.user(language_code="sq"), telegram.user(language_code="sr")
    arta.say("poison")
    milan.say("hello")
    milan.chat.wait(1)
    arta.chat.wait(1, seconds=20)
    context = app.app.state.context  # type: ignore[attr-defined]
    assert [it.error for it in arrivals.list_parked(context.database)] == ["RecursionError"]


def test_after_a_kill_telegram_is_asked_again_at_once(
    make_settings: MakeSettings, telegram: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "give_back", lambda *_: None)  # who is killed gives nothing back
    arta = telegram.user(language_code="sq")
    for text, words in (("hello", "Kosov"), ("thanks", "welcome")):
        with TestClient(create_app(make_settings())):
            arta.say(text)
            arta.chat.wait(words)


def test_a_403_that_is_not_telegrams_gives_nobody_up(app: TestClient, telegram: TelegramStandIn) -> None:
    telegram.faults.break_down("sendMessage", 403)
    arta = telegram.user(language_code="sq")
    arta.say("hello")
    arta.chat.wait(1)
    assert {it.delivery for it in stored(app)} <= {None, "queued", "sending", "sent"}


@pytest.mark.parametrize("is_discreet", [True, False])
def test_what_goes_to_a_victim_makes_no_sound(telegram: TelegramStandIn, is_discreet: bool) -> None:
    arta = telegram.user()
    arta.starts()
    platform = TelegramPlatform(Client(telegram.token, telegram.url), None)
    photo = OutFile("foto.jpg", FileKind.PHOTO, "image/jpeg", jpeg())
    for part in (Part("x", is_discreet=is_discreet), Part(file=photo, is_discreet=is_discreet)):
        platform.send(str(arta.id), part)
    platform.close()
    asked = [str(it.sent.get("disable_notification")).lower() == "true" for it in arta.chat.answers]
    assert asked == [is_discreet, is_discreet]
