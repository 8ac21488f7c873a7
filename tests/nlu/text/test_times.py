import time as clock
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.times import ZONE, Grain, find_times

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=ZONE)
"""A Sunday afternoon."""

NAMED = [
    # Days and parts of them.
    ("dje në mbrëmje rreth 9", "dje në mbrëmje rreth 9", "2026-11-21T21:00", "2026-11-21T22:00", Grain.HOUR),
    ("u vodh dje mbramje", "dje mbramje", "2026-11-21T18:00", "2026-11-22T00:00", Grain.PART_OF_DAY),
    ("mbram e kom lon kerrin", "mbram", "2026-11-21T18:00", "2026-11-22T05:00", Grain.PART_OF_DAY),
    ("ishte parmbrame", "parmbrame", "2026-11-20T18:00", "2026-11-21T05:00", Grain.PART_OF_DAY),
    ("pardje", "pardje", "2026-11-20T00:00", "2026-11-21T00:00", Grain.DAY),
    ("prekjuče", "prekjuče", "2026-11-20T00:00", "2026-11-21T00:00", Grain.DAY),
    ("прекјуче", "прекјуче", "2026-11-20T00:00", "2026-11-21T00:00", Grain.DAY),
    ("the day before yesterday", "the day before yesterday", "2026-11-20T00:00", "2026-11-21T00:00", Grain.DAY),
    ("this morning", "this morning", "2026-11-22T05:00", "2026-11-22T12:00", Grain.PART_OF_DAY),
    ("jutros u 6", "jutros u 6", "2026-11-22T06:00", "2026-11-22T07:00", Grain.HOUR),
    ("danas popodne", "danas popodne", "2026-11-22T12:00", "2026-11-22T18:00", Grain.PART_OF_DAY),
    ("naten e kaluar", "naten e kaluar", "2026-11-21T18:00", "2026-11-22T05:00", Grain.PART_OF_DAY),
    ("i kan marr me kamion naten", "naten", "2026-11-21T21:00", "2026-11-22T05:00", Grain.PART_OF_DAY),
    ("noćas oko 2", "noćas oko 2", "2026-11-22T02:00", "2026-11-22T03:00", Grain.HOUR),
    ("sonte në dhjetë", "sonte në dhjetë", "2026-11-22T22:00", "2026-11-22T23:00", Grain.HOUR),
    # Clock times and their idioms.
    ("sinoć oko pola 11", "sinoć oko pola 11", "2026-11-21T22:30", "2026-11-21T22:31", Grain.MINUTE),
    ("sinoc u 22.15h", "sinoc u 22.15h", "2026-11-21T22:15", "2026-11-21T22:16", Grain.MINUTE),
    ("sinoć u 1", "sinoć u 1", "2026-11-22T01:00", "2026-11-22T02:00", Grain.HOUR),
    ("n'ora 9 e gjys", "ora 9 e gjys", "2026-11-22T09:30", "2026-11-22T09:31", Grain.MINUTE),
    ("n'9 pa nji qerek", "9 pa nji qerek", "2026-11-22T08:45", "2026-11-22T08:46", Grain.MINUTE),
    ("ora 7 e çerek", "ora 7 e çerek", "2026-11-22T07:15", "2026-11-22T07:16", Grain.MINUTE),
    ("në 2 të natës", "2 të natës", "2026-11-22T02:00", "2026-11-22T03:00", Grain.HOUR),
    ("n'2 t'drekes", "2 t'drekes", "2026-11-22T14:00", "2026-11-22T15:00", Grain.HOUR),
    ("half past ten", "half past ten", "2026-11-22T10:30", "2026-11-22T10:31", Grain.MINUTE),
    ("quarter to five", "quarter to five", "2026-11-22T04:45", "2026-11-22T04:46", Grain.MINUTE),
    ("at 3am", "3am", "2026-11-22T03:00", "2026-11-22T04:00", Grain.HOUR),
    ("at 9.30 pm", "9.30 pm", "2026-11-21T21:30", "2026-11-21T21:31", Grain.MINUTE),
    ("petnaest do devet", "petnaest do devet", "2026-11-22T08:45", "2026-11-22T08:46", Grain.MINUTE),
    ("u petnaest do 9", "petnaest do 9", "2026-11-22T08:45", "2026-11-22T08:46", Grain.MINUTE),
    ("u 9 i po", "9 i po", "2026-11-22T09:30", "2026-11-22T09:31", Grain.MINUTE),
    ("oko ponoći", "ponoći", "2026-11-22T00:00", "2026-11-22T01:00", Grain.HOUR),
    ("u podne", "podne", "2026-11-22T12:00", "2026-11-22T13:00", Grain.HOUR),
    ("dje ne mesnate", "dje ne mesnate", "2026-11-22T00:00", "2026-11-22T01:00", Grain.HOUR),
    ("at 17:40", "17:40", "2026-11-21T17:40", "2026-11-21T17:41", Grain.MINUTE),
    # Weekdays.
    ("last Friday night", "last Friday night", "2026-11-20T21:00", "2026-11-21T05:00", Grain.PART_OF_DAY),
    ("të premten e kaluar", "të premten e kaluar", "2026-11-20T00:00", "2026-11-21T00:00", Grain.DAY),
    ("t'marten n'9", "t'marten n'9", "2026-11-17T09:00", "2026-11-17T10:00", Grain.HOUR),
    ("u nedelju ujutru", "nedelju ujutru", "2026-11-15T05:00", "2026-11-15T12:00", Grain.PART_OF_DAY),
    ("в уторак око 7 увече", "уторак око 7 увече", "2026-11-17T19:00", "2026-11-17T20:00", Grain.HOUR),
    ("on Friday", "Friday", "2026-11-20T00:00", "2026-11-21T00:00", Grain.DAY),
    ("prošle nedelje u petak", "prošle nedelje u petak", "2026-11-13T00:00", "2026-11-14T00:00", Grain.DAY),
    ("juče u petak", "juče u petak", "2026-11-21T00:00", "2026-11-22T00:00", Grain.DAY),
    ("last weekend", "last weekend", "2026-11-14T00:00", "2026-11-16T00:00", Grain.DAY),
    # Dates.
    ("më 12.03.2026 në ora 14:30", "12.03.2026 në ora 14:30", "2026-03-12T14:30", "2026-03-12T14:31", Grain.MINUTE),
    ("12. mart", "12. mart", "2026-03-12T00:00", "2026-03-13T00:00", Grain.DAY),
    ("5. маја 2025. године", "5. маја 2025. године", "2025-05-05T00:00", "2025-05-06T00:00", Grain.DAY),
    ("më 3 janarit", "3 janarit", "2026-01-03T00:00", "2026-01-04T00:00", Grain.DAY),
    ("on March 12th, 2025", "March 12th, 2025", "2025-03-12T00:00", "2025-03-13T00:00", Grain.DAY),
    ("the eighth of March", "eighth of March", "2026-03-08T00:00", "2026-03-09T00:00", Grain.DAY),
    ("25 dhjetor", "25 dhjetor", "2025-12-25T00:00", "2025-12-26T00:00", Grain.DAY),
    ("2026-03-12T14:30", "2026-03-12T14:30", "2026-03-12T14:30", "2026-03-12T14:31", Grain.MINUTE),
    ("12/03/2026", "12/03/2026", "2026-03-12T00:00", "2026-03-13T00:00", Grain.DAY),
    ("dana 12.3.", "12.3.", "2026-03-12T00:00", "2026-03-13T00:00", Grain.DAY),
    ("e premte, 13.11.2026", "e premte, 13.11.2026", "2026-11-13T00:00", "2026-11-14T00:00", Grain.DAY),
    ("on the 12th", "12th", "2026-11-12T00:00", "2026-11-13T00:00", Grain.DAY),
    ("29 shkurt 2024", "29 shkurt 2024", "2024-02-29T00:00", "2024-03-01T00:00", Grain.DAY),
    # So long ago.
    ("pre tri dana", "pre tri dana", "2026-11-19T00:00", "2026-11-20T00:00", Grain.DAY),
    ("para 2 oresh", "para 2 oresh", "2026-11-22T13:00", "2026-11-22T14:00", Grain.HOUR),
    ("tash nji sahat", "tash nji sahat", "2026-11-22T14:00", "2026-11-22T15:00", Grain.HOUR),
    ("pre pola sata", "pre pola sata", "2026-11-22T14:30", "2026-11-22T14:31", Grain.MINUTE),
    ("пре недељу дана", "пре недељу дана", "2026-11-09T00:00", "2026-11-16T00:00", Grain.WEEK),
    ("an hour and a half ago", "an hour and a half ago", "2026-11-22T13:30", "2026-11-22T13:31", Grain.MINUTE),
    ("2-3 days ago", "2-3 days ago", "2026-11-19T00:00", "2026-11-21T00:00", Grain.DAY),
    ("para dy netëve", "para dy netëve", "2026-11-20T18:00", "2026-11-21T05:00", Grain.PART_OF_DAY),
    ("qe tri dit s'osht kthy", "qe tri dit", "2026-11-19T00:00", "2026-11-22T15:00", Grain.DAY),
    ("para 10 vjetve", "para 10 vjetve", "2016-01-01T00:00", "2017-01-01T00:00", Grain.YEAR),
    ("malopre", "malopre", "2026-11-22T14:00", "2026-11-22T15:00", Grain.HOUR),
    # Weeks, months, years.
    ("javën e kaluar", "javën e kaluar", "2026-11-09T00:00", "2026-11-16T00:00", Grain.WEEK),
    ("prošlog meseca", "prošlog meseca", "2026-10-01T00:00", "2026-11-01T00:00", Grain.MONTH),
    ("in May", "May", "2026-05-01T00:00", "2026-06-01T00:00", Grain.MONTH),
    ("në dhjetor", "dhjetor", "2025-12-01T00:00", "2026-01-01T00:00", Grain.MONTH),
    ("2019. godine", "2019. godine", "2019-01-01T00:00", "2020-01-01T00:00", Grain.YEAR),
    # Ranges.
    ("od 8 do 10", "od 8 do 10", "2026-11-22T08:00", "2026-11-22T10:00", Grain.HOUR),
    ("between 5 and 6 pm", "between 5 and 6 pm", "2026-11-21T17:00", "2026-11-21T18:00", Grain.HOUR),
    ("prej ores 10 deri 12", "prej ores 10 deri 12", "2026-11-22T10:00", "2026-11-22T12:00", Grain.HOUR),
    ("sinoć od 22 do 2", "sinoć od 22 do 2", "2026-11-21T22:00", "2026-11-22T02:00", Grain.HOUR),
    ("od petka do nedelje", "od petka do nedelje", "2026-11-20T00:00", "2026-11-23T00:00", Grain.DAY),
    ("12-14 marta", "12-14 marta", "2026-03-12T00:00", "2026-03-15T00:00", Grain.DAY),
    ("7 ujutru do 7 uveče", "7 ujutru do 7 uveče", "2026-11-22T07:00", "2026-11-22T19:00", Grain.HOUR),
    # What is still to come.
    ("doći ću u petak", "petak", "2026-11-27T00:00", "2026-11-28T00:00", Grain.DAY),
    ("next Friday", "next Friday", "2026-11-27T00:00", "2026-11-28T00:00", Grain.DAY),
    ("ftesa per te henen ne 10", "te henen ne 10", "2026-11-23T10:00", "2026-11-23T11:00", Grain.HOUR),
    ("nesër në orën tetë", "nesër në orën tetë", "2026-11-23T08:00", "2026-11-23T09:00", Grain.HOUR),
    ("u petak je rekao da će me ubiti", "petak", "2026-11-20T00:00", "2026-11-21T00:00", Grain.DAY),
]

NOT_NAMED = [
    "pola ljudi je otišlo",
    "një njeri",
    "you may go now",
    "mart i april su devojke",
    "sat vremena čekam",
    "a punoni 24/7",
    "po vozit 80 ne ore",
    "044 123 456",
    "01-123-AB",
    "rruga 12, hyrja 5",
    "2.50 euro",
    "u 3 auta",
    "oko 9 ljudi",
    "rreth 9 veta",
    "svadba u 5. ulazu",
    "çdo të premte",
    "svake noći oko 2",
    "every Friday",
    "dobro jutro",
    "natën e mirë",
    "good morning",
    "31.02.2026",
    "32.13.2026",
    "31.12.9999",
    "1.1.0001",
    "ђе си",
    "15 or 16",
    "dosli su za 5 minuta",
    "",
]


def _local(moment: datetime) -> str:
    assert moment.tzinfo is ZONE
    return moment.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(("text", "written", "begins", "ends", "grain"), NAMED, ids=[it[0] for it in NAMED])
def test_a_time_is_found_and_read(text: str, written: str, begins: str, ends: str, grain: Grain) -> None:
    [found] = find_times(text, NOW)

    assert text[found.start : found.end] == written
    assert (_local(found.begins), _local(found.ends), found.grain) == (begins, ends, grain)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_other_numbers_and_words_are_no_times(text: str) -> None:
    assert find_times(text, NOW) == []


def test_a_number_beside_a_day_is_no_hour_when_it_counts_things() -> None:
    [found] = find_times("dje në 5 shtëpi", NOW)

    assert found.grain is Grain.DAY


def test_several_times_are_told_apart() -> None:
    text = "sinoć, danas i u petak u 9"
    found = find_times(text, NOW)

    assert [text[it.start : it.end] for it in found] == ["sinoć", "danas", "petak u 9"]


def test_the_value_is_an_interval_of_kosovos_time_in_summer_and_winter() -> None:
    [winter] = find_times("12.01.2026 u 14:30", NOW)
    [summer] = find_times("12.07.2026 u 14:30", NOW)

    assert winter.value == "2026-01-12T14:30+01:00/2026-01-12T14:31+01:00"
    assert summer.value == "2026-07-12T14:30+02:00/2026-07-12T14:31+02:00"


def test_now_is_read_in_kosovos_time_whatever_its_zone() -> None:
    just_after_midnight = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

    assert find_times("dje", just_after_midnight) == find_times("dje", datetime(2026, 11, 22, 0, 30))  # noqa: DTZ001


def test_tonight_after_midnight_is_the_night_that_began_yesterday() -> None:
    [found] = find_times("sonte", NOW.replace(hour=2))

    assert _local(found.begins) == "2026-11-21T18:00"


_PIECES = st.sampled_from([it[0] for it in NAMED] + NOT_NAMED + list(".,'’-–\n \u200b\u200f\u0308\ud800😀9٣²½"))


@given(
    text=st.one_of(st.text(), st.lists(_PIECES).map(" ".join), st.text(alphabet="0123456789:./- hdoupreNë")),
    now=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)),  # noqa: DTZ001
)
def test_no_text_breaks_it_and_times_lie_apart(text: str, now: datetime) -> None:
    end = 0
    for found in find_times(text, now):
        assert end <= found.start < found.end <= len(text)
        assert found.begins < found.ends
        end = found.end


@pytest.mark.parametrize("piece", ["9 ", "dje ", "12 mars ", "od 8 do 10 ", "para 2 oresh ", "1.", "u ", "ё", "\ud800"])
def test_time_grows_with_the_length_only(piece: str) -> None:
    started = clock.perf_counter()
    find_times(piece * 20_000, NOW)

    assert clock.perf_counter() - started < 10
