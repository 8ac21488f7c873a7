import time
from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlu.text.entities import Entity, EntityKind, find_entities, warm_up
from nlu.text.plain import Plain
from nlu.text.times import ZONE
from tests.contracts.sources import domain

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=ZONE)
REPORT = (
    "Dje në mbrëmje rreth 9 në Gjilan më vodhën veturën 01-123-AB dhe 2.000 €, rasti 2026-AB-1234, "
    "tel. 044 123 456, arta@example.com"
)


def _kinds(text: str) -> list[tuple[str, EntityKind]]:
    return [(text[it.start : it.end], it.kind) for it in find_entities(text, NOW)]


def test_a_report_tells_all_kinds_in_order() -> None:
    assert _kinds(REPORT) == [
        ("Dje në mbrëmje rreth 9", EntityKind.DATE_TIME),
        ("Gjilan", EntityKind.MUNICIPALITY),
        ("01-123-AB", EntityKind.LICENCE_PLATE),
        ("2.000 €", EntityKind.AMOUNT),
        ("2026-AB-1234", EntityKind.CASE_NUMBER),
        ("044 123 456", EntityKind.PHONE_NUMBER),
        ("arta@example.com", EntityKind.EMAIL),
    ]


def test_only_a_time_has_a_grain() -> None:
    assert {it.kind for it in find_entities(REPORT, NOW) if it.grain} == {EntityKind.DATE_TIME}


def test_a_name_of_two_municipalities_keeps_both() -> None:
    [found] = find_entities("në Mitrovicë", NOW)

    assert found == Entity(3, 12, EntityKind.MUNICIPALITY, "mitrovica_south|mitrovica_north")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("report 044 123 456", EntityKind.PHONE_NUMBER),
        ("rasti 01-123-AB", EntityKind.LICENCE_PLATE),
        ("u 20 evra", EntityKind.AMOUNT),
        ("case 2024-551", EntityKind.CASE_NUMBER),
        ("report 12/03/2026", EntityKind.DATE_TIME),
        ("prishtina2026@example.com", EntityKind.EMAIL),
    ],
)
def test_one_place_is_one_thing(text: str, kind: EntityKind) -> None:
    assert [it.kind for it in find_entities(text, NOW)] == [kind]


def test_every_kind_is_declared_in_the_domain() -> None:
    assert {kind.value for kind in EntityKind} <= set(domain()["entities"])


def test_warming_up_makes_no_noise() -> None:
    warm_up()


_PIECES = st.sampled_from(
    [
        *("dje ", "në 9 ", "у Пећи ", "01-123-AB ", "044 123 456", "2k euro ", "rasti ", "2026-AB-1234 ", "a@b.com "),
        *(
            "😀",
            "👩\u200d👩",
            "\u200f",
            "\u202e",
            "\u200d",
            "\x00",
            "\x1b",
            "\ud83d",
            "e\u0308",
            "аa",
            "½",
            "ﷺ",
            "١٢",
            "\n",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
@example("")
@example("\ud800")
@example("\u200f" * 4096)
@example("9" * 4096)
@example(("Ђаковица prishtinа 9.30 " * 200)[:4096])
def test_no_text_breaks_it_and_entities_lie_apart(text: str) -> None:
    end = 0
    for found in find_entities(text, NOW):
        assert end <= found.start < found.end <= len(text)
        assert found.value
        end = found.end


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_a_text_in_plain_letters_knows_where_each_stood(text: str) -> None:
    plain = Plain.of(text)

    assert len(plain.places) == len(plain.text) + 1
    assert list(plain.places) == sorted(plain.places)
    for token in plain.tokens:
        start, end = plain.span(token.start, token.end)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "piece", ["dje në 9 në Pejë 044 123 456 ", "01-123-AB ", "12 mars ", "a", "аa", "\ud800", "@a.b", "e i "]
)
def test_a_long_message_takes_no_longer_than_its_length_asks(piece: str) -> None:
    started = time.perf_counter()
    find_entities((piece * 4096)[:4096], NOW)

    assert time.perf_counter() - started < 2
