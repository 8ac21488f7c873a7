"""What classifiers share: a linear model of spelling and one of meaning, whose scores are added."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from nlu.components.base import TrainedComponent
from nlu.components.encoder import SentenceEncoder
from nlu.components.machines import fit_machines

__all__ = ["LinearClassifier", "LinearModel"]

logger = logging.getLogger(__name__)

SPREAD_OF = 5000
"""How many examples tell the spread of the scores."""

Weights = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Of shape (features, labels), and a bias for each label."""


class LinearModel:
    """Two linear models, one over n-grams and one over centred sentence vectors, whose scores are added.

    Apart they keep the tuned encoder, which has seen the examples, from drowning what their spelling tells. Sentence
    vectors lie close together; centred on the examples' mean and scaled to unit length they tell labels apart.
    """

    def __init__(self) -> None:
        self.labels: list[str] = []
        self._mean: NDArray[np.float32] = np.zeros(0, np.float32)
        self._spelling: NDArray[np.float16] = np.zeros((0, 0), np.float16)
        self._meaning: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self._bias: NDArray[np.float32] = np.zeros(0, np.float32)
        self._places: NDArray[np.int32] = np.zeros(0, np.int32)
        """Which row of `_spelling` each n-gram has: twins share one, those of few examples the last, of zeros."""

    def fit(self, examples: Sequence[Message], labels: Sequence[str], config: dict[str, Any]) -> None:
        """Fit the weights; `config` has the settings of `LinearIntentClassifier`, and `min_examples`."""
        dense = np.vstack([_dense(example) for example in examples])
        self.labels = sorted(set(labels))
        self._mean = dense.mean(axis=0)
        sparse = _stacked(examples)
        kept = np.flatnonzero(sparse.getnnz(axis=0) >= config.get("min_examples", 1))
        number_of_ngrams = sparse.shape[1]
        sparse, twins, sizes = _join_twins(sparse[:, kept] if len(kept) < number_of_ngrams else sparse)
        self._places = np.full(number_of_ngrams, len(sizes), np.int32)
        self._places[kept] = twins
        of_spelling, spelling_bias = _fit_spelling(sparse, labels, self.labels, config)
        of_meaning, meaning_bias = _fit_meaning(self._centred(dense), labels, config)
        # The two models' scores have other spreads for other numbers of examples: they are brought to the same one.
        some = slice(None, None, -(-len(examples) // SPREAD_OF))
        spelling = (sparse[some] @ of_spelling + spelling_bias).std()
        meaning = (self._centred(dense)[some] @ of_meaning + meaning_bias).std()
        weight = np.float32(_few(config, len(examples), "meaning_weight") * spelling / meaning)
        of_spelling /= np.sqrt(sizes)[:, None]
        # Half as many digits are more than the data tells, and the kept file stays small.
        self._spelling = np.vstack([of_spelling, np.zeros((1, len(self.labels)), np.float32)]).astype(np.float16)
        self._meaning = weight * of_meaning
        self._bias = spelling_bias + weight * meaning_bias
        logger.info("Meaning counts %.3f of spelling", weight)

    def scores(self, message: Message) -> NDArray[np.float32]:
        """One score a label; the greater, the likelier."""
        scores: NDArray[np.float32] = (self._centred(_dense(message)) @ self._meaning).ravel() + self._bias
        start = 0
        for row in _sparse(message):
            scores += row.data @ self._spelling[self._places[start + row.indices]].astype(np.float32)
            start += row.shape[1]
        return scores

    def save(self, folder: Path) -> None:
        """Keep it in a folder; JSON and numbers only, so that loading runs no code."""
        (folder / "labels.json").write_text(json.dumps(self.labels), "utf-8")
        np.savez(
            folder / "weights.npz",
            mean=self._mean,
            bias=self._bias,
            places=self._places,
            spelling=self._spelling,
            meaning=self._meaning,
        )

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """What `save` kept."""
        model = cls()
        model.labels = json.loads((folder / "labels.json").read_text("utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            model._mean, model._bias, model._places = arrays["mean"], arrays["bias"], arrays["places"]
            model._spelling, model._meaning = arrays["spelling"], arrays["meaning"]
        return model

    def _centred(self, dense: NDArray[np.float32]) -> NDArray[np.float32]:
        centred = dense - self._mean
        length = np.linalg.norm(centred, axis=1, keepdims=True)
        scaled: NDArray[np.float32] = centred / np.maximum(length, 1e-9)
        return scaled


class LinearClassifier(TrainedComponent):
    """A component whose `LinearModel` tells labels apart, over the features of those before it."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._model = LinearModel()

    @classmethod
    def required_components(cls) -> list[type]:
        """The encoder must stand before it in the pipeline."""
        return [SentenceEncoder]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples as they are: no later component learns from predictions."""
        return training_data

    def chances(self, message: Message) -> NDArray[np.float32]:
        """The probability of each of the model's labels; `sharpness` makes it of the scores."""
        scores = self._model.scores(message)
        probabilities: NDArray[np.float32] = np.exp(self.config["sharpness"] * (scores - scores.max()))
        probabilities /= probabilities.sum()
        return probabilities

    def keep(self, folder: Path) -> None:
        self._model.save(folder)

    def restore(self, folder: Path) -> None:
        self._model = LinearModel.load(folder)


def _fit_spelling(rows: csr_matrix, labels: Sequence[str], names: Sequence[str], config: dict[str, Any]) -> Weights:
    """Machines look at the examples nearest to a border, which many examples afford; with few of them each one counts.

    Then a regression does better, and takes no longer than machines over many.
    """
    c = _few(config, rows.shape[0], "spelling_c")
    if rows.shape[0] >= config.get("few", 0):
        return _in_columns(*fit_machines(rows, labels, names, c))
    return _fit_regression(rows, labels, c=c, most=60, tolerance=1e-2)


def _few(config: dict[str, Any], examples: int, name: str) -> float:
    """A setting, as it is for so many examples."""
    return float(config[f"few_{name}" if examples < config.get("few", 0) else name])


def _fit_meaning(rows: NDArray[np.float32], labels: Sequence[str], config: dict[str, Any]) -> Weights:
    return _fit_regression(rows, labels, c=config["meaning_c"], most=config["max_iterations"], tolerance=1e-3)


def _fit_regression(
    rows: NDArray[np.float32] | csr_matrix, labels: Sequence[str], *, c: float, most: int, tolerance: float
) -> Weights:
    model = LogisticRegression(C=c, max_iter=most, tol=tolerance)
    with warnings.catch_warnings():
        # It is stopped early on purpose.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows, labels)
    return _in_columns(model.coef_, model.intercept_)


def _in_columns(weights: NDArray[np.float64], bias: NDArray[np.float64]) -> Weights:
    """Weights in columns, and biases, one a label; scikit-learn keeps only the second of two."""
    if len(weights) == 1:
        weights, bias = np.vstack([-weights, weights]), np.hstack([-bias, bias])
    return np.ascontiguousarray(weights.T, dtype=np.float32), bias.astype(np.float32)


def _dense(message: Message) -> NDArray[np.float32]:
    _, sentence = message.get_dense_features(TEXT)
    return np.asarray(sentence.features, dtype=np.float32)


def _sparse(message: Message) -> list[csr_matrix]:
    """One row of each featurizer; Rasa's own way to get them joins them anew for every message."""
    return [it.features for it in message.features if it.is_sparse() and it.type == FEATURE_TYPE_SENTENCE]


def _join_twins(rows: csr_matrix) -> tuple[csr_matrix, NDArray[np.int32], NDArray[np.float32]]:
    """N-grams that stand in the same examples, such as the parts of a rare word, as one.

    Of n twins of weight w each, the one of n ** 0.5 times their value gets the weight w * n ** 0.5: scores and squared
    weights are the same, so a linear model is, and fewer columns are fitted sooner. Returns the columns, the number of
    the column that each n-gram is in, and how many share each.
    """
    chance = np.random.default_rng(0).standard_normal(rows.shape[0])
    # Equal columns have the same sum, to the last digit; others do not.
    _, first, twins, sizes = np.unique(rows.T @ chance, return_index=True, return_inverse=True, return_counts=True)
    joined = rows[:, first].multiply(np.sqrt(sizes)[None]).tocsr().astype(rows.dtype)
    return joined, twins.astype(np.int32), sizes.astype(np.float32)


def _stacked(examples: Sequence[Message]) -> csr_matrix:
    """The same of many messages, side by side."""
    return hstack([_joined(rows) for rows in zip(*map(_sparse, examples), strict=True)], format="csr")


def _joined(rows: Sequence[csr_matrix]) -> csr_matrix:
    """Single rows as one matrix; scipy's `vstack` checks each of them."""
    ends = np.cumsum([0, *(row.nnz for row in rows)])
    parts = np.concatenate([row.data for row in rows]), np.concatenate([row.indices for row in rows]), ends
    return csr_matrix(parts, shape=(len(rows), rows[0].shape[1]))
