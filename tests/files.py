"""Small files of every type that is taken, made by hand: whole, and with what makes them unfit."""

import struct
import zlib

__all__ = ["EICAR_LIKE_ZIP", "FILES", "box", "jpeg", "ogg", "pdf", "pdf_packed", "png", "segment", "wav", "webp"]

EICAR_LIKE_ZIP = (
    b"PK\x03\x04"
    + b"\0" * 26
    + b"PK\x01\x02"
    + b"\0" * 42
    + b"PK\x05\x06"
    + struct.pack("<HHHHIIH", 0, 0, 1, 1, 46, 30, 0)
)
"""As much of an archive as makes one."""


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int, place: bytes = b"42.6629N 21.1655E") -> bytes:
    """What a camera writes: how it was held, and where."""
    entries = struct.pack(">HHHIHH", 2, 0x0112, 3, 1, orientation, 0) + struct.pack(">HHII", 0x8825, 4, 1, 38)
    return segment(0xE1, b"Exif\0\0MM\0*" + struct.pack(">I", 8) + entries + b"\0\0\0\0" + place)


def jpeg(width: int = 4, height: int = 3, *, extra: bytes = b"", behind: bytes = b"") -> bytes:
    """A JPEG with these segments beside the picture, and these bytes behind it."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")
    tables = segment(0xDB, b"\0" + b"\x01" * 64) + segment(0xC4, b"\0" + b"\0" * 16)
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    head = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    return b"\xff\xd8" + head + extra + tables + frame + scan + b"\xff\xd9" + behind


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 1, height: int = 1, *, extra: bytes = b"", behind: bytes = b"") -> bytes:
    """A grey PNG."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"") + behind


def riff(name: bytes, body: bytes) -> bytes:
    """A chunk of a RIFF."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def webp(width: int = 2, height: int = 2, *, is_animated: bool = False) -> bytes:
    """A WebP with EXIF and XMP."""
    flags = 0x0C | (0x02 if is_animated else 0)
    extended = riff(
        b"VP8X", struct.pack("<I", flags) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    )
    picture = riff(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"\0\0\0")
    beside = riff(b"EXIF", b"MM\0*42.6629N") + riff(b"XMP ", b"<x:xmpmeta/>")
    body = extended + (riff(b"ANIM", b"\0" * 6) if is_animated else b"") + picture + beside
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def box(name: bytes, body: bytes) -> bytes:
    """A box of an MP4."""
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(brand: bytes = b"isom", track: bytes = b"vide") -> bytes:
    """A film or a recording."""
    tracks = box(b"trak", box(b"hdlr", b"\0" * 8 + track + b"\0" * 12))
    return box(b"ftyp", brand + b"\0\0\2\0" + brand) + box(b"moov", tracks) + box(b"mdat", b"\x01\x02\x03")


def webm() -> bytes:
    """A film of a browser: a segment without end."""
    head = b"\x42\x82\x84webm"
    return (
        b"\x1aE\xdf\xa3"
        + bytes((0x80 | len(head),))
        + head
        + b"\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff"
        + b"\x15I\xa9f"
    )


def ogg(pages: int = 2) -> bytes:
    """A voice message."""
    body = b"OpusHead\x01\x01"
    page = b"OggS\0\x02" + b"\0" * 20 + b"\x01" + bytes((len(body),)) + body
    return page * pages


def mp3() -> bytes:
    """Four frames of MPEG-1 at 32 kbit/s and 44.1 kHz."""
    return b"ID3\x04\0\0\0\0\0\x03abc" + (b"\xff\xfb\x10\0" + b"\0" * 100) * 4


def wav() -> bytes:
    """A recording."""
    body = b"WAVE" + riff(b"fmt ", b"\x01\0\x01\0" + b"\0" * 12) + riff(b"data", b"\0\x01")
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdf(inside: bytes = b"<< /Type /Catalog >>") -> bytes:
    """A document."""
    return b"%PDF-1.7\n1 0 obj\n" + inside + b"\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def pdf_packed(inside: bytes, *, how: bytes = b"/Filter /FlateDecode") -> bytes:
    """A document whose objects are packed."""
    packed = zlib.compress(inside)
    head = b"<< /Type /ObjStm /N 1 /First 4 " + how + b" /Length " + str(len(packed)).encode() + b" >>\nstream\n"
    return pdf(head + packed + b"\nendstream")


FILES = {
    "image/jpeg": jpeg(extra=exif(6) + segment(0xFE, b"by Arta")),
    "image/png": png(extra=chunk(b"tEXt", b"Author\0Arta")),
    "image/webp": webp(),
    "video/mp4": mp4(),
    "video/quicktime": mp4(b"qt  "),
    "video/webm": webm(),
    "audio/ogg": ogg(),
    "audio/mpeg": mp3(),
    "audio/mp4": mp4(b"M4A ", b"soun"),
    "audio/wav": wav(),
    "application/pdf": pdf(),
    "text/plain": "Më vodhën biçikletën. Украли су ми бицикл.\n".encode(),
}
"""A whole one of each type."""
