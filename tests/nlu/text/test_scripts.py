"""Cyrillic in all its typings is read as Serbian Latin."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.scripts import Script, script_of, to_latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Полиција Косова", "Policija Kosova"),
        ("аbvгдђежзијклљмнњопрстћуфхцчџш", "abvgdđežzijklljmnnjoprstćufhcčdžš"),
        ("Његош, Љиљана и Џеп", "Njegoš, Ljiljana i Džep"),
        ("ЊЕГОШ, ЉУДИ, КОЊ, ОЏАК", "NJEGOŠ, LJUDI, KONJ, ODŽAK"),
        ("конјугација, инјекција, надживети", "konjugacija, injekcija, nadživeti"),
        ("Ђаковица и Ћуприја", "Đakovica i Ćuprija"),
        ("ќе одам во Ѓаковица", "će odam vo Đakovica"),
        ("мой адрес", "moj adres"),
        ("Već latinica, 192, ndihmë ❤", "Već latinica, 192, ndihmë ❤"),
    ],
)
def test_cyrillic_is_written_in_latin(text: str, latin: str) -> None:
    assert to_latin(text) == latin


@pytest.mark.parametrize(
    ("typed", "latin"),
    [
        ("пoлициja", "policija"),  # Latin o, j, a
        ("Cpбиja", "Srbija"),  # Latin C, p, j, a
        ("cyпa", "supa"),  # Latin c, y, a
        ("рolicija", "policija"),  # Cyrillic р
        ("Коsovo", "Kosovo"),  # Cyrillic К, о
        ("hoћу", "hoću"),
        ("bиo", "bio"),
        ("полиciја", "policija"),
        ("kућа u Пећи", "kuća u Peći"),
    ],
)
def test_a_word_typed_with_both_scripts_is_read_as_one(typed: str, latin: str) -> None:
    assert to_latin(typed) == latin


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Ku jeni?", Script.LATIN),
        ("ÇËŠŽ", Script.LATIN),
        ("Где сте?", Script.CYRILLIC),
        ("полиција brnjak", Script.CYRILLIC),
        ("пoлиција", Script.CYRILLIC),
        ("policijа", Script.LATIN),
        ("Hvala, Јоване", Script.CYRILLIC),
        ("", None),
        ("192 👍", None),
        ("γειά", None),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: Script | None) -> None:
    assert script_of(text) is script


@given(st.text())
def test_reads_anything(text: str) -> None:
    script_of(text)
    assert to_latin(to_latin(text)) == to_latin(text)


@given(st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ \n.,!192"))
def test_leaves_no_cyrillic(text: str) -> None:
    assert script_of(to_latin(text)) is not Script.CYRILLIC


def test_stays_quick_for_an_endless_word() -> None:
    start = perf_counter()
    to_latin("б" * 20_000 + "a" * 20_000)

    assert perf_counter() - start < 1
