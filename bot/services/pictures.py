"""Pictures as their containers have them, without decoding: where they end, how large they are, what is in them.

The working copy is the picture with nothing beside it: no place, no camera, no comment, no preview. The coded picture
itself stays as it is.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Damaged", "Picture", "read_jpeg", "read_png", "read_webp"]

MOST_SCANS = 64
"""Of a JPEG; cameras make one or about ten, and each costs the reader as much as the whole picture."""
LARGEST_PROFILE = 64 * 1024
"""Bytes of a colour profile that is kept in the working copy."""
SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
KEPT_IN_PNG = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP"})
KEPT_IN_WEBP = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ICCP"})
ICC, ALPHA = 0x20, 0x10
"""What may stay of a WebP's flags."""


class Damaged(ValueError):
    """The bytes are no whole picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Width and height in pixels, where it ends among the bytes, and its working copy."""

    width: int
    height: int
    end: int
    clean: bytes


def read_jpeg(data: bytes) -> Picture:
    """Read a JPEG up to its end mark.

    Raises:
        Damaged: it has none, or its parts do not fit.
    """
    sizes, kept, scans, orientation = [], [], 0, 1
    position = 2
    while True:
        marker, start, end = _segment(data, position)
        if marker == 0xD9:
            break
        body = data[start + 2 : end]
        if marker in SIZES:
            sizes.append(_unpack(">HH", body, 1))
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        position = end
        if marker == 0xDA:
            scans += 1
            found = NEXT_MARKER.search(data, end)
            if found is None or scans > MOST_SCANS:
                raise Damaged("scan")
            position = found.start()
        piece = _kept_of_jpeg(marker, body)
        if piece is not None:
            kept.append(bytes((0xFF, marker)) + struct.pack(">H", len(piece) + 2) + piece + data[end:position])
    if len(sizes) != 1 or not scans:
        raise Damaged("frame")
    ((height, width),) = sizes
    turned = _exif(orientation) if orientation != 1 else b""
    return Picture(width, height, end, b"".join((b"\xff\xd8", turned, *kept, b"\xff\xd9")))


def read_png(data: bytes) -> Picture:
    """Read a PNG up to its end chunk, with the check sums of all chunks.

    Raises:
        Damaged: it has none, or its parts do not fit.
    """
    kept, end = [data[:8]], 8
    seen: list[bytes] = []
    while not seen or seen[-1] != b"IEND":
        (length,) = _unpack(">I", data, end)
        name, body = data[end + 4 : end + 8], data[end + 8 : end + 8 + length]
        (check,) = _unpack(">I", data, end + 8 + length)
        if zlib.crc32(name + body) != check:
            raise Damaged("check sum")
        if name in KEPT_IN_PNG and not (name == b"iCCP" and length > LARGEST_PROFILE):
            kept.append(data[end : end + 12 + length])
        seen.append(name)
        end += 12 + length
    width, height = _unpack(">II", data, 16)
    if seen[0] != b"IHDR" or seen.count(b"IHDR") != 1 or b"IDAT" not in seen:
        raise Damaged("chunks")
    return Picture(width, height, end, b"".join(kept))


def read_webp(data: bytes) -> Picture:
    """Read a WebP of one picture.

    Raises:
        Damaged: its parts do not fit, or it is an animation.
    """
    (length,) = _unpack("<I", data, 4)
    end = 8 + length
    sizes, kept, flags, canvas = [], [], 0, None
    for name, body, whole in _riff(data, 12, end):
        if name == b"VP8X":
            flags = _unpack("<B", body, 0)[0] & (ICC | ALPHA)
            canvas = (int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1)
        elif name == b"VP8 ":
            width, height = _unpack("<HH", body, 6)
            sizes.append((width & 0x3FFF, height & 0x3FFF))
        elif name == b"VP8L":
            (bits,) = _unpack("<I", body, 1)
            sizes.append(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        elif name in {b"ANIM", b"ANMF"}:
            raise Damaged("animation")
        if name in KEPT_IN_WEBP and not (name == b"ICCP" and len(body) > LARGEST_PROFILE):
            kept.append((name, whole))
    if len(sizes) != 1:
        raise Damaged("chunks")
    width, height = max(sizes[0][0], (canvas or (0, 0))[0]), max(sizes[0][1], (canvas or (0, 0))[1])
    chunks = [whole for _, whole in kept]
    if canvas is not None:
        flags &= ~ICC if all(name != b"ICCP" for name, _ in kept) else 0xFF
        extent = (canvas[0] - 1).to_bytes(3, "little") + (canvas[1] - 1).to_bytes(3, "little")
        chunks.insert(0, b"VP8X" + struct.pack("<IB3x", 10, flags) + extent)
    body = b"".join(chunks)
    return Picture(width, height, end, b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body)


def _segment(data: bytes, position: int) -> tuple[int, int, int]:
    """Marker, where its length stands, and where it ends, of the segment of a JPEG at `position`."""
    if data[position : position + 1] != b"\xff":
        raise Damaged("marker")
    while data[position : position + 1] == b"\xff":
        position += 1
    marker = _unpack(">B", data, position)[0]
    start = position + 1
    if marker == 0xD9:
        return marker, start, start
    if marker in {0x00, 0x01, *range(0xD0, 0xD9)}:
        raise Damaged("marker")
    (length,) = _unpack(">H", data, start)
    end = start + length
    if length < 2 or end > len(data):
        raise Damaged("segment")
    return marker, start, end


def _kept_of_jpeg(marker: int, body: bytes) -> bytes | None:
    """What of a segment stays: all that draws the picture, its colours, and no preview."""
    if marker == 0xE0:
        return body[:12] + b"\0\0" if body.startswith(b"JFIF\0") and len(body) >= 14 else None
    if marker == 0xE2:
        return body if body.startswith(b"ICC_PROFILE\0") else None
    if marker == 0xEE:
        return body if body.startswith(b"Adobe") and len(body) == 12 else None
    return None if marker == 0xFE or 0xE1 <= marker <= 0xEF else body


def _orientation(tiff: bytes) -> int:
    """How the camera was held, 1 to 8; 1 for whatever says nothing clear."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 1
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for entry in range(min(count, 128)):
            tag, kind, values, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + entry * 12)
            if (tag, kind, values) == (0x0112, 3, 1):
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _exif(orientation: int) -> bytes:
    """A segment that says how the camera was held and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


def _riff(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Name, content, and all of each chunk."""
    if end > len(data):
        raise Damaged("length")
    while start < end:
        name, (length,) = data[start : start + 4], _unpack("<I", data, start + 4)
        stop = start + 8 + length + length % 2
        if stop > end:
            raise Damaged("chunk")
        yield name, data[start + 8 : start + 8 + length], data[start:stop]
        start = stop


def _unpack(form: str, data: bytes, at: int) -> tuple[Any, ...]:
    try:
        return struct.unpack_from(form, data, at)
    except struct.error:
        raise Damaged("too short") from None
