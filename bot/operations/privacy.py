"""The commands about citizens' data: `purge`, `hold`, and `python -m bot privacy --help`."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import DialogError, NotFound
from bot.operations.ready import find_settings, open_database

if TYPE_CHECKING:
    from bot.store.database import Database
    from bot.store.files import FileStore

__all__ = ["hold", "privacy", "purge"]

privacy = typer.Typer(no_args_is_help=True, help="Wishes of citizens to have their data deleted.")

By = Annotated[str, typer.Option(help="The account of whoever decides it.")]
ENGINE_FORGETS = timedelta(days=2)
"""Longer than an episode can be silent and go on."""


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would be deleted.")] = False,
) -> None:
    """Delete what is past its time; never open talks, talks on hold, or the audit log. Run it daily."""
    from bot.content.privacy import load_privacy
    from bot.services import retention

    now, days = datetime.now(UTC), load_privacy().days
    with open_database() as database:
        counts = retention.count_due(database, now) if dry_run else retention.purge(database, now)
        forgotten = None if dry_run else _forget_episodes(database, now)
        swept = None if dry_run else retention.sweep_files(database, _files())
    typer.echo(f"{'kind':<16}{'kept for days':>14}{'to delete' if dry_run else 'deleted':>11}")
    for kind, count in counts.items():
        typer.echo(f"{kind:<16}{days[kind]:>14}{count:>11}")
    if forgotten is not None:
        typer.echo(f"{'engine memory':<16}{ENGINE_FORGETS.days:>14}{forgotten:>11}")
    if swept is not None:
        typer.echo(f"{'files':<16}{0:>14}{swept:>11}")


def hold(
    reference: Annotated[
        str, typer.Argument(help="Of a report or case, or the id of a talk; none: list all holds.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why; it stands in the audit log.")] = "",
    lift: Annotated[bool, typer.Option("--lift", help="End the hold.")] = False,
    by: By = "",
) -> None:
    """Keep a talk from being deleted, by the purge or on the citizen's wish, until the hold is lifted."""
    from bot.services import administration, holds

    with open_database() as database:
        if not reference:
            for it in holds.list_holds(database):
                typer.echo(f"{it.conversation_id}\t{', '.join(it.references)}\t{it.placed_at:%Y-%m-%d}\t{it.reason}")
            return
        if not reason.strip():
            raise DialogError("Give a reason, with --reason.")
        officer_id = administration.find_id(database, by) if by else None
        change = holds.lift_hold if lift else holds.place_hold
        try:
            count = change(database, reference, reason.strip(), officer_id, datetime.now(UTC))
        except NotFound:
            raise DialogError(f"There is no talk or report {reference}.") from None
    typer.echo(f"{count} {'talk' if count == 1 else 'talks'} {'released' if lift else 'on hold'}.")


@privacy.command("requests")
def requests() -> None:
    """Show the wishes to delete that wait for a decision."""
    from bot.services.privacy import list_requests

    with open_database() as database:
        for it in list_requests(database):
            shown = [f"{reference} (by receipt code)" for reference in it.shown]
            own = [reference for reference in it.reports if reference not in it.shown]
            marks = [f"{it.talks} talks", *own, *shown, "ON HOLD" if it.is_held else ""]
            told = ", ".join(mark for mark in marks if mark)
            typer.echo(f"{it.id}\t{it.asked_at:%Y-%m-%d %H:%M} UTC\ttalk {it.conversation_id}\t{told}")


@privacy.command("decide")
def decide(
    request: Annotated[int, typer.Argument(help="Its number in `requests`.")],
    by: By,
    reason: Annotated[str, typer.Option(help="Why; refused, the citizen reads it: write it in their language.")],
    grant: Annotated[
        bool,
        typer.Option("--grant/--refuse", help="Delete all talks and reports that the wish is about, or keep them."),
    ],
) -> None:
    """Decide on a wish to delete, as a supervisor or administrator."""
    from bot.services import administration, retention
    from bot.services.privacy import decide_deletion

    with open_database() as database:
        officer_id = administration.find_id(database, by)
        account = next(it for it in administration.list_officers(database) if it.id == officer_id)
        try:
            decide_deletion(database, account, request, is_granted=grant, reason=reason.strip(), now=datetime.now(UTC))
        except NotFound:
            raise DialogError(f"There is no request {request}.") from None
        if grant:
            retention.sweep_files(database, _files())
    typer.echo("Deleted; the citizen is told." if grant else "Kept; the citizen is told why.")


def _files() -> "FileStore":
    from bot.services.keys import load_file_key
    from bot.store.files import FileStore

    settings = find_settings()
    return FileStore(settings.attachments_dir, load_file_key(settings.attachments_key_path))


def _forget_episodes(database: "Database", now: datetime) -> int:
    """Make the engine forget episodes of talks that are over or deleted; those that it has are looked up first."""
    from bot.services import retention
    from bot.store import trackers

    file = find_settings().data_dir / "trackers.db"
    remembered = trackers.list_episodes(file)
    over = remembered - retention.list_episodes(database)
    return trackers.forget_episodes(file, over, silent_since=now - ENGINE_FORGETS)
