"""What a message names: places, times, telephone numbers, number plates, case numbers, e-mail addresses, sums of money.

The one door to all of them, for Rasa and the app. No two entities share a character: of two that would, the kind that
stands first in `EntityKind` counts.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from nlu.text.amounts import find_amounts
from nlu.text.dates import warm_up as warm_up_dates
from nlu.text.emails import find_emails
from nlu.text.gazetteer import find_municipalities
from nlu.text.map_points import find_points
from nlu.text.phones import find_phones
from nlu.text.plain import Plain
from nlu.text.plates import find_plates
from nlu.text.references import find_references
from nlu.text.times import ZONE, Grain, find_times

__all__ = ["Entity", "EntityKind", "find_entities", "warm_up"]


class EntityKind(StrEnum):
    """The kinds, by their names in `domain.yml`; the first of two that overlap counts."""

    MUNICIPALITY = "municipality"
    EMAIL = "email"
    PHONE_NUMBER = "phone_number"
    LICENCE_PLATE = "licence_plate"
    CASE_NUMBER = "case_number"
    AMOUNT = "amount"
    DATE_TIME = "date_time"


class Entity(NamedTuple):
    """Something that a text names; `start` and `end` are offsets in the text as it was sent.

    The value by kind: a municipality's id, or the ids of those that share the name, joined by `|` · an address in small
    letters · E.164 · `01-123-AB` · capitals without spaces · `1500.50 EUR` · an ISO 8601 interval in Kosovo's time,
    with the `grain` in which it was told.
    """

    start: int
    end: int
    kind: EntityKind
    value: str
    grain: Grain | None = None


def find_entities(text: str, now: datetime) -> list[Entity]:
    """What `text`, written at `now`, names, in order. Never raises, in time proportional to the length of `text`."""
    taken = bytearray(len(text))
    for point in find_points(text):
        # The digits of a map link are no telephone number.
        taken[point.start : point.end] = b"\1" * (point.end - point.start)
    kept = []
    for entity in _find(text, now):
        if not any(taken[entity.start : entity.end]):
            taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
            kept.append(entity)
    return sorted(kept)


def _find(text: str, now: datetime) -> Iterator[Entity]:
    plain = Plain.of(text)
    for place in find_municipalities(text):
        yield Entity(place.start, place.end, EntityKind.MUNICIPALITY, "|".join(place.candidates))
    for kind, find in (
        (EntityKind.EMAIL, find_emails),
        (EntityKind.PHONE_NUMBER, find_phones),
        (EntityKind.LICENCE_PLATE, find_plates),
        (EntityKind.CASE_NUMBER, find_references),
        (EntityKind.AMOUNT, find_amounts),
    ):
        for found in find(plain):
            yield Entity(found.start, found.end, kind, found.value)
    for time in find_times(plain, now):
        yield Entity(time.start, time.end, EntityKind.DATE_TIME, time.value, time.grain)


def warm_up() -> None:
    """Load the tables and libraries, which takes half a second, before somebody waits for an answer."""
    find_entities("Prishtinë, 12 mars 2026, 044 123 456", datetime.now(ZONE))
    warm_up_dates()
