"""Signs of danger to life or safety happening now, by rules alone; one half of `nlu.text.danger`.

The words are in `danger_signs.yml`. A text becomes a row of words; where a word of the tables stands in it is kept as a
bit mask, and following a phrase along the row costs a few shifts of an integer: no text can make a pattern run away.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from nlu.text.danger_signs import load_signs
from nlu.text.normalise import fold

__all__ = ["Signs", "read_signs"]

# What a phrase of each strength is worth, and what the words around it add or take away.
_STRENGTHS = {"always": 0.95, "unless past": 0.75, "only now": 0.35, "in short": 0.6}
_NOW, _PAST, _HABIT, _DOUBT, _ASKED, _SUPPOSED = 0.3, -0.4, -0.5, -0.4, -0.4, -0.6
_NEAR = 8  # words between a sign and a word of now, and between the parts of a sign that stand in any order
_FEW = 3  # words of a message so short that one word is the whole of it

_ROUND = -1
_STEP_GAPS = {"..": 5, "...": 8, "~": _ROUND}
_TOKEN = re.compile(r"[^\W_]+|\.+|[?;]|\U0001f198")
_ELIDED = re.compile(r"\b([mnst]|po|pe|me|ma|na|te|ne)'(?=\w{2})")
_LOUD = re.compile(r"!\s?!|([^\W\d_])\1{2}")
_DOUBLED = re.compile(r"([a-z])\1+")
_GOES_ON = re.compile(r"/\s*\n\s*")
_STOPS = frozenset(".?;")
_FUZZY_WORD, _FUZZY_STEM, _LONGEST_STEM, _LONGEST_WORD, _MOST_FUZZY = 5, 6, 10, 24, 30


class Signs(NamedTuple):
    """How surely the rules read danger now, 0 to 1, and the strongest sign of it."""

    score: float
    sign: str | None


def read_signs(text: str) -> Signs:
    """The signs of danger in `text`; never raises, and takes time in proportion to the length of `text`."""
    tables = _tables()
    row = _Row(text, tables)
    row.blank(tables.idioms)
    around = _Around(row, tables)
    best: dict[str, float] = {}
    for phrase in row.likely(tables.phrases):
        hits = row.follow(phrase)
        if hits:
            best[phrase.sign] = max(around.score(phrase, hits), best.get(phrase.sign, 0.0))
    sign = max(best, key=lambda sign: best[sign], default=None)
    return Signs(round(best[sign], 3), sign) if sign and best[sign] > 0 else Signs(0.0, None)


class _Phrase(NamedTuple):
    sign: str
    strength: str
    steps: tuple[tuple[int, int], ...]  # (number of the word list, how many words may stand in front of it, or _ROUND)


class _Glued(NamedTuple):
    front: str
    reading: tuple[str, ...]
    what_follows: tuple[str, ...]


_ByList = dict[int, list[_Phrase]]  # under the list of its steps that is least often met


@dataclass(frozen=True, slots=True)
class _Tables:
    """The words of `danger_signs.yml` made ready: a word leads to the numbers of all the word lists that hold it."""

    words: dict[str, list[int]]
    stems: dict[str, list[int]]
    endings: dict[str, list[int]]
    shortest_stem: int
    longest_stem: int
    near_words: dict[str, list[str]]  # words as they are and short of a letter
    near_stems: dict[str, list[str]]
    phrases: _ByList
    idioms: _ByList
    cues: dict[str, _ByList]
    doubts: Mapping[str, frozenset[str]]  # the signs that a cue makes doubtful
    glued: dict[str, list[_Glued]]  # under the first letter


class _Row:
    """The words of a text in their order; `masks` has a bit for each place where a word of a list stands."""

    def __init__(self, text: str, tables: _Tables) -> None:
        places: defaultdict[str, int] = defaultdict(int)
        self.length, stops = 0, 0
        tokens = _TOKEN.findall(_plain(text))
        if _LOUD.search(text):
            tokens.append("!!")
        parts = {token: _unglue(token, tables) for token in set(tokens)}
        for token in tokens:
            for word in parts[token]:
                if word in _STOPS:
                    stops |= 1 << self.length
                else:
                    places[word] |= 1 << self.length
                self.length += 1
        self._open = ~stops
        self._left = ~0  # the places that no turn of speech took out
        masks: defaultdict[int, int] = defaultdict(int)
        strange: list[str] = []
        for word, mask in places.items():
            lists = _lists_of(word, tables)
            if not lists and _FUZZY_WORD - 1 <= len(word) <= _LONGEST_WORD and word not in tables.words:
                strange.append(word)
            for number in lists:
                masks[number] |= mask
        self._sure, self.masks = masks.copy(), masks
        for word in strange[:_MOST_FUZZY]:
            for number in _lists_near(word, tables):
                masks[number] |= places[word]

    def likely(self, phrases: _ByList) -> Iterator[_Phrase]:
        """The phrases whose least common word stands in the text."""
        for number in self.masks.keys() & phrases.keys():
            yield from phrases[number]

    def follow(self, phrase: _Phrase) -> int:
        """The places where `phrase` ends; a phrase of one word must be spelt as it is in the tables."""
        first, *others = phrase.steps
        here = (self.masks if others else self._sure).get(first[0], 0) & self._left
        for number, gap in others:
            if not here:
                return 0
            here = self._ahead(here, gap) & self.masks.get(number, 0) & self._left
        return here

    def blank(self, phrases: _ByList) -> None:
        """Take the words of `phrases` out of the text."""
        gone = 0
        for phrase in self.likely(phrases):
            gone |= self._span(phrase)
        self._left = ~gone

    def to_sentence_end(self, mask: int) -> int:
        """All the places from those of `mask` to the ends of their sentences."""
        free, width = self._open, 1
        while width < self.length:
            mask |= free & (mask << width)
            free &= free << width
            width *= 2
        return mask

    def near(self, mask: int) -> int:
        """All the other places not far from those of `mask`."""
        near, after, before = 0, mask, mask
        for _ in range(_NEAR):
            after, before = after << 1, before >> 1
            near |= after | before
        return near

    def _ahead(self, here: int, gap: int) -> int:
        if gap == _ROUND:
            return self.near(here)
        reach = ahead = (here << 1) & self._open
        for _ in range(gap):
            ahead = (ahead << 1) & self._open
            reach |= ahead
        return reach

    def _span(self, phrase: _Phrase) -> int:
        ends = [self.masks.get(phrase.steps[0][0], 0)]
        for number, gap in phrase.steps[1:]:
            ends.append(self._ahead(ends[-1], gap) & self.masks.get(number, 0))
        if not ends[-1]:
            return 0
        span = here = ends[-1]
        for (_, gap), before in zip(reversed(phrase.steps[1:]), reversed(ends[:-1]), strict=True):
            reach = self.near(here) if gap == _ROUND else 0
            for _ in range(gap + 1):
                here >>= 1
                reach |= here
            here = reach & before
            span |= here
        return span


class _Around:
    """What the words around the signs say: whether it is now, past, of every day, asked or only supposed."""

    def __init__(self, row: _Row, tables: _Tables) -> None:
        found = {name: _union(row.follow(phrase) for phrase in row.likely(cues)) for name, cues in tables.cues.items()}
        self._supposed = row.to_sentence_end(found["supposed"])
        self._asked = row.to_sentence_end(found["asked"])
        self._now = row.near(found["now"] & ~self._supposed)
        self._is_cry = bool(found["cry"] & ~self._supposed & ~self._asked)
        self._is_short = row.length <= _FEW
        self._past, self._habit = bool(found["past"]), bool(found["habit"])
        self._doubted = [signs for cue, signs in tables.doubts.items() if found[cue]]

    def score(self, phrase: _Phrase, hits: int) -> float:
        """What `phrase`, met at `hits`, is worth among these words."""
        if phrase.strength == "in short" and not self._is_short:
            return 0.0
        always = phrase.strength == "always"
        score = _STRENGTHS[phrase.strength]
        if not hits & ~self._supposed:
            score += _SUPPOSED
        elif not always and not hits & ~self._asked:
            score += _ASKED
        is_now = self._is_cry or bool(hits & self._now)
        if is_now:
            score += _NOW
        if self._habit and not is_now:
            score += _HABIT
        if self._past and not always:
            score += _PAST / 2 if is_now else _PAST
        score += _DOUBT * sum(phrase.sign in signs for signs in self._doubted)
        return min(max(score, 0.0), 1.0)


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _plain(text: str) -> str:
    """`text` folded, doubled letters as one; an apostrophe parts Albanian words (n'shpi) and joins others (can't)."""
    return _DOUBLED.sub(r"\1", _ELIDED.sub(r"\1 ", fold(text)).replace("'", ""))


def _unglue(token: str, tables: _Tables) -> tuple[str, ...]:
    for front, reading, what_follows in tables.glued.get(token[0], ()):
        if token.startswith(front):
            rest = token[len(front) :]
            if not rest and not what_follows:
                return reading
            if rest and what_follows and rest.startswith(what_follows) and token not in tables.words:
                return (*reading, rest)
    return (token,)


def _lists_of(word: str, tables: _Tables) -> list[int]:
    lists = list(tables.words.get(word, ()))
    for end in range(tables.shortest_stem, min(len(word), tables.longest_stem) + 1):
        lists += tables.stems.get(word[:end], ())
    return lists + tables.endings.get(word[-3:], [])


def _lists_near(word: str, tables: _Tables) -> list[int]:
    """The lists of words that are `word` but for a slip of the finger, and of stems that its beginning is likewise."""
    lists = {number for near in _near(word, tables.near_words) for number in tables.words[near]}
    for end in range(_FUZZY_STEM - 1, min(len(word), _LONGEST_STEM + 1) + 1):
        lists.update(number for near in _near(word[:end], tables.near_stems) for number in tables.stems[near])
    return list(lists)


def _near(word: str, known: dict[str, list[str]]) -> set[str]:
    return {near for key in _slips(word) for near in known.get(key, ()) if _is_one_slip(word, near)}


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two words that are equal but for a letter of each differ by one letter or by two that changed places."""
    if len(one) != len(other):
        return True
    wrong = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return len(wrong) == 1 or (
        len(wrong) == 2 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
    )


def _slips(word: str) -> Iterator[str]:
    """`word` itself and `word` without one of its letters; the first letter is seldom wrong, so it stays."""
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


class _Maker:
    """Numbers the lists of words in the tables' phrases."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self.numbers: dict[frozenset[str], int] = {}
        self._named = {_plain(name): frozenset(_plain(words).split()) for name, words in lists.items()}

    def phrases(self, table: str, sign: str, strength: str = "") -> Iterator[_Phrase]:
        for line in _GOES_ON.sub("/", table).splitlines():
            if line.strip():
                for steps in self._ways(_plain(line).split(), 0):
                    yield _Phrase(sign, strength, steps)

    def by_list(self, phrases: Iterable[_Phrase]) -> _ByList:
        by_list: _ByList = {}
        words = {number: words for words, number in self.numbers.items()}
        for phrase in phrases:
            rarest = min((number for number, _ in phrase.steps), key=lambda number: _commonness(words[number]))
            by_list.setdefault(rarest, []).append(phrase)
        return by_list

    def _ways(self, parts: list[str], gap: int) -> Iterator[tuple[tuple[int, int], ...]]:
        if not parts:
            yield ()
        elif parts[0] in _STEP_GAPS:
            yield from self._ways(parts[1:], _STEP_GAPS[parts[0]])
        else:
            step = (self._number(parts[0].rstrip("?")), gap)
            yield from ((step, *rest) for rest in self._ways(parts[1:], 0))
            if parts[0].endswith("?"):
                yield from self._ways(parts[1:], gap)

    def _number(self, part: str) -> int:
        words: set[str] = set()
        for choice in part.split("/"):
            words |= self._named[choice[1:-1]] if choice.startswith("<") else {choice}
        return self.numbers.setdefault(frozenset(words), len(self.numbers))


def _commonness(words: frozenset[str]) -> tuple[int, int]:
    return sum(len(word) <= 3 for word in words), len(words)


def _with_slips(words: Iterable[str], shortest: int) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= shortest:
            for key in _slips(word):
                known.setdefault(key, []).append(word)
    return known


@cache
def _tables() -> _Tables:
    given = load_signs()
    maker = _Maker(given.lists)
    phrases = [
        phrase
        for sign, strengths in given.signs.items()
        for strength, languages in strengths.items()
        for table in languages.values()
        for phrase in maker.phrases(table, sign, strength)
    ]
    idioms = [phrase for table in given.idioms.values() for phrase in maker.phrases(table, "idiom")]
    cues = {
        cue: [phrase for table in tables.values() for phrase in maker.phrases(table, cue)]
        for cue, tables in given.cues.items()
    }
    glued: dict[str, list[_Glued]] = {}
    for front, reading, after in given.glued:
        glued.setdefault(front[0], []).append(_Glued(front, tuple(reading.split()), tuple(_plain(after).split())))
    words: dict[str, list[int]] = {word: [] for word in _plain(" ".join(given.not_typos.values())).split()}
    stems: dict[str, list[int]] = {}
    endings: dict[str, list[int]] = {}
    for choices, number in maker.numbers.items():
        for word in choices:
            bare = word.strip("*")
            kind = stems if word.endswith("*") else endings if word.startswith("*") else words
            kind.setdefault(bare, []).append(number)
    return _Tables(
        words=words,
        stems=stems,
        endings=endings,
        shortest_stem=min(map(len, stems)),
        longest_stem=max(map(len, stems)),
        near_words=_with_slips(words, _FUZZY_WORD),
        near_stems=_with_slips(stems, _FUZZY_STEM),
        phrases=maker.by_list(phrases),
        idioms=maker.by_list(idioms),
        cues={cue: maker.by_list(found) for cue, found in cues.items()},
        doubts=given.doubts,
        glued=glued,
    )
