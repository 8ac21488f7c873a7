import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.plates import find_plates


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("targa 01-123-AB", "01-123-AB", "01-123-AB"),
        ("e pashë 01 123 AB te rrethi", "01 123 AB", "01-123-AB"),
        ("01123ab", "01123ab", "01-123-AB"),
        ("RKS 01-123-AB", "RKS 01-123-AB", "01-123-AB"),
        ("targat 04 221 bd", "04 221 bd", "04-221-BD"),
        ("TARGA 01 123 AB", "01 123 AB", "01-123-AB"),
        ("таблица 02 118 ПМ, апотека", "02 118 ПМ", "02-118-PM"),
        ("123-KS-456", "123-KS-456", "123-KS-456"),
        ("auto BG 123-AB", "BG 123-AB", "BG-123-AB"),
        ("КМ 123-АА", "КМ 123-АА", "KM-123-AA"),
        ("tablice bg 123 ab", "bg 123 ab", "BG-123-AB"),
        ("AA 123 BB", "AA 123 BB", "AA-123-BB"),
        ("SK 1234 AB", "SK 1234 AB", "SK-1234-AB"),
        ("plate ZH 123 456 from Switzerland", "ZH 123 456", "ZH-123456"),
        ("targa M-AB 1234", "M-AB 1234", "M-AB-1234"),
        ("registracija W-12345X", "W-12345X", "W-12345-X"),
        ("tablice PG AB 123", "PG AB 123", "PG-AB-123"),
        ("0\u200b1-123-AB", "0\u200b1-123-AB", "01-123-AB"),
    ],
)
def test_a_plate_is_found_where_it_stands(text: str, written: str, value: str) -> None:
    [found] = find_plates(text)

    assert (text[found.start : found.end], found.value) == (written, value)


@pytest.mark.parametrize(
    "text",
    [
        "ZH 123456",
        "M-AB 1234",
        "05 200 te",
        "NE 05 300 TE",
        "VJEDHJE NE 2024 TE",
        "po gjuan kerri me 120 te shkolla",
        "kazna iz 2023. za auto",
        "auto ide 120 km 100 na",
        "kola u 5 ka",
        "044 123 456",
        "targa 044 123 456",
        "2026-AB-1234",
        "01-123-ABC",
        "01-4..-HT",
        "rks tablice 06",
        "200 eu",
        "",
    ],
)
def test_other_letters_and_digits_are_no_plate(text: str) -> None:
    assert find_plates(text) == []


def test_several_plates_are_told_apart() -> None:
    assert [it.value for it in find_plates("01-123-AB, 02-456-CD")] == ["01-123-AB", "02-456-CD"]


@given(st.one_of(st.text(), st.text(alphabet="0123456789-. abKSksпм\u200d\ud800"), st.text(alphabet="targ 01-AB")))
def test_no_text_breaks_it_and_plates_lie_apart(text: str) -> None:
    end = 0
    for found in find_plates(text):
        assert end <= found.start < found.end <= len(text)
        assert found.value.isascii()
        end = found.end
