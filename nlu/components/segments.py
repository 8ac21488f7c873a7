"""Sentences that are read by themselves: the first component adds them as messages, the last one gathers them again.

Every component between reads a list of messages, so a sentence is understood as any message is.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.aspects import ASPECTS
from nlu.components.base import MessageComponent
from nlu.text.sentences import split_sentences

__all__ = ["SegmentGatherer", "SentenceSplitter"]

SEGMENTS = "segments"
"""Message attribute: what each sentence means, `{start, end, text, intent, entities, aspects}`."""
PLACE = "place"
"""Message attribute of a sentence: where it stands in the message before it."""


class _OfTalk(MessageComponent):
    """A component that leaves the examples of a training as they are."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples as they are: each is one thing."""
        return training_data

    def read(self, message: Message) -> None:
        raise NotImplementedError


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceSplitter(_OfTalk):
    """Puts the sentences of a message that has several behind it, as messages of their own."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Each message, followed by its sentences."""
        split: list[Message] = []
        for message in messages:
            split.append(message)
            text = message.get(TEXT) or ""
            spans = split_sentences(text)
            if len(spans) > 1:
                split += [Message({TEXT: text[start:end], PLACE: (start, end)}) for start, end in spans]
        return split


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SegmentGatherer(_OfTalk):
    """Takes the sentences away again and leaves what they mean with their message."""

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages that were sent, with `segments`; one sentence alone is no segment."""
        sent: list[Message] = []
        for message in messages:
            if message.get(PLACE) is None:
                message.set(SEGMENTS, [], add_to_output=True)
                sent.append(message)
            else:
                sent[-1].get(SEGMENTS).append(_segment(message))
        return sent


def _segment(sentence: Message) -> dict[str, Any]:
    start, end = sentence.get(PLACE)
    return {
        "start": start,
        "end": end,
        "text": sentence.get(TEXT),
        "intent": sentence.get(INTENT),
        "entities": sentence.get(ENTITIES) or [],
        ASPECTS: sentence.get(ASPECTS) or {},
    }
