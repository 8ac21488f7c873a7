"""Looks whether a bundle is as it was exported: `python -m bot verify`. Reads the file alone, and unpacks nothing.

The seal covers the manifest, the manifest every file, and the files with their names leave no byte of the zip open: so
whatever was changed, removed, added or renamed is found. Without the key that holds only while the manifest is true.
"""

import hashlib
import hmac
import os
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ValidationError

from bot.errors import DialogError
from bot.services.bundle_files import (
    FORMAT,
    LARGEST,
    LARGEST_MANIFEST,
    MANIFEST,
    MOST_FILES,
    PATH,
    SEAL,
    FileEntry,
    Manifest,
    entry_of,
)
from bot.services.keys import Keys

__all__ = ["Findings", "NoBundle", "check"]

END = struct.Struct("<4s4H2LH")
END_MARK, LARGE_END_MARK = b"PK\5\6", b"PK\6\7"
LARGE_END_SIZE = 20
LIST_MARKS, LIST_REST = struct.Struct("<4s2B"), struct.Struct("<3H2L")
HEADER_SIZE, MARK_SIZE = 30, 4
ENTRY_SIZE, LONGEST_NAME = 46, 200
"""Bytes of a zip's entry without its name, and of a name: more than any that Dialog gives."""
PART = 1 << 20
BROKEN = (BadZipFile, EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError, struct.error)
"""What zipfile raises for what is no zip, or one of a kind that Dialog does not write."""


class NoBundle(DialogError):
    """The file cannot be judged: it is no zip, a broken or too large one, or of a later version."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to say of a bundle: unchanged when there are no problems and the seal fits."""

    manifest: Manifest | None
    problems: Sequence[str]
    """A sentence for each thing that does not fit."""
    is_sealed: bool | None
    """Whether the seal fits; none without a key to check it with."""


class _AnyFormat(BaseModel):
    format: int


def check(file: BinaryIO, keys: Keys | None, *, tell: Callable[[str], None] = lambda _: None) -> Findings:
    """Look at every byte of a bundle. `tell` hears the name of each file before it is read.

    Raises:
        NoBundle: it cannot be judged.
    """
    count, end = _read_end(file)
    try:
        bundle = ZipFile(file)
    except BROKEN:
        raise NoBundle("The zip is broken: its list of files cannot be read.") from None
    with bundle:
        if len(bundle.infolist()) != count:
            raise NoBundle("The zip is broken: its list of files is of another length than it says.")
        return _check(file, bundle, end, keys, tell)


def _read_end(file: BinaryIO) -> tuple[int, int]:
    """How many files the zip's last bytes tell of, and where the list of them begins; its length is within limits."""
    size = file.seek(0, os.SEEK_END)
    if size > LARGEST + MOST_FILES * 1000:
        raise NoBundle(f"The file is too large for a bundle: {size:,} bytes.")
    if size < END.size:
        raise NoBundle("The file is no zip, or it was cut off.")
    file.seek(size - END.size)
    mark, disk, first_disk, here, count, length, start, comment = END.unpack(file.read(END.size))
    file.seek(max(0, size - END.size - LARGE_END_SIZE))
    is_plain = (disk, first_disk, comment) == (0, 0, 0) and file.read(len(LARGE_END_MARK)) != LARGE_END_MARK
    if mark != END_MARK or not is_plain or start + length + END.size != size:
        raise NoBundle("The file is no zip as Dialog writes it, or it was cut off, or something was added at its end.")
    if here != count or count > MOST_FILES + 2 or length > count * (ENTRY_SIZE + LONGEST_NAME):
        raise NoBundle("The zip's list of files is too long for a bundle.")
    return count, start


def _check(file: BinaryIO, bundle: ZipFile, end: int, keys: Keys | None, tell: Callable[[str], None]) -> Findings:
    entries = {entry.orig_filename: entry for entry in bundle.infolist()}
    problems = _about_names(bundle)
    written = _read_small(bundle, entries.get(MANIFEST), LARGEST_MANIFEST)
    if written is None:
        missing = f"{MANIFEST} is missing or cannot be read: this is no bundle of Dialog, or its manifest was changed."
        return Findings(None, [*problems, missing], None)
    sealed = _read_small(bundle, entries.get(SEAL), 100)
    is_sealed = hmac.compare_digest(sealed or b"", f"{keys.seal_bundle(written)}\n".encode()) if keys else None
    if sealed is None:
        problems.append(f"{SEAL} is missing or cannot be read.")
    elif is_sealed is False:
        problems.append(f"The seal does not fit: {MANIFEST} or {SEAL} was changed, or another key sealed the bundle.")
    manifest = _parse(written)
    if manifest is None:
        return Findings(None, [*problems, f"{MANIFEST} was changed: it is no manifest any more."], is_sealed)
    problems += _about_files(bundle, entries, manifest, tell)
    if not problems and not _is_as_written(file, bundle, manifest, end):
        problems.append("The files are unchanged, but the zip around them is not: it was packed anew, or holds more.")
    return Findings(manifest, problems, is_sealed)


def _parse(written: bytes) -> Manifest | None:
    """The manifest; none when it is none, and NoBundle when a later version wrote it."""
    try:
        if _AnyFormat.model_validate_json(written).format > FORMAT:
            raise NoBundle("A later version of Dialog wrote this bundle: only that one can judge it.")
        manifest = Manifest.model_validate_json(written)
    except ValidationError:
        return None
    paths = [it.path for it in manifest.files]
    return manifest if len(set(paths)) == len(paths) and not {MANIFEST, SEAL}.intersection(paths) else None


def _about_names(bundle: ZipFile) -> list[str]:
    counted = Counter(it.orig_filename for it in bundle.infolist())
    twice = [f"{_shown(name)} is in the zip {count} times." for name, count in counted.items() if count > 1]
    foreign = [
        f"{_shown(name)} is a name that Dialog gives to no file." for name in counted if not PATH.fullmatch(name)
    ]
    return [*twice, *foreign]


def _about_files(
    bundle: ZipFile, entries: dict[str, ZipInfo], manifest: Manifest, tell: Callable[[str], None]
) -> list[str]:
    problems = []
    for known in manifest.files:
        tell(_shown(known.path))
        entry = entries.get(known.path)
        if entry is None:
            problems.append(f"{_shown(known.path)} is missing.")
        elif not _is_stored(entry):
            problems.append(f"{_shown(known.path)} was packed in another way than Dialog's, and was not read.")
        elif not _is_unchanged(bundle, entry, known):
            problems.append(f"{_shown(known.path)} was changed.")
    added = entries.keys() - {it.path for it in manifest.files} - {MANIFEST, SEAL}
    return problems + [f"{_shown(name)} was added." for name in sorted(added)]


def _is_stored(entry: ZipInfo) -> bool:
    is_packed = entry.compress_type != ZIP_STORED or entry.flag_bits
    return not is_packed and entry.compress_size == entry.file_size


def _is_unchanged(bundle: ZipFile, entry: ZipInfo, known: FileEntry) -> bool:
    if entry.file_size != known.size:
        return False
    digest = hashlib.sha256()
    try:
        with bundle.open(entry) as member:
            while part := member.read(PART):
                digest.update(part)
    except BROKEN:
        return False
    return digest.hexdigest() == known.sha256


def _read_small(bundle: ZipFile, entry: ZipInfo | None, limit: int) -> bytes | None:
    if entry is None or not _is_stored(entry) or entry.file_size > limit:
        return None
    try:
        return bundle.read(entry)
    except BROKEN:
        return None


def _is_as_written(file: BinaryIO, bundle: ZipFile, manifest: Manifest, end: int) -> bool:
    """Whether the zip around the files is what Dialog writes, byte for byte: one after the other, nothing between."""
    entries = bundle.infolist()
    if [it.orig_filename for it in entries] != [*(it.path for it in manifest.files), MANIFEST, SEAL]:
        return False
    at, listed = 0, bytearray()
    for entry in entries:
        made = entry_of(entry.orig_filename)
        made.CRC, made.file_size, made.compress_size = entry.CRC, entry.file_size, entry.file_size
        header = made.FileHeader()
        file.seek(at)
        if file.read(len(header)) != header:
            return False
        listed += _listed(made, header, at)
        at += len(header) + entry.file_size
    file.seek(end)
    return at == end and file.read(len(listed)) == listed


def _listed(entry: ZipInfo, header: bytes, at: int) -> bytes:
    """An entry of the list at the zip's end: what stands before the file, and more (APPNOTE.TXT, 4.3.12)."""
    fixed, name = header[MARK_SIZE:HEADER_SIZE], header[HEADER_SIZE:]
    marks = LIST_MARKS.pack(b"PK\1\2", entry.create_version, entry.create_system)
    return marks + fixed + LIST_REST.pack(0, 0, entry.internal_attr, entry.external_attr, at) + name


def _shown(name: str) -> str:
    """The name as it can be shown on a terminal, whatever it holds."""
    return name if PATH.fullmatch(name) else ascii(name[:LONGEST_NAME])
