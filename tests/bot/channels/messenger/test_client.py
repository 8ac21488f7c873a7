"""What is sent to Meta, what its refusals mean, and from where files are fetched."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from bot.channels.messenger import client
from bot.channels.messenger.client import Graph
from bot.channels.messenger.platform import MessengerPlatform
from bot.channels.messenger.profile import Profile, profile
from bot.config import Settings
from bot.content.facts import load_numbers
from bot.dialogue.platforms import FileRef, OutFile, Part, Platform, Said
from bot.errors import ChannelError, Refused
from bot.messages import FileKind, Problem, Sender
from tests.bot.channels.messenger.conftest import messenger_settings, wait_until
from tests.files import jpeg, ogg
from tests.stand_ins.messenger import MessengerStandIn
from tests.stand_ins.messenger_graph import ERRORS, GraphError
from tests.stand_ins.messenger_people import Person

HOUR = 3600


@pytest.fixture
def platform(messenger: MessengerStandIn) -> Iterator[MessengerPlatform]:
    """What the house sends through."""
    made = _platform(messenger)
    yield made
    made.close()


@pytest.fixture
def drita(messenger: MessengerStandIn) -> Person:
    """Somebody who has just written."""
    made = messenger.person()
    made.say("Alo")
    return made


def _platform(messenger: MessengerStandIn, **others: object) -> MessengerPlatform:
    clock: Callable[[], datetime] = lambda: datetime.fromtimestamp(messenger.now() / 1000, UTC)  # noqa: E731
    return MessengerPlatform(messenger_settings(Settings(_env_file=None), messenger, **others), clock)


def _error(platform: MessengerPlatform, person: Person, part: Part | None = None) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        platform.send(person.psid, part or Part("Mirë"))
    return caught.value


def test_it_is_a_platform(platform: MessengerPlatform) -> None:
    as_any: Platform = platform
    assert as_any.channel == "messenger"


def test_a_text_with_buttons(platform: MessengerPlatform, drita: Person) -> None:
    titles = [f"{number} Njoftime për trafikun rrugor" for number in range(15)]
    taken = platform.send(drita.psid, Part("Çfarë?", [(title, f"b:1:{index}") for index, title in enumerate(titles)]))
    answer = drita.answers[-1]
    assert (answer.mid, answer.text, answer.metadata) == (taken, "Çfarë?", "dialog")
    assert len(answer.titles) == 13
    assert answer.titles[0] == "0 Njoftime për traf…"
    assert all(len(title) <= 20 and title.endswith("…") for title in answer.titles)
    assert [it["payload"] for it in answer.quick_replies] == [f"b:1:{index}" for index in range(13)]


def test_a_short_title_is_left(platform: MessengerPlatform, drita: Person) -> None:
    platform.send(drita.psid, Part("?", [("a" * 20, "b:1:0"), ("Shqip", "b:1:1")]))
    assert drita.answers[-1].titles == ["a" * 20, "Shqip"]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (OutFile("photo.jpg", FileKind.PHOTO, "image/jpeg", jpeg()), "image"),
        (OutFile("voice.ogg", FileKind.VOICE, "audio/ogg", ogg()), "file"),
        (OutFile("dëshmi.pdf", FileKind.DOCUMENT, "application/pdf", b"%PDF-1.4"), "file"),
    ],
    ids=lambda it: it if isinstance(it, str) else it.name,
)
def test_a_file(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person, file: OutFile, kind: str
) -> None:
    platform.send(drita.psid, Part(file=file))
    (attachment,) = drita.answers[-1].attachments
    assert attachment["type"] == kind
    assert httpx.get(attachment["payload"]["url"]).content == file.content
    assert messenger.calls[-2].values["messaging_type"] == "RESPONSE"


def test_a_file_that_is_too_large_is_not_tried(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person
) -> None:
    file = OutFile("film.mp4", FileKind.VIDEO, "video/mp4", b"0" * 25_000_001)
    assert _error(platform, drita, Part(file=file)).problem == Problem.REFUSED
    assert not messenger.calls


@pytest.mark.parametrize("sender", [Sender.BOT, Sender.SYSTEM, Sender.OFFICER])
def test_after_a_day_meta_is_not_asked(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person, sender: Sender
) -> None:
    part = Part("Mirë", sender=sender, last_incoming_at=_ago(messenger, hours=24))
    assert _error(platform, drita, part).problem == Problem.WINDOW
    assert not messenger.calls
    platform.send(drita.psid, Part("Mirë", sender=sender, last_incoming_at=_ago(messenger, hours=23.9)))


def test_officers_may_write_for_a_week_where_meta_granted_it(messenger: MessengerStandIn, drita: Person) -> None:
    platform = _platform(messenger, messenger_human_agent=True)
    messenger.advance(6 * 24 * HOUR)
    written = _ago(messenger, hours=6 * 24)
    platform.send(drita.psid, Part("Po", sender=Sender.OFFICER, last_incoming_at=written))
    assert drita.answers[-1].tag == "HUMAN_AGENT"
    assert _error(platform, drita, Part("Po", last_incoming_at=written)).problem == Problem.WINDOW
    late = Part("Po", sender=Sender.OFFICER, last_incoming_at=_ago(messenger, hours=7 * 24))
    assert _error(platform, drita, late).problem == Problem.WINDOW
    platform.close()


MEANT = {
    "window_closed": Problem.WINDOW,
    "another_app": Problem.WINDOW,
    "page_restricted": Problem.ACCESS,
    "no_permission": Problem.ACCESS,
    "person_unavailable": Problem.BLOCKED,
    "nobody": Problem.GONE,
    **dict.fromkeys(("no_token", "token_unreadable", "token_expired", "password_changed"), Problem.ACCESS),
    **dict.fromkeys(("app_removed", "proof_missing", "proof_wrong"), Problem.ACCESS),
    **dict.fromkeys(("app_limit", "page_limit", "rate_limit", "messenger_limit"), Problem.PACE),
    **dict.fromkeys(("temporary", "unexpected", "unknown"), Problem.NETWORK),
}


@pytest.mark.parametrize("name", ERRORS)
def test_each_refusal_of_graph(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person, name: str
) -> None:
    messenger.fail("messages", error=name)
    error = _error(platform, drita)
    assert error.problem == MEANT.get(name, Problem.REFUSED)
    assert error.is_maybe_sent is (name in {"unexpected", "unknown"})
    assert drita.answers == []


@pytest.mark.parametrize(
    ("name", "seconds"), [("messenger_limit", 120.0), ("app_limit", 60.0), ("page_limit", 60.0), ("rate_limit", None)]
)
def test_how_long_meta_wants_us_to_wait(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person, name: str, seconds: float | None
) -> None:
    messenger.fail("messages", error=name)
    assert _error(platform, drita).retry_after == seconds


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (GraphError(10, "", subcode=2018065, status=403), Problem.WINDOW),
        (GraphError(10, "", subcode=2534022, status=403), Problem.WINDOW),
        (GraphError(10, "", status=403), Problem.ACCESS),
        (GraphError(102, "", status=400), Problem.ACCESS),
        (GraphError(368, "", status=400), Problem.ACCESS),
        (GraphError(200, "", subcode=1545041, status=403), Problem.BLOCKED),
        (GraphError(17, "", status=400), Problem.PACE),
        (GraphError(987654, "", status=400), Problem.REFUSED),
        (GraphError(987654, "", status=500), Problem.NETWORK),
    ],
)
def test_other_refusals(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person, error: GraphError, problem: Problem
) -> None:
    messenger.fail("messages", error=error)
    assert _error(platform, drita).problem == problem


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (500, Problem.NETWORK),
        (503, Problem.NETWORK),
        (429, Problem.PACE),
        (401, Problem.ACCESS),
        (400, Problem.REFUSED),
    ],
)
def test_an_answer_that_is_a_page(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person, status: int, problem: Problem
) -> None:
    messenger.fail("messages", status=status)
    error = _error(platform, drita)
    assert (error.problem, error.is_maybe_sent) == (problem, problem is Problem.NETWORK)


@pytest.mark.parametrize("how", ["reset", "hang", "lost", "late"])
def test_a_line_that_breaks_leaves_it_open(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TIMES", httpx.Timeout(0.3))
    messenger.fail("messages", how=how)
    error = _error(platform, drita)
    assert (error.problem, error.is_maybe_sent) == (Problem.NETWORK, True)
    assert bool(drita.answers) is (how in {"lost", "late"})


def test_where_nobody_listens_nothing_was_sent(messenger: MessengerStandIn, drita: Person) -> None:
    platform = _platform(messenger, messenger_api_url="http://127.0.0.1:1/v23.0")
    error = _error(platform, drita)
    assert (error.problem, error.is_maybe_sent) == (Problem.NETWORK, False)


def test_the_token_shows_nowhere(
    platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person, caplog: Any, capsys: Any
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.WARNING, logger="httpx")
    for name in ("token_expired", "unexpected"):
        messenger.fail("messages", error=name)
        error = _error(platform, drita)
        assert error.__cause__ is None
        shown = f"{error!r} {vars(error)} {vars(platform)}"
        assert messenger.token not in shown + caplog.text + "".join(capsys.readouterr())
    assert all("access_token" not in call.values for call in messenger.calls)


def test_typing_never_fails(platform: MessengerPlatform, messenger: MessengerStandIn, drita: Person) -> None:
    platform.show_typing(drita.psid)
    assert list(drita.sender_actions) == ["mark_seen", "typing_on"]
    messenger.fail("messages", error="token_expired")
    platform.show_typing(drita.psid)
    platform.acknowledge(Said(drita.psid, "m_1"))


def _ago(messenger: MessengerStandIn, **ago: float) -> datetime:
    return datetime.fromtimestamp(messenger.now() / 1000, UTC) - timedelta(**ago)


# Files that people send


def _fetch(platform: MessengerPlatform, url: str) -> bytes:
    return b"".join(platform.fetch(FileRef(url)))


def test_a_file_is_fetched_without_the_token(platform: MessengerPlatform, messenger: MessengerStandIn) -> None:
    url = messenger.keep(jpeg(), "image/jpeg", "photo.jpg")
    assert _fetch(platform, url) == jpeg()


def test_a_file_that_is_gone(platform: MessengerPlatform, messenger: MessengerStandIn) -> None:
    url = messenger.keep(jpeg(), "image/jpeg", "photo.jpg")
    messenger.advance(48 * HOUR)
    with pytest.raises(ChannelError):
        _fetch(platform, url)


def test_a_file_that_is_too_large(platform: MessengerPlatform, messenger: MessengerStandIn) -> None:
    url = messenger.keep(b"0" * 25_000_001, "video/mp4", "film.mp4")
    with pytest.raises(Refused) as refused:
        _fetch(platform, url)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "http://scontent.xx.fbcdn.net/photo.jpg",
        "https://scontent.xx.fbcdn.net:8443/photo.jpg",
        "https://evilfbcdn.net/photo.jpg",
        "https://fbcdn.net.evil.example/photo.jpg",
        "https://scontent.xx.fbcdn.net@evil.example/photo.jpg",
        "https://user:word@scontent.xx.fbcdn.net/photo.jpg",
        "https://evil.example/?x=.fbcdn.net",
        "https://evil.example#.fbcdn.net",
        "https://evil.example\\.fbcdn.net/",
        "file:///etc/passwd",
        "gopher://scontent.xx.fbcdn.net/",
        "//scontent.xx.fbcdn.net/photo.jpg",
        "https://[::1]/",
        "https://[",
        "\x00",
        "",
        "photo.jpg",
    ],
)
def test_no_file_is_fetched_from_elsewhere(platform: MessengerPlatform, url: str) -> None:
    with pytest.raises(Refused) as refused:
        _fetch(platform, url)
    assert refused.value.code == "elsewhere"


@pytest.mark.parametrize(
    "url", ["https://scontent.xx.fbcdn.net/a", "https://cdn.fbsbx.com/a", "https://lookaside.facebook.com/a?x=1"]
)
def test_metas_own_hosts_are_let_through(messenger: MessengerStandIn, url: str) -> None:
    Graph(f"{messenger.url}/v23.0", "1", "token", "secret")._checked(url)


@pytest.mark.parametrize("target", ["http://169.254.169.254/", "//evil.example/", "file:///etc/passwd", "/again"])
def test_no_redirect_leads_elsewhere(target: str) -> None:
    asked: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server asks for
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    graph = Graph(f"{url}/v23.0", "1", "token", "secret")
    try:
        with pytest.raises(ValueError, match=r"host|redirects"):
            list(graph.download(f"{url}/photo.jpg", 10))
    finally:
        server.shutdown()
        server.server_close()
        graph.close()
    assert len(asked) == (4 if target == "/again" else 1)


# What the page shows before the first word


def test_the_profile_is_one_that_meta_takes(messenger: MessengerStandIn) -> None:
    graph = Graph(f"{messenger.url}/v23.0", messenger.page_id, messenger.token, messenger.app_secret)
    graph.post("messenger_profile", profile(load_numbers()))
    assert messenger.profile["get_started"] == {"payload": "/start"}
    albanian, serbian = (messenger.person(locale=it) for it in ("sq_AL", "sr_RS"))
    for person in (albanian, serbian, messenger.person(locale="de_DE")):
        assert person.greeting
        assert "192" in person.greeting
        assert len(person.menu) == 6
    graph.close()


def test_a_profile_that_cannot_be_set_is_set_later(
    messenger: MessengerStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.messenger.profile.AGAIN", 0.05)
    graph = Graph(f"{messenger.url}/v23.0", messenger.page_id, messenger.token, messenger.app_secret)
    messenger.fail("messenger_profile", error="token_expired", times=3)
    setting = Profile(graph, load_numbers())
    setting.start()
    wait_until(lambda: "greeting" in messenger.profile)
    setting.stop()
    graph.close()


# Whether the page is joined rightly


def test_a_page_that_is_joined_rightly(platform: MessengerPlatform) -> None:
    assert platform.examine() is None


def test_a_page_that_is_not(platform: MessengerPlatform, messenger: MessengerStandIn) -> None:
    messenger.subscribed -= {"message_echoes", "standby"}
    assert platform.examine() == "the page is not subscribed to message_echoes, standby; see docs/messenger.md"
    messenger.subscribed = set()
    assert "messages" in str(platform.examine())
    messenger.token_error = "token_expired"
    assert platform.examine() == "Meta does not let us in (access)"


@pytest.mark.parametrize("lacking", ["page_id", "app_id", "app_secret", "verify_token"])
def test_a_page_needs_all_of_its_settings(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"page_token": "EAA", "page_id": "1", "app_id": "2", "app_secret": "s", "verify_token": "w", lacking: ""}
    for name, value in values.items():
        monkeypatch.setenv(f"DIALOG_MESSENGER_{name.upper()}", value)
    with pytest.raises(ValueError, match="is needed with DIALOG_MESSENGER_PAGE_TOKEN"):
        Settings(_env_file=None)


@pytest.mark.parametrize(("is_discreet", "asked"), [(True, "NO_PUSH"), (False, None)])
def test_what_goes_to_a_victim_makes_no_sound(
    platform: MessengerPlatform, drita: Person, monkeypatch: pytest.MonkeyPatch, is_discreet: bool, asked: str | None
) -> None:
    sent: list[Any] = []
    post = platform.graph.post
    monkeypatch.setattr(
        platform.graph, "post", lambda path, values, **more: sent.append(values) or post(path, values, **more)
    )
    last = datetime.now(UTC)
    platform.send(drita.psid, Part("Mirë", last_incoming_at=last, is_discreet=is_discreet))
    assert [values.get("notification_type") for values in sent] == [asked]
    assert drita.answers[-1].text == "Mirë"
