"""How likely given words are in each language; `nlu.text.build_language` learns it, `nlu.text.language` weighs it.

A word is likely by what is known of it, by the letters it is spelled with, and by the words it could be a slip of.
Beside each other short words tell more than alone: `a je` and `je li`, `me too` and `me fal`.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from nlu.text.normalise import fold

__all__ = ["BACKOFF", "BEGIN", "END", "LETTER", "ONLY", "SCALE", "Kind", "Model", "pairs_of", "pieces_of", "words_of"]

SCALE = 10
"""The file's weights are whole numbers: tenths of natural logarithms."""
BEGIN, END, ONLY = "^", "$", "="
LETTER = -math.log(28)
"""A letter of which a language tells nothing."""
BACKOFF = 0.6
"""What a longer piece that was never seen costs; added to those that were, so that only they are kept."""

_LONGEST_PIECE = 4
_LONGEST_NAME = 3  # words
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")

# One word in fifty is mistyped, most often in one of about four ways for each of its letters.
_SLIP = 0.02
_WAYS_TO_SLIP = 4
_SHORTEST_SLIP, _LONGEST_SLIP = 3, 12  # letters; in shorter words every slip is another word
_SHORT = 5  # words; a longer message has enough others
_KEYS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = "aeiouy"
# What is hit instead of a key: those around it, and for a vowel the others, which are heard as much as they are seen.
_NEIGHBOURS = {
    "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj", "i": "uojk", "o": "ipkl",
    "p": "ol", "a": "qwsz", "s": "weadzx", "d": "ersfxc", "f": "rtdgcv", "g": "tyfhvb", "h": "yugjbn", "j": "uihknm",
    "k": "iojlm", "l": "opk", "z": "asx", "x": "sdzc", "c": "dfxv", "v": "fgcb", "b": "ghvn", "n": "hjbm", "m": "jkn",
}  # fmt: skip
_INSTEAD = {key: {*around, *(_VOWELS if key in _VOWELS else "")} - {key} for key, around in _NEIGHBOURS.items()}

# A single word is never the whole truth: people mix languages, and films and songs have English names.
_MOST_AGAINST = 6.0
# Macedonian words that our list lacks are mostly Serbian words too.
_KIN = ("mk", "sr")
_MOST_AGAINST_KIN = 1.5

_LEAST = -600.0  # a logarithm whose power is not yet zero
_REMEMBERED = 4000  # words

Shares = tuple[tuple[int, float], ...]
"""For some languages, by their place in `Model.codes`, what a piece, a word or a pair of words tells."""


class Kind(StrEnum):
    """The first word of each line of the file."""

    NEUTRAL = "neutral"  # names and signs that speak for no language
    UNSEEN = "unseen"
    WORD = "word"
    PIECE = "piece"
    PAIR = "pair"


def words_of(text: str) -> list[str]:
    """The words of `text` in folded spelling."""
    return _WORD.findall(fold(text))


def pieces_of(word: str) -> list[str]:
    """The pieces of up to four letters of a folded word; `_` stands where it begins and ends."""
    word = f"_{word}_"
    ends = range(2, len(word) + 1)
    return [word[end - size : end] for end in ends for size in range(1, min(end, _LONGEST_PIECE) + 1)]


def pairs_of(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The neighbours among `words`: the first follows `BEGIN`, the last is before `END`; a single one by `ONLY`."""
    if words:
        yield from zip((BEGIN, *words), (*words, END), strict=True)
    if len(words) == 1:
        yield ONLY, words[0]


@dataclass(frozen=True, slots=True)
class Model:
    """What `language.txt` holds."""

    codes: tuple[str, ...] = ()
    unseen: list[float] = field(default_factory=list)
    """For each language the logarithm of how likely a word is one that it was not learned with."""
    words: dict[str, Shares] = field(default_factory=dict)
    """Probabilities."""
    pieces: dict[str, Shares] = field(default_factory=dict)
    """Logarithms: how much likelier the piece's last letter is than after a shorter piece, `BACKOFF` added."""
    pairs: dict[str, Shares] = field(default_factory=dict)
    """Logarithms: how much likelier the second word is beside the first."""
    neutral: frozenset[tuple[str, ...]] = frozenset()
    _remembered: dict[str, list[float]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def parse(cls, content: str) -> "Model":
        """Reads lines of a kind, a language's code, a weight, and what has it."""
        lines = [(kind, code, int(weight) / SCALE, rest.split(" ")) for kind, code, weight, rest in _split(content)]
        unseen = {code: weight for kind, code, weight, _ in lines if kind == Kind.UNSEEN}
        places = {code: place for place, code in enumerate(unseen)}
        tables: dict[str, dict[str, Shares]] = {Kind.WORD: {}, Kind.PIECE: {}, Kind.PAIR: {}}
        neutral: set[tuple[str, ...]] = set()
        for kind, code, weight, tokens in lines:
            if kind == Kind.NEUTRAL:
                neutral.update(tuple(token.split("_")) for token in tokens)
            if (table := tables.get(kind)) is None:
                continue
            share: Shares = ((places[code], math.exp(weight) if kind == Kind.WORD else weight),)
            shares = dict.fromkeys(tokens, share)
            # Most tokens stand alone; only the others take a turn in the interpreter.
            for token in table.keys() & shares.keys():
                shares[token] = table[token] + share
            table.update(shares)
        words, pieces, pairs = tables.values()
        return cls(tuple(unseen), list(unseen.values()), words, pieces, pairs, frozenset(neutral))

    def weigh(self, words: Sequence[str]) -> dict[str, float]:
        """For each language the logarithm of how likely the telling ones of `words` are in it; empty without any."""
        telling = list(self._without_neutral(words))
        if not telling:
            return {}
        is_short = len(telling) <= _SHORT
        total = [0.0] * len(self.codes)
        # Who says a word again says nothing new: `hello hello hello, a jeni aty`.
        for word in dict.fromkeys(telling):
            likelihoods = self._remembered.get(word) or self._likelihoods(word, is_short=is_short)
            total = [before + it for before, it in zip(total, likelihoods, strict=True)]
        for first, second in pairs_of(telling):
            for place, weight in self.pairs.get(f"{first}+{second}", ()):
                total[place] += weight
        return dict(zip(self.codes, total, strict=True))

    def _likelihoods(self, word: str, *, is_short: bool) -> list[float]:
        """For each language the logarithm of how likely `word` is, as far as one word may count."""
        known = self.words.get(word, ())
        chances = self._spell(word)
        is_slip = not known and is_short and _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP
        for place, chance in self._words_behind(word) if is_slip else known:
            chances[place] += chance
        likelihoods = [math.log(chance) for chance in chances]
        least = max(likelihoods) - _MOST_AGAINST
        bounded = [max(it, least) for it in likelihoods]
        if set(_KIN) <= set(self.codes):
            few, many = map(self.codes.index, _KIN)
            bounded[few] = max(bounded[few], likelihoods[many] - _MOST_AGAINST_KIN)
        # Only words of the file, so that nothing that a citizen wrote stays in memory.
        if known and len(self._remembered) < _REMEMBERED:
            self._remembered[word] = bounded
        return bounded

    def _spell(self, word: str) -> list[float]:
        """For each language how likely it spells a word so that it was not learned with."""
        spelled = list(self.unseen)
        table, pieces = self.pieces, pieces_of(word)
        for piece in pieces:
            for place, weight in table.get(piece, ()):
                spelled[place] += weight
        letters = len(word) + 1
        constant = letters * LETTER - (len(pieces) - letters) * BACKOFF
        return [math.exp(max(amount + constant, _LEAST)) for amount in spelled]

    def _words_behind(self, word: str) -> Shares:
        """The known words that become `word` by a letter lost, added or mistaken, or by two that changed places."""
        shares: dict[int, float] = {}
        likelihood = _SLIP / (_WAYS_TO_SLIP * len(word))
        for meant in _one_slip_away(word):
            for place, chance in self.words.get(meant, ()):
                shares[place] = shares.get(place, 0.0) + chance * likelihood
        return tuple(shares.items())

    def _without_neutral(self, words: Sequence[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            for size in range(_LONGEST_NAME, 0, -1):
                if tuple(words[at : at + size]) in self.neutral:
                    at += size
                    break
            else:
                yield words[at]
                at += 1


def _split(content: str) -> Iterator[list[str]]:
    return (line.split(" ", 3) for line in content.splitlines())


def _one_slip_away(word: str) -> set[str]:
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    found.update(head + tail[1:] for head, tail in halves if tail)
    found.update([head + key + tail for head, tail in halves for key in _KEYS])
    found.update([head + key + tail[1:] for head, tail in halves if tail for key in _INSTEAD.get(tail[0], ())])
    found.discard(word)
    return found
