"""The entity `municipality`: which of the 38 a message names, in any language, script and case ending."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.components.base import MessageComponent
from nlu.text.gazetteer import Place, find_municipalities

__all__ = ["MunicipalityExtractor"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MunicipalityExtractor(MessageComponent):
    """Adds one entity a named place; its value is the municipality's id, or the candidates' joined by `|`."""

    def process_training_data(self, training_data: Any) -> Any:
        """The examples as they are: they carry no marked places."""
        return training_data

    def read(self, message: Message) -> None:
        found = [_entity(place) for place in find_municipalities(message.get(TEXT))]
        message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)


def _entity(place: Place) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: "municipality",
        ENTITY_ATTRIBUTE_START: place.start,
        ENTITY_ATTRIBUTE_END: place.end,
        ENTITY_ATTRIBUTE_VALUE: "|".join(place.candidates),
        "extractor": MunicipalityExtractor.__name__,
    }
