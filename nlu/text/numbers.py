"""Numbers as people write them, in digits and in the words of three languages; for amounts and times."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from nlu.text.normalise import fold
from nlu.text.plain import Token, is_number

__all__ = ["Number", "number_words", "read_digits", "read_number", "word_value"]

_FILE = Path(__file__).with_name("numbers.yml")
_GROUPS = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMAL = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:[.,][0-9]{3})+)[.,](?P<part>[0-9]{1,2})")
_LONGEST, _MOST_DIGITS = 8, 12


class Number(NamedTuple):
    """A number and the token after its last one."""

    value: Decimal
    after: int


class _Tables(NamedTuple):
    values: dict[str, int]
    scales: dict[str, int]
    alone: frozenset[str]
    joining: frozenset[str]


def word_value(word: str) -> int | None:
    """The number that one folded word stands for: 5 for `pese`, `pet` and `five`."""
    return _tables().values.get(word)


def number_words() -> frozenset[str]:
    """The folded words that stand for a number."""
    return frozenset(_tables().values)


def read_digits(written: str) -> Decimal | None:
    """A number with the marks of thousands and decimals of either custom: 1500.5 for `1.500,50` and `1,500.50`."""
    if len(written) > _MOST_DIGITS + 4:
        return None
    if written.isdigit() or _GROUPS.fullmatch(written):
        return Decimal(re.sub(r"[.,]", "", written))
    decimal = _DECIMAL.fullmatch(written)
    if decimal is None:
        return None
    return Decimal(f"{re.sub('[.,]', '', decimal['whole'])}.{decimal['part']}")


def read_number(tokens: Sequence[Token], at: int) -> Number | None:
    """The longest number that begins at the token `at`, as in `20 mije` or `pet stotina`; none if there is none."""
    tables = _tables()
    first = tokens[at]
    if is_number(first):
        return _read_scaled(tokens, at, tables)
    return _read_words(tokens, at, tables) if first.key in tables.values or first.key in tables.alone else None


def _read_scaled(tokens: Sequence[Token], at: int, tables: _Tables) -> Number | None:
    value, after = _read_grouped(tokens, at)
    if value is None:
        return None
    scale = 1
    while after < len(tokens) and after <= at + _LONGEST and tokens[after].key in tables.scales:
        scale *= tables.scales[tokens[after].key]
        after += 1
    rest = _read_rest(tokens, after, tables) if scale > 1 else None
    return (
        rest._replace(value=value * scale + rest.value) if rest and rest.value < scale else Number(value * scale, after)
    )


def _read_rest(tokens: Sequence[Token], at: int, tables: _Tables) -> Number | None:
    """What comes after the thousands: `e 500` of `2 mije e 500`."""
    if at < len(tokens) and tokens[at].key in tables.joining:
        at += 1
    if at >= len(tokens):
        return None
    if is_number(tokens[at]):
        value = read_digits(tokens[at].key)
        return None if value is None else Number(value, at + 1)
    return _read_words(tokens, at, tables)


def _read_grouped(tokens: Sequence[Token], at: int) -> tuple[Decimal | None, int]:
    """Digits, also in groups of three with spaces between: `1 500`, `20 000,50`."""
    after, written = at + 1, tokens[at].key
    while (
        written.isdigit()
        and len(tokens[at].key) <= 3
        and not tokens[at].key.startswith("0")
        and after < len(tokens)
        and after < at + 4
        and re.fullmatch(r"[0-9]{3}(?:[.,][0-9]{1,2})?", tokens[after].key)
        and tokens[after].start == tokens[after - 1].end + 1
    ):
        written += tokens[after].key
        after += 1
    return read_digits(written), after


def _read_words(tokens: Sequence[Token], at: int, tables: _Tables) -> Number | None:
    total = below_thousand = 0
    after = at
    for place in range(at, min(len(tokens), at + _LONGEST)):
        word = tokens[place].key
        if word in tables.joining and place == after and place > at:
            continue
        value, scale = tables.values.get(word), tables.scales.get(word)
        if value is not None and _fits(below_thousand, value):
            below_thousand += value
        elif scale == 100 and below_thousand < 10:
            below_thousand = max(below_thousand, 1) * scale
        elif scale is not None and scale > 100 and (below_thousand or place == at):
            total += max(below_thousand, 1) * scale
            below_thousand = 0
        else:
            break
        after = place + 1
    return Number(Decimal(total + below_thousand), after) if after > at else None


def _fits(number: int, value: int) -> bool:
    """Whether `value` can be said after `number`: 5 after 20, 20 after 300."""
    if number == 0:
        return True
    if value >= 100:
        return False
    return number % 100 == 0 or (value < 10 and number % 10 == 0 and number % 100 >= 20)


@cache
def _tables() -> _Tables:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    values = {fold(word): value for value, words in content["values"].items() for word in words}
    scales = {fold(word): scale for scale, words in content["scales"].items() for word in words}
    alone, joining = (frozenset(map(fold, content[name])) for name in ("alone", "joining"))
    return _Tables(values, scales, alone, joining)
