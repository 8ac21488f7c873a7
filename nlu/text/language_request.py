"""Which language or script somebody asks for by name: `fol shqip`, `na srpskom molim`, `ћирилицом`, `speak English`."""

import re
from functools import cache

from nlu.text.normalise import fold

__all__ = ["find_requested"]

LANGUAGES = {
    "sq": r"shqip\w*|albansk\w*|albanian\w*|siptarsk\w*|sqip",
    "sr": r"srpsk\w*|serbisht\w*|serbian\w*|sërbisht|serbsk\w*|serbish\w*|bosansk\w*|bosniak\w*|boshnjakisht",
    "en": r"english|englisht\w*|anglisht\w*|engl?esk\w*|englez\w*|eng?lish\w*",
}
SCRIPTS = {"Cyrl": r"[ck]irili\w*|cyrillic", "Latn": r"latini[cz]\w*|latinsk\w*|latin"}
REFUSED = r"(?:nuk|s|s'|spo|smuj|ne|nisam|don't|dont|not|cannot|can't|cant)\b[\w' ]{0,24}"
"""What makes a named language one that is not understood: `nuk di serbisht`, `ne razumem albanski`."""


def find_requested(text: str) -> tuple[str | None, str | None]:
    """The codes of the language and the script that `text` asks for; the last one named, unless it is refused."""
    folded = fold(text)
    return _last(folded, tuple(LANGUAGES.items())), _last(folded, tuple(SCRIPTS.items()))


def _last(folded: str, patterns: tuple[tuple[str, str], ...]) -> str | None:
    found = [(match.start(), code) for code, pattern in patterns for match in _compiled(pattern).finditer(folded)]
    wanted = [it for it in found if not _refused().search(folded[: it[0]])]
    return max(wanted)[1] if wanted else None


@cache
def _refused() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){REFUSED}$")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
