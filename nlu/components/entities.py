"""Last component: the entities that a message names, found by rules in any language, script and case ending."""

from datetime import datetime
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
from nlu.text.entities import Entity, find_entities, warm_up
from nlu.text.times import ZONE

__all__ = ["EntityExtractor"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityExtractor(MessageComponent):
    """Adds what `nlu.text.entities` finds; a time also has its `grain`."""

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(config, name)
        warm_up()

    def process_training_data(self, training_data: Any) -> Any:
        """The examples as they are: they carry no marked entities."""
        return training_data

    def read(self, message: Message) -> None:
        text = message.get(TEXT)
        found = [_as_rasa_has_it(entity) for entity in find_entities(text, datetime.now(ZONE))]
        message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)


def _as_rasa_has_it(entity: Entity) -> dict[str, Any]:
    found = {
        ENTITY_ATTRIBUTE_TYPE: entity.kind.value,
        ENTITY_ATTRIBUTE_START: entity.start,
        ENTITY_ATTRIBUTE_END: entity.end,
        ENTITY_ATTRIBUTE_VALUE: entity.value,
        "extractor": EntityExtractor.__name__,
    }
    return found | ({"grain": entity.grain.value} if entity.grain else {})
