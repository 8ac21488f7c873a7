"""What `python -m bot evaluate` does: read, count, tell the most important figures, write the report."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Settings
from bot.errors import DialogError
from bot.operations.evaluation.comparison import SUBJECTS, Change, Comparison
from bot.operations.evaluation.figures import Group, Share
from bot.operations.evaluation.held_out import HeldOut, count_examples, read_messages
from bot.operations.evaluation.measured import Measured, measure
from bot.operations.evaluation.report import About, Earlier, as_json, as_page, make_report, read_earlier
from bot.operations.models import ensure_model
from bot.operations.understanding import thresholds_of

__all__ = ["evaluate", "tell", "tell_changes", "write_report"]

MOST_CONFUSIONS = 12


def evaluate(
    settings: Settings,
    say: Callable[[str], None],
    *,
    held_out: HeldOut = HeldOut.DEVELOPMENT,
    earlier: Path | None = None,
) -> None:
    """Measure the current model, tell the figures, and write `evaluation/report.html` and `.json` in the data folder.

    Raises:
        DialogError: there is no such set, no model, or nothing to compare with.
    """
    # What is missing is told before the minutes that a training takes.
    read_messages(held_out)
    before = _earlier(earlier, held_out) if earlier else None
    model = ensure_model(settings, say)
    say(f"Reading the {held_out} set with {model.name} …")
    messages = measure(settings, held_out, model=model, say=say)
    words = ["python -m bot evaluate", f"--set {held_out}", f"--compare {earlier}" if earlier else ""]
    about = About(
        made=datetime.now(UTC).replace(microsecond=0),
        command=" ".join(filter(None, words)),
        held_out=held_out,
        model=model.name.removeprefix("dialog-").removesuffix(".tar.gz"),
        thresholds=thresholds_of(settings),
    )
    page = write_report(settings.data_dir / "evaluation", messages, about, before, say)
    say(f"\nReport: {page}")


def _earlier(path: Path, held_out: HeldOut) -> Earlier:
    found = read_earlier(path)
    if found.held_out != held_out:
        raise DialogError(f"{path} measured the {found.held_out} set: it says nothing about the {held_out} set.")
    return found


def write_report(
    folder: Path, messages: Sequence[Measured], about: About, earlier: Earlier | None, say: Callable[[str], None]
) -> Path:
    """Tell the figures and write both files; returns the page's path."""
    report = make_report(messages, about, count_examples(), earlier)
    for line in tell(report.groups, [(it.intent, it.found, len(it.messages)) for it in report.confusions]):
        say(line)
    for line in tell_changes(report.comparison) if report.comparison else []:
        say(line)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / "report.json", as_json(report, messages))
    return _write(folder / "report.html", as_page(report))


def _write(path: Path, text: str) -> Path:
    unfinished = path.with_name(f"unfinished-{path.name}")
    unfinished.write_text(text, "utf-8")
    return unfinished.replace(path)


def tell(groups: Sequence[Group], confused: Sequence[tuple[str, str | None, int]]) -> list[str]:
    """A table of all groups in lines for the terminal, and what was confused most."""
    head = f"{'':16}{'messages':>9}{'right':>8}{'macro-F1':>10}{'first 3':>9}{'alarm found':>13}{'false alarm':>13}"
    lines = [f"\n{head}{'language':>10}"]
    for it in [*groups[1:], groups[0]]:
        lines.append(
            f"{it.name:16}{it.right.of:>9}{_share(it.right):>8}{100 * it.macro_f1:>10.1f}{_share(it.first_three):>9}"
            f"{_share(it.alarms_found):>13}{_share(it.false_alarms):>13}{_share(it.language_told):>10}"
        )
    pairs = [f"{intent} → {found or 'nothing'} ({count})" for intent, found, count in confused[:MOST_CONFUSIONS]]
    return [*lines, "", "Most confused: " + ("; ".join(pairs) or "nothing")]


def tell_changes(comparison: Comparison) -> list[str]:
    """In lines for the terminal: whether more is understood than in the earlier report, and what else changed."""
    lines = ["", f"Against the earlier report, on the {comparison.shared} messages that both have:"]
    for name, changes in comparison.subjects:
        told = [it for it in changes if it.now.of and (name == SUBJECTS[0][0] or it.gained or it.lost)]
        lines += [f"  {name:29}{it.language or 'all':5}{_change(it)}" for it in told]
    return lines


def _change(change: Change) -> str:
    verdict = f"{change.verdict.arrow} {change.verdict}"
    chance = ", may be chance" if change.gained != change.lost and change.may_be_chance else ""
    return f"{_share(change.before):>8} → {_share(change.now):7} {verdict}{chance} (+{change.gained} −{change.lost})"


def _share(share: Share) -> str:
    return "–" if share.value is None else f"{100 * share.value:.1f} %"
