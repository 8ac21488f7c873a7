"""The sentences of a message, so that two questions in it can get two answers."""

import re
from itertools import pairwise

from nlu.text.normalise import fold
from nlu.text.questions import asking_words, opening_words

__all__ = ["split_sentences"]

_MOST = 6
"""More sentences are a story, which is read as a whole."""
_LEAST_WORDS = 2
_BORDER = re.compile(r"(?<=[.!?…])(?<!\d\.)(?<!\b\w\.)(?<!\b\w\w\.)[\s]+(?=\S)|\n+|;\s+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_AND = re.compile(
    r"(?<![^\W_])(?:dhe|edhe|e|po|i|a|и|а|and|und)(?=\s+(?P<next>[^\W\d_]+))|,\s*(?=(?P<after>[^\W\d_]+))",
    re.IGNORECASE,
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of `text`, without the spaces around it; one for a message that is not split.

    A message that asks nothing is read as a whole. A second question is a sentence of its own also where only `dhe`,
    `i`, `and` or a comma stands before it.
    """
    borders = [0, *_borders(text), len(text)]
    spans = [_stripped(text, start, end) for start, end in pairwise(borders)]
    spans = [span for span in spans if span[0] < span[1]]
    if not 2 <= len(spans) <= _MOST or not any(_asks(text[start:end]) for start, end in spans):
        return [_stripped(text, 0, len(text))]
    return _joined(text, spans)


def _borders(text: str) -> list[int]:
    found = [match.end() for match in _BORDER.finditer(text)]
    for match in _AND.finditer(text):
        following = fold(match["next"] or match["after"])
        if following in asking_words() and len(_WORD.findall(text[: match.start()])) >= _LEAST_WORDS:
            found.append(match.start() if match["next"] else match.end())
    return sorted(set(found))


def _asks(sentence: str) -> bool:
    """Whether a sentence may be a question; people leave the mark out more often than not."""
    words = fold(sentence).split()
    return (
        "?" in sentence
        or bool(opening_words() & {*words[:1]})
        or any(word.strip(",.!") in asking_words() for word in words)
    )


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A single word belongs to the sentence after it, or at the end to the one before, as in `Where is it? Thanks.`"""
    joined: list[tuple[int, int]] = []
    start: int | None = None
    for number, (begin, end) in enumerate(spans):
        begin, start = begin if start is None else start, None
        is_short = len(_WORD.findall(text[begin:end])) < _LEAST_WORDS
        if is_short and number < len(spans) - 1:
            start = begin
        elif is_short and joined:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end].rstrip()
    return start + len(part) - len(part.lstrip()), start + len(part)
