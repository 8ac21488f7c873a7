"""The stand-in for Messenger answers, refuses and calls as its documentation does."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests import payloads
from tests.stand_ins.messenger import INBOX_APP, MessengerStandIn
from tests.stand_ins.messenger_graph import ERRORS
from tests.stand_ins.messenger_webhooks import signature

HOUR = 3_600


class Ear:
    """A webhook as a callable: checks every signature, keeps every body, and refuses as often as it is told."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.bodies: list[dict[str, Any]] = []
        self.wrong = 0
        self.answers: list[int | Exception] = []

    def __call__(self, body: bytes, headers: dict[str, str]) -> int:
        if headers.get("X-Hub-Signature-256") != signature(body, self.secret):
            self.wrong += 1
            return 403
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        if answer == 200:
            self.bodies.append(json.loads(body))
        return answer

    def events(self, key: str = "", channel: str = "messaging") -> list[dict[str, Any]]:
        """What came in this channel, with this key."""
        entries = [entry for body in self.bodies for entry in body["entry"]]
        return [event for entry in entries for event in entry.get(channel, []) if not key or key in event]


class Adapter:
    """What an adapter does: httpx with another base address."""

    def __init__(self, messenger: MessengerStandIn) -> None:
        self.client = httpx.Client(base_url=f"{messenger.url}/v23.0/", timeout=5, verify=False)
        self.token = messenger.token

    def call(self, method: str, path: str, **values: Any) -> httpx.Response:
        """With the token in the query, values as JSON."""
        sent = {"json": values} if method == "POST" or values else {}
        return self.client.request(method, path, params={"access_token": self.token}, **sent)

    def send(self, psid: str, message: dict[str, Any] | str, **values: Any) -> httpx.Response:
        """One message as a response."""
        message = {"text": message} if isinstance(message, str) else message
        values = {"recipient": {"id": psid}, "messaging_type": "RESPONSE", "message": message} | values
        return self.call("POST", "me/messages", **values)


@pytest.fixture
def messenger() -> Iterator[MessengerStandIn]:
    with MessengerStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def ear(messenger: MessengerStandIn) -> Ear:
    messenger.webhook = ear = Ear(messenger.app_secret)
    return ear


@pytest.fixture
def adapter(messenger: MessengerStandIn) -> Iterator[Adapter]:
    adapter = Adapter(messenger)
    with adapter.client:
        yield adapter


def error(answer: httpx.Response) -> tuple[int, int | None]:
    """Code and subcode of a refusal, which has the form that Graph gives it."""
    assert answer.status_code >= 400
    refused = answer.json()["error"]
    assert refused["type"] in ("OAuthException", "GraphMethodException")
    assert refused["fbtrace_id"].startswith("A")
    assert refused["message"]
    return refused["code"], refused.get("error_subcode")


def shape(value: Any) -> Any:
    """Keys and types, without what is said."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return type(value).__name__


# Sending --------------------------------------------------------------------------------------------------------------


def test_a_text_reaches_the_person_and_comes_back_as_echo_and_delivery(
    messenger: MessengerStandIn, adapter: Adapter, ear: Ear
) -> None:
    drita = messenger.person()
    drita.say("Përshëndetje")
    answer = adapter.send(drita.psid, {"text": "Ku ndodhi?", "metadata": "message:1"}).json()
    messenger.settle()
    assert answer == {"recipient_id": drita.psid, "message_id": drita.answers[0].mid}
    assert [seen.text for seen in drita.messages] == ["Përshëndetje", "Ku ndodhi?"]
    [echo] = [event["message"] for event in ear.events("message") if event["message"].get("is_echo")]
    assert (echo["app_id"], echo["metadata"], echo["mid"]) == (messenger.app_id, "message:1", answer["message_id"])
    [delivered] = ear.events("delivery")
    assert delivered["delivery"]["mids"] == [answer["message_id"]]


@pytest.mark.parametrize("way", ["bearer", "page id", "form", "other version", "no version"])
def test_every_documented_way_to_call_works(messenger: MessengerStandIn, way: str) -> None:
    drita = messenger.person()
    drita.say("Alo")
    values = {"recipient": {"id": drita.psid}, "message": {"text": "Po"}}
    path, sent = f"{messenger.url}/v23.0/me/messages", {"params": {"access_token": messenger.token}, "json": values}
    if way == "bearer":
        sent = {"headers": {"Authorization": f"Bearer {messenger.token}"}, "json": values}
    elif way == "page id":
        path = f"{messenger.url}/v23.0/{messenger.page_id}/messages"
    elif way == "form":
        sent = {"data": {name: json.dumps(value) for name, value in values.items()} | {"access_token": messenger.token}}
    else:
        path = path.replace("/v23.0", "/v19.0" if way == "other version" else "")
    assert httpx.post(path, **sent).status_code == 200
    assert drita.answers[0].text == "Po"


def test_quick_replies_and_buttons_are_pressed_by_their_titles(
    messenger: MessengerStandIn, adapter: Adapter, ear: Ear
) -> None:
    drita = messenger.person()
    drita.say("Alo")
    button = {"type": "postback", "title": "Foli me një polic", "payload": "talk_to_officer"}
    template = {"template_type": "button", "text": "Çfarë doni?", "buttons": [button]}
    adapter.send(drita.psid, {"attachment": {"type": "template", "payload": template}})
    replies = [{"content_type": "text", "title": name, "payload": f"say {name}"} for name in ("Shqip", "Srpski")]
    adapter.send(drita.psid, {"text": "Gjuha?", "quick_replies": replies})
    assert [seen.titles for seen in drita.answers] == [["Foli me një polic"], ["Shqip", "Srpski"]]
    drita.tap("Shqip")
    drita.press("Foli me një polic")
    messenger.settle()
    [tapped] = [event["message"] for event in ear.events("message") if "quick_reply" in event["message"]]
    assert (tapped["text"], tapped["quick_reply"]) == ("Shqip", {"payload": "say Shqip"})
    assert ear.events("postback")[0]["postback"]["payload"] == "talk_to_officer"
    with pytest.raises(LookupError):
        drita.tap("Srpski")  # gone with the next message
    with pytest.raises(LookupError):
        drita.press("Ndihmë")


def test_attachments_go_by_address_upload_and_id(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    drita.say("Harta?")
    asked = []
    messenger.fetch = lambda url: asked.append(url) or b"map"
    by_url = {
        "attachment": {"type": "image", "payload": {"url": "https://dialog.example/map.png", "is_reusable": True}}
    }
    first = adapter.send(drita.psid, by_url).json()
    assert asked == ["https://dialog.example/map.png"]
    by_id = {"attachment": {"type": "image", "payload": {"attachment_id": first["attachment_id"]}}}
    assert adapter.send(drita.psid, by_id).status_code == 200
    form = {
        "recipient": json.dumps({"id": drita.psid}),
        "message": json.dumps({"attachment": {"type": "file", "payload": {}}}),
        "messaging_type": "RESPONSE",
    }
    data = bytes(range(256)) * 40 + b"\r\n--x\r\n"
    files = {"filedata": ("dëshmi.pdf", data, "application/pdf")}
    query = {"access_token": messenger.token}
    assert adapter.client.post("me/messages", params=query, data=form, files=files).status_code == 200
    urls = [seen.attachments[0]["payload"]["url"] for seen in drita.answers]
    assert urls[0] == urls[1]
    assert [httpx.get(url).content for url in urls] == [b"map", b"map", data]
    upload = {"attachment": {"type": "image", "payload": {"url": "https://dialog.example/a.png"}}}
    assert "attachment_id" in adapter.call("POST", "me/message_attachments", message=upload).json()


def test_sender_actions_personas_and_replies(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    mid = drita.say("Alo")
    for action in ("mark_seen", "typing_on"):
        answer = adapter.call("POST", "me/messages", recipient={"id": drita.psid}, sender_action=action)
        assert answer.json() == {"recipient_id": drita.psid}
    assert list(drita.sender_actions) == ["mark_seen", "typing_on"]
    reaction = {"message_id": mid, "reaction": "👍"}
    adapter.call("POST", "me/messages", recipient={"id": drita.psid}, sender_action="react", payload=reaction)
    assert drita.messages[0].reaction == "👍"
    picture = "https://dialog.example/officer.png"
    persona = adapter.call("POST", "me/personas", name="Agimi", profile_picture_url=picture).json()["id"]
    adapter.send(drita.psid, "Jam këtu", persona_id=persona, reply_to={"mid": mid})
    assert (drita.answers[0].persona, drita.answers[0].reply_to) == ("Agimi", mid)
    assert adapter.call("GET", persona).json()["name"] == "Agimi"
    assert adapter.call("DELETE", persona).json() == {"success": True}
    assert adapter.call("GET", "me/personas").json() == {"data": []}
    assert error(adapter.send(drita.psid, "Po", persona_id=persona)) == (100, None)


def reply(**changes: Any) -> dict[str, Any]:
    return {"content_type": "text", "title": "Po", "payload": "yes"} | changes


def template(*buttons: dict[str, Any], text: str = "?", kind: str = "button") -> dict[str, Any]:
    payload = {"template_type": kind, "text": text, "buttons": list(buttons)}
    return {"attachment": {"type": "template", "payload": payload}}


BUTTON = {"type": "postback", "title": "Po", "payload": "yes"}


@pytest.mark.parametrize(
    ("message", "refused", "said"),
    [
        ({"text": "a" * 2001}, (100, None), "message[text] must be less than or equal to 2000"),
        ({"text": ""}, (100, 2018034), "Message cannot be empty"),
        ({"text": "a", "metadata": "a" * 1001}, (100, None), "message[metadata]"),
        ({"text": "a", "quick_replies": [reply()] * 14}, (105, None), "message[quick_replies] has too many elements"),
        ({"text": "a", "quick_replies": []}, (194, None), "message[quick_replies] has too few elements"),
        ({"text": "a", "quick_replies": [reply(title="a" * 21)]}, (100, None), "message[quick_replies][0][title]"),
        ({"text": "a", "quick_replies": [reply(title="")]}, (100, 2018098), "Title is required"),
        ({"text": "a", "quick_replies": [reply(payload="")]}, (100, 2018099), "Payload is required"),
        ({"text": "a", "quick_replies": [{"title": "a"}]}, (100, None), "[content_type] is required"),
        ({"text": "a", "quick_replies": [reply(content_type="location")]}, (100, None), "must be one of"),
        (template(*[BUTTON] * 4), (105, None), "name_placeholder[buttons] has too many elements"),
        (template(), (100, None), "name_placeholder[buttons] must be non-empty"),
        (template(BUTTON | {"title": "a" * 21}), (100, None), "name_placeholder[buttons][0][title]"),
        (template(BUTTON | {"payload": ""}), (100, 2018040), "Payload cannot be empty"),
        (template({"type": "web_url", "title": "a"}), (100, 2018041), "Web url cannot be empty"),
        (template({"type": "web_url", "title": "a", "url": "tel:192"}), (100, None), "valid URL"),
        (template(BUTTON, text="a" * 641), (100, None), "name_placeholder[text]"),
        (template(BUTTON, kind="carousel"), (100, None), "Invalid template type"),
        ({"attachment": {"payload": {}}}, (100, None), "message[attachment][type] is required"),
        ({"attachment": {"type": "hologram", "payload": {}}}, (100, None), "must be one of"),
        ({"attachment": {"type": "image", "payload": {}}}, (100, None), "[url] is required"),
        ({"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}, (100, 2018074), "do not own"),
    ],
)
def test_a_wrong_message_is_refused_as_graph_words_it(
    messenger: MessengerStandIn,
    adapter: Adapter,
    message: dict[str, Any],
    refused: tuple[int, int | None],
    said: str,
) -> None:
    drita = messenger.person()
    drita.say("Alo")
    answer = adapter.send(drita.psid, message)
    assert error(answer) == refused
    assert answer.json()["error"]["message"].startswith(f"(#{refused[0]}) ")
    assert said in answer.json()["error"]["message"]
    assert not drita.answers


def test_limits_are_inclusive(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    drita.say("Alo")
    replies = [reply(title="ë" * 20)] * 13
    assert adapter.send(drita.psid, {"text": "ш" * 2000, "quick_replies": replies}).status_code == 200
    assert adapter.send(drita.psid, template(*[BUTTON] * 3, text="a" * 640)).status_code == 200


def test_files_are_refused_by_size_kind_and_address(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    drita.say("Alo")
    image = {"attachment": {"type": "image", "payload": {"url": "https://dialog.example/a.png"}}}
    messenger.fetch = lambda _: bytes(25 * 1024 * 1024 + 1)
    assert error(adapter.send(drita.psid, image)) == (100, 2018109)
    messenger.fetch = lambda _: 1 / 0  # type: ignore[assignment,return-value]
    assert error(adapter.send(drita.psid, image)) == (100, 2018008)
    form = {
        "recipient": json.dumps({"id": drita.psid}),
        "message": json.dumps({"attachment": {"type": "image", "payload": {}}}),
    }
    files = {"filedata": ("a.pdf", b"%PDF", "application/pdf")}
    answer = adapter.client.post("me/messages", params={"access_token": messenger.token}, data=form, files=files)
    assert error(answer) == (100, 2018047)


def test_form_of_a_send(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    drita.say("Alo")
    to = {"id": drita.psid}
    assert error(adapter.call("POST", "me/messages", recipient=to)) == (100, 2018015)
    both = {"message": {"text": "a"}, "sender_action": "typing_on"}
    assert error(adapter.call("POST", "me/messages", recipient=to, **both)) == (100, 2018014)
    assert error(adapter.call("POST", "me/messages", recipient=to, sender_action="dance")) == (100, None)
    assert error(adapter.call("POST", "me/messages", message={"text": "a"})) == (100, None)
    assert error(adapter.send("999", "a")) == (100, 2018001)
    assert error(adapter.send(drita.psid, "a", messaging_type="SHOUT")) == (100, None)
    assert error(adapter.call("POST", "me/dances")) == (2500, None)
    assert error(adapter.call("GET", "999")) == (100, 33)
    head = {"Content-Type": "application/json", "Authorization": f"Bearer {messenger.token}"}
    assert error(adapter.client.post("me/messages", content=b"{no", headers=head)) == (100, None)


def test_the_window_closes_and_opens(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    assert error(adapter.send(drita.psid, "Alo")) == (10, 2018278)  # never wrote
    drita.say("Alo")
    messenger.advance(24 * HOUR - 5)
    assert adapter.send(drita.psid, "Po", messaging_type="UPDATE").status_code == 200
    messenger.advance(10)
    assert error(adapter.send(drita.psid, "Po")) == (10, 2018278)
    tag = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    assert adapter.send(drita.psid, "Një polic", **tag).status_code == 200
    assert drita.answers[-1].tag == "HUMAN_AGENT"
    messenger.human_agent = False
    assert error(adapter.send(drita.psid, "Një polic", **tag)) == (10, 2018278)
    messenger.human_agent = True
    assert error(adapter.send(drita.psid, "Po", **tag | {"tag": "ACCOUNT_UPDATE"})) == (100, None)
    assert error(adapter.send(drita.psid, "Po", **tag | {"tag": "GREETING"})) == (100, None)
    assert error(adapter.send(drita.psid, "Po", messaging_type="MESSAGE_TAG")) == (100, None)
    messenger.advance(6 * 24 * HOUR)
    assert error(adapter.send(drita.psid, "Një polic", **tag)) == (10, 2018278)
    drita.follow_link("report_theft")
    assert adapter.send(drita.psid, "Po").status_code == 200


def test_people_and_pages_that_cannot_be_reached(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    drita.say("Alo")
    drita.block()
    answer = adapter.send(drita.psid, "Alo?")
    assert error(answer) == (551, 1545041)
    assert answer.json()["error"]["message"] == "(#551) This person isn't available right now."
    with pytest.raises(RuntimeError):
        drita.say("Alo")
    drita.unblock()
    messenger.enforce_policy("warning")
    assert adapter.send(drita.psid, "Po").status_code == 200
    messenger.enforce_policy("block")
    assert error(adapter.send(drita.psid, "Po")) == (10, 1893063)
    messenger.enforce_policy("unblock")
    assert adapter.send(drita.psid, "Po").status_code == 200


def test_who_has_the_thread_speaks(messenger: MessengerStandIn, adapter: Adapter, ear: Ear) -> None:
    drita = messenger.person()
    drita.say("Alo")
    messenger.take_thread(drita)
    drita.say("A ka dikush?")
    assert error(adapter.send(drita.psid, "Po")) == (10, 2018300)
    to = {"id": drita.psid}
    assert error(adapter.call("POST", "me/pass_thread_control", recipient=to, target_app_id=1)) == (10, 2018300)
    assert error(adapter.call("POST", "me/release_thread_control", recipient=to)) == (10, 2018300)
    owner = adapter.client.get("me/thread_owner", params={"recipient": drita.psid, "access_token": messenger.token})
    assert owner.json() == {"data": [{"thread_owner": {"app_id": str(INBOX_APP)}}]}
    assert adapter.call("POST", "me/request_thread_control", recipient=to).json() == {"success": True}
    messenger.pass_thread(drita)
    assert adapter.send(drita.psid, "Po").status_code == 200
    messenger.owners.clear()
    assert adapter.send(drita.psid, "Po").status_code == 200
    assert messenger.owners == {drita.psid: messenger.app_id}  # who answers an idle thread has it
    assert adapter.call("POST", "me/pass_thread_control", recipient=to, target_app_id=INBOX_APP).status_code == 200
    assert adapter.call("POST", "me/take_thread_control", recipient=to).json() == {"success": True}
    assert adapter.call("POST", "me/release_thread_control", recipient=to).json() == {"success": True}
    messenger.settle()
    [heard] = ear.events("message", "standby")
    assert heard["message"]["text"] == "A ka dikush?"
    [passed] = ear.events("pass_thread_control")
    owners = {"previous_owner_app_id": str(INBOX_APP), "new_owner_app_id": str(messenger.app_id), "metadata": None}
    assert passed["pass_thread_control"] == owners


# Tokens, profile, subscriptions, files --------------------------------------------------------------------------------


def test_tokens_and_proofs(messenger: MessengerStandIn, adapter: Adapter) -> None:
    assert error(adapter.client.get("me")) == (2500, None)
    assert error(adapter.client.get("me", params={"access_token": "x"})) == (190, None)
    for name, subcode in (("token_expired", 463), ("password_changed", 460), ("app_removed", 458)):
        messenger.token_error = name
        answer = adapter.call("GET", "me")
        assert error(answer) == (190, subcode)
        assert "invalid_token" in answer.headers["WWW-Authenticate"]
    messenger.token_error = None
    messenger.proof_required = True
    assert error(adapter.call("GET", "me")) == (100, None)
    key, token = messenger.app_secret.encode(), messenger.token.encode()
    query = {"access_token": messenger.token, "appsecret_proof": hmac.new(key, token, hashlib.sha256).hexdigest()}
    assert adapter.client.get("me", params=query).json()["id"] == messenger.page_id
    messenger.proof_required = False
    assert error(adapter.client.get("me", params=query | {"appsecret_proof": "00"})) == (100, None)


def test_debug_token(messenger: MessengerStandIn, adapter: Adapter) -> None:
    def ask(token: str, by: str = f"{messenger.app_id}|{messenger.app_secret}") -> httpx.Response:
        return adapter.client.get("debug_token", params={"input_token": token, "access_token": by})

    data = ask(messenger.token).json()["data"]
    assert (data["is_valid"], data["type"], data["profile_id"]) == (True, "PAGE", messenger.page_id)
    assert "pages_messaging" in data["scopes"]
    messenger.token_error = "token_expired"
    data = ask(messenger.token).json()["data"]
    assert (data["is_valid"], data["error"]["subcode"]) == (False, 463)
    assert ask("other").json()["data"]["is_valid"] is False
    assert error(ask(messenger.token, by="nobody")) == (190, None)


def test_the_page_and_its_people(messenger: MessengerStandIn, adapter: Adapter) -> None:
    query = {"access_token": messenger.token, "fields": "name,id"}
    assert adapter.client.get("me", params=query).json() == {"name": messenger.name, "id": messenger.page_id}
    drita = messenger.person(first_name="Drita")
    names = adapter.call("GET", drita.psid).json()
    assert (names["first_name"], names["id"]) == ("Drita", drita.psid)
    assert httpx.get(names["profile_pic"]).headers["Content-Type"] == "image/png"
    drita.profile_error = "profile_forbidden"
    assert error(adapter.call("GET", drita.psid)) == (100, 2018247)
    drita.profile_error = "no_profile"
    assert error(adapter.call("GET", drita.psid)) == (100, 2018218)


def menu(locale: str, *titles: str) -> dict[str, Any]:
    items = [{"type": "postback", "title": title, "payload": f"menu:{title}"} for title in titles]
    return {"locale": locale, "composer_input_disabled": False, "call_to_actions": items}


def test_the_profile_is_what_people_meet(messenger: MessengerStandIn, adapter: Adapter, ear: Ear) -> None:
    drita, john = messenger.person(locale="sq_AL"), messenger.person(locale="en_GB")
    menus = [menu("default", "Report a theft"), menu("sq_AL", "Raporto vjedhje")]
    answer = adapter.call("POST", "me/messenger_profile", persistent_menu=menus)
    assert error(answer) == (100, 2018145)
    greeting = [{"locale": "default", "text": "Hello"}, {"locale": "sq_AL", "text": "Mirë se vini"}]
    profile = {"get_started": {"payload": "get_started"}, "greeting": greeting, "persistent_menu": menus}
    assert adapter.call("POST", "me/messenger_profile", **profile).json() == {"result": "success"}
    query = {"access_token": messenger.token, "fields": "get_started,greeting,persistent_menu"}
    assert adapter.client.get("me/messenger_profile", params=query).json() == {"data": [profile]}
    assert (drita.greeting, john.greeting) == ("Mirë se vini", "Hello")
    drita.follow_link("report_theft")
    drita.get_started()
    drita.choose("Raporto vjedhje")
    john.get_started()
    john.choose("Report a theft")
    drita.follow_link("report_theft")
    messenger.settle()
    postbacks = [event["postback"] for event in ear.events("postback")]
    referral = {"ref": "report_theft", "source": "SHORTLINK", "type": "OPEN_THREAD"}
    assert [each["payload"] for each in postbacks] == [
        "get_started",
        "menu:Raporto vjedhje",
        "get_started",
        "menu:Report a theft",
    ]
    assert [each.get("referral") for each in postbacks] == [referral, None, None, None]
    assert [event["referral"] for event in ear.events("referral")] == [referral]
    assert error(adapter.call("DELETE", "me/messenger_profile", fields=["get_started"]))[0] == 100
    gone = adapter.call("DELETE", "me/messenger_profile", fields=["get_started", "persistent_menu", "greeting"])
    assert gone.json() == {"result": "success"}
    assert adapter.client.get("me/messenger_profile", params=query).json() == {"data": []}
    with pytest.raises(LookupError):
        messenger.person().get_started()
    with pytest.raises(LookupError):
        drita.choose("Raporto vjedhje")


@pytest.mark.parametrize(
    "profile",
    [
        {},
        {"colour": "blue"},
        {"get_started": {}},
        {"get_started": {"payload": "a" * 1001}},
        {"greeting": [{"locale": "sq_AL", "text": "a"}]},
        {"greeting": [{"locale": "default", "text": "a" * 161}]},
        {"get_started": {"payload": "a"}, "persistent_menu": [menu("sq_AL", "a")]},
        {"get_started": {"payload": "a"}, "persistent_menu": [menu("default", "a" * 31)]},
        {"get_started": {"payload": "a"}, "persistent_menu": [menu("default", *["a"] * 21)]},
        {"get_started": {"payload": "a"}, "persistent_menu": [menu("default")]},
    ],
)
def test_a_wrong_profile_is_refused(messenger: MessengerStandIn, adapter: Adapter, profile: dict[str, Any]) -> None:
    assert error(adapter.call("POST", "me/messenger_profile", **profile))[0] in (100, 105)
    assert messenger.profile == {}


def test_only_what_is_subscribed_comes(messenger: MessengerStandIn, adapter: Adapter, ear: Ear) -> None:
    answer = adapter.call("POST", "me/subscribed_apps", subscribed_fields="messages,messaging_postbacks")
    assert answer.json() == {"success": True}
    drita = messenger.person()
    drita.say("Alo")
    adapter.send(drita.psid, "Po")
    drita.read()
    messenger.settle()
    assert len(ear.events()) == 1
    fields = adapter.call("GET", "me/subscribed_apps").json()["data"][0]["subscribed_fields"]
    assert fields == ["messages", "messaging_postbacks"]
    assert error(adapter.call("POST", "me/subscribed_apps", subscribed_fields=["gossip"])) == (100, None)
    adapter.call("DELETE", "me/subscribed_apps")
    assert adapter.call("GET", "me/subscribed_apps").json() == {"data": []}


def test_addresses_of_files_expire(messenger: MessengerStandIn, ear: Ear) -> None:
    drita = messenger.person()
    drita.send_file(b"%PDF", "dëshmi e re.pdf", "application/pdf")
    messenger.settle()
    url = ear.events("message")[0]["message"]["attachments"][0]["payload"]["url"]
    got = httpx.get(url)
    assert (got.content, got.headers["Content-Type"]) == (b"%PDF", "application/pdf")
    assert urlsplit(url).path.endswith("/d%C3%ABshmi%20e%20re.pdf")
    assert int(parse_qs(urlsplit(url).query)["oe"][0], 16) > time.time()
    assert httpx.get(url.replace("oh=", "oh=0")).status_code == 403
    messenger.fail("cdn", status=503)
    assert httpx.get(url).status_code == 503
    messenger.advance(25 * HOUR)
    assert (httpx.get(url).status_code, httpx.get(url).text) == (403, "URL signature expired")


# Faults ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_every_refusal_can_be_asked_for(messenger: MessengerStandIn, adapter: Adapter, name: str) -> None:
    drita = messenger.person()
    drita.say("Alo")
    messenger.fail("messages", error=name, times=2)
    for _ in range(2):
        answer = adapter.send(drita.psid, "Po")
        assert error(answer) == (ERRORS[name].code, ERRORS[name].subcode)
        assert answer.status_code == ERRORS[name].status
    assert adapter.send(drita.psid, "Po").status_code == 200
    assert len(drita.answers) == 1


def test_limits_bring_their_headers(messenger: MessengerStandIn, adapter: Adapter) -> None:
    messenger.fail("me", error="messenger_limit")
    usage = json.loads(adapter.call("GET", "me").headers["X-Business-Use-Case-Usage"])
    assert usage[messenger.page_id][0]["estimated_time_to_regain_access"] == 2
    messenger.fail("me", error="app_limit")
    assert json.loads(adapter.call("GET", "me").headers["X-App-Usage"])["call_count"] == 100


def test_faults_of_the_wire(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    drita.say("Alo")
    messenger.hang_seconds = 0.3
    messenger.fail("messages", status=502)
    answer = adapter.send(drita.psid, "1")
    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "text/html; charset=utf-8")
    messenger.fail("messages", how="reset")
    with pytest.raises(httpx.TransportError):
        adapter.send(drita.psid, "2")
    adapter.client.timeout = httpx.Timeout(0.1)
    for how in ("hang", "late"):
        messenger.fail("messages", how=how)
        with pytest.raises(httpx.ReadTimeout):
            adapter.send(drita.psid, how)
    adapter.client.timeout = httpx.Timeout(5)
    messenger.fail("*", how="lost", where=lambda values: values.get("message") == {"text": "lost"})
    assert adapter.send(drita.psid, "3").status_code == 200
    with pytest.raises(httpx.TransportError):
        adapter.send(drita.psid, "lost")
    assert [seen.text for seen in drita.answers] == ["late", "3", "lost"]
    with pytest.raises(ValueError, match="sideways"):
        messenger.fail("messages", how="sideways")


def test_calls_and_rates_are_recorded(messenger: MessengerStandIn, adapter: Adapter) -> None:
    drita = messenger.person()
    drita.say("Alo")
    messenger.sends_per_second = 5
    codes = [adapter.send(drita.psid, str(number)).status_code for number in range(7)]
    assert codes == [200] * 5 + [400] * 2
    assert error(adapter.send(drita.psid, "more")) == (613, None)
    assert messenger.rate("messages", seconds=60) == 8
    assert messenger.rate("messages", seconds=0) == 1
    assert messenger.calls[0].values["message"] == {"text": "0"}
    assert messenger.token not in repr(messenger.calls)


def test_it_is_quick_and_loses_nothing_with_many_threads(messenger: MessengerStandIn) -> None:
    people = [messenger.person() for _ in range(4)]
    for person in people:
        person.say("Alo")

    def send(psid: str) -> None:
        adapter = Adapter(messenger)
        with adapter.client:
            for number in range(50):
                assert adapter.send(psid, str(number)).status_code == 200

    began = time.monotonic()
    threads = [threading.Thread(target=send, args=(person.psid,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 10  # alone on a core: 1,000 a second and more
    for person in people:
        assert [seen.text for seen in person.answers] == [str(number) for number in range(50)]


# Webhooks -------------------------------------------------------------------------------------------------------------


def test_a_url_is_verified_and_gets_signed_bodies(messenger: MessengerStandIn) -> None:
    bodies: list[tuple[bytes, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server asks for
            query = parse_qs(urlsplit(self.path).query)
            right = query["hub.mode"] == ["subscribe"] and query["hub.verify_token"] == ["right"]
            self._say(200 if right else 403, query["hub.challenge"][0].encode() if right else b"")

        def do_POST(self) -> None:  # the name that http.server asks for
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bodies.append((body, self.headers["X-Hub-Signature-256"]))
            self._say(200, b"EVENT_RECEIVED")

        def _say(self, status: int, text: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    messenger.webhook = f"http://127.0.0.1:{server.server_address[1]}/webhooks/messenger"
    assert messenger.webhooks.verify("right")
    assert not messenger.webhooks.verify("wrong")
    messenger.person().say("Çështje 1/2")
    messenger.settle()
    server.shutdown()
    server.server_close()
    [(body, signed)] = bodies
    assert rb"\u00c7\u00ebshtje 1\/2" in body
    assert signed == "sha256=" + hmac.new(messenger.app_secret.encode(), body, hashlib.sha256).hexdigest()
    assert json.loads(body)["entry"][0]["messaging"][0]["message"]["text"] == "Çështje 1/2"


def test_refused_bodies_come_again(messenger: MessengerStandIn, ear: Ear) -> None:
    messenger.webhooks.first_delay = 0.001
    ear.answers = [500, TimeoutError(), 200, *[503] * 5]
    drita = messenger.person()
    drita.say("1")
    drita.say("2")
    drita.say("3")
    messenger.settle()
    assert [event["message"]["text"] for event in ear.events()] == ["1", "3"]
    assert [each.statuses for each in messenger.webhooks.deliveries] == [[500, 0, 200], [503] * 5, [200]]
    assert [each.taken for each in messenger.webhooks.deliveries] == [True, False, True]
    messenger.webhooks.redeliver()
    messenger.settle()
    assert [event["message"]["text"] for event in ear.events()] == ["1", "3", "2"]


def test_bodies_come_twice_disordered_and_forged(messenger: MessengerStandIn, ear: Ear) -> None:
    messenger.webhooks.first_delay = 0.001
    drita = messenger.person()
    messenger.webhooks.spoil("duplicate")
    drita.say("1")
    messenger.webhooks.spoil("reorder", 3)
    for text in "234":
        drita.say(text)
    messenger.settle()
    assert [event["message"]["text"] for event in ear.events()] == ["1", "1", "4", "3", "2"]
    messenger.webhooks.spoil("unsigned")
    drita.say("5")
    messenger.webhooks.spoil("missigned")
    drita.say("6")
    messenger.settle()
    assert ear.wrong == 10
    assert len(ear.bodies) == 5


def test_a_batch_is_one_body(messenger: MessengerStandIn, ear: Ear) -> None:
    drita, milan = messenger.person(), messenger.person()
    with messenger.batch(per_entry=2):
        drita.say("1")
        drita.say("2")
        milan.say("3")
    messenger.deliver(payloads.read("messenger", "batch_unknown_page"))
    messenger.settle()
    [body, other] = ear.bodies
    assert [len(entry["messaging"]) for entry in body["entry"]] == [2, 1]
    assert {entry["id"] for entry in other["entry"]} == {messenger.page_id, "909000000000009"}


def test_an_app_that_hangs_does_not_hang_the_test(messenger: MessengerStandIn) -> None:
    gate = threading.Event()
    messenger.webhook = lambda *_: 200 if gate.wait(2) else 500
    messenger.person().say("Alo")
    with pytest.raises(TimeoutError):
        messenger.settle(0.05)
    gate.set()
    messenger.settle()


# What events look like ------------------------------------------------------------------------------------------------


def test_events_have_the_shape_of_the_captured_ones(messenger: MessengerStandIn, adapter: Adapter, ear: Ear) -> None:
    adapter.call("POST", "me/messenger_profile", get_started={"payload": "get_started"})
    adapter.call("POST", "me/messenger_profile", persistent_menu=[menu("default", "Prijavi krađu")])
    messenger.receipts = False
    drita = messenger.person()
    drita.follow_link("report_theft")
    drita.get_started()
    own = drita.say("Përshëndetje")
    choice = {"text": "Gjuha?", "quick_replies": [reply(title="Shqip")], "metadata": "1"}
    mid = adapter.send(drita.psid, choice).json()["message_id"]
    button = {"type": "postback", "title": "Foli me një polic", "payload": "talk_to_officer"}
    image = {"attachment": {"type": "image", "payload": {"url": "https://dialog.example/a.png"}}, "metadata": "3"}
    nlp = payloads.read("messenger", "text_nlp")["entry"][0]["messaging"][0]["message"]["nlp"]
    happens: list[tuple[str, Callable[[], object]]] = [
        ("quick_reply", lambda: drita.tap("Shqip")),
        ("text_nlp", lambda: drita.say("tomorrow at 10", nlp=nlp)),
        ("echo_template", lambda: adapter.send(drita.psid, template(button) | {"metadata": "2"})),
        ("postback", lambda: drita.press("Foli me një polic")),
        ("persistent_menu", lambda: drita.choose("Prijavi krađu")),
        ("get_started", drita.get_started),
        ("echo_attachment", lambda: adapter.send(drita.psid, image)),
        ("referral", lambda: drita.follow_link("report_theft")),
        ("image", lambda: drita.send_image(b"1")),
        ("images", lambda: drita.send_image(b"1", b"2", b"3")),
        ("video", lambda: drita.send_video(b"1")),
        ("audio", lambda: drita.send_audio(b"1")),
        ("file", lambda: drita.send_file(b"1", "a.pdf")),
        ("sticker", lambda: drita.send_sticker(767226160478561)),
        ("like", drita.send_sticker),
        ("like_transition", lambda: drita.send_sticker(transition=True)),
        ("fallback_share", lambda: drita.share("https://shop.example/phone", "Telefon", "Ky")),
        ("fallback_without_payload", lambda: drita.send_attachments({"type": "fallback"})),
        ("location", lambda: drita.share_location(42.2139, 20.7397, legacy=True)),
        ("location_share", lambda: drita.share_location(42.2139, 20.7397)),
        ("ephemeral", lambda: drita.send_attachments({"type": "ephemeral"})),
        ("reply_to", lambda: drita.say("Po, kjo", reply_to=mid)),
        ("reaction", lambda: drita.react(mid)),
        ("reaction_removed", lambda: drita.unreact(mid)),
        ("read", drita.read),
        ("message_edit", lambda: drita.edit(own, "Prizren")),
        ("message_unsent", lambda: drita.unsend(own)),
        ("unsupported", drita.send_unsupported),
        ("optin", lambda: drita.opt_in("news")),
        ("account_linked", lambda: drita.link_account("PASS")),
        ("account_unlinked", lambda: drita.link_account(None)),
        ("response_feedback", lambda: drita.judge(mid, good=False)),
        ("echo_inbox", lambda: messenger.inbox_reply(drita, "Po vijmë")),
        ("echo_inbox_without_app", lambda: messenger.inbox_reply(drita, "Po vijmë", app_id=None)),
        ("echo_other_app", lambda: messenger.inbox_reply(drita, "Auto", app_id=404000000000004)),
        ("request_thread_control", lambda: messenger.request_thread(drita)),
        ("take_thread_control", lambda: messenger.take_thread(drita, metadata="a")),
        ("standby_message", lambda: drita.say("Alo")),
        ("standby_postback", lambda: drita.press("Foli me një polic")),
        ("standby_echo", lambda: messenger.inbox_reply(drita, "Po")),
        ("standby_read", drita.read),
        ("pass_thread_control", lambda: messenger.pass_thread(drita, metadata="b")),
        ("app_roles", lambda: messenger.change_roles({"202000000000002": ["primary_receiver"]})),
        ("policy_warning", lambda: messenger.enforce_policy("warning")),
        ("policy_block", lambda: messenger.enforce_policy("block")),
        ("policy_unblock", lambda: messenger.enforce_policy("unblock")),
        ("unknown_event_hologram", lambda: messenger.emit(drita, hologram={"id": "h1", "shape": "sphere"})),
    ]
    for _, act in happens:
        act()
    messenger.settle()
    names = ["referral_in_postback", "text", "echo_own", *(name for name, _ in happens)]
    assert len(ear.bodies) == len(names)
    for name, body in zip(names, ear.bodies, strict=True):
        assert shape(body) == shape(payloads.read("messenger", name)), name


def test_people_do_only_what_people_can(messenger: MessengerStandIn) -> None:
    drita = messenger.person("7000000000000042")
    assert messenger.person("7000000000000042") is drita
    mid = drita.say("1")
    for number in range(5):
        drita.edit(mid, str(number))
    with pytest.raises(ValueError, match="five times"):
        drita.edit(mid, "6")
    with pytest.raises(LookupError):
        drita.unsend("m_of_somebody_else")
    drita.unsend(mid)
    assert (drita.messages[0].deleted, drita.messages[0].edits) == (True, 5)
