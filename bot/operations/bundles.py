"""The commands about bundles of reports: `python -m bot export --help`, `python -m bot verify --help`."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import BinaryIO, cast

from bot.config import Settings
from bot.errors import DialogError
from bot.i18n import find_locale
from bot.operations.ready import require_current_database
from bot.services import bundle_check, bundles
from bot.services.audit import open_database
from bot.services.keys import load_file_key, load_keys
from bot.store.files import FileStore

__all__ = ["ALTERED", "UNCHANGED", "UNDECIDED", "export", "verify"]

UNCHANGED, ALTERED, UNDECIDED = 0, 1, 2
"""Exit codes of `verify`."""
QUIET = 3.0
"""Seconds before progress is told of."""
Say = Callable[[str], None]


def export(
    settings: Settings, typed: str, say: Say, warn: Say, *, output: Path | None, is_forced: bool, language: str
) -> None:
    """Write the bundle of the report with the reference `typed`; what is damaged in it is warned of.

    Raises:
        DialogError: there is no such report, or the file is there already or cannot be written.
    """
    locale = find_locale(language)
    if locale is None:
        raise DialogError(f"Dialog does not speak {language}: choose sq, sr-Latn, sr-Cyrl or en.")
    require_current_database(settings)
    store = FileStore(settings.attachments_dir, load_file_key(settings.attachments_key_path))
    with closing(open_database(settings)) as database:
        found = bundles.find(database, typed)
        path = output or Path(f"{found.reference}.zip")
        with _fresh(path, is_forced=is_forced) as file:
            made = bundles.export(
                database,
                found,
                file,
                datetime.now(UTC),
                locale=locale,
                attachments=partial(bundles.list_attachments, store),
                tell=_progress(warn),
            )
    for name in made.damaged:
        warn(f"{name} is not any more what the citizen sent: it was changed or damaged in this house. It is marked.")
    say(f"{path}: {found.reference}, {made.count} files, {made.size:,} bytes. Keep it as safe as the database.")


def verify(settings: Settings, path: Path, say: Say, warn: Say) -> int:
    """Say whether a bundle is as it was exported; returns the exit code. Needs no database, and writes nothing.

    Raises:
        DialogError: the bundle or the key cannot be read.
    """
    keys = load_keys(settings.key_path) if settings.key_path.exists() else None
    try:
        if not path.is_file():
            raise DialogError(f"{path} is no file.")
        with path.open("rb") as file:
            findings = bundle_check.check(file, keys, tell=_progress(warn))
    except OSError as error:
        raise DialogError(f"{path} cannot be read ({error.strerror}).") from None
    for problem in findings.problems:
        say(problem)
    manifest = findings.manifest
    if findings.problems or manifest is None:
        say("This bundle is not as it was exported.")
        return ALTERED
    told = (
        f"{manifest.reference}, exported at {manifest.exported_at:%Y-%m-%d %H:%M:%S} UTC, {len(manifest.files)} files"
    )
    if findings.is_sealed is None:
        say(f"{told}: every file is as the manifest says.")
        say(
            f"The seal was not checked: there is no key at {settings.key_path} (DIALOG_KEY_FILE). "
            "Whoever changed a file could have changed the manifest too."
        )
        return UNDECIDED
    say(f"{told}: complete and unchanged, and sealed with this house's key.")
    return UNCHANGED


@contextmanager
def _fresh(path: Path, *, is_forced: bool) -> Iterator[BinaryIO]:
    """A file for its owner alone that appears under its name when it is whole and on the disk, or not at all."""
    if path.is_dir() or (path.exists() and not is_forced):
        raise DialogError(f"{path} is there already: choose another with --output, or replace a file with --force.")
    fresh = None
    try:
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(descriptor, "w+b") as file:
            yield cast(BinaryIO, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
        fresh = None
    except OSError as error:
        raise DialogError(f"{path} cannot be written ({error.strerror}).") from None
    finally:
        if fresh is not None:
            os.unlink(fresh)


def _progress(warn: Say) -> Say:
    """Tells the names of files that are being read or written, once it has taken some seconds."""
    began = monotonic()

    def tell(name: str) -> None:
        if monotonic() - began > QUIET:
            warn(f"… {name}")

    return tell
