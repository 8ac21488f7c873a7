"""Receipt codes: always the same, read however they are typed, hidden from whatever is stored."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.keys import Keys
from bot.services.receipts import HIDDEN, LETTERS, Hidden, hash_of, hide, make, reveal

KEYS = Keys(b"a key for tests, not for anybody")
CODE = make(KEYS, "DLG-ABCD-2345")
LATIN, CYRILLIC = "ABEKMHPCTXYJ", "АВЕКМНРСТХУЈ"
references = st.text(LETTERS, min_size=8, max_size=8).map(lambda it: f"DLG-{it[:4]}-{it[4:]}")


@given(references)
def test_a_code_has_its_shape_and_is_always_the_same(reference: str) -> None:
    code = make(KEYS, reference)
    assert code == make(KEYS, reference)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert hide(code) == Hidden(HIDDEN, code)


def test_another_house_makes_other_codes() -> None:
    other = Keys(b"another key, just as long as it.")
    assert make(other, "DLG-ABCD-2345") != CODE
    assert hash_of(other, CODE) != hash_of(KEYS, CODE)
    assert CODE not in hash_of(KEYS, CODE).upper()


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        CODE.replace("-", " - "),
        CODE.replace("-", "–"),
        CODE.replace("-", "\u2011"),
        CODE.replace("-", "\u200b-\u200b"),
        CODE.replace("-", "_"),
        CODE.replace("-", " / "),
        " ".join(CODE),
        "-".join(re.findall("..", CODE.replace("-", ""))),
        "".join(chr(ord(it) + 0xFEE0) for it in CODE),
        f"kodi{CODE}flm",
        f"kodi%20{CODE}",
        CODE.translate(str.maketrans(LATIN, CYRILLIC)),
        f"mu kodi em osht {CODE}, flm",
        f"Мој код је {CODE.translate(str.maketrans(LATIN, CYRILLIC))} хвала",
        f"this is {CODE.lower()}!",
    ],
)
def test_a_code_is_read_and_hidden(text: str) -> None:
    hidden = hide(text)
    assert hidden.code == CODE
    assert HIDDEN in hidden.text
    assert CODE[:4].casefold() not in hidden.text.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "IBAN XK05 1212 0123 4567 8906",
        "BE68 5390 0754 7034",
        "5232 4579 8872 3496",
        "IMEI 3569 3803 5643 809",
        "WVWZZZ1JZXW000001",
        "Audi 2008 Golf 2010",
        "they took from this road past here",
        "01-234-AB",
        "",
    ],
)
def test_what_is_no_code_stays_as_it_is(text: str) -> None:
    assert hide(text) == Hidden(text, None)


@given(st.integers(0, 15), st.sampled_from(LETTERS))
def test_one_wrong_sign_is_noticed(place: int, sign: str) -> None:
    signs = CODE.replace("-", "")
    wrong = signs[:place] + sign + signs[place + 1 :]
    code = "-".join(wrong[at : at + 4] for at in range(0, 16, 4))
    assert hide(code).is_wrong == (wrong != signs)
    assert hide(code).text == HIDDEN


@given(st.integers(0, 12))
def test_two_signs_that_changed_places_are_noticed(place: int) -> None:
    signs = CODE.replace("-", "")
    swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
    assert (hide(swapped).code is None) == (swapped != signs)


@given(st.text())
def test_any_text_is_hidden_without_an_error(text: str) -> None:
    hidden = hide(text)
    assert hidden.code is not None or hidden.is_wrong or hidden.text == text


def test_the_citizen_alone_sees_the_code() -> None:
    stored = f"Your reference is DLG-ABCD-2345, your receipt code {HIDDEN}."
    assert reveal(KEYS, stored, "DLG-ABCD-2345") == f"Your reference is DLG-ABCD-2345, your receipt code {CODE}."
    assert reveal(KEYS, "nothing to tell", "DLG-ABCD-2345") == "nothing to tell"
