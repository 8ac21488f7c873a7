"""What a file is by its first bytes. Only what is taken is known here; names and what a sender says count nothing."""

from dataclasses import dataclass

from bot.messages import FileKind

__all__ = [
    "HEAD",
    "JPEG",
    "M4A",
    "MP3",
    "MP4",
    "OGG",
    "PDF",
    "PNG",
    "QUICKTIME",
    "TEXT",
    "TYPES",
    "WAV",
    "WEBM",
    "WEBP",
    "FileType",
    "find_type",
]

HEAD = 4096
"""Bytes at the beginning of a file by which its type is told."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that is taken; `suffix` for whoever saves it."""

    kind: FileKind
    media_type: str
    suffix: str


JPEG = FileType(FileKind.PHOTO, "image/jpeg", "jpg")
PNG = FileType(FileKind.PHOTO, "image/png", "png")
WEBP = FileType(FileKind.PHOTO, "image/webp", "webp")
MP4 = FileType(FileKind.VIDEO, "video/mp4", "mp4")
QUICKTIME = FileType(FileKind.VIDEO, "video/quicktime", "mov")
WEBM = FileType(FileKind.VIDEO, "video/webm", "webm")
OGG = FileType(FileKind.VOICE, "audio/ogg", "ogg")
MP3 = FileType(FileKind.VOICE, "audio/mpeg", "mp3")
M4A = FileType(FileKind.VOICE, "audio/mp4", "m4a")
WAV = FileType(FileKind.VOICE, "audio/wav", "wav")
PDF = FileType(FileKind.DOCUMENT, "application/pdf", "pdf")
TEXT = FileType(FileKind.DOCUMENT, "text/plain", "txt")
TYPES = {it.media_type: it for it in (JPEG, PNG, WEBP, MP4, QUICKTIME, WEBM, OGG, MP3, M4A, WAV, PDF, TEXT)}

BRANDS = {
    b"qt  ": QUICKTIME,
    b"M4A ": M4A,
    b"M4B ": M4A,
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"), MP4),
    # 3GP, of older telephones, and Sony's: the same boxes.
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a", b"3g2b", b"mmp4", b"MSNV"), MP4),
}
"""By the first word of an MP4's `ftyp` box."""
NO_TEXT = frozenset(range(32)) - set(b"\t\n\r\f") | {127}
"""Control characters that no text holds."""
IN_DISGUISE = (b"#!", b"<", b"%!", b"{\\rtf", b"<?", b"@echo")
"""How scripts, pages and other formats begin that are made of letters too."""


def find_type(head: bytes) -> FileType | None:
    """The type of a file that begins with `head`; none for what is not taken. Never raises."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"RIFF"):
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12])
    if head.startswith(b"\x1aE\xdf\xa3"):
        return WEBM if b"\x42\x82\x84webm" in head[:64] else None
    if head.startswith(b"OggS"):
        return OGG if b"OpusHead" in head[:64] or b"\x01vorbis" in head[:64] else None
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return MP3
    return TEXT if _is_text(head) else None


def _is_text(head: bytes) -> bool:
    if not head.strip() or NO_TEXT.intersection(head):
        return False
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begin.startswith(IN_DISGUISE):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and len(head) >= HEAD  # a letter that the end of `head` cuts
    return True
