from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content import municipalities
from bot.content.municipalities import Municipality, get_municipality, load, read
from bot.errors import ConfigError, NotFound
from nlu.text.gazetteer import find_municipalities, municipality_ids
from nlu.text.scripts import to_latin

ALL = list(load().municipalities.values())


def test_the_38_are_those_that_messages_are_searched_for() -> None:
    assert len(load().municipalities) == 38
    assert set(load().municipalities) == municipality_ids()


def test_there_are_eight_directorates_and_each_covers_something() -> None:
    assert len(load().directorates) == 8
    assert {municipality.directorate.id for municipality in ALL} == set(load().directorates)


@pytest.mark.parametrize("municipality", ALL, ids=lambda municipality: municipality.id)
def test_cyrillic_is_the_latin_name_in_other_letters(municipality: Municipality) -> None:
    names = municipality.names

    assert to_latin(names.sr_cyrillic) == names.sr
    assert to_latin(names.sr_cyrillic_locative) == names.sr_locative


def test_directorates_cyrillic_is_their_latin_name_in_other_letters() -> None:
    for directorate in load().directorates.values():
        assert to_latin(directorate.names.sr_cyrillic) == directorate.names.sr


@pytest.mark.parametrize("municipality", ALL, ids=lambda municipality: municipality.id)
def test_each_name_that_the_bot_writes_is_one_that_it_reads(municipality: Municipality) -> None:
    names = municipality.names
    written = [names.sq, names.sr, names.sr_locative, names.sr_cyrillic, names.sr_cyrillic_locative, names.en]
    sentences = [f"në {names.sq_after_preposition}", f"u {names.sr_locative}", f"у {names.sr_cyrillic_locative}"]

    for text in written + sentences:
        assert {place.municipality for place in find_municipalities(text)} == {municipality.id}, text


@pytest.mark.parametrize("municipality", ALL, ids=lambda municipality: municipality.id)
def test_each_lies_in_kosovo(municipality: Municipality) -> None:
    assert 41.8 < municipality.latitude < 43.3
    assert 20.0 < municipality.longitude < 21.8


def test_no_two_lie_on_the_same_point() -> None:
    assert len({(municipality.latitude, municipality.longitude) for municipality in ALL}) == 38


def test_only_an_official_or_doubled_source_confirms_a_directorate() -> None:
    confirmed = {municipality.id for municipality in ALL if municipality.is_directorate_confirmed}

    assert confirmed == {
        *("prizren", "suhareka", "dragash", "mamusha"),
        *("mitrovica_north", "leposaviq", "zubin_potok", "zvecan"),
    }


def test_a_municipality_is_got_by_its_id() -> None:
    assert get_municipality("fushe_kosova").names.sr == "Kosovo Polje"
    assert get_municipality("hani_i_elezit").names.sq_after_preposition == "Han të Elezit"


def test_an_unknown_id_is_not_found() -> None:
    with pytest.raises(NotFound, match="atlantis"):
        get_municipality("atlantis")


def _first(content: dict[str, Any]) -> dict[str, Any]:
    entry = content["municipalities"][0]
    assert isinstance(entry, dict)
    return entry


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda content: _first(content).pop("latitude"), "municipalities prishtina: latitude is None"),
        (lambda content: _first(content).update(longitude=2.1), "longitude is 2.1, not between 20.0 and 21.8"),
        (lambda content: _first(content)["names"].pop("sr"), "municipalities prishtina names: sr is None"),
        (lambda content: _first(content).update(names=[]), "names: is not a mapping"),
        (lambda content: _first(content).update(directorate="skopje"), "directorate 'skopje' is not in the list"),
        (lambda content: _first(content).update(directorate_confidence="sure"), "directorate_confidence is 'sure'"),
        (lambda content: _first(content).update(checked="soon"), "checked is 'soon', not a date"),
        (lambda content: _first(content).update(id="Prishtinë"), "id is 'Prishtinë'"),
        (lambda content: content["municipalities"].append(_first(content)), "municipalities prishtina: stands twice"),
        (lambda content: content.pop("directorates"), "directorates is not a list"),
        (lambda content: content["municipalities"].insert(0, "Prishtina"), "municipalities 1: is not a mapping"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], told: str
) -> None:
    file = Path(municipalities.__file__).with_name("municipalities.yml")
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    spoil(content)
    spoiled = tmp_path / "municipalities.yml"
    spoiled.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    with pytest.raises(ConfigError) as error:
        read(spoiled)

    assert told in str(error.value)
    assert str(spoiled) in str(error.value)


@pytest.mark.parametrize("text", ["", "[", "- 1", "\x00"])
def test_a_file_that_is_no_directory_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "municipalities.yml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError):
        read(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere"):
        read(tmp_path / "nowhere.yml")
