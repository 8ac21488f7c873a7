"""Sums of money that a message names, in digits or words: `20 mijë euro`, `pet stotina evra`, `1.500,50 €`."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from nlu.text.numbers import Number, read_digits, read_number
from nlu.text.plain import Found, Plain, Token, is_number

__all__ = ["find_amounts"]

_CURRENCIES = {
    "EUR": r"€|eur|eur[aeiou]|euros|euroshe?|eurov[ei]t?|evr[aeiou]|evrima|ojro",
    "ALL": r"lek[eu]?|lekesh|all",
    "RSD": r"dinar[aeiu]?|dinaresh|din|rsd",
    "MKD": r"denar[aei]?|denaresh|mkd",
    "CHF": r"chf|sfr|frang[aeu]?|frangash?|frangave|frank[aei]?|francs?|svajcaraca?",
    "USD": r"\$|usd|dolar[aei]?|dollar[aei]?s?|doll?aresh|bucks",
    "GBP": r"£|gbp|funt[aei]?|pounds?",
}
_CENTS = r"cents?|cent[aei]|centesh|cenet?"
_BEFORE = {"€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP", "chf": "CHF"}
_CODES = {code: re.compile(forms) for code, forms in _CURRENCIES.items()}
_CENT = re.compile(_CENTS)
_RANGE = frozenset({"-", "deri", "do", "to", "ili", "ose", "apo", "or", "a"})
_AND = frozenset({"e", "i", "and", "dhe"})
_MOST = Decimal(10) ** 12


def find_amounts(text: str | Plain) -> list[Found]:
    """The sums that `text` names, in order, each as `1500.50 EUR`; of a range both ends. Never raises."""
    plain = Plain.of(text)
    found: list[Found] = []
    at = free = 0
    while at < len(plain.tokens):
        after, sums = _read(plain.tokens, at, free)
        found.extend(_found(plain, *it) for it in sums)
        free = after if sums else free
        at = max(after, at + 1)
    return found


_Sum = tuple[int, int, Decimal, str]
"""First token, the token after the last one, value, currency."""


def _read(tokens: Sequence[Token], at: int, free: int) -> tuple[int, list[_Sum]]:
    """The token after the sum whose number begins at `at`, and the sums; tokens before `free` belong to others."""
    number = _number(tokens, at)
    if number is None:
        return at, []
    prefix = at - 1 if at > free and tokens[at - 1].key in _BEFORE else None
    currency = _currency(tokens, number.after)
    if currency:
        after, rest = _read_cents(tokens, number.after + 1, currency)
        return after, [*_lower_end(tokens, at, free, currency), (at, after, number.value + rest, currency)]
    if number.after < len(tokens) and _CENT.fullmatch(tokens[number.after].key) and number.value < 100:
        return number.after + 1, [(at, number.after + 1, number.value / 100, "EUR")]
    if prefix is not None and is_number(tokens[at]):
        return number.after, [(prefix, number.after, number.value, _BEFORE[tokens[prefix].key])]
    return number.after, []


def _number(tokens: Sequence[Token], at: int) -> Number | None:
    number = read_number(tokens, at)
    return number if number and number.value < _MOST else None


def _currency(tokens: Sequence[Token], at: int) -> str | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    # "200e" is an amount, "200 e" may go on with an Albanian "and".
    if token.key == "e":
        return "EUR" if is_number(tokens[at - 1]) and token.start == tokens[at - 1].end else None
    return next((code for code, forms in _CODES.items() if forms.fullmatch(token.key)), None)


def _read_cents(tokens: Sequence[Token], at: int, currency: str) -> tuple[int, Decimal]:
    """The token after `e 50 cent` of `5 euro e 50 cent`, and its part of the sum."""
    start = at + 1 if at < len(tokens) and tokens[at].key in _AND else at
    number = _number(tokens, start) if start < len(tokens) and currency == "EUR" else None
    if number and number.value < 100 and number.after < len(tokens) and _CENT.fullmatch(tokens[number.after].key):
        return number.after + 1, number.value / 100
    return at, Decimal(0)


def _lower_end(tokens: Sequence[Token], at: int, free: int, currency: str) -> Iterator[_Sum]:
    """The other end of a range: `100` in `100-200 euro`."""
    if at < free + 2 or tokens[at - 1].key not in _RANGE or not is_number(tokens[at - 2]) or not is_number(tokens[at]):
        return
    value = read_digits(tokens[at - 2].key)
    if value is not None and value < _MOST:
        yield at - 2, at - 1, value, currency


def _found(plain: Plain, first: int, after: int, value: Decimal, currency: str) -> Found:
    start, end = plain.span(plain.tokens[first].start, plain.tokens[after - 1].end)
    return Found(start, end, f"{value:.2f} {currency}")
