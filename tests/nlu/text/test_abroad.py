"""Places outside Kosovo at which something happened, in three languages and both scripts; and what looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.gazetteer import find_abroad, municipality_ids

TOLD = {
    "tirana:al": [
        "në Tiranë",
        "ne tirane",
        "n'Tiran",
        "Tirana",
        "u Tirani",
        "у Тирани",
        "in Tirana",
        "ntirane te blloku",
    ],
    "kukes:al": ["në Kukës", "ne kukes", "u Kukesu", "in Kukës"],
    "durres:al": ["në Durrës te plazhi", "u Draču", "у Драчу", "in Durres"],
    "shkodra:al": ["në Shkodër", "Shkodra", "u Skadaru", "in Shkodra"],
    "albania:al": ["në Shqipëri", "n'Shqipni", "u Albaniji", "у Албанији", "Albania", "in Albania"],
    "skopje:mk": ["në Shkup", "Shkupi", "u Skoplju", "у Скопљу", "in Skopje", "ne shkup te çarshia"],
    "tetovo:mk": ["në Tetovë", "u Tetovu", "у Тетову", "in Tetovo"],
    "kumanovo:mk": ["në Kumanovë", "u Kumanovu", "у Куманову", "in Kumanovo"],
    "gostivar:mk": ["në Gostivar", "u Gostivaru", "у Гостивару", "in Gostivar"],
    "north_macedonia:mk": ["në Maqedoninë e Veriut", "u Severnoj Makedoniji", "у Македонији", "in North Macedonia"],
    "podgorica:me": ["Podgorica", "në Podgoricë", "u Podgorici", "у Подгорици", "in Podgorica"],
    "ulcinj:me": ["në Ulqin", "u Ulcinju", "у Улцињу", "in Ulcinj"],
    "montenegro:me": ["në Mal të Zi", "u Crnoj Gori", "у Црној Гори", "in Montenegro"],
    "belgrade:rs": ["në Beograd", "u Beogradu", "у Београду", "Beograd, Zemun", "in Belgrade", "u centru Beograda"],
    "nis:rs": ["Niš", "Ниш", "u Nišu", "u nisu", "у Нишу", "në Nish", "in Nis"],
    "novi_pazar:rs": ["Novi Pazar", "u Novom Pazaru", "у Новом Пазару", "në Pazar të Ri", "in Novi Pazar"],
    "raska:rs": ["u Raškoj", "у Рашкој", "në Rashkë", "Raška"],
    "vranje:rs": ["u Vranju", "у Врању", "në Vranjë", "in Vranje"],
    "presevo:rs": ["Presheva", "në Preshevë", "u Preševu", "у Прешеву", "in Presevo"],
    "bujanovac:rs": ["në Bujanovc", "u Bujanovcu", "у Бујановцу", "in Bujanovac"],
    "medvedja:rs": ["në Medvegjë", "u Medveđi", "у Медвеђи", "u medvedji"],
    "kursumlija:rs": ["u Kuršumliji", "у Куршумлији", "në Kurshumli", "in Kursumlija"],
    "serbia:rs": ["në Serbi", "u Srbiji", "у Србији", "Serbia", "in Serbia"],
    "zurich:ch": ["në Zyrih", "u Cirihu", "у Цириху", "in Zürich", "in Zurich"],
    "geneva:ch": ["në Gjenevë", "u Ženevi", "у Женеви", "in Geneva"],
    "basel:ch": ["në Bazel", "u Bazelu", "у Базелу", "in Basel"],
    "switzerland:ch": ["në Zvicër", "n'zvicerr", "u Švajcarskoj", "у Швајцарској", "in Switzerland"],
    "vienna:at": ["në Vjenë", "u Beču", "у Бечу", "in Vienna", "Wien"],
    "austria:at": ["në Austri", "u Austriji", "у Аустрији", "in Austria"],
    "munich:de": ["në Mynih", "u Minhenu", "у Минхену", "in München", "in Munich"],
    "stuttgart:de": ["në Shtutgart", "u Štutgartu", "у Штутгарту", "in Stuttgart"],
    "berlin:de": ["në Berlin", "u Berlinu", "у Берлину", "in Berlin"],
    "germany:de": ["në Gjermani", "ne gjermani", "u Nemačkoj", "у Немачкој", "in Germany"],
}
NOT_THERE = [
    # Streets, houses and buses that bear the name, and papers of there.
    "rruga Tirana",
    "në rrugën Tirana",
    "rruga e Tiranës 12",
    "ulica Beogradska",
    "u Beogradskoj ulici",
    "у Београдској улици",
    "in Tirana street",
    "autobusi për Tiranë",
    "te autobusi i Shkupit",
    "autobus za Beograd",
    "аутобус за Скопље",
    "the bus to Skopje",
    "rruga për Shkup",
    "put za Niš",
    "magistralja e Tiranës",
    "kod hotela Beograd",
    "afër hotelit Tirana",
    "u nemačkoj ambasadi",
    "у немачкој амбасади",
    "te ambasada e Gjermanisë",
    "at the embassy of Germany",
    "u turskom restoranu",
    # Borders are here too.
    "afër kufirit me Shqipërinë",
    "blizu granice sa Srbijom",
    "близу границе са Србијом",
    "near the border with Serbia",
    "te kufiri i Maqedonisë",
    # People, what they are and where they live.
    "from Germany",
    "një njeri nga Gjermania",
    "čovek iz Nemačke",
    "човек из Немачке",
    "my brother lives in Germany",
    "vëllai im jeton në Gjermani",
    "brat mi radi u Nemačkoj",
    "брат ми живи у Београду",
    "dërgova para në Gjermani",
    "I sent the money to a man in Berlin",
    "isha duke shkuar në Tiranë",
    "te Vlora në shtëpi",
    "komshija Srbijanac",
    # Everyday words.
    "u nis autobusi dhe më mori çantën",
    "u baru kod pijace",
    "tiran iz komšiluka",
    "në ferr",
    "",
]


@pytest.mark.parametrize(("place", "told"), [(place, told) for place, all_told in TOLD.items() for told in all_told])
def test_an_answer_names_a_place_abroad(place: str, told: str) -> None:
    (found,) = find_abroad(told, is_answer=True)
    assert found.candidates == (place,)
    assert found.municipality is None
    assert told[found.start : found.end] == found.text
    assert find_abroad(told.upper(), is_answer=True), "whatever the case"


@pytest.mark.parametrize("told", NOT_THERE)
def test_what_only_looks_like_one_is_none(told: str) -> None:
    assert find_abroad(told, is_answer=True) == []
    assert find_abroad(told, is_answer=False) == []


@pytest.mark.parametrize(
    ("story", "place"),
    [
        ("dje më vodhën telefonin në Tiranë afër qendrës", "tirana:al"),
        ("juče su mi ukrali telefon u Beogradu na pijaci", "belgrade:rs"),
        ("јуче су ми украли телефон у Скопљу на пијаци", "skopje:mk"),
        ("my phone was stolen in Vienna yesterday", "vienna:at"),
        ("they stole my phone, Tirana, yesterday", None),
        ("a car with plates of Germany hit me", None),
        ("a car from Tirana hit me", None),
        ("my cousin, who lives in Vienna, was hit by a car", None),
        ("I live in Vienna. My phone was stolen in Tirana.", "tirana:al"),
    ],
)
def test_of_a_story_only_where_it_was_counts(story: str, place: str | None) -> None:
    assert [it.candidates[0] for it in find_abroad(story, is_answer=False)] == ([place] if place else [])


def test_no_place_abroad_is_a_municipality() -> None:
    assert not municipality_ids() & set(TOLD)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for found in find_abroad(text, is_answer=True):
        assert text[found.start : found.end] == found.text
