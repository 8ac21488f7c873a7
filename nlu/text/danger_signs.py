"""The words that tell of danger now, in Albanian, Serbian and English, from `danger_signs.yml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

__all__ = ["DangerSigns", "load_signs"]

_FILE = Path(__file__).with_name("danger_signs.yml")


@dataclass(frozen=True, slots=True)
class DangerSigns:
    """The whole file, which tells how its phrases are written; tables hold one phrase a line."""

    doubts: Mapping[str, frozenset[str]]
    """The signs that a cue makes doubtful."""
    lists: Mapping[str, str]
    glued: Sequence[tuple[str, str, str]]
    """Words typed as one: what stands in front, how it reads, how what follows begins."""
    idioms: Mapping[str, str]
    """Tables by language, as in all that follows."""
    not_typos: Mapping[str, str]
    cues: Mapping[str, Mapping[str, str]]
    signs: Mapping[str, Mapping[str, Mapping[str, str]]]
    """By sign and strength."""


@cache
def load_signs() -> DangerSigns:
    """What Dialog ships with; read by libyaml, in some milliseconds, since the first message waits for it."""
    content = yaml.load(_FILE.read_text("utf-8"), yaml.CSafeLoader)
    return DangerSigns(
        doubts={cue: frozenset(signs) for cue, signs in content["doubts"].items()},
        lists=content["lists"],
        glued=[(front, reading, after) for front, reading, after in content["glued"]],
        idioms=content["idioms"],
        not_typos=content["not_typos"],
        cues=content["cues"],
        signs=content["signs"],
    )
