"""First component: what people type becomes one spelling for the n-grams."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.base import FOLDED, SKELETON, MessageComponent
from nlu.text.normalise import fold, skeleton

__all__ = ["Normaliser"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(MessageComponent):
    """Sets the message attributes `folded`, small Latin letters without diacritics, and `skeleton`, its consonants."""

    def read(self, message: Message) -> None:
        folded = fold(message.get(TEXT))
        message.set(FOLDED, folded)
        message.set(SKELETON, skeleton(folded))
