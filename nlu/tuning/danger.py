"""Learns which words go with danger now: `python -m nlu.tuning.danger`, in the engine's environment, in a minute.

Logistic regression of `emergency` against everything else over the pieces that `nlu.text.danger_words` cuts, beside the
rules' score. Most pieces tell nothing: those with the greatest weights are kept and their weights fitted anew.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from nlu.text.danger import THRESHOLD as BORDER
from nlu.text.danger_rules import Signs, read_signs
from nlu.text.danger_signs import load_signs
from nlu.text.danger_words import MODEL_FILE, SCALE, pieces

__all__ = ["main"]

DATA = Path("nlu/data")
EMERGENCY = "emergency"
LEAST_COUNT, KEPT = 4, 25_000
C, WEIGHT_OF_DANGER = 10.0, 3.0
THRESHOLD = 0.82
"""The learnt probability from which on the alarm rings; the engine, which knows more, finds the others."""


def main() -> None:
    """Learn and write `danger_words.txt`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--output", type=Path, default=MODEL_FILE)
    parser.add_argument(
        "--threshold",
        type=float,
        default=THRESHOLD,
        help="the probability from which on the alarm rings",
    )
    options = parser.parse_args()
    texts, labels = zip(*_examples(options.data), strict=True)
    content = learn(texts, [label == EMERGENCY for label in labels], options.threshold)
    options.output.write_text(content, encoding="utf-8")
    sys.stdout.write(f"{options.output} written from {len(texts)} examples, {len(content) // 1024} KiB\n")


def learn(texts: Sequence[str], is_danger: Sequence[bool], threshold: float) -> str:
    """The content of `danger_words.txt`."""
    cut = [pieces(text) for text in texts]
    names = sorted(load_signs().signs)
    signs = csr_matrix(np.array([_row(read_signs(text), names) for text in texts]))
    counts = Counter(piece for some in cut for piece in some)
    common = sorted(piece for piece, count in counts.items() if count >= LEAST_COUNT)
    weights = _fit(cut, common, signs, is_danger).coef_[0]
    kept = sorted(common[number] for number in np.argsort(-np.abs(weights[: len(common)]))[:KEPT])
    model = _fit(cut, kept, signs, is_danger)
    # Both readers have one border: the learnt score is shifted until its alarm begins where that of the rules does.
    bias = float(model.intercept_[0]) - _log_odds(threshold) + _log_odds(BORDER)
    return "\n".join(_lines(kept, names, model.coef_[0], bias)) + "\n"


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def _examples(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("[a-z][a-z]/*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            lines = (line.strip() for line in block["examples"].splitlines())
            yield from ((line.removeprefix("- "), block["intent"]) for line in lines if line)


def _fit(
    cut: Iterable[set[str]], known: Sequence[str], signs: csr_matrix, is_danger: Sequence[bool]
) -> LogisticRegression:
    columns = {piece: number for number, piece in enumerate(known)}
    rows = [[columns[piece] for piece in some if piece in columns] for some in cut]
    lengths = [len(row) for row in rows]
    values = np.repeat([1 / np.sqrt(max(1, length)) for length in lengths], lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    features = csr_matrix((values, [it for row in rows for it in row], starts), shape=(len(rows), len(known)))
    model = LogisticRegression(C=C, solver="liblinear", class_weight={False: 1.0, True: WEIGHT_OF_DANGER})
    return model.fit(hstack([features, signs]).tocsr(), is_danger)


def _row(signs: Signs, names: Sequence[str]) -> list[float]:
    return [signs.score if name == signs.sign else 0.0 for name in names]


def _lines(known: Sequence[str], names: Sequence[str], weights: NDArray[np.float64], bias: float) -> Iterator[str]:
    of_signs = (f"{name}={weight:.2f}" for name, weight in zip(names, weights[len(known) :], strict=True))
    yield " ".join([f"{bias:.3f}", *of_signs])
    by_weight: dict[int, list[str]] = {}
    for piece, weight in zip(known, weights, strict=False):
        if round(weight * SCALE):
            by_weight.setdefault(round(weight * SCALE), []).append(piece)
    for weight, some in sorted(by_weight.items()):
        yield f"{weight} {' '.join(some)}"


if __name__ == "__main__":
    main()
