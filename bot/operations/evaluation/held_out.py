"""The messages that measure the model, and the examples that taught it, as their files in `nlu/` hold them."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from bot.config import ROOT
from bot.errors import DialogError

__all__ = ["LANGUAGES", "HeldOut", "Message", "count_examples", "read_messages"]

LANGUAGES = ("sq", "sr", "en")
NLU = ROOT / "nlu"


class HeldOut(StrEnum):
    """Which messages measure: those that the settings were chosen on, or those that nothing was chosen on."""

    DEVELOPMENT = "development"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Message:
    """A held-out message, what it means, and how it is written: `gheg`, `haste`, `story` and so on."""

    language: str
    register: str
    text: str
    intent: str


def read_messages(held_out: HeldOut, nlu: Path = NLU) -> list[Message]:
    """Every message of a set.

    Raises:
        DialogError: the set is not there.
    """
    folder = nlu / "evaluation" if held_out is HeldOut.DEVELOPMENT else nlu / "evaluation" / "unseen"
    missing = [path for language in LANGUAGES if not (path := folder / f"{language}.yml").exists()]
    if missing:
        names = ", ".join(str(path.relative_to(nlu.parent)) for path in missing)
        raise DialogError(f"There is no {held_out} set: {names} missing. Choose another with --set.")
    return [
        Message(language, row["register"], row["text"], row["intent"])
        for language in LANGUAGES
        for row in yaml.safe_load((folder / f"{language}.yml").read_text("utf-8"))
    ]


def count_examples(nlu: Path = NLU) -> dict[str, Counter[str]]:
    """How many examples of each intent the training data has, by language; what stands there twice counts once."""
    counts: dict[str, Counter[str]] = {}
    seen: set[tuple[str, str]] = set()
    for language in LANGUAGES:
        for path in sorted((nlu / "data" / language).glob("*.yml")):
            for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
                lines = {line.strip().removeprefix("-").strip() for line in block["examples"].splitlines()} - {""}
                found = {(block["intent"], line) for line in lines} - seen
                counts.setdefault(block["intent"], Counter())[language] += len(found)
                seen |= found
    return counts
