"""Working copies: the same film, recording or document, without a word of who made it, where and with what."""

import io
import random
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import av
import pikepdf
import pytest

from bot.config import ROOT, Settings
from bot.dialogue import inbox
from bot.messages import Channel
from bot.services import attachments, copies
from bot.services.attachments import Intake, Limits
from bot.services.conversations import Incoming
from bot.services.copies import make_copy, run_copier, type_of_copy
from bot.store.files import FileStore
from bot.store.tables import Attachment
from tests import media
from tests.bot.conftest import KEYS, Talk
from tests.bot.services.test_attachments import Bytes
from tests.files import FILES
from tests.media import MADE, SECRETS, packets

OTHERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "HEVC": ("video/mp4", lambda: media.film("mp4", "libx265")),
    "AV1": ("video/mp4", lambda: media.film("mp4", "libsvtav1")),
    "AV1 of a browser": ("video/webm", lambda: media.film("webm", "libsvtav1")),
    "VP9": ("video/webm", lambda: media.film("webm", "libvpx-vp9")),
    "Vorbis": ("audio/ogg", lambda: media.recording("ogg", "vorbis")),
    "Vorbis of a browser": ("video/webm", lambda: media.recording("webm", "vorbis")),
}


def _copy(data: bytes, media_type: str) -> bytes | None:
    with make_copy(Bytes(data), media_type) as copy:
        return copy.read() if copy else None


def _plain(pdf: bytes) -> bytes:
    """A PDF with everything in it unpacked, so that all of it can be searched."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        options = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
        document.save(made, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, **options)
    return made.getvalue()


def _secrets_in(data: bytes) -> list[bytes]:
    return [it for it in SECRETS if it in data or it.decode().encode("utf-16-be") in data]


@pytest.mark.parametrize("media_type", MADE)
def test_nothing_that_tells_of_the_sender_is_left(media_type: str) -> None:
    data = MADE[media_type]
    assert _secrets_in(data), "a file that tells nothing shows nothing"
    copy = _copy(data, media_type)
    assert copy is not None
    assert _secrets_in(copy) == []
    if media_type == "application/pdf":
        assert _secrets_in(_plain(copy)) == []


@pytest.mark.parametrize("media_type", [it for it in MADE if it != "application/pdf"])
def test_a_film_and_a_recording_are_as_long_as_they_were(media_type: str) -> None:
    data, copy = MADE[media_type], _copy(MADE[media_type], media_type)
    assert copy is not None
    before, after = packets(data), packets(copy)
    assert {kind: len(sizes) for kind, sizes in after.items()} == {kind: len(sizes) for kind, sizes in before.items()}
    assert after["audio"] == before["audio"]
    with av.open(io.BytesIO(data)) as old, av.open(io.BytesIO(copy)) as new:
        assert new.duration == pytest.approx(old.duration, abs=50_000)
        assert new.chapters() == []
        assert type_of_copy(media_type) != "video/mp4" or "mp4" in new.format.name
        for frame in new.decode(new.streams.best("video") or new.streams.best("audio")):
            assert frame.pts is not None


@pytest.mark.parametrize("name", OTHERS)
def test_other_codings_are_cleaned_too(name: str) -> None:
    media_type, make = OTHERS[name]
    data = make()
    assert _secrets_in(data)
    copy = _copy(data, media_type)
    assert copy is not None
    assert _secrets_in(copy) == []
    assert {k: len(v) for k, v in packets(copy).items()} == {k: len(v) for k, v in packets(data).items()}
    with av.open(io.BytesIO(copy)) as new:
        assert sum(1 for _ in new.decode(new.streams[0])) > 40


def test_an_mp4_has_no_times_and_no_words() -> None:
    copy = _copy(MADE["video/mp4"], "video/mp4")
    assert copy is not None
    for box in (b"mvhd", b"tkhd", b"mdhd"):
        for found in re.finditer(box, copy):
            assert copy[found.end() : found.end() + 12] == bytes(12) or copy[
                found.end() + 4 : found.end() + 12
            ] == bytes(8)
    assert b"\0\0\0\x08ilst" in copy or b"ilst" not in copy
    assert not re.search(rb"\xa9[a-z]{3}|loci|uuid|chpl|tmcd", copy)
    assert copy.index(b"moov") < copy.index(b"mdat")


def test_a_film_that_was_held_upright_stays_so() -> None:
    copy = _copy(media.film(turned=True), "video/mp4")
    assert copy is not None
    with av.open(io.BytesIO(copy)) as film:
        assert next(film.decode(video=0)).rotation == -90


def test_a_cover_is_no_part_of_a_recording() -> None:
    copy = _copy(media.film_with_cover(), "audio/mp4")
    assert copy is not None
    assert packets(copy).keys() == {"audio"}


def test_a_film_whose_pictures_are_not_known_has_no_copy() -> None:
    assert _copy(media.film("mov", "mjpeg"), "video/quicktime") is None


def test_a_document_shows_what_it_showed_and_does_nothing() -> None:
    copy = _copy(MADE["application/pdf"], "application/pdf")
    assert copy is not None
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        (page,) = pdf.pages
        assert b"/A Do" in page.Contents.read_bytes()
        assert page.Resources.XObject["/A"].read_raw_bytes().startswith(b"\xff\xd8")
        (note,) = page.Annots
        assert str(note.Contents) == "what is written in a note stays"
        assert "/A" not in note
        assert "/Info" not in pdf.trailer
        assert "/Metadata" not in pdf.Root
    assert copy == _copy(MADE["application/pdf"], "application/pdf")


def test_what_no_page_refers_to_is_gone() -> None:
    """Earlier states of a document that was changed stand in its file like this."""
    data = _plain(MADE["application/pdf"])
    before, root = int(data[data.rindex(b"startxref") + 10 :].split()[0]), re.search(rb"/Root (\d+ 0 R)", data)
    assert root
    data += b"% by nobody\n"
    added = data + b"90 0 obj\n(taken out later)\nendobj\n"
    table = b"xref\n90 1\n%010d 00000 n \ntrailer << /Size 91 /Root %s /Prev %d >>\n" % (len(data), root[1], before)
    copy = _copy(added + table + b"startxref\n%d\n%%%%EOF\n" % len(added), "application/pdf")
    assert copy is not None
    assert b"taken out later" not in _plain(copy)
    assert b"by nobody" not in copy


@pytest.mark.parametrize("media_type", MADE)
def test_what_is_broken_has_no_copy_or_a_clean_one(media_type: str) -> None:
    chance = random.Random(f"{media_type} 7")
    data = MADE[media_type]
    broken = [b"", data[:50], FILES[media_type][:40] + bytes(200)]
    for _ in range(3):
        changed = bytearray(data)
        for _ in range(40):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        broken.append(bytes(changed))
    for it in broken[:3]:
        assert _copy(it, media_type) is None
    for it in broken[3:]:
        assert _secrets_in(_copy(it, media_type) or b"") == []


@pytest.mark.parametrize("media_type", ["video/mp4", "video/quicktime", "audio/mp4", "application/pdf"])
def test_half_a_file_has_no_copy(media_type: str) -> None:
    data = MADE[media_type]
    assert _copy(data[: len(data) // 2], media_type) is None


def test_a_file_of_another_type_has_no_copy() -> None:
    assert _copy(MADE["video/webm"], "video/mp4") is None
    assert _copy(MADE["application/pdf"], "audio/mpeg") is None


def test_a_list_of_other_files_is_not_followed(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(MADE["video/mp4"])
    assert _copy(f"ffconcat version 1.0\nfile {film}\n".encode(), "video/mp4") is None


def test_a_picture_in_a_document_that_cannot_be_looked_into_leaves_no_copy() -> None:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(MADE["application/pdf"])) as pdf:
        picture = pdf.pages[0].Resources.XObject["/A"]
        picture.write(zlib.compress(b"\xff\xd8 Arta"), filter=[pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
        pdf.save(made)
    assert _copy(made.getvalue(), "application/pdf") is None


def test_a_copier_that_hangs_is_ended() -> None:
    begin = time.monotonic()
    with run_copier([sys.executable, "-c", "while True: pass"], Bytes(b"x"), 1) as copy:
        assert copy is None
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    "greed",
    [
        "held = [bytearray(64 * 2**20) for _ in range(64)]",
        "out = open('/proc/self/fd/1', 'wb'); [out.write(bytes(2**20)) for _ in range(200)]; out.flush()",
        "raise SystemExit(3)",
    ],
    ids=["memory", "output", "error"],
)
def test_a_copier_that_takes_too_much_makes_nothing(greed: str) -> None:
    code = f"from bot.services.copier import confine\nconfine()\nprint('begun', flush=True)\n{greed}"
    begin = time.monotonic()
    with run_copier([sys.executable, "-c", code], Bytes(b"x"), 20) as copy:
        assert copy is None
    assert time.monotonic() - begin < 15


def test_a_copier_has_little_of_its_surroundings() -> None:
    code = "import os, sys; sys.stdout.write(repr(sorted(os.environ)) + repr(sorted(os.listdir('/proc/self/fd'))))"
    with run_copier([sys.executable, "-c", code], Bytes(b"x"), 20) as copy:
        assert copy is not None
        told = copy.read().decode()
    assert "DIALOG" not in told
    assert "HOME" not in told
    assert "['0', '1', '2', '3']" in told


def test_what_goes_wrong_is_not_told_in_words() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.services.copier", "video/mp4"],
        input=b"\0\0\0\x14ftypisom\0\0\2\0isomArta",
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """An empty store."""
    return FileStore(tmp_path / "attachments", b"a key for tests, not for anybody")


def _receive(talk: Talk, store: FileStore, data: bytes) -> None:
    with Intake(store, Limits.of(Settings(_env_file=None))) as intake:
        intake.add(data)
        file = intake.finish()
    incoming = Incoming(Channel.WEBCHAT, talk.sender, uuid4().hex, text="", file=file, body={})
    inbox.receive(talk.database, KEYS, incoming, datetime.now(UTC))


def _only(talk: Talk) -> Any:
    with talk.database.read() as session:
        return session.query(Attachment).one()


def test_a_copy_is_made_once_after_the_file_was_taken(talk: Talk, store: FileStore) -> None:
    _receive(talk, store, MADE["audio/ogg"])
    assert (_only(talk).has_view, _only(talk).is_copy_due) == (False, True)
    copied = attachments.copy_next(talk.database, store)
    assert copied is not None
    assert copied.has_view
    assert (_only(talk).has_view, _only(talk).is_copy_due) == (True, False)
    view = b"".join(store.open(f"{_only(talk).stored_name}.view").chunks())
    assert _secrets_in(view) == []
    assert attachments.copy_next(talk.database, store) is None


def test_a_file_without_a_copy_is_not_tried_again(talk: Talk, store: FileStore) -> None:
    _receive(talk, store, FILES["video/mp4"])
    copied = attachments.copy_next(talk.database, store)
    assert copied is not None
    assert not copied.has_view
    assert (_only(talk).has_view, _only(talk).is_copy_due) == (False, False)
    assert attachments.copy_next(talk.database, store) is None


def test_no_copy_is_due_of_pictures_and_text(talk: Talk, store: FileStore) -> None:
    for media_type in ("image/jpeg", "text/plain"):
        _receive(talk, store, FILES[media_type])
    assert attachments.copy_next(talk.database, store) is None


def test_a_file_that_is_deleted_meanwhile_leaves_no_copy(
    talk: Talk, store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _receive(talk, store, MADE["audio/wav"])
    make = copies.make_copy

    def delete_and_make(*given: Any) -> Any:
        with talk.database.write() as session:
            session.query(Attachment).delete()
        return make(*given)

    monkeypatch.setattr(copies, "make_copy", delete_and_make)
    attachments.copy_next(talk.database, store)
    assert list((tmp_path / "attachments").iterdir()) == []


def test_a_file_that_was_changed_on_the_disk_has_no_copy(talk: Talk, store: FileStore, tmp_path: Path) -> None:
    _receive(talk, store, MADE["audio/wav"])
    path = tmp_path / "attachments" / _only(talk).stored_name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    copied = attachments.copy_next(talk.database, store)
    assert copied is not None
    assert not copied.has_view
    assert {it.name for it in path.parent.iterdir()} == {path.name}
