"""Real films, recordings and documents, with all that tells of a sender in them."""

import io
from array import array
from collections.abc import Mapping
from fractions import Fraction
from math import sin
from typing import Any

import av
import pikepdf

from tests.files import exif, jpeg, riff, segment

__all__ = ["MADE", "SECRETS", "film", "film_with_cover", "packets", "paper", "recording"]

SECRET = "Arta Krasniqi"
PLACE = "+42.6629+021.1655/"
SECRETS = (b"Arta", b"42.6629", b"Galaxy", b"2026-11", b"x264", b"x265")
"""None of this may stand in a copy."""
WORDS = {
    "title": f"{SECRET} title",
    "artist": SECRET,
    "comment": f"{SECRET} comment",
    "location": PLACE,
    "location-eng": PLACE,
    "com.apple.quicktime.location.ISO6709": PLACE,
    "com.apple.quicktime.model": "Galaxy",
    "creation_time": "2026-11-20T10:00:00.000000Z",
}


def _encode(container: Any, stream: Any, frames: Any) -> None:
    for frame in frames:
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _pictures(stream: Any, count: int) -> Any:
    for number in range(count):
        frame = av.VideoFrame(stream.width, stream.height, stream.pix_fmt)
        for at, plane in enumerate(frame.planes):
            plane.update(bytes([(number * 7 + at * 50) % 256]) * plane.buffer_size)
        frame.pts, frame.time_base = number, Fraction(1, 25)
        yield frame


def _sound(stream: Any, seconds: float, layout: str = "mono") -> Any:
    form = stream.codec_context.format.name
    size = stream.codec_context.frame_size or 1024
    tone = array("f", (sin(it / 9) / 2 for it in range(size)))
    for number in range(int(seconds * stream.rate) // size):
        frame = av.AudioFrame(format=form, layout=layout, samples=size)
        for plane in frame.planes:
            plane.update(tone.tobytes()[: plane.buffer_size].ljust(plane.buffer_size, b"\0"))
        frame.sample_rate, frame.pts, frame.time_base = stream.rate, number * size, Fraction(1, stream.rate)
        yield frame


def film(form: str = "mp4", coding: str = "libx264", *, turned: bool = False) -> bytes:
    """Two seconds of pictures and sound, with title, place, camera and chapters."""
    made = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if form in {"mp4", "mov"} else {}
    with av.open(made, "w", format=form, options=options) as container:
        container.metadata.update(WORDS)
        seen = container.add_stream(coding, rate=25)
        seen.width, seen.height, seen.pix_fmt = 64, 48, "yuvj420p" if coding == "mjpeg" else "yuv420p"
        seen.metadata.update({"title": SECRET, "handler_name": f"{SECRET} handler"})
        heard = container.add_stream("libopus" if form == "webm" else "aac", rate=48000)
        heard.layout = "mono"
        heard.metadata["comment"] = SECRET
        container.set_chapters(
            [{"id": 1, "start": 0, "end": 1000, "time_base": Fraction(1, 1000), "metadata": {"title": SECRET}}]
        )
        _encode(container, seen, _pictures(seen, 50))
        _encode(container, heard, _sound(heard, 2))
    data = made.getvalue()
    if turned:  # a matrix of a telephone that was held upright, in the header of the first track
        at = data.index(b"tkhd") + 4 + 40
        matrix = b"".join(it.to_bytes(4, "big", signed=True) for it in (0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30))
        data = data[:at] + matrix + data[at + 36 :]
    return data


def recording(form: str, coding: str) -> bytes:
    """Two seconds of sound, with who speaks and where."""
    made = io.BytesIO()
    options = {"id3v2_version": "3", "write_id3v1": "1"} if form == "mp3" else {}
    layout = "stereo" if coding == "vorbis" else "mono"  # all that this encoder knows
    with av.open(made, "w", format=form, options=options) as container:
        container.metadata.update(WORDS)
        heard = container.add_stream(coding, rate=48000, options={"strict": "experimental"})
        heard.layout = layout
        heard.metadata.update({"title": SECRET, "artist": SECRET, "location": PLACE})
        _encode(container, heard, _sound(heard, 2, layout))
    return made.getvalue()


def wave() -> bytes:
    """A recording with what sound recorders write beside it."""
    sound = riff(b"fmt ", b"\x01\0\x01\0\x80\xbb\0\0\0\x77\1\0\2\0\x10\0")
    told = riff(b"LIST", b"INFO" + riff(b"IART", SECRET.encode())) + riff(b"bext", SECRET.encode().ljust(602, b"\0"))
    body = b"WAVE" + sound + told + riff(b"data", bytes(96_000)) + riff(b"id3 ", b"ID3" + SECRET.encode())
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def paper() -> bytes:
    """A PDF with everything that a writing program, a signature and a camera leave in it."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400))
        photo = pikepdf.Stream(pdf, jpeg(extra=exif(6) + segment(0xFE, SECRET.encode())))
        photo.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=4,
            Height=3,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=pdf.make_indirect(photo)))
        page.obj.Contents = pikepdf.Stream(pdf, b"q 100 0 0 100 50 50 cm /A Do Q")
        told = pdf.make_stream(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
        page.obj.Metadata = told
        page.obj.PieceInfo = pikepdf.Dictionary(Writer=pikepdf.Dictionary(Private=pikepdf.String(SECRET)))
        page.obj.LastModified = pikepdf.String("D:2026-11-20")
        page.obj.Thumb = pdf.make_stream(f"{SECRET} preview".encode())
        page.obj.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Text,
                    Rect=[0, 0, 20, 20],
                    Contents=pikepdf.String("what is written in a note stays"),
                    T=pikepdf.String(SECRET),
                    M=pikepdf.String("D:2026-11-20"),
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("http://Arta.example")),
                ),
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.FileAttachment,
                    Rect=[0, 0, 20, 20],
                    FS=pikepdf.Dictionary(F=pikepdf.String(SECRET), EF=pikepdf.Dictionary(F=told)),
                ),
            ]
        )
        pdf.Root.Metadata = told
        pdf.Root.Sig = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, Name=pikepdf.String(SECRET), ByteRange=[0, 1, 2, 3], Contents=pikepdf.String(SECRET)
        )
        for name in ("Author", "Title", "Creator", "Producer"):
            pdf.docinfo[f"/{name}"] = SECRET
        pdf.docinfo["/CreationDate"] = "D:20261120"
        pdf.save(made, fix_metadata_version=False, compress_streams=False)
    return made.getvalue()


def film_with_cover() -> bytes:
    """A recording with a picture of its cover, as players show it."""
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as container:
        heard = container.add_stream("aac", rate=48000)
        heard.layout = "mono"
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 16, 16, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        frame = av.VideoFrame(16, 16, "yuvj420p")
        frame.pts, frame.time_base = 0, Fraction(1, 25)
        _encode(container, heard, _sound(heard, 1))
        _encode(container, cover, [frame])
    return made.getvalue()


def packets(data: bytes) -> dict[str, list[int]]:
    """How large the packets of each kind of stream are, in their order."""
    found: dict[str, list[int]] = {}
    with av.open(io.BytesIO(data)) as container:
        for packet in container.demux():
            if packet.size:
                found.setdefault(packet.stream.type, []).append(packet.size)
    return found


MADE: Mapping[str, bytes] = {
    "video/mp4": film(),
    "video/quicktime": film("mov"),
    "video/webm": film("webm", "libvpx"),
    "audio/mp4": recording("ipod", "aac"),
    "audio/ogg": recording("ogg", "libopus"),
    "audio/mpeg": recording("mp3", "libmp3lame"),
    "audio/wav": wave(),
    "application/pdf": paper(),
}
"""One of each type of which a copy is made."""
