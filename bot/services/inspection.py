"""Whether a file is what it seems and nothing else: its parts are walked to the real end, and none of it is decoded.

Refused are broken files, pictures of more pixels than memory should hold, files that are two things at once (an archive
or a program behind a picture), and PDF files that do something, bring files along, or cannot be looked into.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.errors import DialogError
from bot.messages import FileKind
from bot.services import file_types, pictures
from bot.services.file_types import FileType
from bot.services.pictures import Damaged, Picture

__all__ = ["Inspected", "Reason", "Source", "Unfit", "inspect"]

MIB = 1024**2
TAIL = 22 + 65535
"""Bytes at the end in which an archive has its directory's end: what opens archives looks for it there."""
ARCHIVE_END = b"PK\x05\x06"
FOREIGN = (
    *(b"<script", b"<html>", b"<html ", b"<?php ", b"<?php\n", b"<?php\r", b"<?php\t", b"<!doctype"),
    *(b"%pdf-1.", b"%pdf-2.", b"rar!\x1a\x07", b"7z\xbc\xaf'\x1c", b"this program cannot be run in dos mode"),
)
"""In lower case: what stands in no picture, film or recording, and begins something else. Of five bytes, one film of 50
MB in a thousand holds one by chance."""
OVERLAP = max(map(len, FOREIGN)) - 1
RUNS = (
    *(b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!"),
    *(b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"),
)
"""How programs and archives begin."""
MOST_PARTS = 100_000
MOST_NOUGHTS = 65536
"""Bytes of nothing that may stand behind a film, as some cameras leave them."""
BOX = re.compile(rb"[\x20-\x7e\xa9]{4}")
VIDEO_TRACK = re.compile(rb"hdlr.{8}vide", re.DOTALL)
DOES_SOMETHING = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|Encrypt|XFA)(?=[\s/<>\[\](){}%]|\d|$)"
)
"""Names in a PDF: scripts, starting programs, files inside, forms that send; and what hides them all."""
ESCAPED_NAME = re.compile(rb"/[^\s/<>\[\](){}%]*#[0-9A-Fa-f]{2}[^\s/<>\[\](){}%]*")
LONGEST_NAME = 64
"""Bytes of a name that is looked for, were all of it escapes."""
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
TOLD_PLAINLY = re.compile(rb"/(?:ObjStm|FlateDecode|Filter|Type)$")
PACKED = re.compile(rb"/ObjStm(?=[\s/<>\[\](){}%])")
BODY = re.compile(rb"stream\r?\n")
OTHER_PACKING = re.compile(
    rb"/(?:DecodeParms|DP|LZWDecode|ASCII85Decode|ASCIIHexDecode|RunLengthDecode|Crypt|F|FFilter)\b"
)
DICTIONARY = 4096
"""Bytes in which a packed part of a PDF says how it is packed."""
MOST_UNPACKED = 64 * MIB


class Reason(StrEnum):
    """Why a file is not taken."""

    TYPE = "type"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"
    PIXELS = "pixels"
    HIDDEN = "hidden"
    ACTIVE = "active"


class Unfit(DialogError):
    """The file is not taken."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Source(Protocol):
    """A file that can be read at any place."""

    @property
    def size(self) -> int: ...
    def read(self, start: int, length: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that is taken: what it is after all, and its working copy if one is made of it."""

    type: FileType
    view: bytes | None = None


def inspect(found: FileType, source: Source, *, pixels: int) -> Inspected:
    """Look through a file of the type that its first bytes tell; a picture may have so many `pixels`.

    Raises:
        Unfit: it is not taken.
    """
    if ARCHIVE_END in source.read(max(0, source.size - TAIL), TAIL):
        raise Unfit(Reason.HIDDEN)
    try:
        if found.kind is FileKind.PHOTO:
            return Inspected(found, _inspect_picture(found, source.read(0, source.size), pixels))
        if found.kind is FileKind.DOCUMENT:
            _inspect_document(found, source.read(0, source.size))
            return Inspected(found)
        walked = WALKS[found.media_type](source)
    except Damaged:
        raise Unfit(Reason.DAMAGED) from None
    _refuse_foreign(source)
    return Inspected(file_types.M4A if found is file_types.MP4 and not walked else found)


def _inspect_picture(found: FileType, data: bytes, pixels: int) -> bytes:
    read = {"image/jpeg": pictures.read_jpeg, "image/png": pictures.read_png, "image/webp": pictures.read_webp}
    picture: Picture = read[found.media_type](data)
    if not picture.width or not picture.height:
        raise Damaged("no pixels")
    if picture.width * picture.height > pixels:
        raise Unfit(Reason.PIXELS)
    behind = data[picture.end :]
    # Further pictures, films, marks of each maker's own, the rest of a screenshot that was cut: no list would be whole.
    if behind.lstrip(b"\0").startswith(RUNS):
        raise Unfit(Reason.HIDDEN)
    lowered = data.lower()
    if any(sign in lowered for sign in FOREIGN):
        raise Unfit(Reason.HIDDEN)
    return picture.clean


def _refuse_foreign(source: Source) -> None:
    for start in range(0, source.size, MIB):
        block = source.read(start, MIB + OVERLAP).lower()
        if any(sign in block for sign in FOREIGN):
            raise Unfit(Reason.HIDDEN)


def _walk_boxes(source: Source) -> bool:
    """MP4 and its like: boxes to the end, and among them the one that tells of tracks; whether one is of pictures."""
    position, seen, is_film = 0, set(), False
    for _ in range(MOST_PARTS):
        if position == source.size:
            break
        head = source.read(position, 16)
        length, name = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            length = source.size - position
        if length < 8 or position + length > source.size or not BOX.fullmatch(name):
            if not source.read(position, MOST_NOUGHTS).strip(b"\0") and source.size - position <= MOST_NOUGHTS:
                position = source.size
                break
            raise Damaged("box")
        if name == b"moov":
            is_film = VIDEO_TRACK.search(source.read(position, min(length, 8 * MIB))) is not None
        seen.add(name)
        position += length
    if position != source.size or not {b"ftyp", b"moov"} <= seen:
        raise Damaged("boxes")
    return is_film


def _walk_webm(source: Source) -> bool:
    """WebM: its head, then one segment, to the end if it says how long it is."""
    position = 4
    length, position = _variable(source, position)
    position += length or 0
    if source.read(position, 4) != b"\x18S\x80g":
        raise Damaged("segment")
    length, position = _variable(source, position + 4)
    if length is not None and position + length != source.size:
        raise Damaged("length")
    return True


def _variable(source: Source, position: int) -> tuple[int | None, int]:
    """A length of WebM, none when it is open, and where its content begins."""
    first = source.read(position, 1)
    if not first or not first[0]:
        raise Damaged("length")
    width = 9 - first[0].bit_length()
    raw = source.read(position, width)
    value = int.from_bytes(raw, "big") & ((1 << 7 * width) - 1)
    return None if value == (1 << 7 * width) - 1 else value, position + width


def _walk_ogg(source: Source) -> bool:
    """Ogg: page after page, to the end."""
    position = 0
    for _ in range(MOST_PARTS):
        if position == source.size:
            return True
        head = source.read(position, 27 + 255)
        if len(head) < 27 or head[:5] != b"OggS\0":
            raise Damaged("page")
        position += 27 + head[26] + sum(head[27 : 27 + head[26]])
        if position > source.size:
            raise Damaged("page")
    raise Damaged("pages")


RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
)
"""kbit/s of MP3 frames, of MPEG-1 and of MPEG-2."""
SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
SURE_FRAMES = 3


def _walk_mp3(source: Source) -> bool:
    """MP3: after the tag some frames, one right behind the other."""
    position = 0
    head = source.read(0, 10)
    if head[:3] == b"ID3":
        if len(head) < 10 or max(head[6:10]) > 127:
            raise Damaged("tag")
        position = 10 + sum(part << 7 * (3 - at) for at, part in enumerate(head[6:10]))
    for number in range(SURE_FRAMES):
        head = source.read(position, 4)
        if number and not head:
            return True  # a very short one
        position += _frame_length(head)
        if position > source.size:
            raise Damaged("frame")
    return True


def _frame_length(head: bytes) -> int:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        raise Damaged("frame")
    version, rate, sample = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version not in SAMPLES or sample == 3 or not RATES[version != 3][rate]:
        raise Damaged("frame")
    samples = 144_000 if version == 3 else 72_000
    return samples * RATES[version != 3][rate] // SAMPLES[version][sample] + (head[2] >> 1 & 1)


def _walk_wav(source: Source) -> bool:
    """WAV: chunks to the end, with format and sound."""
    position, seen = 12, set()
    if int.from_bytes(source.read(4, 4), "little") + 8 != source.size:
        raise Damaged("length")
    for _ in range(MOST_PARTS):
        head = source.read(position, 8)
        if len(head) < 8:
            break
        length = int.from_bytes(head[4:], "little")
        seen.add(head[:4])
        position += 8 + length + length % 2
    if position not in {source.size, source.size + 1} or not {b"fmt ", b"data"} <= seen:
        raise Damaged("chunks")
    return True


WALKS = {
    "video/mp4": _walk_boxes,
    "video/quicktime": _walk_boxes,
    "audio/mp4": _walk_boxes,
    "video/webm": _walk_webm,
    "audio/ogg": _walk_ogg,
    "audio/mpeg": _walk_mp3,
    "audio/wav": _walk_wav,
}


def _inspect_document(found: FileType, data: bytes) -> None:
    if found is file_types.TEXT:
        # The head was text; so must be the rest.
        for start in range(0, len(data), MIB):
            if file_types.NO_TEXT.intersection(data[start : start + MIB]):
                raise Unfit(Reason.TYPE)
        try:
            data.decode()
        except UnicodeDecodeError:
            raise Unfit(Reason.TYPE) from None
        if b"<script" in data.lower():
            raise Unfit(Reason.HIDDEN)
        return
    if b"%%EOF" not in data[-1024:]:
        raise Damaged("no end")
    if DOES_SOMETHING.search(data) or any(_is_disguised(name) for name in ESCAPED_NAME.findall(data)):
        raise Unfit(Reason.ACTIVE)
    for unpacked in _unpack_objects(data):
        if DOES_SOMETHING.search(unpacked) or any(_is_disguised(name) for name in ESCAPED_NAME.findall(unpacked)):
            raise Unfit(Reason.ACTIVE)


def _is_disguised(name: bytes) -> bool:
    """Whether a name is written with escapes that needs none."""
    if len(name) > LONGEST_NAME:
        return False
    plain = ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), name)
    return DOES_SOMETHING.fullmatch(plain) is not None or TOLD_PLAINLY.fullmatch(plain) is not None


def _unpack_objects(data: bytes) -> Iterator[bytes]:
    """The packed parts of a PDF in which objects stand; one that cannot be unpacked could hold anything."""
    left = MOST_UNPACKED
    for match in PACKED.finditer(data):
        begin = data.rfind(b" obj", max(0, match.start() - DICTIONARY), match.start())
        body = BODY.search(data, match.end(), match.end() + DICTIONARY)
        if body is None or begin < 0:
            raise Unfit(Reason.ACTIVE)
        dictionary = data[begin : body.start()]
        packed = data[body.end() : data.find(b"endstream", body.end())]
        if dictionary.count(b"/FlateDecode") != 1 or OTHER_PACKING.search(dictionary):
            raise Unfit(Reason.ACTIVE)
        try:
            unpacked = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            raise Unfit(Reason.ACTIVE) from None
        left -= len(unpacked)
        if left <= 0:
            raise Unfit(Reason.ACTIVE)
        yield unpacked
