"""Files of citizens: told by their content, looked through to the end, sealed, and shown without what a camera adds."""

import hashlib
import os
import re
import shutil
import stat
import struct
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import Settings
from bot.dialogue import inbox
from bot.errors import NotFound, Refused
from bot.messages import Channel, FileKind
from bot.services import attachments
from bot.services.attachments import Intake, Limits, NewFile
from bot.services.file_types import TYPES, find_type
from bot.services.inspection import Unfit, inspect
from bot.services.pictures import read_jpeg, read_png, read_webp
from bot.store.files import Broken, FileStore
from bot.store.tables import Attachment, AuditEntry
from tests import files
from tests.bot.conftest import KEYS, Talk
from tests.files import FILES, jpeg, pdf, pdf_packed, png, segment
from tests.handoff import officer

LIMITS = Limits.of(Settings(_env_file=None))
KEY = b"a key for tests, not for anybody"
PIXELS = 40_000_000


class Bytes:
    """A file in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)

    def read(self, start: int, length: int) -> bytes:
        return self.data[start : start + length]


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """An empty store."""
    return FileStore(tmp_path / "attachments", KEY)


def _take(store: FileStore, data: bytes, *, limits: Limits = LIMITS, part: int = 1000) -> NewFile:
    with Intake(store, limits) as intake:
        for start in range(0, len(data), part):
            intake.add(data[start : start + part])
        return intake.finish()


def _refusal(data: bytes) -> str:
    """Why it is refused."""
    found = find_type(data[:4096])
    if found is None:
        return "type"
    with pytest.raises(Unfit) as refused:
        inspect(found, Bytes(data), pixels=PIXELS)
    return str(refused.value)


@pytest.mark.parametrize("media_type", FILES)
def test_a_file_is_what_its_content_says(media_type: str, store: FileStore) -> None:
    data = FILES[media_type]
    taken = _take(store, data)
    assert taken.media_type == media_type
    assert taken.kind is TYPES[media_type].kind
    assert (taken.size, taken.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert taken.has_view is (taken.kind is FileKind.PHOTO or media_type == "text/plain")
    assert b"".join(store.open(taken.name).chunks()) == data


def test_a_film_without_pictures_is_a_recording(store: FileStore) -> None:
    taken = _take(store, files.mp4(b"mp42", b"soun"))
    assert (taken.kind, taken.media_type) == (FileKind.VOICE, "audio/mp4")


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0\x03\0\0\0",
        b"\x7fELF\x02\x01\x01\0",
        b"\xcf\xfa\xed\xfe\x07\0\0\1",
        b"#!/bin/sh\nrm -rf /\n",
        b"<html><script>alert(1)</script></html>",
        b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        files.EICAR_LIKE_ZIP,
        b"Rar!\x1a\x07\x01\0",
        b"7z\xbc\xaf'\x1c\0\4",
        b"\x1f\x8b\x08\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1 hello}",
        b"GIF89a\x01\0\x01\0",
        b"%!PS-Adobe-3.0\n",
        files.box(b"ftyp", b"heic\0\0\0\0"),
        b"\0\0\0\0",
        b"   \n",
    ],
    ids=lambda it: it[:8].hex(),
)
def test_what_is_not_on_the_list_is_refused(data: bytes, store: FileStore) -> None:
    with pytest.raises(Refused) as refused:
        _take(store, data)
    assert (refused.value.code, refused.value.status) == ("type", 415)
    assert "JPEG" in str(refused.value)


@pytest.mark.parametrize("media_type", [it for it in FILES if it not in {"text/plain", "video/webm"}])
def test_half_a_file_is_damaged(media_type: str) -> None:
    data = FILES[media_type]
    assert _refusal(data[: len(data) * 3 // 5]) == "damaged"


@pytest.mark.parametrize("media_type", [it for it in FILES if it != "text/plain"])
def test_an_archive_behind_a_file_is_refused(media_type: str) -> None:
    assert _refusal(FILES[media_type] + files.EICAR_LIKE_ZIP) in {"hidden", "active"}


@pytest.mark.parametrize(
    "hidden",
    [
        b"<script>alert(1)</script>",
        b"%PDF-1.7 and so on",
        b"MZ" + b"\0" * 60 + b"This program cannot be run in DOS mode.",
        b"MZ and any other program",
        b"Rar!\x1a\x07\x01\0 and more of it",
        b"\x7fELF and more of a program",
        b"\xff\xd8\xff <?php system('id'); ?>",
        b"\0\0#!/bin/sh",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
def test_a_picture_with_something_behind_it_is_refused(hidden: bytes) -> None:
    assert _refusal(jpeg(behind=hidden)) == "hidden"
    assert _refusal(png(behind=hidden)) == "hidden"


@pytest.mark.parametrize("hidden", [b"<script>x</script>", b"<?php x ?>", b"<!DOCTYPE html>"])
def test_a_page_in_what_stands_beside_a_picture_is_refused(hidden: bytes) -> None:
    assert _refusal(jpeg(extra=segment(0xFE, hidden))) == "hidden"


@pytest.mark.parametrize(
    "behind",
    [
        *(b"\0" * 4096, jpeg(), files.mp4(), b"\0\0\1\x0a and Samsung's marks\0SEFT", b"\r\n"),
        *(b'vivo{"version":1}cameraalbum!', b"and what the next maker thinks of"),
    ],
)
def test_what_telephones_put_behind_a_picture_is_taken_and_not_shown(behind: bytes) -> None:
    data = jpeg(behind=behind)
    inspected = inspect(TYPES["image/jpeg"], Bytes(data), pixels=PIXELS)
    assert inspected.view is not None
    assert inspected.view.endswith(b"\xff\xd9")
    assert len(inspected.view) <= len(data) - len(behind)
    cut = inspect(TYPES["image/png"], Bytes(png(behind=behind)), pixels=PIXELS)
    assert cut.view == inspect(TYPES["image/png"], Bytes(png()), pixels=PIXELS).view


@pytest.mark.parametrize("brand", [b"3gp4", b"3gp5", b"3gp6", b"3g2a", b"MSNV"])
@pytest.mark.parametrize(("track", "media_type"), [(b"vide", "video/mp4"), (b"soun", "audio/mp4")])
def test_films_and_recordings_of_older_telephones_are_taken(
    brand: bytes, track: bytes, media_type: str, store: FileStore
) -> None:
    assert _take(store, files.mp4(brand, track)).media_type == media_type


def test_noughts_behind_a_film_are_no_damage() -> None:
    assert inspect(TYPES["video/mp4"], Bytes(files.mp4() + b"\0" * 100), pixels=PIXELS).type.media_type == "video/mp4"
    assert _refusal(files.mp4() + b"\0" * 100 + b"x") == "damaged"


def test_a_film_is_not_refused_for_a_few_letters_that_stand_in_it_by_chance() -> None:
    film = files.mp4() + files.box(b"free", b"\x07%PdF-\x90 \x08<?phP\x91 \x09<HTml\x92")
    assert inspect(TYPES["video/mp4"], Bytes(film), pixels=PIXELS).type.media_type == "video/mp4"


@pytest.mark.parametrize("picture", [jpeg(65_000, 65_000), png(100_000, 100_000), files.webp(16_000, 16_000)])
def test_a_picture_bomb_is_refused_before_anything_decodes_it(picture: bytes) -> None:
    assert _refusal(picture) == "pixels"


def test_a_picture_without_pixels_or_with_two_frames_is_damaged() -> None:
    frame = segment(0xC0, struct.pack(">BHHB", 8, 9, 9, 1) + b"\x01\x11\0")
    assert _refusal(jpeg(0, 3)) == "damaged"
    assert _refusal(jpeg(extra=frame)) == "damaged"
    assert _refusal(files.webp(is_animated=True)) == "damaged"


@pytest.mark.parametrize(
    "inside",
    [
        b"<< /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        b"<< /S /J#61vaScript >>",
        b"<< /S/Launch/F(cmd.exe) >>",
        b"<< /Names << /EmbeddedFiles 5 0 R >> >>",
        b"<< /Type /EmbeddedFile >>",
        b"<< /AcroForm << /XFA 5 0 R >> >>",
        b"<< /Encrypt 5 0 R >>",
    ],
)
def test_a_document_that_does_something_is_refused(inside: bytes) -> None:
    assert _refusal(pdf(inside)) == "active"
    assert _refusal(pdf_packed(inside)) == "active"


def test_a_document_that_cannot_be_looked_into_is_refused() -> None:
    assert inspect(TYPES["application/pdf"], Bytes(pdf_packed(b"<< /Type /Page >>")), pixels=1).view is None
    assert _refusal(pdf_packed(b"<< >>", how=b"/Filter [/LZWDecode /FlateDecode]")) == "active"
    assert _refusal(pdf_packed(b"<< >>", how=b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>")) == "active"
    assert _refusal(pdf_packed(b"<< >>").replace(b"\nstream\n", b"\nstream\nnot packed")) == "active"
    assert _refusal(pdf_packed(b"\0" * 70 * 1024**2)) == "active"


def test_a_text_that_becomes_something_else_is_refused() -> None:
    assert _refusal(b"a" * 5000 + b"\0\1\2") == "type"
    assert _refusal(b"a" * 5000 + b"\xff\xfe") == "type"
    assert _refusal(b"good day <script>x</script>") == "hidden"
    assert find_type(("ë" * 4096).encode()[: 4096 + 1][1:]) is None
    assert find_type((b"a" + "ë".encode() * 3000)[:4096]) is TYPES["text/plain"]


@given(st.binary(max_size=300))
def test_no_beginning_makes_it_fail(head: bytes) -> None:
    find_type(head)


HEADS = [data[:size] for data in FILES.values() for size in (4, 12, 40, len(data))]


@settings(max_examples=400)
@given(st.sampled_from(HEADS), st.binary(max_size=400), st.integers(0, 400))
def test_no_file_makes_the_inspection_fail(head: bytes, rest: bytes, cut: int) -> None:
    data = head[:cut] + rest
    found = find_type(data)
    if found is not None:
        with suppress(Unfit):
            inspect(found, Bytes(data), pixels=PIXELS)


@settings(max_examples=300)
@given(st.sampled_from(sorted(FILES)), st.integers(0), st.integers(0, 255))
def test_no_changed_byte_makes_the_inspection_fail(media_type: str, place: int, value: int) -> None:
    data = bytearray(FILES[media_type])
    data[place % len(data)] = value
    found = find_type(bytes(data))
    if found is not None:
        with suppress(Unfit):
            inspect(found, Bytes(bytes(data)), pixels=PIXELS)


def _segments(data: bytes) -> list[int]:
    """Markers of a JPEG before its picture."""
    found, position = [], 2
    while data[position + 1] != 0xDA:
        found.append(data[position + 1])
        position += 2 + struct.unpack_from(">H", data, position + 2)[0]
    return found


@pytest.mark.parametrize("orientation", range(1, 9))
def test_of_what_a_camera_adds_only_how_it_was_held_is_shown(orientation: int) -> None:
    profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01 colours")
    preview = segment(0xE0, b"JFXX\0\x10 a small picture")
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Arta</x:xmpmeta>")
    data = jpeg(extra=files.exif(orientation) + xmp + preview + profile + segment(0xED, b"IPTC Arta"))
    picture = read_jpeg(data)
    assert (picture.width, picture.height) == (4, 3)
    clean = picture.clean
    assert not re.search(rb"42\.66|Arta|small picture", clean)
    turned = [0xE1] if orientation != 1 else []
    assert _segments(clean) == [*turned, 0xE0, 0xE2, 0xDB, 0xC4, 0xC0]
    assert clean[clean.index(b"\xff\xda") :] == data[data.index(b"\xff\xda") :]
    again = read_jpeg(clean)
    assert (again.clean, again.width) == (clean, 4)


def test_an_orientation_that_cannot_be_read_is_none() -> None:
    for tiff in (b"", b"MM\0*", b"II*\0\xff\xff\xff\xff", b"XX", b"MM\0*\0\0\0\x08\xff\xff\x01\x12"):
        assert _segments(read_jpeg(jpeg(extra=segment(0xE1, b"Exif\0\0" + tiff))).clean)[0] == 0xE0


def test_a_png_is_shown_without_its_texts() -> None:
    data = png(extra=files.chunk(b"tEXt", b"Author\0Arta") + files.chunk(b"gAMA", b"\0\0\xb1\x8f"))
    clean = read_png(data).clean
    assert clean == png(extra=files.chunk(b"gAMA", b"\0\0\xb1\x8f"))


def test_a_webp_is_shown_without_exif_and_says_so() -> None:
    clean = read_webp(files.webp()).clean
    assert b"EXIF" not in clean
    assert b"XMP" not in clean
    assert clean[12:16] == b"VP8X"
    assert clean[20] == 0
    assert struct.unpack_from("<I", clean, 4)[0] == len(clean) - 8
    assert read_webp(clean).clean == clean


def test_files_lie_sealed_under_random_names_for_the_owner_alone(store: FileStore, tmp_path: Path) -> None:
    data = FILES["text/plain"]
    taken = _take(store, data)
    folder = tmp_path / "attachments"
    (file,) = folder.iterdir()
    assert file.name == taken.name
    assert re.fullmatch(r"[0-9a-f]{32}", file.name)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert data[:16] not in file.read_bytes()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_was_sealed_is_read_again_at_any_place(size: int, store: FileStore) -> None:
    data = bytes(range(251)) * (size // 251 + 1)
    data = data[:size]
    with store.begin() as writing:
        writing.write(data[: size // 3])
        writing.write(data[size // 3 :])
        writing.end().close()
        writing.keep()
    with store.open(writing.name) as file:
        assert file.size == size
        assert file.read(0, size) == data
        assert file.read(max(0, size - 5), 100) == data[max(0, size - 5) :]
        assert file.read(65_530, 20) == data[65_530:65_550]
    assert b"".join(store.open(writing.name).chunks()) == data


def test_a_stored_file_that_was_changed_cut_off_or_swapped_is_noticed(store: FileStore, tmp_path: Path) -> None:
    names = []
    for _ in range(2):
        with store.begin() as writing:
            writing.write(b"evidence" * 20_000)
            writing.end().close()
            writing.keep()
            names.append(writing.name)
    one, other = (tmp_path / "attachments" / name for name in names)
    whole = one.read_bytes()
    for changed in (
        whole[:70_000] + bytes([whole[70_000] ^ 1]) + whole[70_001:],
        whole[: 20 + 2 * (65_536 + 16)],
        whole[: 20 + 65_552] + whole[20 : 20 + 65_552] + whole[20 + 2 * 65_552 :],
        other.read_bytes(),
        whole[:30],
        b"",
    ):
        one.write_bytes(changed)
        with pytest.raises(Broken):
            list(store.open(names[0]).chunks())
    one.write_bytes(whole)
    with pytest.raises(Broken):
        list(FileStore(tmp_path / "attachments", b"another key, just as long as it.").open(names[0]).chunks())


@pytest.mark.parametrize("name", ["../console.key", "a" * 32, "", "A" * 32, f"{'a' * 32}.part"])
def test_no_other_name_leads_anywhere(name: str, store: FileStore) -> None:
    with pytest.raises(NotFound):
        store.open(name)


def test_nothing_is_left_of_what_was_refused(store: FileStore, tmp_path: Path) -> None:
    for data in (jpeg(behind=files.EICAR_LIKE_ZIP), jpeg()[:-4], b"MZ" + b"\0" * 9000):
        with pytest.raises(Refused):
            _take(store, data)
    assert list((tmp_path / "attachments").iterdir()) == []


def test_what_a_killed_process_left_half_written_is_removed_after_a_day(store: FileStore, tmp_path: Path) -> None:
    kept = _take(store, FILES["text/plain"])
    old, fresh = (tmp_path / "attachments" / f"{letter * 32}.part" for letter in "ab")
    for file in (old, fresh):
        file.write_bytes(b"half")
    day_ago = time.time() - 25 * 3600
    os.utime(old, (day_ago, day_ago))
    store.clear()
    assert {it.name for it in (tmp_path / "attachments").iterdir()} == {kept.name, fresh.name}


def test_no_file_is_taken_that_would_fill_the_disk(talk: Talk, store: FileStore, tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    huge = Limits(dict.fromkeys(FileKind, free // attachments.MB), 1, 1)
    with pytest.raises(Refused) as refused:
        attachments.check_count(talk.database, store, Channel.WEBCHAT, talk.sender, huge, talk.clock())
    assert (refused.value.code, refused.value.status) == ("full", 507)


@pytest.mark.parametrize(("data", "most"), [(jpeg(), "10 MB"), (b"a" * 5000, "10 MB"), (files.ogg(), "20 MB")])
def test_what_is_too_large_is_refused_while_it_comes(data: bytes, most: str, store: FileStore) -> None:
    filler = b"\0" * 1_000_000
    with Intake(store, LIMITS) as intake, pytest.raises(Refused) as refused:  # noqa: PT012 - one of them raises
        intake.add(data + b"a" * 5000)
        for _ in range(60):
            intake.add(filler)
    assert refused.value.code == "too_large"
    assert intake.size < 22_000_000
    assert most in str(refused.value)


def _send(talk: Talk, store: FileStore, data: bytes = FILES["image/jpeg"], caption: str = "") -> int:
    file = _take(store, data)
    incoming = inbox.Incoming(Channel.WEBCHAT, talk.sender, uuid4().hex, caption, file=file)
    return inbox.receive(talk.database, KEYS, incoming, talk.clock())


def test_a_file_becomes_a_message_with_its_time_and_sum(talk: Talk, store: FileStore) -> None:
    number = _send(talk, store)
    (line,) = talk.page().lines
    assert (line.number, line.text) == (number, "")
    assert [it.kind for it in line.files] == [FileKind.PHOTO]
    with talk.database.read() as session:
        (row,) = session.query(Attachment)
        assert row.sha256 == hashlib.sha256(FILES["image/jpeg"]).hexdigest()
        assert row.received_at == talk.clock()
        assert row.public_id != row.stored_name


def test_a_file_without_words_is_acknowledged_and_not_given_to_the_engine(talk: Talk, store: FileStore) -> None:
    _send(talk, store)
    talk.answer()
    assert [it.sender for it in talk.heard()] == ["bot"]
    assert "received your file" in talk.heard()[0].text
    assert talk.engine.parsed == []


def test_a_caption_is_read_like_any_text(talk: Talk, store: FileStore) -> None:
    talk.say("hello my good friend")
    talk.answer()
    number = _send(talk, store, caption="where is the station please")
    talk.answer()
    assert talk.engine.turns[-1]["parse"]["intent"]["name"] == "ask_station"
    assert "received your file" in talk.heard(number)[0].text
    assert len(talk.heard(number)) > 1


def test_danger_in_a_caption_rings_the_alarm(talk: Talk, store: FileStore) -> None:
    number = _send(talk, store, caption="help me he has a knife and he is coming at me")
    assert "192" in talk.heard(number)[0].text


def test_as_many_are_taken_in_an_hour_as_are_set(talk: Talk, store: FileStore) -> None:
    limits = Limits(LIMITS.megabytes, LIMITS.megapixels, 2)

    def check() -> None:
        attachments.check_count(talk.database, store, Channel.WEBCHAT, talk.sender, limits, talk.clock())

    for _ in range(2):
        check()
        _send(talk, store)
    with pytest.raises(Refused) as refused:
        check()
    assert refused.value.code == "too_many"
    talk.clock.pass_(minutes=61)
    check()


def test_what_became_no_message_is_removed(talk: Talk, store: FileStore, tmp_path: Path) -> None:
    _send(talk, store)
    kept = {it.name for it in (tmp_path / "attachments").iterdir()}
    lost = _take(store, FILES["image/png"])
    attachments.drop_unless_kept(talk.database, store, lost)
    assert {it.name for it in (tmp_path / "attachments").iterdir()} == kept
    assert len(kept) == 2


def test_an_officer_gets_the_original_and_it_is_noted_each_time(talk: Talk, store: FileStore) -> None:
    _send(talk, store)
    arta = officer(talk.database, talk.clock())
    with talk.database.read() as session:
        (listed,) = attachments.list_of_talk(session, talk.conversation)
    for _ in range(2):
        found, file = attachments.open_original(talk.database, store, arta, talk.conversation, listed.id, talk.clock())
        assert b"".join(file.chunks()) == FILES["image/jpeg"]
        assert found.file_name == f"photo-{listed.id[:8]}.jpg"
        _, view = attachments.open_view(talk.database, store, arta, talk.conversation, listed.id, talk.clock())
        assert b"Arta" not in b"".join(view.chunks())
    with talk.database.read() as session:
        noted = [it.action for it in session.query(AuditEntry).filter_by(officer_id=arta.id)]
    assert noted.count("attachment") == 2
    assert noted.count("read") == 1


def test_a_file_is_found_in_its_own_talk_alone(talk: Talk, store: FileStore) -> None:
    _send(talk, store)
    arta = officer(talk.database, talk.clock())
    other = Talk(talk.database, talk.engine, talk.clock)
    with talk.database.read() as session:
        (listed,) = attachments.list_of_talk(session, talk.conversation)
    for conversation, attachment in ((other.conversation, listed.id), (talk.conversation, "0" * 32)):
        with pytest.raises(NotFound):
            attachments.open_original(talk.database, store, arta, conversation, attachment, talk.clock())
    other.client.close()


def test_an_export_gets_every_original_of_a_talk(talk: Talk, store: FileStore) -> None:
    _send(talk, store)
    _send(talk, store, FILES["application/pdf"])
    with talk.database.read() as session:
        found = [
            (it.name, b"".join(it.file.chunks()), it.sha256)
            for it in attachments.originals(session, store, talk.conversation)
        ]
    assert [(data, digest) for _, data, digest in found] == [
        (data, hashlib.sha256(data).hexdigest()) for data in (FILES["image/jpeg"], FILES["application/pdf"])
    ]
    assert [name.rpartition(".")[2] for name, _, _ in found] == ["jpg", "pdf"]
