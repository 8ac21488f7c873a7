"""What is counted in the text of one language, and its part of `language.txt`; for `nlu.text.build_language`."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from nlu.text.language_model import BACKOFF, BEGIN, END, LETTER, ONLY, SCALE, Kind, pairs_of, pieces_of

__all__ = ["Counts"]

_DISCOUNT = 0.5  # taken from each word's count for the words that were never seen
_LONGEST_ONCE = 7  # letters; a longer word that was seen once, often a slip, is told by its letters
_LEAST_SIZE = 1000  # words; a short list must not make its few words likelier than they are
_LEAST_WORDS, _SHORT_PIECE = 2, 2  # a longer piece has to stand in two words
_LEAST_WEIGHT = 0.25
_LONGEST_PAIR = 8  # letters
_LEAST_PAIRS = 3
_LEAST_PAIR_WEIGHT = 0.7
_PAIR_TRUST, _ONLY_TRUST = 0.3, 0.8


class Counts:
    """What was counted in the text of one language."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()

    def add_words(self, words: Sequence[str], times: int) -> None:
        """Counts words that stand side by side without meaning anything by it."""
        for word in words:
            self._words[word] += times

    def add(self, words: Sequence[str], times: int) -> None:
        """Counts the words of a message."""
        self.add_words(words, times)
        for pair in pairs_of(words):
            self._pairs[pair] += times

    def lines(self, code: str) -> Iterator[str]:
        """The language's part of the file."""
        size = max(self._words.total(), _LEAST_SIZE)
        known = {
            word: (count - _DISCOUNT) / size
            for word, count in self._words.items()
            if count > 1 or len(word) <= _LONGEST_ONCE
        }
        unseen = math.log(1 - sum(known.values()))
        yield f"{Kind.UNSEEN} {code} {round(unseen * SCALE)} -"
        for kind, weights in (
            (Kind.WORD, {word: math.log(share) for word, share in known.items()}),
            (Kind.PIECE, self._weigh_pieces()),
            (Kind.PAIR, self._weigh_pairs(known)),
        ):
            tokens: dict[int, list[str]] = defaultdict(list)
            for token, weight in weights.items():
                tokens[round(weight * SCALE)].append(token)
            yield from (f"{kind} {code} {weight} {' '.join(sorted(group))}" for weight, group in sorted(tokens.items()))

    def _weigh_pieces(self) -> dict[str, float]:
        """How likely a letter follows those before it: Witten and Bell's interpolation of longer with shorter pieces.

        A word that is often said tells little more about spelling than a rare one, so it counts by the logarithm.
        """
        counts: dict[str, float] = defaultdict(float)
        types: Counter[str] = Counter()
        for word, count in self._words.items():
            for piece in pieces_of(word):
                counts[piece] += 1 + math.log(count)
                types[piece] += 1
        totals: dict[str, float] = defaultdict(float)
        followers: Counter[str] = Counter()
        for piece, amount in counts.items():
            totals[piece[:-1]] += amount
            followers[piece[:-1]] += 1
        likelihoods = {"": math.exp(LETTER)}
        weights = {}
        for piece in sorted(counts, key=len):
            before, shorter = piece[:-1], likelihoods[piece[1:]]
            likelihoods[piece] = (counts[piece] + followers[before] * shorter) / (totals[before] + followers[before])
            weight = math.log(likelihoods[piece] / shorter) + (BACKOFF if before else 0)
            if abs(weight) >= _LEAST_WEIGHT and (len(piece) <= _SHORT_PIECE or types[piece] >= _LEAST_WORDS):
                weights[piece] = weight
        return weights

    def _weigh_pairs(self, known: dict[str, float]) -> dict[str, float]:
        """How much likelier a word is beside another than anywhere, for pairs of short words: long ones tell alone."""
        starts: Counter[str] = Counter()
        for (first, _), count in self._pairs.items():
            starts[first] += count
        chances = known | {END: starts[BEGIN] / max(self._words.total(), _LEAST_SIZE)}
        weights = {}
        for (first, second), count in self._pairs.items():
            is_short = len(first) + len(second) <= _LONGEST_PAIR
            if not is_short or count < _LEAST_PAIRS:
                continue
            trust = _ONLY_TRUST if first == ONLY else _PAIR_TRUST
            beside = trust * (count - _DISCOUNT) / (starts[first] + 1)
            weight = math.log1p(beside / ((1 - trust) * chances[second]))
            if weight >= _LEAST_PAIR_WEIGHT:
                weights[f"{first}+{second}"] = weight
        return weights
