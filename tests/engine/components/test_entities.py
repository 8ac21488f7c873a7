"""The entities as the parse carries them."""

import json

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.entities import EntityExtractor


@pytest.fixture(scope="module")
def extractor(storage: ModelStorage, context: ExecutionContext) -> EntityExtractor:
    """The component as Rasa makes it."""
    return EntityExtractor.create({}, storage, Resource("entities"), context)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "value"),
    [
        ("Ku është stacioni në Pejë?", "municipality", 21, 25, "peja"),
        ("где је станица у Ђаковици", "municipality", 17, 25, "gjakova"),
        ("station in Prishtina", "municipality", 11, 20, "prishtina"),
        ("stacioni ne Mitrovice", "municipality", 12, 21, "mitrovica_south|mitrovica_north"),
        ("Северна Митровица", "municipality", 0, 17, "mitrovica_north"),
        ("numri im 044 123 456", "phone_number", 9, 20, "+38344123456"),
        ("таблица 02 118 ПМ", "licence_plate", 8, 17, "02-118-PM"),
        ("rasti 2026-AB-1234", "case_number", 6, 18, "2026-AB-1234"),
        ("arta@example.com", "email", 0, 16, "arta@example.com"),
        ("po lyp 1.500,50 €", "amount", 7, 17, "1500.50 EUR"),
    ],
)
def test_what_is_named_is_an_entity(
    extractor: EntityExtractor, text: str, kind: str, start: int, end: int, value: str
) -> None:
    message = Message(data={TEXT: text})

    extractor.process([message])

    (entity,) = message.get(ENTITIES)
    assert entity == {
        "entity": kind,
        "start": start,
        "end": end,
        "value": value,
        "extractor": "EntityExtractor",
    }


def test_a_time_also_says_how_exactly_it_was_told(extractor: EntityExtractor) -> None:
    message = Message(data={TEXT: "më 12.03.2026 në ora 14:30"})

    extractor.process([message])

    (entity,) = message.get(ENTITIES)
    assert entity["entity"] == "date_time"
    assert entity["value"] == "2026-03-12T14:30+01:00/2026-03-12T14:31+01:00"
    assert entity["grain"] == "minute"
    assert json.loads(json.dumps(entity)) == entity


def test_entities_are_part_of_the_parse_beside_those_found_before(extractor: EntityExtractor) -> None:
    earlier = {"entity": "language", "value": "sq"}
    message = Message(data={TEXT: "nga Peja në Prizren", ENTITIES: [earlier]})

    extractor.process([message])

    found = message.as_dict(only_output_properties=True)[ENTITIES]
    assert found[0] == earlier
    assert [entity["value"] for entity in found[1:]] == ["peja", "prizren"]


def test_a_message_that_names_nothing_has_none(extractor: EntityExtractor) -> None:
    message = Message(data={TEXT: "faleminderit"})

    extractor.process([message])

    assert message.get(ENTITIES) == []


def test_examples_stay_as_they_are(extractor: EntityExtractor) -> None:
    training_data = TrainingData([Message.build("stacioni ne Peje", "ask_station")])

    assert extractor.process_training_data(training_data) is training_data
    assert training_data.training_examples[0].get(ENTITIES) is None
