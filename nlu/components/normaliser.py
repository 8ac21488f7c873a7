"""First component: what people type becomes one spelling for the n-grams."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.base import FOLDED, MessageComponent
from nlu.text.normalise import fold

__all__ = ["Normaliser"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(MessageComponent):
    """Sets the message attribute `folded`: lower-case Latin letters without diacritics."""

    def read(self, message: Message) -> None:
        message.set(FOLDED, fold(message.get(TEXT)))
