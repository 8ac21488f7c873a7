"""Where a citizen says that it was: which words, which municipality, which point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.geography import distances_from, is_in_kosovo, load_outline, nearest_to
from bot.content.municipalities import load
from bot.services.places import Place, municipality_of, read_place
from nlu.text.gazetteer import find_municipalities

LINK = "https://maps.google.com/?q=42.6629,21.1655"


def _read(text: str, shared: tuple[float, float] | None = None) -> Place | None:
    named = [("|".join(it.candidates), it.text) for it in find_municipalities(text)]
    return read_place(text, {"latitude": shared[0], "longitude": shared[1]} if shared else None, named)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "they took it near the market in Gracanica, yesterday",
            Place("near the market in Gracanica", "gracanica", None),
        ),
        ("yesterday, in Gracanica", Place("Gracanica", "gracanica", None)),
        ("u subotu kod pijace u Gračanici", Place("kod pijace u Gračanici", "gracanica", None)),
        ("у суботу код пијаце у Грачаници", Place("код пијаце у Грачаници", "gracanica", None)),
        ("preko puta pošte u Prizrenu", Place("preko puta pošte u Prizrenu", "prizren", None)),
        ("dje afër shkollës në Pejë", Place("afër shkollës në Pejë", "peja", None)),
        ("afër shkollës. Unë jetoj në Pejë", Place("Pejë", "peja", None)),
        ("not in Peja, in Gjakova", Place("Gjakova", "gjakova", None)),
        ("in Mitrovica", Place("Mitrovica", None, None)),
        (LINK, Place(LINK, "prishtina", (42.6629, 21.1655))),
        (f"near the school {LINK} yesterday", Place(LINK, "prishtina", (42.6629, 21.1655))),
        (f"near Obilic {LINK}", Place(f"near Obilic, {LINK}", "obiliq", (42.6629, 21.1655))),
        (f"I am from Gjilan, it was {LINK}", Place(f"Gjilan, {LINK}", "prishtina", (42.6629, 21.1655))),
        ("geo:42.21,20.74 and then geo:42.66,20.29", Place("geo:42.66,20.29", "peja", (42.66, 20.29))),
        ("M578+56 in Prishtina", Place("Prishtina, M578+56", "prishtina", (42.6629375, 21.1655625))),
        ("https://www.google.com/maps/place/Prizren", None),
        ("https://maps.app.goo.gl/AbC", None),
        ("M578+56", None),
        ("somewhere", None),
        ("", None),
    ],
)
def test_a_place_is_read(text: str, told: Place | None) -> None:
    assert _read(text) == told


def test_a_shared_location_is_kept_with_the_name_beside_it() -> None:
    assert _read("", (42.6629, 21.1655)) == Place("42.66290, 21.16550", "prishtina", (42.6629, 21.1655))
    assert _read("near Obilic", (42.6629, 21.1655)) == Place("near Obilic", "obiliq", (42.6629, 21.1655))
    assert _read("near Peja", (41.33, 19.82)) == Place("near Peja", None, (41.33, 19.82))


def test_between_two_towns_on_one_river_only_words_tell() -> None:
    on_the_bridge = (42.8905, 20.8663)
    assert municipality_of(on_the_bridge) is None
    assert municipality_of(on_the_bridge, "mitrovica_north") == "mitrovica_north"
    assert nearest_to(*on_the_bridge)[0] == ["mitrovica_north", "mitrovica_south"]


@pytest.mark.parametrize("place", load().municipalities.values(), ids=lambda it: it.id)
def test_every_centre_lies_in_its_own_municipality(place) -> None:  # type: ignore[no-untyped-def]
    assert is_in_kosovo(place.latitude, place.longitude)
    assert municipality_of((place.latitude, place.longitude), place.id) == place.id
    assert place.id in nearest_to(place.latitude, place.longitude)[0]


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_inside"),
    [
        (41.945, 20.667, True),  # Restelica, the southernmost village
        (43.235, 20.690, True),  # Jarinje, at the crossing
        (42.148, 21.297, True),  # Hani i Elezit, 1 km from the border
        (42.166, 20.575, True),  # Vërmica, at the crossing
        (42.00, 21.43, False),  # Skopje
        (41.33, 19.82, False),  # Tirana
        (42.077, 20.420, False),  # Kukës
        (42.307, 21.650, False),  # Preševo
        (43.137, 20.512, False),  # Novi Pazar
        (42.843, 20.167, False),  # Rožaje
        (44.80, 20.46, False),  # Belgrade
        (0.0, 0.0, False),
        (90.0, 0.0, False),
        (-42.66, -158.84, False),
    ],
)
def test_kosovo_ends_at_its_border(latitude: float, longitude: float, is_inside: bool) -> None:
    assert is_in_kosovo(latitude, longitude) == is_inside
    assert (municipality_of((latitude, longitude)) is not None) == is_inside


@pytest.mark.parametrize("north", [-0.012, 0.012])
@pytest.mark.parametrize("east", [-0.012, 0.012])
def test_a_place_little_beyond_the_line_is_not_refused(north: float, east: float) -> None:
    assert all(is_in_kosovo(latitude + north, longitude + east) for longitude, latitude in load_outline())


@pytest.mark.parametrize(("north", "east"), [(0.5, 0.0), (-0.5, 0.0), (0.0, 0.6), (0.0, -0.6)])
def test_the_margin_is_small(north: float, east: float) -> None:
    ends = [max(load_outline(), key=lambda it: it[1] * north + it[0] * east)]
    assert not any(is_in_kosovo(latitude + north / 10, longitude + east / 10) for longitude, latitude in ends)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_on_earth_has_a_nearest_centre(latitude: float, longitude: float) -> None:
    distances = list(distances_from(latitude, longitude).values())
    assert len(distances) == len(load().municipalities)
    assert distances == sorted(distances)
    assert 0 <= distances[0] <= 20_100
    assert nearest_to(latitude, longitude)[1] == distances[0]
    assert municipality_of((latitude, longitude)) is None or distances[0] < 45
