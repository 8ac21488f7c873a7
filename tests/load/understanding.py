"""How well and how fast pipelines understand: `python -m tests.load.understanding [--public DIR] [--diet] [--each N]`.

Compares this project's pipeline with simpler ones, and with Rasa's default where `--diet` allows for the time, on the
development set and on the public sets of a folder. Prints Markdown tables, and writes them to `bench.md` in the data
folder.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.config import ROOT, load_settings
from bot.operations.models import ENGINE_PYTHON

__all__ = ["as_markdown"]


def as_markdown(rows: Iterable[Mapping[str, Any]]) -> str:
    """A table for each corpus, whose rows stand together."""
    tables = []
    for name, group in groupby(rows, key=lambda row: str(row["corpus"])):
        own = list(group)
        languages = list(own[0]["right"])
        counts = ", ".join(f"{of:,} {language}" for language, (_, of) in own[0]["right"].items())
        head = ["pipeline", *(f"{language}, % right" for language in languages), "training, s", "ms a message"]
        lines = [f"### {name}", "", f"{own[0]['examples']:,} examples; read: {counts}.", ""]
        lines += [_line(head), _line(["---"] * len(head)), *(_line(_cells(row, languages)) for row in own)]
        tables.append("\n".join([*lines, *(["", own[0]["known"]] if own[0]["known"] else [])]))
    return "\n\n".join(tables) + "\n"


def _cells(row: Mapping[str, Any], languages: Iterable[str]) -> list[str]:
    shares = [f"{100 * row['right'][language][0] / row['right'][language][1]:.1f}" for language in languages]
    return [row["pipeline"], *shares, f"{row['train_seconds']:.0f}", f"{row['milliseconds']:.1f}"]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure, print and write; progress goes to standard error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path, help="a folder with massive/ and xsid/")
    parser.add_argument("--diet", action="store_true", help="Rasa's default pipeline too; an hour and more")
    parser.add_argument("--each", type=int, help="learn only so many of the project's examples an intent and language")
    parser.add_argument("--most", type=int, help="learn and read only so many, to try the bench itself")
    options = parser.parse_args()
    if options.public and not any((options.public / name).is_dir() for name in ("massive", "xsid")):
        sys.exit(f"There is neither massive/ nor xsid/ in {options.public}.")
    command = [str(ENGINE_PYTHON), "-m", "tests.load.pipelines"]
    command += ["--public", str(options.public.resolve())] if options.public else []
    command += ["--diet"] if options.diet else []
    command += ["--each", str(options.each)] if options.each else []
    command += ["--most", str(options.most)] if options.most else []
    path = load_settings().data_dir / "bench.md"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    rows = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            rows.append(json.loads(line))
            # After every row, so that a long run that is broken off was not for nothing.
            path.write_text(as_markdown(rows), "utf-8")
    if process.returncode:
        sys.exit(f"The bench broke off; {path} has what was measured until then.")
    print(f"\n{as_markdown(rows)}\nWritten to {path}.")


if __name__ == "__main__":
    main()
