"""Number plates that a message names: those of Kosovo and its neighbours anywhere, others beside a word for a car."""

import re
from typing import NamedTuple

from nlu.text.plain import Found, Plain

__all__ = ["find_plates"]

_GAP = r"[ .·-]{0,3}"
_BEFORE, _AFTER = r"(?<!\w)(?<![0-9][./-])", r"(?![\w€$%])(?![./-][0-9])"


class _Form(NamedTuple):
    """How the plates of some countries are written, in small letters, with what parts them."""

    pattern: re.Pattern[str]
    is_clear: bool  # else it counts only beside a word for a car, and in capitals


def _form(pattern: str, *, is_clear: bool) -> _Form:
    return _Form(re.compile(_BEFORE + pattern.replace(" ", _GAP) + _AFTER), is_clear)


_FORMS = (
    # Kosovo: a region and three digits; 123-KS-456 until 2010.
    _form(r"(?P<country>rks) (?P<a>[0-9]{2}) (?P<b>[0-9]{3}) (?P<c>[a-z]{2})", is_clear=True),
    _form(r"(?P<a>0[1-7]) (?P<b>[0-9]{3}) (?P<c>[a-z]{2})", is_clear=True),
    _form(r"(?P<a>[0-9]{3}) (?P<b>ks) (?P<c>[0-9]{3,4})", is_clear=True),
    # Serbia, Albania, Macedonia, Croatia: a town or a series, digits, letters. Đ is two Latin letters here.
    _form(r"(?P<a>[a-z]{2}|dja) (?P<b>[0-9]{3,5}) (?P<c>[a-z]{2})", is_clear=True),
    # Switzerland.
    _form(
        r"(?P<a>a[gir]|b[els]|fr|g[elr]|ju|lu|n[ew]|ow|s[ghoz]|t[gi]|ur|v[ds]|z[gh]) (?P<b>[0-9]{1,3} (?:[0-9]{3})?)",
        is_clear=False,
    ),
    # Germany, Slovenia, Montenegro; Austria.
    _form(r"(?P<a>[a-z]{1,3})(?:-|\s)(?P<b>[a-z]{1,2}) (?P<c>[0-9]{1,4}[eh]?)", is_clear=False),
    _form(r"(?P<a>[a-z]{1,2}) (?P<b>[0-9]{1,5}) (?P<c>[a-z]{1,3})", is_clear=False),
)
_CAR = re.compile(
    r"targ\w*|tabel\w*|tablic\w*|regis\w+|reg|plates?|vetur\w*|[kq]err\w*|makin\w*|auto|auta|autom\w+|kola|kolima|vozil\w*"
    r"|cars?|vehicles?|vans?|komb\w+|furgon\w*|kamion\w*|trucks?|taks\w*|taxi|motor\w*|skuter\w*|bmw|audi|golf|merced\w*"
    r"|benz|opel\w*|skoda|pass?at|vw|polo|fiat|ford|renault|peugeot|toyota"
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[!?\n]|\.\s")
_LONGEST_BEFORE, _LONGEST_AFTER = 40, 20
"""Letters between a plate and the word that makes it one."""
_DIGITS_FIRST = re.compile(r"[0-9]")
_NO_VOWEL = re.compile(r"[^aeiouy0-9]{2}\b|[^aeiouy0-9]{2}(?=[0-9])")
_AFTER_NUMBER = re.compile(r"[0-9] ?\Z")
_MOST = 20
"""Plates found in one message; nobody reports more."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def find_plates(text: str | Plain) -> list[Found]:
    """The number plates in `text`, in order, in Latin capitals with dashes: `01-123-AB`. Never raises."""
    plain = Plain.of(text)
    if not any(letter.isdigit() for letter in plain.text):
        return []
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    for form, match in ((it, match) for it in _FORMS for match in it.pattern.finditer(plain.text)):
        start, end = match.start(), match.start() + len(match.group().rstrip(" .·-"))
        is_free = all(end <= other_start or other_end <= start for other_start, other_end in taken)
        if is_free and _counts(plain, match, form):
            taken.append((start, end))
            found.append(Found(*plain.span(start, end), _value(match)))
        if len(found) == _MOST:
            break
    return sorted(found)


def _counts(plain: Plain, match: re.Match[str], form: _Form) -> bool:
    written = match.group()
    is_near, is_in_capitals = _is_beside_a_car(plain.text, *match.span()), _is_in_capitals(plain, match)
    if not form.is_clear:
        return is_near and is_in_capitals
    if match["b"] == "ks" or match.groupdict().get("country"):
        return True
    if _YEAR.fullmatch(match["b"]) and not is_near and " " in written:
        return False
    if is_in_capitals and (is_near or not _is_shouted(plain, match)):
        return True
    # "05 200 te" and "me 120 te" are digits and small words; without a space, or with two dashes, it is no sentence.
    if " " not in written or written.count("-") == 2:
        return True
    return is_near and (bool(_DIGITS_FIRST.match(written)) or _is_a_town(plain.text, match))


def _is_a_town(text: str, match: re.Match[str]) -> bool:
    """Whether the first letters can be no small word, as in `bg 123 ab`; `120 km 100 na` is none either."""
    return bool(_NO_VOWEL.match(match.group())) and not _AFTER_NUMBER.search(
        text, max(0, match.start() - 2), match.start()
    )


def _is_in_capitals(plain: Plain, match: re.Match[str]) -> bool:
    return not any(letter.islower() for letter in plain.sent[slice(*plain.span(*match.span()))])


def _is_shouted(plain: Plain, match: re.Match[str]) -> bool:
    """Whether all else is in capitals too, so that they say nothing."""
    start, end = plain.span(*match.span())
    around = plain.sent[max(0, start - _LONGEST_BEFORE) : start] + plain.sent[end : end + _LONGEST_BEFORE]
    return any(letter.isupper() for letter in around) and not any(letter.islower() for letter in around)


def _is_beside_a_car(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _LONGEST_BEFORE) : start], text[end : end + _LONGEST_AFTER]
    words = [*_WORD.findall(_SENTENCE_END.split(before)[-1]), *_WORD.findall(_SENTENCE_END.split(after)[0])]
    return any(_CAR.fullmatch(word) for word in words)


def _value(match: re.Match[str]) -> str:
    parts = [part for name, part in match.groupdict().items() if part and name != "country"]
    return "-".join(re.sub(r"\W", "", part) for part in parts).upper()
