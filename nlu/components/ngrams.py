"""Sparse features: how a message is spelt, as weighted words and parts of words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import ref

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from nlu.components.base import FOLDED, TrainedComponent

__all__ = ["NgramFeaturizer"]

_ROWS_OF_TRAINING: dict[str, tuple[ref[TrainingData] | None, csr_matrix]] = {}
"""By resource, from the step that learns to the step right after it, which Rasa gives to another instance."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(TrainedComponent, SparseFeaturizer):  # type: ignore[misc]
    """Tf-idf of n-grams over the message attribute `of`; one row of length `weight` a message.

    `of` is `folded` or `skeleton`. `analyzer` is `char_wb`, parts of words, which hold against typing errors and
    dialect, or `word`, words and pairs of words, which hold the order that parts of words lose.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """N-grams of 2 to 6 characters that at least two examples hold."""
        return {"of": FOLDED, "analyzer": "char_wb", "min_n": 2, "max_n": 6, "min_examples": 2, "weight": 1.0}

    def __init__(self, *args: Any) -> None:
        TrainedComponent.__init__(self, *args)
        self._columns: dict[str, int] = {}
        self._rarity: NDArray[np.float32] = np.zeros(0, np.float32)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check beyond what the vectorizer checks itself."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which n-grams there are and how rare each is."""
        texts = [example.get(self.config["of"]) for example in _with_text(training_data)]
        counts, ngrams = self._count(texts)
        kept = np.flatnonzero(np.bincount(counts.indices, minlength=len(ngrams)) >= self.config["min_examples"])
        self._columns = {ngrams[number]: column for column, number in enumerate(kept)}
        tfidf = TfidfTransformer(sublinear_tf=True)
        rows = tfidf.fit_transform(counts[:, kept].astype(np.float32)) * np.float32(self.config["weight"])
        self._rarity = tfidf.idf_.astype(np.float32)
        _ROWS_OF_TRAINING[self._resource.name] = ref(training_data), rows
        return self.persist()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples with their rows; those of the training just made are at hand."""
        examples = _with_text(training_data)
        of_training, rows = _ROWS_OF_TRAINING.pop(self._resource.name, (None, None))
        if of_training is None or of_training() is not training_data:
            self.process(examples)
            return training_data
        for example, start, end in zip(examples, rows.indptr, rows.indptr[1:], strict=False):
            self._add(example, self._as_row(rows.data[start:end], rows.indices[start:end]))
        return training_data

    def read(self, message: Message) -> None:
        found = Counter(filter(self._columns.__contains__, self._split(message.get(self.config["of"]))))
        columns = np.fromiter(map(self._columns.__getitem__, found), np.int32, len(found))
        weights = (1 + np.log(np.fromiter(found.values(), np.float32, len(found)))) * self._rarity[columns]
        weights *= self.config["weight"] / max(float(np.linalg.norm(weights)), 1e-9)
        self._add(message, self._as_row(weights.astype(np.float32), columns))

    def _as_row(self, weights: NDArray[np.float32], columns: NDArray[np.int32]) -> csr_matrix:
        # Made from numbers, each row would be checked, which takes longer than the rest of a training's step.
        row = copy(self._empty_row)
        row.data, row.indices, row.indptr = weights, columns, np.array([0, len(columns)], np.int32)
        return row

    @cached_property
    def _empty_row(self) -> csr_matrix:
        return csr_matrix((1, len(self._columns)), dtype=np.float32)

    def _count(self, texts: list[str]) -> tuple[csr_matrix, list[str]]:
        """How often each text holds each n-gram, shape (texts, n-grams), and the n-grams."""
        counter = self._counter()
        if self.config["analyzer"] == "word":
            return counter.fit_transform(texts), counter.get_feature_names_out().tolist()
        # Parts of words lie within words, and words come again: each is taken apart once.
        words = CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False)
        words_of_texts = words.fit_transform(texts)
        parts_of_words = counter.fit_transform(words.get_feature_names_out())
        return (words_of_texts @ parts_of_words).tocsr(), counter.get_feature_names_out().tolist()

    @cached_property
    def _split(self) -> Callable[[str], list[str]]:
        analyzer: Callable[[str], list[str]] = self._counter().build_analyzer()
        return analyzer

    def _counter(self) -> CountVectorizer:
        by_word = self.config["analyzer"] == "word"
        return CountVectorizer(
            analyzer=self.config["analyzer"],
            ngram_range=(self.config["min_n"], self.config["max_n"]),
            token_pattern=r"(?u)\b\w+\b" if by_word else None,
            lowercase=False,
        )

    def _add(self, message: Message, row: csr_matrix) -> None:
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self.name))

    def keep(self, folder: Path) -> None:
        (folder / "ngrams.json").write_text(json.dumps(list(self._columns), ensure_ascii=False), "utf-8")
        np.save(folder / "rarity.npy", self._rarity)

    def restore(self, folder: Path) -> None:
        ngrams = json.loads((folder / "ngrams.json").read_text("utf-8"))
        self._columns = {ngram: column for column, ngram in enumerate(ngrams)}
        self._rarity = np.load(folder / "rarity.npy", allow_pickle=False)


def _with_text(training_data: TrainingData) -> list[Message]:
    return [example for example in training_data.training_examples if example.get(TEXT)]
