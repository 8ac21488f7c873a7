"""The command line: `python -m bot --help`."""

import json
import sys
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings, load_settings
from bot.errors import ConfigError, DialogError
from bot.log import configure_logging

__all__ = ["cli", "main"]

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
officer = typer.Typer(no_args_is_help=True, help="Officers of the console.")
cli.add_typer(officer, name="officer")

LATER = "This command is not part of this version yet: it arrives with {what}."
# Such a command takes what it will take one day, and says so instead of complaining of its arguments.
ANY_WORDS = {"allow_extra_args": True, "ignore_unknown_options": True}


def _say(line: str) -> None:
    typer.echo(line)


def _settings() -> Settings:
    """The settings, with their data folder there, and closed to other users: it holds what people wrote."""
    settings = load_settings()
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"DIALOG_DATA_DIR: {settings.data_dir} cannot be made ({error.strerror}).") from None
    return settings


def _require_current_database(settings: Settings) -> None:
    from bot.services import upkeep
    from bot.store.database import Database

    database = Database(settings.database)
    if not upkeep.is_current(database):
        raise ConfigError("The database does not have the form that this version needs. Run `python -m bot migrate`.")
    database.close()


@cli.command()
def up() -> None:
    """Start app, engine and action server, and stop them all with Ctrl-C."""
    from bot.operations.up import run

    run(_settings(), _say)


@cli.command()
def serve() -> None:
    """Run the app alone; `up` does this for you."""
    import uvicorn

    from bot.app import create_app

    configure_logging("app")
    settings = _settings()
    _require_current_database(settings)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        ws="none",  # no route speaks it
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )


@cli.command()
def migrate() -> None:
    """Bring the database to the form that this version needs."""
    from bot.services import upkeep
    from bot.store.database import Database

    upkeep.migrate(Database(_settings().database))
    _say("The database is up to date.")


@cli.command()
def train() -> None:
    """Train the model for the present data, if there is none yet."""
    from bot.operations.models import ensure_model

    _say(f"Model: {ensure_model(_settings(), _say)}")


@cli.command()
def evaluate() -> None:
    """Measure the current model on the held-out messages, by language and register."""
    from bot.operations.evaluation import evaluate as measure

    measure(_settings(), _say)


@cli.command()
def understand(
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Lines {"text"} in, one JSON object a line out.')] = False,
) -> None:
    """Say how each message on standard input is understood: one a line, or JSON lines."""
    from bot.operations.understanding import understand_lines

    lines = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    texts = [_text_of(line, number) for number, line in enumerate(lines, 1)] if jsonl else lines
    for found in understand_lines(_settings(), texts):
        # Half a character, which some phones send, is written as JSON's own escape.
        _say(json.dumps(found, ensure_ascii=False).encode("utf-8", "backslashreplace").decode())


def _text_of(line: str, number: int) -> str:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError):
        text = None
    if not isinstance(text, str):
        raise DialogError(f'Line {number} is not of the form {{"text": "…"}}.')
    return text


@cli.command()
def doctor() -> None:
    """Look whether everything is in order, and say what is not."""
    from bot.operations.doctor import examine

    problems = examine(_settings(), _say)
    raise typer.Exit(1 if problems else 0)


@officer.command("add", context_settings=ANY_WORDS)
@officer.command("list", context_settings=ANY_WORDS)
@officer.command("disable", context_settings=ANY_WORDS)
def officers() -> None:
    """Arrives with the console."""
    raise DialogError(LATER.format(what="the console for officers"))


@cli.command(context_settings=ANY_WORDS)
def publish() -> None:
    """Arrives with the trainer's bench."""
    raise DialogError(LATER.format(what="the trainer's bench"))


@cli.command(context_settings=ANY_WORDS)
def rollback() -> None:
    """Arrives with the trainer's bench."""
    raise DialogError(LATER.format(what="the trainer's bench"))


@cli.command(context_settings=ANY_WORDS)
def purge() -> None:
    """Arrives with retention rules."""
    raise DialogError(LATER.format(what="the rules of retention"))


@cli.command(context_settings=ANY_WORDS)
def export() -> None:
    """Arrives with reports."""
    raise DialogError(LATER.format(what="reports"))


def main() -> None:
    """Run a command; what Dialog itself raises is told in one sentence, with exit code 1."""
    try:
        cli()
    except DialogError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except SQLAlchemyError as error:
        typer.echo(f"The database cannot be used ({type(error).__name__}). Look at DIALOG_DATABASE_URL.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
