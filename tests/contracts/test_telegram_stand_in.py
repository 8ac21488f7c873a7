"""Telegram's stand-in, driven by the real library: what it does, how it fails; and every kind of update is readable."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    TelegramObject,
    Update,
)
from telegram.constants import MessageType, UpdateType
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from tests.files import jpeg, ogg
from tests.stand_ins.telegram import TelegramStandIn
from tests.stand_ins.telegram_updates import KINDS

PAYLOADS = Path(__file__).parents[1] / "payloads" / "telegram"
FILES = sorted(PAYLOADS.glob("*.json"))
OLDER = (  # what the servers still send of older versions, and the library leaves aside
    *("all_members_are_administrators", "accepted_gift_types", "can_reply", "thumb", "user_ids", "user_shared"),
    *("forward_date", "forward_from", "forward_from_chat", "forward_from_message_id", "forward_sender_name"),
    *("forward_signature", "left_chat_participant", "new_chat_member", "new_chat_participant"),
)
KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Prishtinë", callback_data="k:1"), InlineKeyboardButton("Prizren", callback_data="k:2")]]
)

Talk = Callable[[Bot], Awaitable[Any]]


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    """A Telegram of one's own."""
    with TelegramStandIn() as stand_in:
        yield stand_in


@asynccontextmanager
async def a_bot(telegram: TelegramStandIn, *, token: str = "", patience: float = 5.0) -> AsyncIterator[Bot]:
    """The real library, pointed at the stand-in; `patience` is how long it waits for an answer."""
    fast: dict[str, Any] = {"verify": False}  # certificates are not needed here, and reading them takes long
    requests = [HTTPXRequest(read_timeout=patience, connection_pool_size=20, httpx_kwargs=fast) for _ in range(2)]
    bot = Bot(
        token or telegram.token,
        base_url=telegram.base_url,
        base_file_url=telegram.base_file_url,
        request=requests[0],
        get_updates_request=requests[1],
    )
    for request in requests:
        await request.initialize()
    try:
        yield bot
    finally:
        for request in requests:
            await request.shutdown()


def run(telegram: TelegramStandIn, talk: Talk, **more: Any) -> Any:
    """What a bot gets."""

    async def main() -> Any:
        async with a_bot(telegram, **more) as bot:
            return await talk(bot)

    return asyncio.run(main())


def updates_of(telegram: TelegramStandIn, **arguments: Any) -> list[Update]:
    """What a poll brings; what it brings is confirmed."""

    async def talk(bot: Bot) -> list[Update]:
        found = list(await bot.get_updates(**arguments))
        if found:
            await bot.get_updates(offset=found[-1].update_id + 1)
        return found

    return list(run(telegram, talk))


def messages_of(telegram: TelegramStandIn, **arguments: Any) -> list[Message]:
    """The messages that a poll brings, edited ones too."""
    return [update.effective_message for update in updates_of(telegram, **arguments) if update.effective_message]


# The bot itself


def test_it_is_a_bot(telegram: TelegramStandIn) -> None:
    me = run(telegram, lambda bot: bot.get_me())
    assert me.is_bot
    assert me.username == "DialogTestBot"


def test_get_query_and_json_are_heard_too(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    url = f"{telegram.base_url}{telegram.token}"
    assert httpx.get(f"{url}/GETME").json()["result"]["is_bot"]
    assert httpx.get(f"{url}/sendMessage", params={"chat_id": arta.id, "text": "një"}).json()["ok"]
    assert httpx.post(f"{url}/sendMessage", json={"chat_id": arta.id, "text": "dy"}).json()["ok"]
    assert arta.chat.texts == ["një", "dy"]


def test_nonsense_is_refused(telegram: TelegramStandIn) -> None:
    url = f"{telegram.base_url}{telegram.token}"
    json_head = {"Content-Type": "application/json"}
    assert httpx.post(f"{url}/sendMessage", content=b"{", headers=json_head).status_code == 400
    assert httpx.get(f"{url}/sendMessage").json()["description"] == "Bad Request: chat_id is empty"
    assert httpx.get(f"{url}/noSuchMethod").json()["description"] == "Not Found: method not found"
    assert httpx.get(f"{telegram.url}/elsewhere").status_code == 404


def test_commands_by_language_and_scope(telegram: TelegramStandIn) -> None:
    arta = telegram.user()

    async def talk(bot: Bot) -> None:
        await bot.set_my_commands([BotCommand("help", "Help")])
        await bot.set_my_commands([BotCommand("help", "Ndihmë")], language_code="sq")
        await bot.set_my_commands([BotCommand("stop", "Stop")], scope=BotCommandScopeChat(arta.id))
        assert [command.description for command in await bot.get_my_commands()] == ["Help"]
        assert [command.description for command in await bot.get_my_commands(language_code="sq")] == ["Ndihmë"]
        assert [command.command for command in await bot.get_my_commands(scope=BotCommandScopeChat(arta.id))] == [
            "stop"
        ]
        assert await bot.get_my_commands(language_code="sr") == ()
        await bot.delete_my_commands()
        assert await bot.get_my_commands() == ()
        for wrong in ({"language_code": "sr-Latn"}, {"commands": [("Help", "x")]}, {"commands": [("help", "")]}):
            with pytest.raises(BadRequest):
                await bot.set_my_commands(**({"commands": [("help", "x")]} | wrong))

    run(telegram, talk)


def test_what_the_bot_says_about_itself(telegram: TelegramStandIn) -> None:
    async def talk(bot: Bot) -> None:
        await bot.set_my_description("Ask the police")
        await bot.set_my_description("Pyetni policinë", language_code="sq")
        await bot.set_my_short_description("Police")
        await bot.set_my_name("Dialog K")
        assert (await bot.get_my_description("sq")).description == "Pyetni policinë"
        assert (await bot.get_my_description("sr")).description == "Ask the police"
        assert (await bot.get_my_short_description()).short_description == "Police"
        assert (await bot.get_my_name()).name == "Dialog K"
        with pytest.raises(BadRequest):
            await bot.set_my_short_description("x" * 121)
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        assert (await bot.get_chat_menu_button()).type == "commands"

    run(telegram, talk)


# Sending


def test_a_text_with_buttons_is_seen_and_pressed(telegram: TelegramStandIn) -> None:
    arta = telegram.user(first_name="Arta")
    arta.say("Përshëndetje")

    async def talk(bot: Bot) -> Message:
        return await bot.send_message(
            arta.id,
            "<b>Ku</b> ndodhi &amp; kur?",
            parse_mode="HTML",
            reply_markup=KEYBOARD,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    sent = run(telegram, talk)
    assert sent.text == "Ku ndodhi & kur?"
    assert [entity.type for entity in sent.entities] == ["bold"]
    (shown,) = arta.chat.wait("Ku ndodhi")
    assert shown.titles == ["Prishtinë", "Prizren"]
    assert json.loads(shown.sent["link_preview_options"]) == {"is_disabled": True}
    assert [message.is_from_bot for message in arta.chat.messages] == [False, True]

    press = arta.presses("Prizren")
    query = updates_of(telegram)[-1].callback_query
    assert query is not None
    assert (query.data, query.from_user.language_code) == ("k:2", "sq")
    assert query.message is not None
    assert query.message.message_id == shown.id
    run(telegram, lambda bot: bot.answer_callback_query(query.id, text="U zgjodh"))
    assert (press.is_answered, press.text) == (True, "U zgjodh")


def test_a_keyboard_is_pressed_by_its_title_and_removed(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    keyboard = ReplyKeyboardMarkup([["Po", KeyboardButton("Jo")]])
    run(telegram, lambda bot: bot.send_message(arta.id, "A jeni mirë?", reply_markup=keyboard))
    arta.taps("Jo")
    assert messages_of(telegram)[-1].text == "Jo"
    run(telegram, lambda bot: bot.send_message(arta.id, "Mirë", reply_markup=ReplyKeyboardRemove()))
    with pytest.raises(LookupError):
        arta.taps("Jo")


def test_an_outdated_button_and_one_whose_message_is_gone(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    run(telegram, lambda bot: bot.send_message(arta.id, "Ku?", reply_markup=KEYBOARD))
    arta.presses("Prizren", payload="forged")
    arta.presses("Prizren", gone=True)
    forged, gone = (update.callback_query for update in updates_of(telegram)[-2:])
    assert forged is not None
    assert forged.data == "forged"
    assert gone is not None
    assert gone.message is not None
    assert not gone.message.is_accessible


def test_a_press_is_answered_in_time_and_maybe_once(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    run(telegram, lambda bot: bot.send_message(arta.id, "Ku?", reply_markup=KEYBOARD))
    first, second = arta.presses("Prizren"), arta.presses("Prizren")
    too_old = "Query is too old and response timeout expired or query id is invalid"

    async def talk(bot: Bot) -> None:
        await bot.answer_callback_query(first.id)
        await bot.answer_callback_query(first.id)
        telegram.methods.answers_only_once = True
        with pytest.raises(BadRequest, match=too_old):
            await bot.answer_callback_query(first.id)
        telegram.advance(61)
        with pytest.raises(BadRequest, match=too_old):
            await bot.answer_callback_query(second.id)

    run(telegram, talk)


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        ("", {}, "Message text is empty"),
        (" \n ", {}, "Text must be non-empty"),
        ("x" * 4097, {}, "Message is too long"),
        ("😀" * 2049, {}, "Message is too long"),
        ("<b>x", {"parse_mode": "HTML"}, "Can't parse entities"),
        ("x", {"reply_parameters": ReplyParameters(99_999)}, "Message to be replied not found"),
        (
            "x",
            {"reply_markup": InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="š" * 33)]])},
            "Button_data",
        ),
        ("x", {"reply_markup": InlineKeyboardMarkup([[InlineKeyboardButton("x")]])}, "Text buttons are unallowed"),
        ("x", {"reply_markup": InlineKeyboardMarkup([[InlineKeyboardButton("x", url="no link")]])}, "Wrong HTTP URL"),
    ],
    ids=["empty", "blank", "long", "long-in-utf-16", "html", "reply", "payload", "no-action", "url"],
)
def test_what_cannot_be_sent(telegram: TelegramStandIn, text: str, arguments: dict[str, Any], words: str) -> None:
    arta = telegram.user()
    arta.starts()
    with pytest.raises(BadRequest) as caught:
        run(telegram, lambda bot: bot.send_message(arta.id, text, **arguments))
    assert words.lower() in str(caught.value).lower()
    assert arta.chat.texts == []


def test_the_longest_text_is_counted_in_utf_16(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    run(telegram, lambda bot: bot.send_message(arta.id, "😀" * 2048))
    assert len(arta.chat.texts[0]) == 2048


def test_replies_of_both_sides(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    asked = arta.say("Ku jeni?")
    reply = ReplyParameters(asked["message_id"])
    run(telegram, lambda bot: bot.send_message(arta.id, "Në Prizren", reply_parameters=reply))
    (answer,) = arta.chat.answers
    assert answer.reply_to == asked["message_id"]
    arta.replies(answer, "Faleminderit")
    message = updates_of(telegram)[-1].message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "Në Prizren"
    lenient = ReplyParameters(99_999, allow_sending_without_reply=True)
    run(telegram, lambda bot: bot.send_message(arta.id, "x", reply_parameters=lenient))


def test_files_go_both_ways(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    picture, voice = jpeg(40, 30), ogg(3)

    async def talk(bot: Bot) -> None:
        await bot.send_photo(arta.id, picture, caption="Harta", reply_markup=KEYBOARD)
        await bot.send_video(arta.id, b"film")
        await bot.send_voice(arta.id, voice, duration=7)
        await bot.send_audio(arta.id, b"music", filename="këngë.mp3")
        sent = await bot.send_document(arta.id, b"%PDF\r\n--x\r\n\r\n", filename="žalba.pdf")
        assert sent.document is not None
        again = await bot.send_document(arta.id, sent.document.file_id)
        assert again.document is not None
        assert again.document.file_name == "žalba.pdf"
        album = await bot.send_media_group(arta.id, [InputMediaPhoto(picture, caption="A"), InputMediaPhoto(picture)])
        assert album[0].media_group_id == album[1].media_group_id
        await bot.send_location(arta.id, 42.66, 21.16)
        await bot.send_chat_action(arta.id, "typing")
        for wrong in ("no-such-file", sent.document.file_id):
            with pytest.raises(BadRequest):
                await bot.send_photo(arta.id, wrong)
        with pytest.raises(BadRequest, match="caption is too long"):
            await bot.send_photo(arta.id, picture, caption="x" * 1025)

    run(telegram, talk)
    kinds = [shown.kind for shown in arta.chat.answers]
    assert kinds == ["photo", "video", "voice", "audio", "document", "document", "photo", "photo", "location"]
    assert arta.chat.answers[0].files[0].content() == picture
    assert arta.chat.answers[0].titles == ["Prishtinë", "Prizren"]
    assert arta.chat.answers[4].files[0].content() == b"%PDF\r\n--x\r\n\r\n"
    assert arta.chat.actions == ["typing"]


def test_a_citizens_file_is_downloaded_while_its_link_lasts(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.sends_photo(jpeg(64, 48), "Targa")
    arta.sends_document(size=30_000_000, name="film.mkv")
    photo, film = messages_of(telegram)
    telegram.link_fetches = 2

    async def talk(bot: Bot) -> None:
        file = await bot.get_file(photo.photo[-1].file_id)
        assert bytes(await file.download_as_bytearray()) == jpeg(64, 48)
        assert bytes(await file.download_as_bytearray()) == jpeg(64, 48)
        with pytest.raises(InvalidToken):  # how the library names 404
            await file.download_as_bytearray()
        file = await bot.get_file(photo.photo[-1].file_id)
        telegram.advance(3601)
        with pytest.raises(InvalidToken):
            await file.download_as_bytearray()
        file = await bot.get_file(photo.photo[-1].file_id)
        telegram.faults.cut("file")
        with pytest.raises(NetworkError):
            await file.download_as_bytearray()
        with pytest.raises(BadRequest, match="File is too big"):
            await bot.get_file(str(film.document and film.document.file_id))
        with pytest.raises(BadRequest, match="temporarily unavailable"):
            await bot.get_file("no-such-file")

    run(telegram, talk)


def test_messages_are_changed_and_deleted(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    own = arta.say("Përshëndetje")

    async def talk(bot: Bot) -> None:
        sent = await bot.send_message(arta.id, "Ku?", reply_markup=KEYBOARD)
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("Ku?", arta.id, sent.message_id, reply_markup=KEYBOARD)
        await bot.edit_message_reply_markup(arta.id, sent.message_id)
        assert arta.chat.answers[0].buttons == ()
        await bot.edit_message_text("Prizren", arta.id, sent.message_id)
        assert (arta.chat.texts, arta.chat.answers[0].is_edited) == (["Prizren"], True)
        for number, words in ((99_999, "Message to edit not found"), (own["message_id"], "Message can't be edited")):
            with pytest.raises(BadRequest, match=words):
                await bot.edit_message_text("x", arta.id, number)
        await bot.delete_message(arta.id, sent.message_id)
        assert arta.chat.texts == []
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await bot.delete_message(arta.id, sent.message_id)
        old = await bot.send_message(arta.id, "x")
        telegram.advance(49 * 3600)
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await bot.delete_message(arta.id, old.message_id)

    run(telegram, talk)


# People and chats


def test_bots_write_to_nobody_first(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    with pytest.raises(BadRequest, match="Chat not found"):
        run(telegram, lambda bot: bot.send_message(arta.id, "x"))
    with pytest.raises(BadRequest, match="Chat not found"):
        run(telegram, lambda bot: bot.send_message(4242, "x"))
    arta.starts("report_theft")
    assert messages_of(telegram)[0].text == "/start report_theft"
    run(telegram, lambda bot: bot.send_message(arta.id, "x"))
    assert run(telegram, lambda bot: bot.get_chat(arta.id)).first_name == "Arta"


def test_who_blocks_the_bot_gets_nothing_until_they_unblock_it(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    arta.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        run(telegram, lambda bot: bot.send_message(arta.id, "x"))
    arta.unblocks()
    run(telegram, lambda bot: bot.send_message(arta.id, "x"))
    changes = [update.my_chat_member for update in updates_of(telegram) if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


def test_a_deleted_account(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    arta.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        run(telegram, lambda bot: bot.send_message(arta.id, "x"))


def test_a_group_hears_only_what_is_meant_for_it_and_migrates(telegram: TelegramStandIn) -> None:
    milan = telegram.user(language_code="sr", first_name="Милан")
    group = telegram.group("Комшије", added_by=milan)
    milan.say("Има ли некога?", chat=group)
    milan.say("/help", chat=group)
    first, second, third = updates_of(telegram)
    assert first.my_chat_member is not None
    assert first.my_chat_member.new_chat_member.status == "member"
    assert second.message is not None
    assert second.message.new_chat_members[0].username == "DialogTestBot"
    assert third.message is not None
    assert third.message.text == "/help"
    run(telegram, lambda bot: bot.send_message(group.id, "Здраво", reply_markup=KEYBOARD))
    milan.presses("Prizren", chat=group)
    assert updates_of(telegram)[-1].callback_query is not None

    bigger = group.migrates(milan)
    with pytest.raises(ChatMigrated) as caught:
        run(telegram, lambda bot: bot.send_message(group.id, "x"))
    assert caught.value.new_chat_id == bigger.id
    told = messages_of(telegram)
    assert [message.migrate_to_chat_id or message.migrate_from_chat_id for message in told] == [bigger.id, group.id]
    run(telegram, lambda bot: bot.send_message(bigger.id, "Здраво"))
    run(telegram, lambda bot: bot.leave_chat(bigger.id))
    with pytest.raises(Forbidden, match="not a member of the supergroup chat"):
        run(telegram, lambda bot: bot.send_message(bigger.id, "x"))
    other = telegram.group(added_by=milan)
    other.removes_bot(milan)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        run(telegram, lambda bot: bot.send_message(other.id, "x"))


def test_everything_that_citizens_send(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.sends_album([("photo", None), ("video", None)], "Vendi")
    arta.sends_video_note()
    arta.sends_voice()
    arta.sends_audio()
    arta.sends_file("animation")
    arta.sends_sticker()
    arta.sends_location(42.66, 21.16)
    live = arta.shares_live_location(42.66, 21.16)
    arta.moves(live, 42.67, 21.17)
    arta.stops_sharing(live)
    arta.sends_venue("Sheshi", "Prizren", 42.2, 20.7)
    arta.sends_contact("+38344000123", "Arta", own=True)
    arta.sends_poll("Kur?", ["Sot", "Nesër"])
    arta.sends_dice()
    arta.forwards(arta.say("Kujdes"))
    arta.edits(arta.say("gabim"), "gabimi u ndreq")
    arta.sends({"hologram": {"depth": 3}})
    telegram.sends_update({"hologram_query": {"id": "1"}})
    updates = updates_of(telegram)
    messages = [update.effective_message for update in updates]
    album = [message.media_group_id for message in messages[:2] if message]
    assert album[0]
    assert album[0] == album[1]
    places = [update.edited_message.location for update in updates if update.edited_message]
    assert [place.heading if place else "" for place in places] == [90, None, ""]
    seen = {kind for message in messages if message for kind in MessageType if getattr(message, kind.value, None)}
    wanted = "photo video video_note voice audio animation sticker location venue contact poll dice text"
    assert {kind.value for kind in seen} >= set(wanted.split())
    assert messages[-1] is None
    assert updates[-1].api_kwargs["hologram_query"] == {"id": "1"}


def test_a_long_text_of_a_citizen_comes_in_pieces(telegram: TelegramStandIn) -> None:
    telegram.user().say("ë" * 5000)
    assert [len(message.text or "") for message in messages_of(telegram)] == [4096, 904]


# Getting updates


def test_updates_come_until_they_are_confirmed(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    for text in "abcd":
        arta.say(text)

    async def talk(bot: Bot) -> list[list[str]]:
        async def texts(**arguments: Any) -> list[str]:
            return [str(update.message.text) for update in await bot.get_updates(**arguments) if update.message]

        first = (await bot.get_updates(limit=1))[0].update_id
        return [
            await texts(),
            await texts(offset=first + 2),
            await texts(offset=0),
            await texts(offset=-1),
            await texts(),
        ]

    assert run(telegram, talk) == [list("abcd"), list("cd"), list("cd"), ["d"], ["d"]]


def test_a_long_poll_ends_with_the_first_update(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    threading.Timer(0.2, lambda: arta.say("më në fund")).start()
    start = time.monotonic()
    assert len(updates_of(telegram, timeout=5)) == 1
    assert 0.1 < time.monotonic() - start < 3
    assert updates_of(telegram, timeout=1) == []


def test_unwanted_kinds_are_left_out(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    message = arta.say("a")
    arta.reacts(message)
    assert [update.message is not None for update in updates_of(telegram, allowed_updates=["message_reaction"])] == [
        True
    ]
    arta.say("b")
    arta.reacts(message)
    assert [update.message_reaction is not None for update in updates_of(telegram)] == [True]
    updates_of(telegram, allowed_updates=[])
    arta.say("c")
    assert len(updates_of(telegram)) == 1


def test_old_updates_are_forgotten(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    run(telegram, lambda bot: bot.send_message(arta.id, "Ku?", reply_markup=KEYBOARD))
    arta.presses("Prizren")
    telegram.advance(200)
    assert [update.callback_query for update in updates_of(telegram)] == [None]
    arta.say("b")
    telegram.advance(25 * 3600)
    assert updates_of(telegram) == []


async def waiting_poll(telegram: TelegramStandIn, bot: Bot) -> "asyncio.Task[tuple[Update, ...]]":
    """A long poll that has arrived."""
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    for _ in range(100):
        await asyncio.sleep(0.1)
        if telegram.calls("getUpdates"):
            break
    await asyncio.sleep(0.1)
    return poll


def test_two_polls_are_a_conflict(telegram: TelegramStandIn) -> None:
    async def talk(bot: Bot) -> None:
        async with a_bot(telegram) as other:
            first = await waiting_poll(telegram, bot)
            second = asyncio.create_task(other.get_updates(timeout=1))
            with pytest.raises(Conflict, match="terminated by other getUpdates request"):
                await first
            assert await second == ()

    run(telegram, talk)


def test_a_repeated_update(telegram: TelegramStandIn) -> None:
    telegram.faults.repeat_updates()
    telegram.user().say("a")

    async def talk(bot: Bot) -> list[int]:
        first = (await bot.get_updates())[0].update_id
        again = [update.update_id - first for update in await bot.get_updates(offset=first + 1)]
        return [*again, *(update.update_id - first for update in await bot.get_updates(offset=first + 1))]

    assert run(telegram, talk) == [0]


# Webhooks


class House:
    """Where pushes arrive: answers with the next status of `statuses`, then with 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answer: dict[str, Any] = {}
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server asks for
                house.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                house.secrets.append(self.headers["X-Telegram-Bot-Api-Secret-Token"])
                data = json.dumps(house.answer).encode()
                self.send_response(house.statuses.pop(0) if house.statuses else 200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def wait(self, count: int) -> list[str]:
        """The texts of so many pushes."""
        until = time.monotonic() + 5
        while len(self.bodies) < count and time.monotonic() < until:
            time.sleep(0.01)
        return [body["message"]["text"] for body in self.bodies]


@pytest.fixture
def house(telegram: TelegramStandIn) -> Iterator[House]:
    """A webhook behind a public address."""
    house = House()
    telegram.tunnel("https://dialog.example", f"http://127.0.0.1:{house.server.server_address[1]}")
    yield house
    house.server.shutdown()
    house.server.server_close()


def set_webhook(telegram: TelegramStandIn) -> None:
    """Tell Telegram of the house."""
    url = "https://dialog.example/telegram"
    run(telegram, lambda bot: bot.set_webhook(url, secret_token="not-a-secret_1", max_connections=4))


def test_updates_are_pushed_with_the_secret_until_they_are_taken(telegram: TelegramStandIn, house: House) -> None:
    arta = telegram.user()
    arta.say("a")
    house.statuses = [500, 503, 404]
    set_webhook(telegram)
    arta.say("b")
    assert house.wait(5) == ["a", "a", "a", "a", "b"]
    assert set(house.secrets) == {"not-a-secret_1"}
    info = run(telegram, lambda bot: bot.get_webhook_info())
    assert (info.url, info.pending_update_count) == ("https://dialog.example/telegram", 0)
    assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"
    with pytest.raises(Conflict, match="webhook is active"):
        run(telegram, lambda bot: bot.get_updates())
    run(telegram, lambda bot: bot.delete_webhook())
    arta.say("c")
    assert [message.text for message in messages_of(telegram)] == ["c"]
    assert len(house.bodies) == 5


def test_pushes_twice_and_in_another_order(telegram: TelegramStandIn, house: House) -> None:
    arta = telegram.user()
    set_webhook(telegram)
    telegram.faults.repeat_updates()
    arta.say("a")
    assert house.wait(2) == ["a", "a"]
    telegram.faults.reorder_updates(3)
    for text in "bcd":
        arta.say(text)
    assert house.wait(5)[2:] == ["d", "c", "b"]


def test_a_webhook_answers_with_a_method(telegram: TelegramStandIn, house: House) -> None:
    arta = telegram.user()
    house.answer = {"method": "sendMessage", "chat_id": arta.id, "text": "Menjëherë"}
    set_webhook(telegram)
    arta.say("a")
    arta.chat.wait("Menjëherë")


def test_a_poll_ends_when_a_webhook_is_set(telegram: TelegramStandIn, house: House) -> None:
    async def talk(bot: Bot) -> None:
        poll = await waiting_poll(telegram, bot)
        await bot.set_webhook("https://dialog.example/telegram", drop_pending_updates=True)
        with pytest.raises(Conflict, match="terminated by setWebhook request"):
            await poll

    run(telegram, talk)


@pytest.mark.parametrize(
    ("url", "secret"), [("http://dialog.example/", "x"), ("nonsense", "x"), ("https://dialog.example/", "with space")]
)
def test_refused_webhooks(telegram: TelegramStandIn, url: str, secret: str) -> None:
    with pytest.raises(BadRequest):
        run(telegram, lambda bot: bot.set_webhook(url, secret_token=secret))


# What goes wrong


@pytest.mark.parametrize(
    ("token", "words"), [("7000000001:wrong", "Unauthorized"), ("nonsense", "Not Found")], ids=["nobodys", "no token"]
)
def test_a_wrong_token(telegram: TelegramStandIn, token: str, words: str) -> None:
    with pytest.raises(InvalidToken, match=words):
        run(telegram, lambda bot: bot.get_me(), token=token)


@pytest.mark.parametrize(
    ("plan", "error", "is_sent"),
    [
        (lambda faults: faults.flood("sendMessage", 7), RetryAfter, False),
        (lambda faults: faults.break_down(status=502), NetworkError, False),
        (lambda faults: faults.break_down(status=500), NetworkError, False),
        (lambda faults: faults.garble(), TelegramError, True),
        (lambda faults: faults.reset(), NetworkError, False),
        (lambda faults: faults.hang(), TimedOut, False),
        (lambda faults: faults.leave_unanswered(), TimedOut, True),
        (lambda faults: faults.cut(), NetworkError, True),
        (lambda faults: faults.slow(seconds=5), TimedOut, True),
        (lambda faults: faults.refuse("*", 403, "Forbidden: bot was blocked by the user"), Forbidden, False),
        (lambda faults: faults.refuse("*", 400, "Bad Request: CHAT_RESTRICTED"), BadRequest, False),
        (lambda faults: faults.refuse("*", 400, "Bad Request: …", migrate_to_chat_id=-100), ChatMigrated, False),
        (lambda faults: faults.refuse("*", 409, "Conflict: …"), Conflict, False),
        (lambda faults: faults.refuse("*", 401, "Unauthorized"), InvalidToken, False),
    ],
    ids=lambda value: None if not callable(value) or isinstance(value, type) else value.__code__.co_names[0],
)
def test_one_call_fails_and_the_next_does_not(
    telegram: TelegramStandIn, plan: Callable[[Any], None], error: type[TelegramError], is_sent: bool
) -> None:
    arta = telegram.user()
    arta.starts()
    plan(telegram.faults)

    async def talk(bot: Bot) -> TelegramError:
        with pytest.raises(error) as caught:
            await bot.send_message(arta.id, "një")
        await bot.send_message(arta.id, "dy")
        return caught.value

    caught = run(telegram, talk, patience=0.5)
    assert type(caught) is error or error is TelegramError
    assert arta.chat.texts == (["një", "dy"] if is_sent else ["dy"])
    assert len(telegram.calls("sendMessage")) == 2


def test_faults_wait_for_their_chat_and_method(telegram: TelegramStandIn) -> None:
    arta, milan = telegram.user(), telegram.user(first_name="Milan")
    arta.starts()
    milan.starts()
    telegram.faults.flood("sendMessage", 3, times=None, chat=arta.id)

    async def talk(bot: Bot) -> None:
        for _ in range(2):
            with pytest.raises(RetryAfter) as caught:
                await bot.send_message(arta.id, "x")
            assert caught.value.retry_after == 3
            await bot.send_message(milan.id, "x")
            await bot.send_chat_action(arta.id, "typing")
        telegram.faults.clear()
        await bot.send_message(arta.id, "x")

    run(telegram, talk)


# How fast


def test_the_pace_is_measured_and_limited(telegram: TelegramStandIn) -> None:
    arta, milan = telegram.user(), telegram.user(first_name="Milan")
    arta.starts()
    milan.starts()

    async def talk(bot: Bot) -> None:
        for _ in range(3):
            await bot.send_message(arta.id, "x")
        await bot.send_message(milan.id, "x")
        assert (telegram.pace.most(), telegram.pace.most(chat=arta.id), telegram.pace.most_in_a_chat()) == (4, 3, 3)
        telegram.pace.limit(overall=3, per_chat=1)
        await bot.send_message(arta.id, "x")
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(arta.id, "x")
        assert caught.value.retry_after == 1
        await bot.send_message(milan.id, "x")
        await asyncio.sleep(1)
        await bot.send_message(arta.id, "x")
        assert telegram.pace.refused == 1

    run(telegram, talk)
    assert len(telegram.pace.times(arta.id)) == 5


def test_many_at_once(telegram: TelegramStandIn) -> None:
    people = [telegram.user(language_code="en", first_name=f"Person {number}") for number in range(8)]

    async def talk(bot: Bot) -> set[int]:
        for person in people:
            person.starts()
        writers = [
            threading.Thread(target=lambda person=person: [person.say(str(n)) for n in range(50)]) for person in people
        ]
        for writer in writers:
            writer.start()
        await asyncio.gather(*(bot.send_message(person.id, str(n)) for n in range(5) for person in people))
        for writer in writers:
            writer.join()
        first = await bot.get_updates()
        seen = [update.update_id for update in first]
        while found := await bot.get_updates(offset=seen[-1] + 1):
            seen += [update.update_id for update in found]
        assert seen == sorted(set(seen))
        return {message.id for person in people for message in person.chat.messages}

    assert len(run(telegram, talk)) == 8 * (1 + 50 + 5)


def test_a_thousand_sends_take_no_second(telegram: TelegramStandIn) -> None:
    arta = telegram.user()
    arta.starts()
    body = urlencode({"chat_id": arta.id, "text": "Përshëndetje"}).encode()
    head = f"POST /bot{telegram.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    request = f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + body
    address = ("127.0.0.1", int(telegram.url.rpartition(":")[2]))
    times = []
    for _ in range(3):  # the machine may be busy with something else
        with socket.create_connection(address, timeout=10) as connection:
            start, received = time.monotonic(), b""
            threading.Thread(target=connection.sendall, args=(request * 1000,), daemon=True).start()
            while received.count(b'"ok": true') < 1000:
                received += connection.recv(1_000_000)
            times.append(time.monotonic() - start)
    assert min(times) < 1.0
    assert len(telegram.pace.sends) == 3000


# One of each update


def unread(part: object, path: str = "") -> Iterator[str]:
    """What the library did not know."""
    if isinstance(part, TelegramObject):
        yield from (f"{path}.{key}" for key in part.api_kwargs if key not in OLDER)
        for name in part._get_attrs_names(include_private=False):
            yield from unread(getattr(part, name, None), f"{path}.{name}")
    elif isinstance(part, list | tuple):
        for one in part:
            yield from unread(one, path)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_update_is_read_to_its_last_field(file: Path) -> None:
    body = json.loads(file.read_text("utf-8"))
    update = Update.de_json(body, None)
    (kind,) = body.keys() - {"update_id"}
    if file.stem.startswith("future_") or "_future_" in file.stem:
        assert update.update_id == body["update_id"]
        return
    assert getattr(update, kind) is not None
    assert [field for field in unread(update) if not field.endswith("pinned_message.date")] == []


def test_every_kind_has_a_file() -> None:
    bodies = [json.loads(file.read_text("utf-8")) for file in FILES]
    kinds = {key for body in bodies for key in body} - {"update_id"}
    contents = {key for body in bodies for part in body.values() if isinstance(part, dict) for key in part}
    assert {kind.value for kind in UpdateType} - kinds == set()
    assert {kind.value for kind in MessageType} - contents == set()
    assert {name for name in Message.__slots__ if not name.startswith("_")} - contents == {"from_user", "reply_markup"}
    assert len({body["update_id"] for body in bodies}) == len(bodies)
    assert {kind.value for kind in UpdateType} == set(KINDS)


def test_every_file_reaches_the_bot(telegram: TelegramStandIn) -> None:
    for file in FILES[:100]:
        telegram.sends_update(json.loads(file.read_text("utf-8")))
    assert len(updates_of(telegram)) == 100
