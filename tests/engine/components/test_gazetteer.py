"""The entity `municipality` as the parse carries it."""

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.gazetteer import MunicipalityExtractor


@pytest.fixture(scope="module")
def extractor(storage: ModelStorage, context: ExecutionContext) -> MunicipalityExtractor:
    """The component as Rasa makes it."""
    return MunicipalityExtractor.create({}, storage, Resource("gazetteer"), context)


@pytest.mark.parametrize(
    ("text", "start", "end", "value"),
    [
        ("Ku është stacioni në Pejë?", 21, 25, "peja"),
        ("где је станица у Ђаковици", 17, 25, "gjakova"),
        ("station in Prishtina", 11, 20, "prishtina"),
        ("stacioni ne Mitrovice", 12, 21, "mitrovica_south|mitrovica_north"),
        ("Северна Митровица", 0, 17, "mitrovica_north"),
    ],
)
def test_a_named_place_is_an_entity(
    extractor: MunicipalityExtractor, text: str, start: int, end: int, value: str
) -> None:
    message = Message(data={TEXT: text})

    extractor.process([message])

    (entity,) = message.get(ENTITIES)
    assert entity == {
        "entity": "municipality",
        "start": start,
        "end": end,
        "value": value,
        "extractor": "MunicipalityExtractor",
    }


def test_entities_are_part_of_the_parse_beside_those_found_before(extractor: MunicipalityExtractor) -> None:
    earlier = {"entity": "language", "value": "sq"}
    message = Message(data={TEXT: "nga Peja në Prizren", ENTITIES: [earlier]})

    extractor.process([message])

    found = message.as_dict(only_output_properties=True)[ENTITIES]
    assert found[0] == earlier
    assert [entity["value"] for entity in found[1:]] == ["peja", "prizren"]


def test_a_message_without_a_place_has_none(extractor: MunicipalityExtractor) -> None:
    message = Message(data={TEXT: "faleminderit"})

    extractor.process([message])

    assert message.get(ENTITIES) == []


def test_examples_stay_as_they_are(extractor: MunicipalityExtractor) -> None:
    training_data = TrainingData([Message.build("stacioni ne Peje", "ask_station")])

    assert extractor.process_training_data(training_data) is training_data
    assert training_data.training_examples[0].get(ENTITIES) is None
