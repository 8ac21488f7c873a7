"""Canned replies: found in any language, sent in the citizen's, changed by one at a time."""

from functools import partial

import pytest

from bot.errors import NotFound, Stale
from bot.i18n import LOCALES
from bot.services import canned
from bot.store.database import Database
from tests.conftest import Clock
from tests.handoff import at_once, audited, officer

TITLES = {"sq": "Orari i punës", "sr": "Radno vreme", "en": "Opening hours"}
TEXTS = {
    "sq": "Stacioni është i hapur çdo ditë.",
    "sr": "Stanica je otvorena svaki dan u Đakovici.",
    "en": "The station is open every day.",
}


@pytest.fixture
def drita(database: Database, clock: Clock) -> int:
    """Who keeps the replies."""
    return officer(database, clock(), "Drita").id


@pytest.fixture
def reply(database: Database, clock: Clock, drita: int) -> int:
    """A reply, besides another."""
    other = {"sq": "Tjetër", "sr": "Drugo", "en": "Other"}
    canned.add(database, other, other, officer_id=drita, now=clock())
    return canned.add(database, TITLES, TEXTS, officer_id=drita, now=clock())


def test_a_reply_is_kept_in_three_languages_and_cyrillic_is_derived(database: Database, reply: int) -> None:
    found = canned.list_replies(database)[1]
    assert (found.id, found.titles, found.texts, found.version) == (reply, TITLES, TEXTS, 1)
    assert [found.title_in(it) for it in LOCALES] == ["Orari i punës", "Radno vreme", "Радно време", "Opening hours"]
    assert found.text_in(LOCALES[2]) == "Станица је отворена сваки дан у Ђаковици."


@pytest.mark.parametrize(
    "query",
    ["orari", "PUNES", "radno vreme", "vreme radno", "радно", "djakovici", "Đakovici", "station day"],
)
def test_a_reply_is_found_in_any_language_with_or_without_marks(database: Database, reply: int, query: str) -> None:
    assert [it.id for it in canned.list_replies(database, query)] == [reply]


@pytest.mark.parametrize(("query", "count"), [("", 2), ("   ", 2), ("orari other", 0), ("100%", 0), ("_", 0)])
def test_every_word_must_be_there(database: Database, reply: int, query: str, count: int) -> None:
    assert len(canned.list_replies(database, query)) == count


def test_a_change_takes_the_version_that_was_read(database: Database, clock: Clock, drita: int, reply: int) -> None:
    change = partial(canned.change, database, reply, TITLES, officer_id=drita, now=clock())
    assert change(TEXTS | {"en": "Always open."}, version=1) == 2
    with pytest.raises(Stale):
        change(TEXTS | {"en": "Never open."}, version=1)

    assert canned.list_replies(database, "always")[0].texts["en"] == "Always open."
    assert [it[0] for it in audited(database)] == ["canned_added", "canned_added", "canned_changed"]


def test_of_those_who_change_it_in_the_same_moment_one_does(
    database: Database, clock: Clock, drita: int, reply: int
) -> None:
    change = partial(canned.change, database, reply, TITLES, version=1, officer_id=drita, now=clock())
    texts = [TEXTS | {"en": f"Text {number}"} for number in range(4)]
    results = at_once(*(partial(change, it) for it in texts))

    assert [it for it in results if it == 2] == [2]
    assert [type(it) for it in results if it != 2] == [Stale] * 3
    assert canned.list_replies(database)[1].texts == texts[results.index(2)]


def test_a_removed_reply_is_offered_and_sent_no_more(database: Database, clock: Clock, drita: int, reply: int) -> None:
    remove = partial(canned.remove, database, reply, officer_id=drita, now=clock())
    with pytest.raises(Stale):
        remove(version=7)
    remove(version=1)

    assert [it.titles["en"] for it in canned.list_replies(database)] == ["Other"]
    with database.read() as session, pytest.raises(NotFound):
        canned.text_of(session, reply, LOCALES[0])
    for act in (remove, partial(canned.change, database, reply, TITLES, TEXTS, officer_id=drita, now=clock())):
        with pytest.raises(NotFound):
            act(version=2)
    assert audited(database)[-1][0] == "canned_removed"
