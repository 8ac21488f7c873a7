"""The commands about accounts and the audit log: `python -m bot officer --help`, `python -m bot audit --help`."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.errors import DialogError
from bot.messages import Role
from bot.operations.ready import find_settings, open_database

__all__ = ["audit", "officer"]

officer = typer.Typer(no_args_is_help=True, help="Officers of the console.")
audit = typer.Typer(no_args_is_help=True, help="The log of who did and read what.")

Name = Annotated[str, typer.Argument(help="The account's name.")]
Words = Annotated[str, typer.Option(help="Separated by commas; none: all.")]


@officer.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the account may do.")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from the first line of standard input.")
    ] = False,
    languages: Words = "",
    regions: Words = "",
    topics: Words = "",
    confined: Annotated[bool, typer.Option("--confined", help="Shows only talks of the regions and topics.")] = False,
    language: Annotated[str, typer.Option(help="Of the console: sq, sr-Latn, sr-Cyrl or en.")] = "sq",
) -> None:
    """Make an account."""
    from bot.i18n import find_locale
    from bot.services import administration
    from bot.services.officers import Duties, clean_name
    from bot.services.passwords import Passwords, check_password

    if not password_stdin:
        raise DialogError("Give the password on standard input, with --password-stdin: a command line is no secret.")
    if find_locale(language) is None:
        raise DialogError(f"Dialog does not speak {language}: choose sq, sr-Latn, sr-Cyrl or en.")
    duties = Duties(_split(languages), _split(regions), _split(topics), confined)
    password = sys.stdin.readline().rstrip("\r\n")
    check_password(password, clean_name(name))
    with open_database() as database:
        administration.add(
            database, name, role, Passwords().hash(password), duties, language=language, now=datetime.now(UTC)
        )
    typer.echo(f"{clean_name(name)} can sign in as {role}.")


@officer.command("list")
def show() -> None:
    """Show every account: name, role, and what there is to say of it."""
    from bot.services import administration

    with open_database() as database:
        for account in administration.list_officers(database):
            marks = [
                "disabled" if account.disabled_at else "",
                "second factor" if account.has_second_factor else "",
                f"seen {account.last_seen_at:%Y-%m-%d %H:%M} UTC" if account.last_seen_at else "never seen",
            ]
            typer.echo(f"{account.name}\t{account.role}\t{', '.join(mark for mark in marks if mark)}")


@officer.command("disable")
def disable(name: Name) -> None:
    """Let an account in no more, and end its logins."""
    from bot.services import administration

    with open_database() as database:
        administration.disable(database, None, administration.find_id(database, name), None, datetime.now(UTC))
    typer.echo(f"{name} is disabled.")


@officer.command("enable")
def enable(name: Name) -> None:
    """Let a disabled account in again."""
    from bot.services import administration

    with open_database() as database:
        administration.enable(database, None, administration.find_id(database, name), None, datetime.now(UTC))
    typer.echo(f"{name} can sign in again.")


@officer.command("reset")
def reset(name: Name) -> None:
    """Take password and second factor away, and print the link by which a new password is set."""
    from bot.operations.up import own_address
    from bot.services import administration, invitations

    with open_database() as database:
        officer_id = administration.find_id(database, name)
        made = invitations.reset(database, None, officer_id, None, datetime.now(UTC))
    typer.echo(f"{own_address(find_settings())}{made.link}  (until {made.expires_at:%Y-%m-%d %H:%M} UTC, once)")


@audit.command("verify")
def verify() -> None:
    """Walk through the whole log and say what does not fit."""
    from bot.services.audit_check import verify as walk

    with open_database() as database:
        result = walk(database)
    for problem in result.problems:
        typer.echo(problem)
    if result.problems:
        raise typer.Exit(1)
    typer.echo(f"The audit log is complete and unchanged: {result.count} lines.")


@audit.callback()
def _audit() -> None:
    """Keep `verify` a word of its own while it is the only command."""


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())
