"""The municipalities that a message names, in any language, script, case ending and usual spelling; for Rasa and app.

Written forms and rules are in `gazetteer.yml`, those of places outside Kosovo in `abroad.yml`. Words are compared by
their `fold`, doubled letters single, q as c.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nlu.text.normalise import clean, fold
from nlu.text.scripts import to_latin

__all__ = ["Place", "find_abroad", "find_municipalities", "municipality_ids"]

_FILE = Path(__file__).with_name("gazetteer.yml")
_ABROAD = Path(__file__).with_name("abroad.yml")
# Marks and invisible characters stay inside their word, so that offsets hold for the text as it was sent.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff])+")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"@|://|^www\.", re.IGNORECASE)
_JOINING = re.compile(r"[\s'’‘`´ʼ′‛\-‐‑–]*")
_CLAUSE_END = re.compile(r"[,.;:!?\n()\[\]/|–—\"„“”«»]|\s-\s")
_SENTENCE_END = re.compile(r"[.!?;:\n\"„“”«»•]")
_NUMBER = re.compile(r"\W{0,3}\d")
_GLUED = ("n", "ne", "në", "t")
_LONGEST_ABBREVIATION, _FARTHEST_SIDE = 4, 6
_LONG_ENOUGH_TO_SWAP, _LONG_ENOUGH_TO_LOSE = 6, 8


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality named in a text; `start` and `end` are offsets in the text as it was given."""

    start: int
    end: int
    text: str
    municipality: str | None
    candidates: tuple[str, ...]


def find_municipalities(text: str) -> list[Place]:
    """The places that `text` names, in order; a name of two municipalities has both as candidates. Never raises."""
    found = _find(_message(text), _tables())
    named = {match.candidates[0] for match in found if not match.is_shared}
    return [_place(text, match, named) for match in found]


def find_abroad(text: str, *, is_answer: bool) -> list[Place]:
    """The places outside Kosovo at which something happened, as `text` tells; `municipality` is always none.

    Of an answer to "where?" a name alone counts, of any other text only one after a word as *in*. Never raises.
    """
    tables, message = _tables_abroad(), _message(text)
    found = []
    for match in _find(message, tables.names):
        sentence = message.sentence_of(match)
        is_within = match.is_glued or (match.first > 0 and message.words[match.first - 1].key in tables.within)
        if (is_answer or is_within) and not any(key.startswith(tables.not_there) for key in sentence):
            found.append(Place(match.start, match.end, text[match.start : match.end], None, match.candidates))
    return found


def municipality_ids() -> frozenset[str]:
    """Every municipality that can be found."""
    return frozenset(name for form in _tables().forms.values() for name in form.candidates)


def _find(message: "_Message", tables: "_Tables") -> list["_Found"]:
    words, found = message.words, list[_Found]()
    at = 0
    while at < len(words):
        match = _match(message, at, found[-1].last + 1 if found else 0, tables)
        if match:
            found.append(match)
        at = match.last + 1 if match else at + 1
    return found


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    key: str


class _Message(NamedTuple):
    text: str
    words: list[_Word]
    has_small_initials: bool  # else a capital says nothing

    def gap(self, at: int) -> str:
        """What stands before the word `at`, or after the last one."""
        start = self.words[at - 1].end if at else 0
        end = self.words[at].start if at < len(self.words) else len(self.text)
        return self.text[start:end]

    def keys(self, start: int, end: int) -> str:
        return " ".join(word.key for word in self.words[max(start, 0) : max(end, 0)])

    def sentence_of(self, match: "_Found") -> list[str]:
        """The keys of the words beside a match up to the ends of its sentence."""
        first, last = match.first, match.last
        while first > 0 and not _SENTENCE_END.search(self.gap(first)):
            first -= 1
        while last + 1 < len(self.words) and not _SENTENCE_END.search(self.gap(last + 1)):
            last += 1
        return [
            word.key
            for at, word in enumerate(self.words[first : last + 1], first)
            if not match.first <= at <= match.last
        ]


class _Found(NamedTuple):
    start: int
    end: int
    first: int
    last: int
    candidates: tuple[str, ...]
    is_shared: bool
    is_glued: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """When a form counts; what the fields mean stands in `gazetteer.yml`."""

    needs_sign: bool
    after: frozenset[str]
    nouns: frozenset[str]
    articles: frozenset[str]
    capital: bool
    alone: bool
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    not_ending: tuple[str, ...]
    only_written: tuple[str, ...]
    ends: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class _Sides:
    """Words that tell two municipalities of one name apart, and the words that may stand between them and the name."""

    of_word: dict[str, str]
    between: frozenset[str]
    between_after: frozenset[str]
    elsewhere: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Form:
    candidates: tuple[str, ...]
    sides: _Sides | None = None
    rules: tuple[_Rule, ...] = ()


class _Tables(NamedTuple):
    forms: dict[str, _Form]
    longest: dict[str, int]  # words of the longest form, by its first word


class _TablesAbroad(NamedTuple):
    names: _Tables
    within: frozenset[str]
    not_there: tuple[str, ...]


def _key(word: str) -> str:
    return _DOUBLED.sub(r"\1", fold(word)).replace("q", "c")


def _words(text: str) -> list[_Word]:
    """The words of `text`, without those of web and mail addresses."""
    chunks = [chunk for chunk in _CHUNK.finditer(text) if not _ADDRESS.search(chunk.group())]
    matches = [match for chunk in chunks for match in _WORD.finditer(text, *chunk.span())]
    return [_Word(*match.span(), match.group(), _key(match.group())) for match in matches]


def _message(text: str) -> _Message:
    words = _words(text)
    return _Message(text, words, has_small_initials=any(word.text[0].islower() for word in words))


def _match(message: _Message, at: int, earliest: int, tables: _Tables) -> _Found | None:
    """The longest form that begins with the word `at`, also after a glued preposition."""
    word = message.words[at]
    for glued in ("", *(prefix for prefix in _GLUED if word.text[: len(prefix)].lower() == prefix)):
        first = _key(word.text[len(glued) :]) if glued else word.key
        for size in range(min(tables.longest.get(first, 0), len(message.words) - at), 0, -1):
            if not _are_joined(message, at, size):
                continue
            form = tables.forms.get(" ".join((first, message.keys(at + 1, at + size))).rstrip())
            if form and all(_allows(rule, message, at, size, glued) for rule in form.rules):
                start, last = word.start + len(glued), at + size - 1
                match = _Found(
                    start, message.words[last].end, at, last, form.candidates, form.sides is not None, bool(glued)
                )
                return _tell_apart(message, at, match, earliest, form.sides) if form.sides else match
    return None


def _are_joined(message: _Message, at: int, size: int) -> bool:
    """Whether nothing but spaces and hyphens parts the words; a full stop may follow an abbreviation."""
    for before, after in pairwise(range(at, at + size)):
        gap = message.gap(after)
        if len(message.words[before].text) <= _LONGEST_ABBREVIATION:
            gap = gap.removeprefix(".")
        if not _JOINING.fullmatch(gap):
            return False
    return True


def _allows(rule: _Rule, message: _Message, at: int, size: int, glued: str) -> bool:
    end = at + size
    written = message.words[end - 1]
    text = message.text[message.words[at].start + len(glued) : written.end]
    if rule.only_written and text not in rule.only_written:
        return False
    if rule.not_ending and to_latin(clean(written.text)).lower().endswith(rule.not_ending):
        return False
    if any(_follows(message, end, phrase) for phrase in rule.not_before):
        return False
    if any(message.keys(at - phrase.count(" ") - 1, at) == phrase for phrase in rule.not_after):
        return False
    if rule.ends is not None and not _is_end(rule.ends, message, end):
        return False
    return not rule.needs_sign or _has_sign(rule, message, at, end, _key(glued))


def _is_end(ends: frozenset[str], message: _Message, end: int) -> bool:
    """Whether the clause ends before the word `end`, or that is one of these words."""
    return _is_edge(end == len(message.words), message.gap(end)) or message.words[end].key in ends


def _follows(message: _Message, end: int, phrase: str) -> bool:
    if phrase == "#":
        return bool(_NUMBER.match(message.text, message.words[end - 1].end))
    return message.keys(end, end + phrase.count(" ") + 1) == phrase


def _has_sign(rule: _Rule, message: _Message, at: int, end: int, glued: str) -> bool:
    words, before, after = message.words, message.gap(at), message.gap(end)
    if glued:
        return glued in rule.after
    if at and words[at - 1].key in rule.after and _JOINING.fullmatch(before):
        return True
    if rule.alone and _is_edge(at == 0, before) and _is_edge(end == len(words), after):
        return True
    is_capital = rule.capital and words[at].text[0].isupper() and at > 0 and not _SENTENCE_END.search(before)
    if is_capital and message.has_small_initials:
        return True
    if end < len(words) and words[end].key in rule.nouns and _JOINING.fullmatch(after):
        return True
    noun = at - 2 if at and words[at - 1].key in rule.articles else at - 1
    return noun >= 0 and words[noun].key in rule.nouns and not _SENTENCE_END.search(before)


def _is_edge(is_first_or_last: bool, gap: str) -> bool:
    return is_first_or_last or bool(_CLAUSE_END.search(gap))


def _tell_apart(message: _Message, at: int, match: _Found, earliest: int, sides: _Sides) -> _Found:
    """`match` with the side that the words around it name, if they name one, and widened to those words."""
    named = [
        *_sides(message, range(at - 1, max(earliest, at - _FARTHEST_SIDE) - 1, -1), sides, sides.between),
        *_sides(
            message,
            range(match.last + 1, min(len(message.words), match.last + 1 + _FARTHEST_SIDE)),
            sides,
            sides.between | sides.between_after,
        ),
    ]
    if len({side for _, side in named}) != 1:
        return match
    first, last = min(at, *(where for where, _ in named)), max(match.last, *(where for where, _ in named))
    start = message.words[first].start if first < at else match.start
    return match._replace(start=start, end=message.words[last].end, last=last, candidates=(named[0][1],))


def _sides(message: _Message, where: range, sides: _Sides, between: frozenset[str]) -> Iterator[tuple[int, str]]:
    for at in where:
        # Going back, what parts two words stands after this one; going on, before it.
        gap = message.gap(at + 1 if where.step < 0 else at)
        if where.step < 0 and len(message.words[at].text) <= _LONGEST_ABBREVIATION:
            gap = gap.removeprefix(".")
        if _SENTENCE_END.search(gap) or (where.step < 0 and "," in gap):
            return
        key = message.words[at].key
        if key in sides.of_word:
            if sides.elsewhere.intersection(word.key for word in message.words[at + 1 : at + 3]):
                return
            yield at, sides.of_word[key]
        elif key not in between:
            return


def _place(text: str, match: _Found, named: set[str]) -> Place:
    candidates = match.candidates
    if len(candidates) > 1 and len(meant := named.intersection(candidates)) == 1:
        candidates = tuple(meant)
    municipality = candidates[0] if len(candidates) == 1 else None
    return Place(match.start, match.end, text[match.start : match.end], municipality, candidates)


@cache
def _tables() -> _Tables:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return _read_tables(content)


@cache
def _tables_abroad() -> _TablesAbroad:
    usual = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    content = yaml.safe_load(_ABROAD.read_text(encoding="utf-8"))
    content["endings"] |= usual["endings"]
    content |= {"municipalities": content["places"], "shared": [], "except": [], "signs": usual["signs"]}
    return _TablesAbroad(
        _read_tables(content),
        frozenset(map(_key, content["within"])),
        tuple(map(_key, content["not_there"])),
    )


def _read_tables(content: dict[str, Any]) -> _Tables:
    forms: dict[str, _Form] = {}
    slips: dict[str, str] = {}
    municipalities = [(_Form((name,)), entry) for name, entry in content["municipalities"].items()]
    shared = [(_Form(tuple(entry["candidates"]), sides=_read_sides(entry)), entry) for entry in content["shared"]]
    for form, entry in municipalities + shared:
        names = [*_inflected(entry.get("names", {}), content["endings"])]
        others = _inflected(entry.get("misspelt", {}) | entry.get("settlements", {}), content["endings"])
        _add(forms, (_phrase(stem + ending) for stem, ending in [*names, *others]), form)
        _add(forms, map(_phrase, entry.get("forms", ())), form)
        slips |= {slip: _phrase(stem + ending) for stem, ending in names for slip in _slips(stem, ending)}
    for needs_sign, rules in ((True, content["careful"]), (False, content["except"])):
        for entry in rules:
            rule = _read_rule(entry, content["signs"], needs_sign=needs_sign)
            for name in _named(forms, entry["forms"]):
                forms[name] = replace(forms[name], rules=(*forms[name].rules, rule))
    for name in [name for name in forms if " " in name]:
        forms.setdefault(name.replace(" ", ""), forms[name])
    for slip, name in slips.items():
        if not any(rule.needs_sign for rule in forms[name].rules):
            forms.setdefault(slip, forms[name])
    longest: dict[str, int] = {}
    for name in forms:
        parts = name.split()
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return _Tables(forms, longest)


def _phrase(text: str) -> str:
    return " ".join(map(_key, text.split()))


def _phrases(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text if text == "#" else _phrase(text) for text in texts)


def _inflected(stems: dict[str, str], endings: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for stem, lists in stems.items():
        yield from ((_phrase(stem), ending) for name in lists.split() for ending in endings[name])


def _add(forms: dict[str, _Form], names: Iterable[str], form: _Form) -> None:
    for name in names:
        if forms.setdefault(name, form).candidates != form.candidates:
            raise ValueError(f"gazetteer: {name!r} stands for {forms[name].candidates} and {form.candidates}")


def _slips(stem: str, ending: str) -> Iterator[str]:
    """The name with two neighbours swapped or a letter lost; only long names, so that nothing else can be meant."""
    swapped = [stem[:at] + stem[at + 1] + stem[at] + stem[at + 2 :] for at in range(len(stem) - 1)]
    lost = [stem[:at] + stem[at + 1 :] for at in range(1, len(stem) - 1)]
    for slips, least in ((swapped, _LONG_ENOUGH_TO_SWAP), (lost, _LONG_ENOUGH_TO_LOSE)):
        # A slip that makes a double letter would be read as two slips: "graanica" as "granica", the border.
        keys = [_phrase(slip + ending) for slip in slips if " " not in stem and not _DOUBLED.search(slip)]
        yield from (key for key in keys if len(stem) >= least and len(key) >= least)


def _named(forms: dict[str, _Form], patterns: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        key = _phrase(pattern.removesuffix("*"))
        names = [name for name in forms if name == key or (pattern.endswith("*") and name.startswith(key))]
        if not names:
            raise ValueError(f"gazetteer: a rule names {pattern!r}, which is no written form")
        yield from names


def _read_sides(entry: dict[str, Any]) -> _Sides:
    return _Sides(
        of_word={_key(word): side for side, words in entry["sides"].items() for word in words},
        between=frozenset(map(_key, entry["between"])),
        between_after=frozenset(map(_key, entry["between_after"])),
        elsewhere=frozenset(map(_key, entry["elsewhere"])),
    )


def _read_rule(entry: dict[str, Any], signs: dict[str, list[str]], *, needs_sign: bool) -> _Rule:
    nouns = entry.get("nouns", True)
    return _Rule(
        needs_sign=needs_sign,
        after=frozenset(_phrases(entry.get("after", signs["prepositions"]))),
        nouns=frozenset(_phrases(signs["nouns"] if nouns is True else nouns or ())),
        articles=frozenset(_phrases(signs["articles"])),
        capital=entry.get("capital", True),
        alone=entry.get("alone", True),
        not_before=_phrases(entry.get("not_before", ())),
        not_after=_phrases(entry.get("not_after", ())),
        not_ending=tuple(entry.get("not_ending", ())),
        only_written=tuple(entry.get("only_written", ())),
        ends=frozenset(_phrases(entry["ends"])) if "ends" in entry else None,
    )
