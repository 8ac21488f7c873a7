"""The commands about the keys that what names citizens is sealed with: `python -m bot keys --help`."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from bot.errors import DialogError
from bot.operations.ready import find_settings, open_database
from bot.run_files import keep_apps_out

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.services.audit_actions import Action
    from bot.services.resealing import Tally
    from bot.store.database import Database

__all__ = ["keys"]

keys = typer.Typer(no_args_is_help=True, help="Keys of citizens' addresses at platforms. Dialog must be stopped.")


@keys.command("rotate")
def rotate() -> None:
    """Make a new key, and seal with it all that older ones sealed. Killed in the middle, run it again."""
    from bot.services import resealing
    from bot.services.audit_actions import Action
    from bot.services.seals import Seals, add_key, load_identity_keys

    with _stopped() as settings, open_database() as database:
        path = settings.identities_key_path
        seals = Seals(*load_identity_keys(path))
        if any(tally.old for tally in resealing.look(database, seals)):
            typer.echo("An earlier rotation was not finished: going on with its key.")
        else:
            add_key(path)
            seals = Seals(*load_identity_keys(path))
        found = _add_up("Sealing", resealing.reseal(database, seals), resealing.count(database))
        _record(database, Action.KEYS_ROTATED, resealed=found.old, lost=found.lost)
    typer.echo(f"Sealed with the newest key: {found.old} now, {found.current} before.")
    _tell_lost(found)
    typer.echo(f"Back up {path} now, apart from the database. `python -m bot keys drop-old` takes the old keys away.")


@keys.command("drop-old")
def drop_old() -> None:
    """Take away all keys but the newest, once nothing is sealed with them. Backups of before need them still."""
    from bot.services import resealing
    from bot.services.audit_actions import Action
    from bot.services.seals import Seals, drop_keys, load_identity_keys

    with _stopped() as settings, open_database() as database:
        path = settings.identities_key_path
        known = load_identity_keys(path)
        found = _add_up("Looking", resealing.look(database, Seals(*known)), resealing.count(database))
        if found.old:
            raise DialogError(f"Sealed with an old key: {found.old}. Run `python -m bot keys rotate` first.")
        if len(known) > 1:
            _record(database, Action.KEYS_DROPPED, keys=len(known) - 1)
            drop_keys(path)
    typer.echo(f"Old keys taken away: {len(known) - 1}. Sealed with the one that stays: {found.current}.")
    _tell_lost(found)


@contextmanager
def _stopped() -> "Iterator[Settings]":
    settings = find_settings()
    with keep_apps_out(settings.run_dir):
        yield settings


def _add_up(label: str, tallies: "Iterable[Tally]", total: int) -> "Tally":
    from bot.services.resealing import Tally

    found = Tally()
    with typer.progressbar(length=total, label=label) as bar:
        for tally in tallies:
            found += tally
            bar.update(tally.total)
    return found


def _record(database: "Database", action: "Action", **counts: int) -> None:
    from bot.services import audit

    with database.write() as session:
        audit.record(session, action, datetime.now(UTC), officer_id=None, detail=counts)


def _tell_lost(found: "Tally") -> None:
    if found.lost:
        typer.echo(f"Sealed with a key that is not here, and left as they are: {found.lost}. Nobody can read them.")
