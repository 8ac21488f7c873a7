"""Sparse features: how a message is spelt, as weighted words and parts of words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.components.base import FOLDED, MessageComponent

__all__ = ["NgramFeaturizer"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(MessageComponent, SparseFeaturizer):  # type: ignore[misc]
    """Tf-idf of n-grams over the message attribute `of`; one row of length `weight` a message.

    `of` is `folded` or `skeleton`. `analyzer` is `char_wb`, parts of words, which hold against typing errors and
    dialect, or `word`, words and pairs of words, which hold the order that parts of words lose.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """N-grams of 2 to 6 characters that at least two examples hold."""
        return {"of": FOLDED, "analyzer": "char_wb", "min_n": 2, "max_n": 6, "min_examples": 2, "weight": 1.0}

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        MessageComponent.__init__(self, {**self.get_default_config(), **config}, name)
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizer = self._new_vectorizer()

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check beyond what the vectorizer checks itself."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        """A component that has still to be trained."""
        return cls(config, execution_context.node_name or cls.__name__, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which n-grams there are and how rare each is."""
        texts = (example.get(self.config["of"]) for example in training_data.training_examples)
        self._vectorizer.fit(filter(None, texts))
        self._persist()
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples with their rows; all at once, since each call costs more than a text."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        rows = self._vectorizer.transform([example.get(self.config["of"]) for example in examples])
        rows *= np.float32(self.config["weight"])
        for number, example in enumerate(examples):
            self._add(example, rows[number])
        return training_data

    def read(self, message: Message) -> None:
        self._add(message, self._row(message.get(self.config["of"])))

    def _row(self, text: str) -> csr_matrix:
        """What the vectorizer makes of one text, in a fifth of its time."""
        known = self._vectorizer.vocabulary_
        counts = Counter(known[ngram] for ngram in self._ngrams_of(text) if ngram in known)
        columns = np.fromiter(counts, np.int32, len(counts))
        times = np.fromiter(counts.values(), np.float32, len(counts))
        weights = (1 + np.log(times)) * self._vectorizer.idf_[columns]
        weights *= self.config["weight"] / max(float(np.linalg.norm(weights)), 1e-9)
        return csr_matrix((weights.astype(np.float32), columns, [0, len(columns)]), shape=(1, len(known)))

    @cached_property
    def _ngrams_of(self) -> Callable[[str], list[str]]:
        analyzer: Callable[[str], list[str]] = self._vectorizer.build_analyzer()
        return analyzer

    def _add(self, message: Message, row: csr_matrix) -> None:
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self.name))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramFeaturizer:
        """The trained component; JSON and numbers only, so that loading a model runs no code."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            ngrams = json.loads((folder / "ngrams.json").read_text("utf-8"))
            component._vectorizer = component._new_vectorizer({ngram: index for index, ngram in enumerate(ngrams)})
            component._vectorizer.idf_ = np.load(folder / "idf.npy", allow_pickle=False)
        return component

    def _persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            ngrams = self._vectorizer.get_feature_names_out().tolist()
            (folder / "ngrams.json").write_text(json.dumps(ngrams, ensure_ascii=False), "utf-8")
            np.save(folder / "idf.npy", self._vectorizer.idf_)

    def _new_vectorizer(self, vocabulary: dict[str, int] | None = None) -> TfidfVectorizer:
        by_word = self.config["analyzer"] == "word"
        return TfidfVectorizer(
            analyzer=self.config["analyzer"],
            ngram_range=(self.config["min_n"], self.config["max_n"]),
            min_df=self.config["min_examples"],
            token_pattern=r"(?u)\b\w+\b" if by_word else None,
            sublinear_tf=True,
            lowercase=False,
            vocabulary=vocabulary,
            dtype=np.float32,
        )
