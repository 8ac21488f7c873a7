"""Points on the map in a text: every usual way to send one is read, and nothing else is taken for one."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text import plus_codes
from nlu.text.entities import find_entities
from nlu.text.map_points import find_points, is_point_alone, without_points
from tests.nlu.text.test_entities import NOW

HERE = (42.6629, 21.1655)
DATA = "data=!3m1!4b1!4m6!3m5!1s0x13549ee:0xa8a!8m2!3d42.6629!4d21.1655!16s%2Fg%2F11"
LINKS = [
    "https://www.google.com/maps?q={},{}",
    "https://www.google.com/maps?q={}%2C{}&z=17",
    "https://www.google.com/maps?q={},+{}",
    "https://maps.google.com/?ll={},{}",
    "https://maps.google.com/maps?q=loc:{},{}",
    "https://maps.google.com/maps?q=Shkolla&ll={},{}&z=16",
    "https://www.google.com/maps/@{},{},17z",
    "https://www.google.com/maps/place/{},{}/@41.0,20.0,9z",
    "https://www.google.com/maps/search/{},+{}?entry=tts",
    "https://www.google.com/maps/search/?api=1&query={}%2C{}",
    "https://www.google.com/maps/dir//{},{}",
    "https://www.google.com/maps/dir/42.21,20.74/{},{}/@42.4,20.9,10z",
    "https://www.google.com/maps/dir/?api=1&origin=42.21,20.74&destination={},{}",
    "www.google.de/maps/@{},{},15z",
    "https://www.google.co.uk/maps?q={},{}",
    "https://www.openstreetmap.org/#map=17/{}/{}",
    "https://www.openstreetmap.org/?mlat={}&mlon={}#map=5/41.0/20.0",
    "https://maps.apple.com/?ll={},{}&q=Pin",
    "https://maps.apple.com/?q={},{}",
    "http://maps.apple.com/?daddr={},{}",
    "https://maps.apple.com/place?coordinate={},{}&name=Pin",
    "https://waze.com/ul?ll={}%2C{}&navigate=yes",
    "https://www.waze.com/live-map/directions?to=ll.{}%2C{}",
    "https://share.here.com/l/{},{},Shkolla?z=16",
    "https://wego.here.com/?map={},{},15,normal",
    "https://www.bing.com/maps?cp={}~{}&lvl=16",
    "https://www.bing.com/maps/default.aspx?v=2&where1={}%2C+{}",
    "geo:{},{}",
    "geo:0,0?q={},{}(Shkolla)",
    "geo:{},{};u=35",
    "GEO:{},{}",
]
SHORT = [
    "https://maps.app.goo.gl/AbCd123",
    "maps.app.goo.gl/AbCd123",
    "https://goo.gl/maps/AbCd123",
    "https://maps.apple/p/AbCd123",
    "https://osm.org/go/xhVo1r--",
    "https://waze.com/ul/hsrxq3z8pc",
    "https://w3w.co/filled.count.soap",
    "https://www.google.com/maps/place/Sheshi+Zahir+Pajaziti",
]
BARE = [
    "42.6629, 21.1655",
    "42.6629,21.1655",
    "42.6629 21.1655",
    "42.6629; 21.1655",
    "42,6629, 21,1655",
    "42,6629; 21,1655",
    "42.6629° N, 21.1655° E",
    "42.6629°, 21.1655°",
    "42.6629 N, 21.1655 E",
    "N 42.6629° E 21.1655°",
    "42°39'46.44\"N 21°09'55.8\"E",
    "42° 39′ 46,44″ N, 21° 9′ 55,8″ E",
    "N42°39'46.44'' E21°9'55.8''",
    "42°39.774'N 21°09.93'E",
]
CLOSE = 1e-6
latitudes = st.floats(-90, 90).map(lambda it: round(it, 5))
longitudes = st.floats(-180, 180).map(lambda it: round(it, 5))


def _at(text: str) -> tuple[float, float]:
    (point,) = find_points(text)
    assert point.at is not None
    return point.at


@pytest.mark.parametrize("form", LINKS)
@pytest.mark.parametrize("around", ["{}", "Ishte këtu: {} te shkolla", "ovde ({}).", "виде се на {}!"])
def test_a_link_is_read_where_it_stands(form: str, around: str) -> None:
    link = form.format(*HERE)
    text = around.format(link)
    (point,) = find_points(text)
    assert (text[point.start : point.end], point.at) == (link, HERE)


@pytest.mark.parametrize("form", LINKS)
@given(latitude=latitudes, longitude=longitudes)
def test_every_point_in_every_form_comes_back(form: str, latitude: float, longitude: float) -> None:
    assert _at(form.format(f"{latitude:.5f}", f"{longitude:.5f}")) == (latitude, longitude)


@pytest.mark.parametrize("text", BARE)
@pytest.mark.parametrize("around", ["{}", "Ishte këtu: {} te shkolla", "ovde ({})."])
def test_degrees_are_read(text: str, around: str) -> None:
    assert _at(around.format(text)) == pytest.approx(HERE, abs=CLOSE)


@given(latitudes, longitudes)
def test_degrees_minutes_and_seconds_are_the_same_point(latitude: float, longitude: float) -> None:
    def written(degrees: float, signs: str) -> str:
        minutes, seconds = divmod(round(abs(degrees) * 3600 * 100) / 100, 60)
        return f"{int(minutes // 60)}°{int(minutes % 60):02d}'{seconds:05.2f}\"{signs[degrees < 0]}"

    text = f"{written(latitude, 'NS')} {written(longitude, 'EW')}"
    assert _at(text) == pytest.approx((latitude, longitude), abs=1e-5)
    assert _at(f"https://www.google.com/maps/place/{quote(text)}/") == pytest.approx((latitude, longitude), abs=1e-5)


def test_the_pin_counts_before_the_window() -> None:
    link = f"https://www.google.com/maps/place/Sheshi+Zahir+Pajaziti/@42.6,21.1,17z/{DATA}?entry=ttu"
    assert _at(link) == HERE
    way = "https://www.google.com/maps/dir/Peja/Prishtina/@42.6,20.7,10z/data=!4m14!4m13!1m5!1m1!1s0x1!2m2!1d20.28!2d42.65"
    assert _at(f"{way}!1m5!1m1!1s0x2!2m2!1d21.1655!2d42.6629!3e0") == HERE


@pytest.mark.parametrize("link", SHORT)
def test_a_link_that_must_be_opened_is_known_as_one(link: str) -> None:
    (point,) = find_points(f"shikoni {link}, ju lutem")
    assert (point.start, point.end, point.at) == (8, 8 + len(link), None)
    assert is_point_alone(f" {link}\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://www.kosovopolice.com/kontakti",
        "https://example.org/42.6629,21.1655",
        "https://example.org/?ll=21.1655,42.6629",
        "me morën 12.000, 15.000 euro",
        "12.000, 15.000",
        "12,50, 13,50",
        "me 11.2026 12.2026",
        "044.1234 044.5678",
        "91.6629, 21.1655",
        "42.6629, 181.1655",
        "42°61'10\"N 21°09'55\"E",
        "llogaria 1234.5678 4321.8765",
        "192.168.1.10, 192.168.1.11",
        "22222222+22",
        "M598+FQ",
        "1+1",
        "ora 10.30, 11.45",
        "geolog: 42.6629",
        "geo:Prishtina",
    ],
)
def test_other_text_is_no_point(text: str) -> None:
    assert find_points(text) == []


def test_few_decimals_are_a_place_in_and_around_kosovo_if_nothing_else_is_said() -> None:
    assert _at("42.66, 21.16") == (42.66, 21.16)
    assert _at(" 42,66; 21,16 ") == (42.66, 21.16)
    assert find_points("42.66, 21.16 euro") == []


def test_several_points_come_in_their_order() -> None:
    text = "42.6629, 21.1655 pastaj https://maps.app.goo.gl/x pastaj geo:42.1,20.5"
    assert [it.at for it in find_points(text)] == [HERE, None, (42.1, 20.5)]


@pytest.mark.parametrize(
    ("code", "at"),
    [
        # Of the examples of the Open Location Code.
        ("8FVC9G8F+6X", (47.3655625, 8.5249375)),
        ("8FVC9G8F+6XQ", (47.3655875, 8.5249844)),
        ("8fvc9g8f+6x", (47.3655625, 8.5249375)),
        ("8GJ3M578+56", (42.6629375, 21.1655625)),
    ],
)
def test_plus_codes_are_read(code: str, at: tuple[float, float]) -> None:
    assert _at(f"te {code} afër") == at
    assert _at(f"https://plus.codes/{code}") == at


@given(st.floats(41.9, 43.2), st.floats(20.1, 21.7), st.floats(-0.45, 0.45), st.floats(-0.45, 0.45))
def test_a_short_plus_code_is_the_point_of_that_name_near_its_town(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    code = _encode(latitude, longitude)
    whole = plus_codes.decode(code)
    short = plus_codes.recover(code[4:], (whole[0] + north, whole[1] + east))
    assert short == pytest.approx(whole, abs=CLOSE)
    assert whole == pytest.approx((latitude, longitude), abs=0.0001)


def _encode(latitude: float, longitude: float) -> str:
    digits, north, east = "", latitude + 90, longitude + 180
    for size in (20, 1, 1 / 20, 1 / 400, 1 / 8000):
        digits += "23456789CFGHJMPQRVWX"[int(north / size)] + "23456789CFGHJMPQRVWX"[int(east / size)]
        north, east = north % size, east % size
    return f"{digits[:8]}+{digits[8:]}"


def test_what_stands_beside_a_point_is_kept() -> None:
    assert without_points("pranë shkollës (https://maps.app.goo.gl/x)") == "pranë shkollës"
    assert without_points("(te dera) → geo:42.1,20.5.") == "(te dera) →"
    assert without_points("pranë shkollës\n42.6629, 21.1655\nte dera") == "pranë shkollës\nte dera"
    assert without_points("no point. at all ") == "no point. at all "
    assert without_points("→ geo:42.1,20.5 !") == ""


@pytest.mark.parametrize("text", [*(it.format(*HERE) for it in LINKS), *SHORT, *BARE])
def test_the_digits_of_a_point_are_nothing_else(text: str) -> None:
    assert find_entities(f"ishte {text}", NOW) == []
    (plate,) = find_entities(f"{text} 01-123-AB", NOW)
    assert plate.value == "01-123-AB"


pieces = st.sampled_from(
    ["https://", "maps.google.com/", "google.com/maps", "?q=", "!3d", "!4d", "42.6629", "21,1655", ",", " ", "°", "'"]
    + ['"', "N", "E", "%2C", "%", "@", "#map=", "/", "geo:", "8GJ3M578+56", "M578+56", "+", "\n", "\ud800", "[", "]"]
)


@given(st.one_of(st.text(), st.lists(pieces, max_size=20).map("".join)))
def test_no_text_is_too_strange(text: str) -> None:
    end = 0
    for point in find_points(text, near=HERE):
        assert end <= point.start < point.end <= len(text)
        assert point.at is None or (abs(point.at[0]) <= 90 and abs(point.at[1]) <= 180)
        end = point.end
    without_points(text)
    is_point_alone(text)


@pytest.mark.parametrize(
    "part", ["a.", "1.1111", "42.6629, ", "a", "°", " ", "google.com/maps?q=", "!3d42.1", "1", "9°9'"]
)
def test_long_texts_take_no_longer_than_they_are(part: str) -> None:
    # Of a pattern that goes back again and again this would never come to its end.
    find_points(part * 20_000)
