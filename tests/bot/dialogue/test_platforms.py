"""From a platform's update to the answer at the platform: stored once, read in order, sent in order, given up aloud."""

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.dialogue.arrivals import Arrivals
from bot.dialogue.bell import Bell
from bot.dialogue.delivery import Delivery, split
from bot.errors import ChannelError
from bot.i18n import DEFAULT_LOCALE
from bot.messages import Channel, FileKind, Kind, Problem, Sender
from bot.rendering import Outgoing
from bot.services import arrivals, citizens, custody, desk
from bot.services.attachments import Intake, Limits
from bot.services.opening import Opener
from bot.services.outgoing import add_outgoing
from bot.services.seals import Seals
from bot.store.files import FileStore
from bot.store.tables import Conversation, Draft, Identity, Message, Update
from tests.bot.conftest import KEYS, Talk
from tests.files import exif, jpeg
from tests.handoff import officer
from tests.stand_ins.platform import PlatformStandIn

KEY = bytes(range(32))
SEALS, OPENER = Seals(KEY), Opener(KEY)
TELEGRAM = Channel.TELEGRAM
LIMITS = Limits(dict.fromkeys(FileKind, 1), 1, 10)


class House:
    """The parts between a platform and the inbox, driven by the test instead of threads."""

    def __init__(self, talk: Talk, folder: Path) -> None:
        self.talk, self.database, self.clock = talk, talk.database, talk.clock
        self.platform = PlatformStandIn()
        self.files = files = FileStore(folder, KEY)
        platforms = {TELEGRAM: self.platform}
        self.delivery = Delivery(self.database, KEYS, OPENER, files, platforms, Bell(), holder="here", threads=0)
        self.arrivals = Arrivals(
            self.database,
            KEYS,
            SEALS,
            OPENER,
            files,
            LIMITS,
            platforms,
            worker=talk.worker,
            delivery=self.delivery,
            bell=Bell(),
        )
        self.count = 0

    def arrive(self, address: str = "7", *, update: str | None = None, **said: object) -> bool:
        """An update comes in; returns whether it is a new one."""
        self.count += 1
        body = {"address": address, "client_id": f"m{self.count}", **said}
        sender = KEYS.hash_sender(TELEGRAM, address)
        return arrivals.store(
            self.database, SEALS, TELEGRAM, update or str(self.count), body, self.clock(), sender=sender, kind="message"
        )

    def run(self) -> None:
        """Read, answer and send all there is."""
        while self.arrivals.read_one():
            pass
        self.talk.answer()
        while self.delivery.deliver_to_one():
            pass

    def messages(self) -> list[Message]:
        """Everything that was said on the platform."""
        with self.database.read() as session:
            return list(session.scalars(select(Message).order_by(Message.id)))


@pytest.fixture
def house(talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A platform with nobody on it yet."""
    made = House(talk, tmp_path / "files")
    monkeypatch.setattr("bot.dialogue.delivery._now", made.clock)
    monkeypatch.setattr("bot.dialogue.arrivals._now", made.clock)
    return made


def test_a_message_is_answered_on_the_platform(house: House) -> None:
    house.arrive(text="hello")
    house.run()
    said = house.messages()
    assert [it.delivery for it in said if it.direction == "outgoing"] == ["sent"] * (len(said) - 1)
    assert house.platform.texts("7")
    assert house.platform.typing == ["7"]


def test_an_update_that_comes_again_changes_nothing(house: House) -> None:
    assert house.arrive(text="hello", update="5")
    house.run()
    got = len(house.platform.taken["7"])
    assert not house.arrive(text="hello", update="5")
    house.run()
    assert len(house.platform.taken["7"]) == got


def test_who_wrote_stands_nowhere_in_the_database(house: House) -> None:
    house.arrive("441122334455", text="hello")
    house.run()
    with house.database.read() as session:
        rows = [*session.scalars(select(Identity)), *session.scalars(select(Update)), *session.scalars(select(Message))]
        stored = repr([{column.name: getattr(row, column.name) for column in row.__table__.columns} for row in rows])
    assert "441122334455" not in stored
    assert KEY.hex() not in repr(SEALS) + repr(OPENER)


def test_what_cannot_be_read_is_parked_answered_and_holds_nobody_up(house: House) -> None:
    house.arrive(text="", poison=True)
    house.arrive(text="hello")
    house.arrive("8", text="hello")
    house.run()
    assert house.platform.texts("8")
    assert not house.platform.texts("7")  # the same sender's next message waits for the first: order
    for _ in range(2):
        house.clock.pass_(seconds=10)
        house.run()
    parked = arrivals.list_parked(house.database)
    assert [(it.error, it.channel) for it in parked] == [("ValueError", TELEGRAM)]
    assert parked[0].conversation_id is not None
    assert [it.kind for it in house.messages() if it.kind] == [Kind.UNKNOWN]
    assert len(house.platform.texts("7")) >= 2


def test_a_send_that_fails_is_tried_again_in_order(house: House) -> None:
    house.platform.failing.extend([ChannelError(Problem.NETWORK)])
    house.arrive(text="hello")
    house.run()
    house.arrive(text="thanks")
    house.run()
    assert house.platform.texts("7") == []
    house.clock.pass_(seconds=5)
    house.run()
    sent = [it for it in house.messages() if it.direction == "outgoing"]
    assert [it.text for it in sent] == house.platform.texts("7")
    assert not any(it.is_maybe_repeated for it in sent)


def test_a_send_of_which_nobody_knows_is_repeated_and_marked(house: House) -> None:
    house.platform.is_taking_what_fails = True
    house.platform.failing.append(ChannelError(Problem.NETWORK, is_maybe_sent=True))
    house.arrive(text="hello")
    house.run()
    house.clock.pass_(seconds=5)
    house.run()
    first = next(it for it in house.messages() if it.direction == "outgoing")
    assert house.platform.texts("7").count(first.text) == 2
    assert first.is_maybe_repeated


def test_a_kill_during_a_send_repeats_it_and_marks_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> str:
        raise KeyboardInterrupt

    house.arrive(text="hello")
    with monkeypatch.context() as patch:
        patch.setattr(house.platform, "send", die)
        with pytest.raises(KeyboardInterrupt):
            house.run()
    house.clock.pass_(minutes=3)
    house.run()
    first = next(it for it in house.messages() if it.direction == "outgoing")
    assert first.is_maybe_repeated
    assert house.platform.texts("7").count(first.text) == 1


def test_who_blocked_us_is_not_written_to_until_they_write(house: House) -> None:
    house.platform.failing.append(ChannelError(Problem.BLOCKED))
    house.arrive(text="hello")
    house.run()
    assert {it.delivery for it in house.messages() if it.direction == "outgoing"} == {"failed"}
    assert {it.problem for it in house.messages() if it.direction == "outgoing"} == {Problem.BLOCKED}
    house.arrive(text="thanks")
    house.run()
    assert house.platform.texts("7")
    with house.database.read() as session:
        identity = session.scalar(select(Identity).where(Identity.channel == TELEGRAM))
        assert identity is not None
        assert identity.unreachable_since is None


def test_what_the_window_holds_is_sent_when_the_citizen_writes(house: House) -> None:
    house.platform.failing.append(ChannelError(Problem.WINDOW))
    house.arrive(text="hello")
    house.run()
    held = [it.text for it in house.messages() if it.delivery == "held"]
    assert held
    house.arrive(text="thanks")
    house.run()
    assert house.platform.texts("7").count(held[0]) == 1
    assert not [it for it in house.messages() if it.delivery == "held"]


def test_a_pause_that_the_platform_asks_for_is_kept(house: House) -> None:
    house.platform.failing.append(ChannelError(Problem.PACE, retry_after=7))
    house.arrive(text="hello")
    house.run()
    house.clock.pass_(seconds=6)
    house.run()
    assert house.platform.texts("7") == []


def test_a_button_is_pressed_once_however_often(house: House) -> None:
    house.arrive(text="hello")
    house.run()
    with_buttons = next(it for it in house.platform.taken["7"] if it.buttons)
    _, press = with_buttons.buttons[0]
    before = len(house.messages())
    house.arrive(press=press, client_id="p1")
    house.arrive(press=press, client_id="p2")
    house.run()
    pressed = [it for it in house.messages()[before:] if it.direction == "incoming"]
    assert [it.payload for it in pressed] == [with_buttons_payload(house, press)]
    assert house.platform.pressed == ["p1", "p2"]


def test_a_button_of_somebody_else_is_none(house: House) -> None:
    house.arrive(text="hello")
    house.run()
    _, press = next(it for it in house.platform.taken["7"] if it.buttons).buttons[0]
    house.arrive("8", press=press)
    house.run()
    assert not [it for it in house.messages() if it.direction == "incoming" and it.payload]
    assert house.platform.texts("8")


def test_danger_is_answered_while_the_engine_is_down(house: House) -> None:
    house.talk.engine.mode = "failing"
    house.arrive(text="ndihmë, ka një burrë me armë në shtëpi!")
    while house.arrivals.read_one():
        pass
    while house.delivery.deliver_to_one():
        pass
    assert any("192" in text for text in house.platform.texts("7"))


def test_a_file_that_does_not_come_is_told(house: House) -> None:
    house.arrive(file="gone", text="here is a photo of my car")
    for _ in range(3):
        house.run()
        house.clock.pass_(seconds=30)
    incoming = [it for it in house.messages() if it.direction == "incoming"]
    assert [(it.text, it.kind) for it in incoming] == [("here is a photo of my car", Kind.FILE)]
    assert house.platform.texts("7")


def test_an_officer_s_picture_goes_out_without_what_the_phone_wrote(house: House) -> None:
    phone = b"phone of Arta"
    house.arrive(text="I want to talk to an officer")
    house.run()
    house.platform.taken.clear()
    talk, arta = house.messages()[0].conversation_id, officer(house.database, house.clock(), "Arta")
    custody.claim(house.database, arta, talk, house.clock())
    with Intake(house.files, LIMITS) as intake:
        intake.add(jpeg(extra=exif(6, phone)))
        file = intake.finish()
    desk.send_file(house.database, arta, talk, file, "here it is", house.clock(), client_id="one")
    house.run()
    sent = [part for part in house.platform.taken["7"] if part.sender == Sender.OFFICER]
    assert [part.text for part in sent] == ["", "here it is"]
    assert sent[0].file is not None
    assert (sent[0].file.kind, sent[0].file.media_type) == (FileKind.PHOTO, "image/jpeg")
    assert sent[0].file.content.startswith(b"\xff\xd8")
    assert phone not in sent[0].file.content
    assert house.messages()[-1].delivery == "sent"


def test_letters_that_no_database_takes_hold_nobody_up(house: House) -> None:
    house.arrive(text="a\x00b\x07 \ud83d c")
    house.arrive(text="hello")
    house.run()
    assert arrivals.list_parked(house.database) == []
    assert [it.text for it in house.messages() if it.direction == "incoming"] == ["a b  ? c", "hello"]


def test_a_full_disk_is_no_fault_of_what_was_sent(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OperationalError("", {}, Exception("disk I/O error"))

    house.arrive(text="hello")
    with monkeypatch.context() as patch:
        patch.setattr(citizens, "meet", fail)
        for _ in range(5):
            house.run()
            house.clock.pass_(seconds=30)
    house.run()
    assert arrivals.list_parked(house.database) == []
    assert house.platform.texts("7")


def test_a_kill_before_something_is_parked_leaves_nobody_without_a_word(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.arrive(text="", poison=True)
    for _ in range(2):
        house.run()
        house.clock.pass_(seconds=10)

    def die(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(arrivals, "fail", die)
        with pytest.raises(KeyboardInterrupt):
            house.run()
    house.clock.pass_(minutes=3)
    house.run()
    assert len(arrivals.list_parked(house.database)) == 1
    assert [it.kind for it in house.messages() if it.direction == "incoming"] == [Kind.UNKNOWN]
    assert len(house.platform.texts("7")) == len(set(house.platform.texts("7"))) > 0


def test_between_the_parts_of_a_message_lies_the_platforms_pause(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[float] = []
    send = house.platform.send
    monkeypatch.setattr(house.platform, "limits", replace(house.platform.limits, text=200, pause=0.1))
    monkeypatch.setattr(house.platform, "send", lambda *it: times.append(time.monotonic()) or send(*it))
    house.arrive(text="hello")
    house.talk.answer()
    while house.arrivals.read_one():
        pass
    house.talk.answer()
    assert house.delivery.deliver_to_one()
    assert len(times) > 1
    assert min(after - before for before, after in pairwise(times)) >= 0.1


def test_officers_call_a_citizen_by_an_alias() -> None:
    assert citizens.alias_of("4f72aa00") == "4F-72"


@pytest.mark.parametrize("text", ["a" * 1000, "word " * 300, "A sentence. " * 100, "x\n\n" * 200, "😀" * 300, ""])
def test_a_long_text_is_cut_without_losing_a_word(text: str) -> None:
    pieces = split(text, 200)
    assert all(len(piece.encode("utf-16-le")) // 2 <= 200 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def with_buttons_payload(house: House, press: str) -> str:
    """The payload of a press."""
    message, index = press.split(":")[1:]
    found = next(it for it in house.messages() if it.id == int(message))
    assert found.buttons is not None
    return str(found.buttons[int(index)]["payload"])


def test_who_is_not_safe_is_sent_nothing_until_they_write(house: House) -> None:
    house.arrive(text="hello")
    house.run()
    incoming = next(it for it in house.messages() if it.direction == "incoming")
    with house.database.write() as session:
        talk = session.get_one(Conversation, incoming.conversation_id)
        add_outgoing(session, talk, _said("utter_report_unsafe"), reply_to=incoming.id, now=house.clock())
        add_outgoing(session, talk, _said("utter_report_news"), reply_to=None, now=house.clock())
    house.run()
    assert [(it.delivery, it.problem) for it in house.messages()[-2:]] == [("sent", None), ("held", Problem.UNSAFE)]
    house.arrive(text="hello")
    house.run()
    assert not [it for it in house.messages() if it.delivery == "held"]


def test_the_telephone_of_a_victim_makes_no_sound(house: House) -> None:
    house.arrive(text="hello")
    house.run()
    assert not any(part.is_discreet for part in house.platform.taken["7"])
    first = house.messages()[0]
    with house.database.write() as session:
        session.add(
            Draft(
                conversation_id=first.conversation_id,
                kind="report_domestic_violence",
                stage="asking",
                content={},
                message_id=first.id,
                replies=[],
                started_at=house.clock(),
                updated_at=house.clock(),
                ended_at=house.clock(),
            )
        )
    house.arrive(text="thanks")
    house.run()
    assert house.platform.taken["7"][-1].is_discreet


def _said(response: str) -> Outgoing:
    return Outgoing(response, DEFAULT_LOCALE, effect=response, response=response)


def test_what_came_is_forgotten_once_it_is_read(house: House) -> None:
    house.arrive(text="hello")
    house.arrive("9", poison=True)
    house.run()
    for _ in range(2):
        house.clock.pass_(seconds=10)
        house.run()
    with house.database.read() as session:
        kept = {row.parked_at is not None: bool(row.body) for row in session.scalars(select(Update)) if row.sender}
    assert kept == {False: False, True: True}


def test_an_address_that_no_key_opens_is_learnt_anew(house: House) -> None:
    house.arrive(text="hello")
    house.run()
    with house.database.write() as session:
        identity = session.scalar(select(Identity).where(Identity.channel == TELEGRAM))
        assert identity is not None
        identity.address = Seals(bytes(32)).seal("7")
    for _ in range(2):  # the first answer is lost, aloud; the second arrives
        house.arrive(text="hello")
        house.run()
    outgoing = [it.delivery for it in house.messages() if it.direction == "outgoing"]
    assert "failed" in outgoing
    assert outgoing[-1] == "sent"
