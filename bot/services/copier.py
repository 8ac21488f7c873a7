"""Makes one working copy: `python -m bot.services.copier MEDIA_TYPE`, the file as standard input, the copy as output.

It reads what anybody may have made, with libraries in C. So it is a process of its own, started by `copies.py`, that
can use little memory and time, leaves nothing on the disk, and reaches no network where the system allows that.
Films and recordings are put into a new container packet by packet, nothing is encoded anew; a PDF is written anew.
"""

import ctypes
import os
import re
import resource
import sys
import zlib
from collections.abc import Iterator
from typing import Any

from bot.services import pictures

__all__ = ["CPU_SECONDS", "MEMORY", "Unclean", "clean_media", "clean_pdf", "confine", "main"]

MIB = 1024**2
MEMORY = 1024 * MIB
"""Of addresses; the libraries take 300 MiB of them before they read anything."""
CPU_SECONDS = 20
LARGEST = 80 * MIB
"""Of a copy: the largest original, and room for a container that is wordier."""
CLONE_NEWUSER, CLONE_NEWNET, PR_SET_NO_NEW_PRIVS = 0x10000000, 0x40000000, 38
"""linux/sched.h, linux/prctl.h."""

FORMATS = {
    "video/mp4": ("mov", "mp4"),
    "video/quicktime": ("mov", "mp4"),
    "audio/mp4": ("mov", "mp4"),
    "video/webm": ("matroska", "webm"),
    "audio/ogg": ("ogg", "ogg"),
    "audio/mpeg": ("mp3", "mp3"),
    "audio/wav": ("wav", "wav"),
}
"""What a file is read as, and what its copy is written as; a QuickTime film becomes an MP4, which browsers play."""
WRITING = {
    "mp4": {"movflags": "faststart", "fflags": "bitexact", "use_editlist": "1"},
    "mp3": {"id3v2_version": "0", "write_id3v1": "0", "fflags": "bitexact"},
    "wav": {"write_bext": "0", "fflags": "bitexact"},
}
SOUND = frozenset({"aac", "mp3", "opus", "vorbis", "flac", "alac", "pcm_s16le", "pcm_u8", "pcm_s24le", "pcm_f32le"})
SUPPLEMENTS = {"h264": "6", "hevc": "39-40", "av1": "5"}
"""Units of coded pictures that draw nothing: cameras write places and numbers there, encoders their names."""
MOVING = frozenset({*SUPPLEMENTS, "vp8", "vp9"})
START_CODE = re.compile(rb"\x00\x00\x00?\x01")
MOST_STREAMS = 32
OWN_WORDS = frozenset(
    {"major_brand", "minor_version", "compatible_brands", "encoder", "ENCODER", "handler_name", "vendor_id", "DURATION"}
)
"""What containers say of themselves; written by our own library."""

DROPPED = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/EF", "/EmbeddedFiles", "/Perms", "/DSS", "/Legal"),
    *("/SpiderInfo", "/Collection", "/Requirements", "/CreatorInfo", "/OpenAction", "/JavaScript", "/Threads", "/OPI"),
    *("/Measure", "/GeoContext", "/Alternates"),
)
"""Of every part of a PDF: who, when and with what; what does something; previews and files inside."""
DROPPED_OF_NAMED = ("/A", "/AA", "/VP", "/URI")
"""Of parts that say what they are; elsewhere a font may be called so."""
DROPPED_OF_NOTES = ("/T", "/M", "/CreationDate", "/NM", "/RC", "/Subj", "/IRT", "/Popup", "/FS", "/Sound", "/Movie")
KEPT_NOTES = frozenset(
    {
        *("/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline"),
        *("/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Link", "/Widget"),
    }
)
"""Annotations that draw; others bring files along."""


class Unclean(ValueError):
    """No copy can be made of which it is sure that nothing stands beside what is shown."""


def confine() -> None:
    """Take from this process what it does not need, for good. What the system does not allow stays undone."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would lie unencrypted on the disk
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def clean_media(source: str, target: str, media_type: str) -> None:
    """Put what is seen and heard of a film or recording into a new container at `target`, as it was coded.

    Raises:
        Unclean: a stream of it is not known, or its copy would say more than it should.
        Exception: whatever the library says of files that it cannot read.
    """
    import av

    reads, writes = FORMATS[media_type]
    options = {"protocol_whitelist": "file", "err_detect": "explode"}
    with (
        av.open(source, format=reads, options=options) as film,
        av.open(target, "w", format=writes, options=WRITING.get(writes, {"fflags": "bitexact"})) as copy,
    ):
        kept = list(_kept_streams(film))
        outputs = {}
        for stream in kept:
            output = copy.add_stream_from_template(stream, opaque=True)
            outputs[stream.index] = (output, _filter(stream, output))
            coding = stream.codec_context
            name = coding.codec.canonical_name
            if name == "hevc":
                output.codec_context.extradata = _without_supplements(output.codec_context.extradata or b"")
            elif name in HEADS and coding.extradata:
                output.codec_context.extradata = HEADS[name](coding.extradata)
            if coding.codec_tag == "hvc1":  # under the other name that there is, Safari plays nothing
                output.codec_context.codec_tag = coding.codec_tag
        for packet in film.demux(kept):
            output, filtered = outputs[packet.stream_index]
            if packet.is_corrupt or packet.has_sidedata("new_extradata"):
                raise Unclean("packet")
            for piece in filtered.filter(None if packet.size == 0 else packet) if filtered else [packet]:
                if piece.size:
                    copy.mux(_bare(piece, packet.time_base, output))
    with av.open(target, format=reads, options=options) as copy:
        said = set(copy.metadata).union(*(it.metadata for it in copy.streams)) - {"language"}
        if said - OWN_WORDS or copy.chapters() or len(copy.streams) != len(kept):
            raise Unclean("words")


def clean_pdf(source: str, target: str) -> None:
    """Write a PDF anew: its pages as they look, without what tells who made it, and without what does something.

    Raises:
        Unclean: it holds a picture that cannot be looked into.
        Exception: whatever the library says of files that it cannot read.
    """
    import pikepdf

    # Opened here: under a name the library would write beside it first, on the disk.
    with open(target, "wb") as file, pikepdf.open(source, attempt_recovery=False, suppress_warnings=True) as pdf:
        if not pdf.pages:
            raise Unclean("no pages")
        for name in ("/Info", "/ID"):
            if name in pdf.trailer:
                del pdf.trailer[name]
        for part in pdf.objects:
            _clean_part(part)
        pdf.remove_unreferenced_resources()
        pdf.save(
            file,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )


def main() -> None:
    """Make the copy that the command line asks for; ends with an error when there is none."""
    confine()
    media_type, source, target = sys.argv[1], "/proc/self/fd/0", "/proc/self/fd/1"
    if media_type == "application/pdf":
        clean_pdf(source, target)
    else:
        clean_media(source, target, media_type)


def _kept_streams(film: Any) -> Iterator[Any]:
    """The streams that are seen and heard. Pictures of a cover, subtitles and data are not."""
    import av

    if len(film.streams) > MOST_STREAMS:
        raise Unclean("streams")
    found: dict[str, list[Any]] = {"video": [], "audio": []}
    for stream in film.streams:
        if stream.type in found and not stream.disposition & av.stream.Disposition.attached_pic:
            found[stream.type].append(stream)
    for kind, known in (("video", MOVING), ("audio", SOUND)):
        kept = [it for it in found[kind] if it.codec_context and it.codec_context.codec.canonical_name in known]
        # A telephone may add a second sound in a coding of its own; a film without its pictures is another film.
        if len(kept) < (len(found[kind]) if kind == "video" else min(1, len(found[kind]))):
            raise Unclean("coding")
        yield from kept
    if not any(found.values()):
        raise Unclean("nothing")


def _filter(stream: Any, output: Any) -> Any:
    from av.bitstream import BitStreamFilterContext

    units = SUPPLEMENTS.get(stream.codec_context.codec.canonical_name)
    return BitStreamFilterContext(f"filter_units=remove_types={units}", stream, output) if units else None


def _bare(packet: Any, time_base: Any, output: Any) -> Any:
    """The packet without what may hang on it beside the coded picture or sound."""
    import av

    bare = av.Packet(bytes(packet))
    bare.time_base, bare.stream = packet.time_base or time_base, output
    bare.pts, bare.dts, bare.duration = packet.pts, packet.dts, packet.duration
    bare.is_keyframe = packet.is_keyframe
    return bare


def _without_comments(headers: bytes) -> bytes:
    """The three headers of Vorbis, the second of them empty."""
    if headers[:1] != b"\x02":
        raise Unclean("headers")
    sizes, at = [], 1
    for _ in range(2):
        size = 0
        while headers[at] == 255:
            size, at = size + 255, at + 1
        sizes.append(size + headers[at])
        at += 1
    first, third = headers[at : at + sizes[0]], headers[at + sum(sizes) :]
    empty = b"\x03vorbis" + bytes(8) + b"\x01"
    laced = b"".join(b"\xff" * (len(it) // 255) + bytes([len(it) % 255]) for it in (first, empty))
    return b"\x02" + laced + first + empty + third


def _without_supplements(head: bytes) -> bytes:
    """The head of a film in HEVC, as the filter gives it, without the units that draw nothing (Rec. ITU-T H.265, B)."""
    units = [it for it in START_CODE.split(head) if it]
    return b"".join(b"\0\0\0\1" + it for it in units if it[0] >> 1 & 0x3F not in {39, 40})


def _checked_sequence(head: bytes) -> bytes:
    """The head of a film in AV1, which holds a sequence header (`av1C`) and nothing else."""
    if len(head) > 4 and (head[4] != 0x0A or head[5] != len(head) - 6):
        raise Unclean("head")
    return head


HEADS = {"vorbis": _without_comments, "av1": _checked_sequence}
"""What stands before the packets of some codings is mended too."""


def _clean_part(part: Any) -> None:
    """One object of a PDF and what stands inside it; what it only refers to is met by itself."""
    import pikepdf

    if isinstance(part, pikepdf.Array):
        for inner in [it for it in part if not getattr(it, "is_indirect", False)]:
            _clean_part(inner)
        return
    if not isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
        return
    is_named = any(name in part for name in ("/Type", "/Subtype", "/FT", "/Title"))
    for name in (*DROPPED, *(DROPPED_OF_NAMED if is_named else ())):
        if name in part:
            del part[name]
    if "/ByteRange" in part:  # a signature, with the certificate of whoever signed
        for name in list(part.keys()):
            del part[name]
    if "/Annots" in part and isinstance(part["/Annots"], pikepdf.Array):
        kept = [it for it in part["/Annots"] if isinstance(it, pikepdf.Dictionary) and _is_kept_note(it)]
        part["/Annots"] = pikepdf.Array(kept)
    for name in list(part.keys()):
        inner = part[name]
        if not getattr(inner, "is_indirect", False):
            _clean_part(inner)
    if isinstance(part, pikepdf.Stream):
        _clean_picture(part)


def _is_kept_note(note: Any) -> bool:
    kind = str(note.get("/Subtype", ""))
    for name in DROPPED_OF_NOTES:
        if name in note and not (kind == "/Widget" and name == "/T"):
            del note[name]
    return kind in KEPT_NOTES


def _clean_picture(stream: Any) -> None:
    """A picture of a camera inside a PDF brings along what the camera wrote."""
    import pikepdf

    filters = stream.get("/Filter", [])
    names = [str(it) for it in (filters if isinstance(filters, pikepdf.Array) else [filters])]
    if "/JPXDecode" in names:
        raise Unclean("JPEG 2000")
    if "/DCTDecode" not in names and "/DCT" not in names:
        return
    data = stream.read_raw_bytes()
    if names[0] in {"/FlateDecode", "/Fl"} and len(names) == 2 and "/DecodeParms" not in stream:
        data = zlib.decompressobj().decompress(data, LARGEST)
    elif len(names) != 1:
        raise Unclean("filters")
    if not data.startswith(b"\xff\xd8"):
        raise Unclean("JPEG")
    parameters = stream.get("/DecodeParms")
    stream.write(pictures.read_jpeg(data).clean, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)


if __name__ == "__main__":
    try:
        main()
    except Exception:  # noqa: BLE001 - whatever it was, there is no copy; its words may be the citizen's
        os._exit(1)
