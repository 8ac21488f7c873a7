"""A bundle is judged byte by byte: what was changed, removed, added or renamed in it is found, and nothing unpacked."""

import io
import struct
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.bundle_check import Findings, NoBundle, check
from bot.services.bundle_files import FORMAT, MANIFEST, SEAL, AuditHead, BundleWriter, Manifest, entry_of
from bot.services.keys import Keys

KEYS, OTHER_KEYS = Keys(b"a key for tests, not for anybody"), Keys(b"the key of another house of tests")
FILES = {
    "attachments/001-photo.jpg": b"\xff\xd8 a photo" * 9,
    "report.json": b'{"reference": "DLG-7K3M-Q2XA"}\n',
    "transcript.json": b"[]",
    "transcript.txt": "Ma vodhën biçikletën\n".encode(),
    "empty.txt": b"",
}
MEMBERS = [*FILES, MANIFEST, SEAL]


def _made(files: Mapping[str, bytes] = FILES, *, keys: Keys = KEYS, of_format: int = FORMAT) -> bytes:
    file = io.BytesIO()
    with BundleWriter(file) as writer:
        for path, content in files.items():
            with writer.add(path) as write:
                for byte in range(0, len(content), 7):
                    write(content[byte : byte + 7])
        moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
        writer.seal(
            Manifest(
                format=of_format,
                product="Dialog",
                version="1.0.0",
                reference="DLG-7K3M-Q2XA",
                exported_at=moment,
                audit=AuditHead(number=1, seal="0" * 64, at=moment),
                files=writer.files,
            ),
            keys,
        )
    return file.getvalue()


BUNDLE = _made()


def _check(content: bytes, keys: Keys | None = KEYS) -> Findings:
    return check(io.BytesIO(content), keys)


def _is_good(content: bytes, keys: Keys | None = KEYS) -> bool:
    try:
        found = _check(content, keys)
    except NoBundle:
        return False
    assert all(it.endswith(".") for it in found.problems)
    return not found.problems and found.is_sealed is not False


def _packed(change: Callable[[dict[str, bytes]], object], *, deflated: str = "") -> bytes:
    """The bundle unpacked, changed, and packed again with the same entries as Dialog makes."""
    with ZipFile(io.BytesIO(BUNDLE)) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    change(files)
    file = io.BytesIO()
    with ZipFile(file, "w") as bundle:
        for name, content in files.items():
            bundle.writestr(entry_of(name), content, ZIP_DEFLATED if name == deflated else ZIP_STORED)
    return file.getvalue()


def test_what_was_written_is_unchanged_and_sealed() -> None:
    found = _check(BUNDLE)
    assert (list(found.problems), found.is_sealed) == ([], True)
    assert found.manifest is not None
    assert [it.path for it in found.manifest.files] == list(FILES)
    assert _made() == BUNDLE == _packed(lambda files: files)


def test_any_zip_program_reads_it() -> None:
    with ZipFile(io.BytesIO(BUNDLE)) as bundle:
        assert bundle.testzip() is None
        assert {it: bundle.read(it) for it in FILES} == FILES
        assert bundle.namelist() == MEMBERS


@settings(deadline=None)
@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 255))
def test_no_byte_of_the_file_can_be_another(place: int, change: int) -> None:
    assert not _is_good(BUNDLE[:place] + bytes([BUNDLE[place] ^ change]) + BUNDLE[place + 1 :])


@pytest.mark.parametrize("bit", [1, 128])
def test_not_one_bit_of_the_file_can_be_another(bit: int) -> None:
    for place in range(len(BUNDLE)):
        changed = bytearray(BUNDLE)
        changed[place] ^= bit
        assert not _is_good(bytes(changed)), place


@settings(deadline=None)
@given(st.sampled_from(MEMBERS), st.data())
def test_a_changed_file_is_named(name: str, data: st.DataObject) -> None:
    def change(files: dict[str, bytes]) -> None:
        files[name] = data.draw(st.binary(max_size=200).filter(lambda it: it != files[name]))

    found = _check(_packed(change))
    assert any(name in it for it in found.problems), found


@pytest.mark.parametrize("name", MEMBERS)
def test_a_removed_file_is_named(name: str) -> None:
    found = _check(_packed(lambda files: files.pop(name)))
    assert any(it.startswith(f"{name} is missing") for it in found.problems)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30).filter(lambda it: it not in MEMBERS and "\0" not in it), st.binary(max_size=50))
def test_an_added_file_is_found(name: str, content: bytes) -> None:
    found = _check(_packed(lambda files: files.update({name: content})))
    assert any(it.endswith("was added.") for it in found.problems)


@settings(deadline=None)
@given(st.sampled_from(MEMBERS), st.text(min_size=1, max_size=30).filter(lambda it: it not in MEMBERS))
def test_a_renamed_file_is_found(name: str, other: str) -> None:
    assert not _is_good(_packed(lambda files: files.update({other: files.pop(name)})))


def test_files_that_changed_places_are_found() -> None:
    def swap(files: dict[str, bytes]) -> None:
        files["report.json"], files["transcript.json"] = files["transcript.json"], files["report.json"]

    assert _check(_packed(swap)).problems == ["report.json was changed.", "transcript.json was changed."]


def test_another_order_is_found() -> None:
    def turn(files: dict[str, bytes]) -> None:
        turned = dict(reversed(files.items()))
        files.clear()
        files.update(turned)

    (problem,) = _check(_packed(turn)).problems
    assert "the zip around them is not" in problem


@settings(deadline=None)
@given(st.integers(0, len(BUNDLE)), st.binary(min_size=1, max_size=60))
def test_nothing_can_be_put_in_anywhere(place: int, content: bytes) -> None:
    assert not _is_good(BUNDLE[:place] + content + BUNDLE[place:])


@settings(deadline=None)
@given(st.integers(0, len(BUNDLE) - 1))
def test_a_bundle_that_was_cut_off_cannot_be_judged(place: int) -> None:
    with pytest.raises(NoBundle):
        _check(BUNDLE[:place])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(BUNDLE) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_broken_bundle_gets_a_sentence_and_nothing_else(changes: list[tuple[int, int]]) -> None:
    broken = bytearray(BUNDLE)
    for place, value in changes:
        broken[place] = value
    assert _is_good(bytes(broken)) == (bytes(broken) == BUNDLE)
    _is_good(bytes(broken), None)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_what_is_no_zip_gets_a_sentence(content: bytes) -> None:
    with pytest.raises(NoBundle, match=r"\.$"):
        _check(content)


def test_what_is_no_bundle_gets_a_sentence() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w") as other:
        other.writestr("holiday.txt", "sea")
    (missing,) = _check(file.getvalue()).problems
    assert "no bundle of Dialog" in missing


def test_the_seal_of_another_key_does_not_fit() -> None:
    found = _check(_made(keys=OTHER_KEYS))
    assert found.is_sealed is False
    assert "another key" in found.problems[0]


def test_a_manifest_that_was_adapted_is_found_by_the_seal_alone() -> None:
    forged = _made(FILES | {"report.json": b"{}"}, keys=OTHER_KEYS)
    assert not _is_good(forged)
    assert _is_good(forged, None)


def test_without_the_key_files_are_still_looked_at() -> None:
    assert _check(BUNDLE, None).is_sealed is None
    assert _check(_packed(lambda files: files.update({"report.json": b"{}"})), None).problems == [
        "report.json was changed."
    ]


def test_a_bundle_of_a_later_version_is_left_to_it() -> None:
    with pytest.raises(NoBundle, match="later version"):
        _check(_made(of_format=FORMAT + 1))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "C:evil", "attachments/../x", "\x1b[2Jgone", "a/b/c", ".x"]
)
def test_names_that_lead_elsewhere_are_refused_and_shown_harmlessly(name: str) -> None:
    found = _check(_packed(lambda files: files.update({name: b"x"})))
    assert any("a name that Dialog gives to no file" in it for it in found.problems)
    assert all(it.isprintable() for it in found.problems)


@pytest.mark.parametrize("name", ["report.json", MANIFEST])
def test_a_zip_bomb_is_not_unpacked(name: str) -> None:
    bomb = _packed(lambda files: files.update({name: bytes(300_000_000)}), deflated=name)
    assert len(bomb) < 1_000_000
    began = time.process_time()
    assert any(name in it for it in _check(bomb).problems)
    assert time.process_time() - began < 0.5


def test_a_list_without_end_is_not_read() -> None:
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 60_000, 60_000, 46 * 60_000, 0, 0)
    with pytest.raises(NoBundle, match="too long"):
        _check(bytes(46 * 60_000) + end)


def test_a_file_that_is_in_the_zip_twice_is_found() -> None:
    file = io.BytesIO(BUNDLE)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(file, "a") as bundle:
        bundle.writestr(entry_of("report.json"), FILES["report.json"])
    assert "report.json is in the zip 2 times." in _check(file.getvalue()).problems


def test_what_hides_between_the_files_is_found() -> None:
    file = io.BytesIO()
    with ZipFile(io.BytesIO(BUNDLE)) as source, ZipFile(file, "w") as bundle:
        for name in source.namelist():
            bundle.writestr(entry_of(name), source.read(name))
        bundle.writestr(entry_of("hidden.txt"), "only some programs show it")
        bundle.filelist.pop()
    (problem,) = _check(file.getvalue()).problems
    assert "holds more" in problem


@pytest.mark.parametrize("field", ["comment", "extra", "external_attr", "create_version"])
def test_what_hides_in_the_list_of_files_is_found(field: str) -> None:
    file = io.BytesIO()
    with ZipFile(io.BytesIO(BUNDLE)) as source, ZipFile(file, "w") as bundle:
        for name in source.namelist():
            entry = entry_of(name)
            value = {"comment": b"psst", "extra": b"\x99\x99\0\0", "external_attr": 0o120777 << 16}.get(field, 63)
            setattr(entry, field, value)
            bundle.writestr(entry, source.read(name))
    assert not _is_good(file.getvalue())


def test_a_zip_that_was_packed_anew_is_told_from_a_changed_file() -> None:
    file = io.BytesIO()
    with ZipFile(io.BytesIO(BUNDLE)) as source, ZipFile(file, "w") as bundle:
        for name in source.namelist():
            bundle.writestr(ZipInfo(name, (2026, 1, 2, 3, 4, 6)), source.read(name))
    (problem,) = _check(file.getvalue()).problems
    assert problem.startswith("The files are unchanged")
