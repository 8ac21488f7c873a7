"""The command line: `python -m bot --help`."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.config import load_settings
from bot.errors import DialogError
from bot.log import configure_logging
from bot.operations.accounts import audit, officer
from bot.operations.keys import keys
from bot.operations.privacy import hold, privacy, purge
from bot.operations.ready import find_settings, require_current_database

__all__ = ["cli", "main"]

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
cli.add_typer(officer, name="officer")
cli.add_typer(audit, name="audit")
cli.add_typer(privacy, name="privacy")
cli.add_typer(keys, name="keys")
cli.command("purge")(purge)
cli.command("hold")(hold)

LATER = "This command is not part of this version yet: it arrives with {what}."
# Such a command takes what it will take one day, and says so instead of complaining of its arguments.
ANY_WORDS = {"allow_extra_args": True, "ignore_unknown_options": True}


def _say(line: str) -> None:
    typer.echo(line)


def _warn(line: str) -> None:
    typer.echo(line, err=True)


@cli.command()
def up() -> None:
    """Start app, engine and action server, and stop them all with Ctrl-C."""
    from bot.operations.up import run

    run(find_settings(), _say)


@cli.command()
def demo() -> None:
    """Start the same on a throw-away data folder with sample talks and accounts; all is deleted at the end."""
    from bot.operations.demo import run

    run(_say)


@cli.command()
def serve() -> None:
    """Run the app alone; `up` does this for you."""
    import uvicorn

    from bot.app import create_app

    configure_logging("app")
    settings = find_settings()
    require_current_database(settings)
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

    upkeep.migrate(Database(find_settings().database))
    _say("The database is up to date.")


@cli.command()
def train() -> None:
    """Train the model for the present data, if there is none yet."""
    from bot.operations.models import ensure_model

    _say(f"Model: {ensure_model(find_settings(), _say)}")


@cli.command()
def tune(
    epochs: Annotated[int | None, typer.Option(min=1, max=50, help="How often every example is seen.")] = None,
) -> None:
    """Teach the sentence encoder the present data: half an hour and more; `train` then makes a model with it."""
    from bot.operations.tuning import tune as teach

    teach(epochs)


@cli.command()
def evaluate(
    held_out: Annotated[
        Literal["development", "unseen"], typer.Option("--set", help="Which held-out messages are read.")
    ] = "development",
    compare: Annotated[
        Path | None, typer.Option(help="A report.json of an earlier run: what became better or worse since?")
    ] = None,
) -> None:
    """Measure the current model on held-out messages, and write a report for trainers into the data folder."""
    from bot.operations.evaluation import evaluate as measure
    from bot.operations.evaluation.held_out import HeldOut

    measure(find_settings(), _say, held_out=HeldOut(held_out), earlier=compare)


@cli.command()
def understand(
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Lines {"text"} in, one JSON object a line out.')] = False,
) -> None:
    """Say how each message on standard input is understood: one a line, or JSON lines."""
    from bot.operations.understanding import understand_lines

    lines = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    texts = [_text_of(line, number) for number, line in enumerate(lines, 1)] if jsonl else lines
    for found in understand_lines(find_settings(), texts):
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

    problems = examine(find_settings(), _say)
    raise typer.Exit(1 if problems else 0)


@cli.command(context_settings=ANY_WORDS)
def publish() -> None:
    """Arrives with the trainer's bench."""
    raise DialogError(LATER.format(what="the trainer's bench"))


@cli.command(context_settings=ANY_WORDS)
def rollback() -> None:
    """Arrives with the trainer's bench."""
    raise DialogError(LATER.format(what="the trainer's bench"))


@cli.command(context_settings=ANY_WORDS)
@cli.command()
def export(
    report: Annotated[str, typer.Argument(help="The report's reference, as DLG-7K3M-Q2XA.")],
    output: Annotated[Path | None, typer.Option(help="The file to write; DLG-7K3M-Q2XA.zip if left out.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    language: Annotated[str, typer.Option(help="Of the transcript's headings: sq, sr-Latn, sr-Cyrl or en.")] = "sq",
) -> None:
    """Write a report with its talk into a sealed zip, for a prosecutor or an archive."""
    from bot.operations.bundles import export as write

    write(find_settings(), report, _say, _warn, output=output, is_forced=force, language=language)


@cli.command()
def verify(bundle: Annotated[Path, typer.Argument(help="A zip that `export` wrote.")]) -> None:
    """Say whether such a zip is unchanged. Exit code 0: it is; 1: it is not; 2: it could not be judged."""
    from bot.operations.bundles import UNDECIDED
    from bot.operations.bundles import verify as judge

    try:
        code = judge(load_settings(), bundle, _say, _warn)
    except DialogError as error:
        _warn(str(error))
        code = UNDECIDED
    raise typer.Exit(code)


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
