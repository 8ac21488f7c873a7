"""Recognises the parts of a time in a message: words become kinds, and patterns over kinds find what was said.

The words and the patterns are in `times.yml`. Each token becomes one sign that stands for all kinds it can be of, and
the row of signs is searched with regular expressions of bounded length; `time_parts.py` reads what a hit means.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nlu.text.normalise import fold
from nlu.text.numbers import number_words, word_value
from nlu.text.plain import Plain, is_number

__all__ = ["Hit", "Row", "find_hits"]

_FILE = Path(__file__).with_name("times.yml")
_LANGUAGES = ("sq", "sr", "en")
_FIRST_SIGN = 0x4E00  # any range of letters does that no pattern uses

_DATE = re.compile(
    r"[0-9]{1,2}([./-])[0-9]{1,2}\1(?:(?:19|20)[0-9]{2}|[0-9]{2})|(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}"
)
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])[./](?:0?[1-9]|1[0-2])")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?")
_DOTTED = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]")
_YEARS = range(1900, 2100)
_MINUTE_WORDS = frozenset({5, 10, 15, 20, 25})
_STOPS = frozenset('!?;\n()"“”«»…|')
_SIGNS = {",": "comma", "-": "dash", "/": "counted", "%": "counted", "€": "counted", "$": "counted", "~": "about"}
# Serbian "đe" and "ђе", where, are folded like Albanian "dje".
_DJ, _WITH_DJ = re.compile("[đĐђЂ]"), frozenset({"dje"})
# What a regular expression of `times.yml` may name beside the kinds of words.
_NAMED = re.compile(r"(?:(?P<group>[a-z0-9_]+)=)?(?:\((?P<kinds>[a-z0-9_|]+)\)|(?P<kind>[a-z0-9_]+))(?!=)")
_NEVER = "\u0001"


class Hit(NamedTuple):
    """A pattern that fits: what it tells of, its tokens, and the tokens of its named words."""

    means: str
    is_weak: bool
    first: int
    after: int
    order: int
    words: dict[str, int]


class Row(NamedTuple):
    """The tokens of a text, words that belong together as one, each with the kinds that it can be of."""

    plain: Plain
    keys: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[frozenset[str]]

    def is_a(self, at: int, *kinds: str) -> bool:
        """Whether there is a token `at` that can be of one of `kinds`."""
        return 0 <= at < len(self.kinds) and not self.kinds[at].isdisjoint(kinds)

    def value(self, at: int, *kinds: str) -> Any:
        """What the word says as one of `kinds`: the 4 of `petak`; none if it is none of them."""
        tables = _tables()
        return next((value for kind in kinds if (value := tables.values[kind].get(self.keys[at])) is not None), None)


class _Pattern(NamedTuple):
    means: str
    is_weak: bool
    expression: re.Pattern[str]
    names: tuple[str, ...]
    order: int


class _Tables(NamedTuple):
    kinds: dict[str, frozenset[str]]  # of each written form
    values: dict[str, dict[str, Any]]  # by kind and written form
    longest: dict[str, int]  # tokens of the longest form, by its first token
    signs: dict[frozenset[str], str]
    patterns: list[_Pattern]


def find_hits(plain: Plain) -> tuple[Row, list[Hit]]:
    """The row of `plain` and every place of it where a pattern fits; the hits may overlap."""
    tables = _tables()
    row = _read_row(plain, tables)
    signs = "".join(tables.signs[kinds] for kinds in row.kinds)
    if signs.count(tables.signs[frozenset()]) == len(signs):
        return row, []
    hits = []
    for pattern in tables.patterns:
        for match in pattern.expression.finditer(signs):
            first, after = match.span("span")
            words = {name.partition("__")[0]: at for name in pattern.names if (at := match.start(name)) >= 0}
            hits.append(Hit(pattern.means, pattern.is_weak, first, after, pattern.order, words))
    return row, hits


def _read_row(plain: Plain, tables: _Tables) -> Row:
    row = Row(plain, [], [], [], [])
    tokens = plain.tokens
    at = 0
    while at < len(tokens):
        size = 1
        for longer in range(min(tables.longest.get(tokens[at].key, 1), len(tokens) - at), 1, -1):
            if " ".join(token.key for token in tokens[at : at + longer]) in tables.kinds:
                size = longer
                break
        key = " ".join(token.key for token in tokens[at : at + size])
        row.keys.append(key)
        row.starts.append(tokens[at].start)
        row.ends.append(tokens[at + size - 1].end)
        if is_number(tokens[at]):
            row.kinds.append(_number_kinds(key))
        elif key == ".":
            row.kinds.append(_point_kinds(plain, at))
        elif key in _WITH_DJ and _DJ.search(plain.sent, *plain.span(row.starts[-1], row.ends[-1])):
            row.kinds.append(frozenset())
        else:
            row.kinds.append(tables.kinds.get(key) or _sign_kinds(key))
        at += size
    return row


def _point_kinds(plain: Plain, at: int) -> frozenset[str]:
    """A point ends a clause, unless it stands between a number and a small letter: `u 5. ulazu`, `12. mart`."""
    tokens = plain.tokens
    if at + 1 == len(tokens):
        return frozenset({"dot", "end"})
    goes_on = plain.sent[plain.places[tokens[at + 1].start]].islower() or is_number(tokens[at + 1])
    return frozenset({"dot"}) if goes_on and at and is_number(tokens[at - 1]) else frozenset({"dot", "end"})


def _sign_kinds(key: str) -> frozenset[str]:
    if key in _STOPS:
        return frozenset({"end"})
    kind = _SIGNS.get(key)
    return frozenset({kind, "end"} if kind == "comma" else {kind} if kind else ())


@cache
def _whole_number_kinds(value: int, size: int) -> frozenset[str]:
    kinds = {"number"} if size <= 4 else set()
    if size <= 2:
        kinds |= {"hour"} if value <= 24 else set()
        kinds |= {"minute"} if value < 60 else set()
        kinds |= {"month_day"} if 1 <= value <= 31 else set()
        kinds |= {"month_number"} if 1 <= value <= 12 else set()
        kinds |= {"minute_word"} if value in _MINUTE_WORDS else set()
        kinds |= {"minute_exact"} if size == 2 and value < 60 else set()
    return frozenset(kinds | ({"year"} if size == 4 and value in _YEARS else set()))


def _number_kinds(key: str) -> frozenset[str]:
    if key.isdigit():
        return _whole_number_kinds(int(key) if len(key) <= 4 else 0, min(len(key), 5))
    if _DATE.fullmatch(key):
        return frozenset({"date"})
    if _CLOCK.fullmatch(key):
        return frozenset({"clock"})
    is_dotted, is_day_month = bool(_DOTTED.fullmatch(key)), bool(_DAY_MONTH.fullmatch(key))
    return frozenset(({"dotted"} if is_dotted else set()) | ({"day_month"} if is_day_month else set()))


def _word_number_kinds(value: int) -> set[str]:
    kinds = {"number"}
    kinds |= {"hour"} if 1 < value <= 24 else set()
    kinds |= {"minute", "minute_word"} if value in _MINUTE_WORDS else set()
    kinds |= {"minute_exact"} if 10 <= value < 60 else set()
    kinds |= {"fifteen"} if value == 15 else set()
    return kinds


@cache
def _tables() -> _Tables:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    values: dict[str, dict[str, Any]] = defaultdict(dict)
    kinds: dict[str, set[str]] = defaultdict(set)
    for form, kind, value in _forms(content):
        kinds[form].add(kind)
        values[kind].setdefault(form, value)
    for form in [*kinds, *number_words()]:
        number = word_value(form)
        if number is not None:
            kinds[form] |= _word_number_kinds(number)
    _add_wider_kinds(kinds, values)
    frozen = {form: frozenset(of) for form, of in kinds.items()}
    signs = _make_signs(frozen)
    longest: dict[str, int] = {}
    for form in frozen:
        parts = form.split()
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return _Tables(frozen, values, longest, signs, list(_compile(content["patterns"], signs)))


def _forms(content: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every written form with its kind and value."""
    for language in _LANGUAGES:
        for kind, entry in content[language].items():
            by_value = entry.items() if isinstance(entry, dict) else [(True, entry)]
            for value, forms in by_value:
                yield from ((" ".join(map(fold, form.split())), kind, value) for form in forms)
    for kind in ("counted", "goes_on"):
        yield from ((fold(form) or form, kind, True) for form in content[kind])


def _add_wider_kinds(kinds: dict[str, set[str]], values: dict[str, dict[str, Any]]) -> None:
    """Kinds that follow from others: `week` for units of weeks, `time_word` for what goes on about a time."""
    for form, of in kinds.items():
        if "unit" in of:
            of.add(f"unit_{values['unit'][form]}")
            of |= {"week"} if values["unit"][form] == "week" else set()
        if of & {"hours_after", "am", "pm", "hour_sign"}:
            of.add("clock_sign")
        if of & _TIME_WORDS:
            of.add("time_word")


_TIME_WORDS = {
    *(
        "part",
        "part_alone",
        "day",
        "day_part",
        "weekday",
        "until",
        "about",
        "at",
        "on_day",
        "half_after",
        "of",
        "article",
    ),
    *("clock_sign", "from", "between", "comma"),
}


def _make_signs(kinds: dict[str, frozenset[str]]) -> dict[frozenset[str], str]:
    """One sign for each set of kinds that a token can have."""
    signatures = {frozenset[str](), *kinds.values()}
    signatures |= {_whole_number_kinds(value, size) for size in range(1, 6) for value in range(10 ** min(size, 4))}
    signatures |= {_number_kinds(key) for key in ("12.03.2026", "9:30", "9.50", "10.12", "31.12", "1.2.3.4.5")}
    signatures |= {_sign_kinds(key) for key in ("!", *_SIGNS)}
    signatures |= {frozenset({"dot"}), frozenset({"dot", "end"})}
    return {signature: chr(_FIRST_SIGN + at) for at, signature in enumerate(sorted(signatures, key=sorted))}


def _compile(patterns: dict[str, list[str]], signs: dict[frozenset[str], str]) -> Iterator[_Pattern]:
    order = 0
    for name, expressions in patterns.items():
        means, _, weak = name.partition(" ")
        for expression in expressions:
            before, _, body = expression.rpartition(">")
            names: list[str] = []
            source = f"{_signs(before, signs, names)}(?P<span>{_signs(body, signs, names)})"
            yield _Pattern(means, weak == "weak", re.compile(source), tuple(names), order)
            order += 1


def _signs(expression: str, signs: dict[frozenset[str], str], names: list[str]) -> str:
    """`expression` with a class of signs for each kind that it names; a name that it gives twice gets a number."""

    def one(match: re.Match[str]) -> str:
        kinds = (match["kinds"] or match["kind"]).split("|")
        chosen = "".join(sign for signature, sign in signs.items() if not signature.isdisjoint(kinds))
        pattern = rf"(?:[{chosen}]|\Z)" if "end" in kinds else f"[{chosen or _NEVER}]"
        if not match["group"]:
            return pattern
        names.append(f"{match['group']}__{len(names)}")
        return f"(?P<{names[-1]}>{pattern})"

    return _NAMED.sub(one, expression).replace(" ", "")
