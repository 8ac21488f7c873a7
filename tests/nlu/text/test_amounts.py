from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.amounts import find_amounts
from nlu.text.numbers import read_digits, read_number
from nlu.text.plain import Plain


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("po lyp 200€ me hesht", "200€", "200.00 EUR"),
        ("ma muer 20 mijë euro", "20 mijë euro", "20000.00 EUR"),
        ("5 hiljada evra", "5 hiljada evra", "5000.00 EUR"),
        ("5 хиљада евра", "5 хиљада евра", "5000.00 EUR"),
        ("pesqind euro", "pesqind euro", "500.00 EUR"),
        ("pet stotina evra", "pet stotina evra", "500.00 EUR"),
        ("dy mijë e pesëqind euro", "dy mijë e pesëqind euro", "2500.00 EUR"),
        ("two hundred and fifty euros", "two hundred and fifty euros", "250.00 EUR"),
        ("hiljadu evra", "hiljadu evra", "1000.00 EUR"),
        ("1.500,50 €", "1.500,50 €", "1500.50 EUR"),
        ("EUR 1,500.50", "EUR 1,500.50", "1500.50 EUR"),
        ("€200", "€200", "200.00 EUR"),
        ("2k euro", "2k euro", "2000.00 EUR"),
        ("1 700 euros", "1 700 euros", "1700.00 EUR"),
        ("2 mije e 500 euro", "2 mije e 500 euro", "2500.00 EUR"),
        ("1.5 milion euro", "1.5 milion euro", "1500000.00 EUR"),
        ("nudili mi 200e da", "200e", "200.00 EUR"),
        ("5 euro e 50 cent", "5 euro e 50 cent", "5.50 EUR"),
        ("50 cent", "50 cent", "0.50 EUR"),
        ("700 frangash", "700 frangash", "700.00 CHF"),
        ("CHF 80", "CHF 80", "80.00 CHF"),
        ("3000 dollar", "3000 dollar", "3000.00 USD"),
        ("300.000 dinara", "300.000 dinara", "300000.00 RSD"),
        ("10 mijë lekë", "10 mijë lekë", "10000.00 ALL"),
        ("4000 funta", "4000 funta", "4000.00 GBP"),
    ],
)
def test_a_sum_is_found_where_it_stands(text: str, written: str, value: str) -> None:
    [found] = find_amounts(text)

    assert (text[found.start : found.end], found.value) == (written, value)


@pytest.mark.parametrize("text", ["od 20 do 30 evra", "20-30 euro", "20 ose 30 €"])
def test_of_a_range_both_ends_are_sums(text: str) -> None:
    assert [it.value for it in find_amounts(text)] == ["20.00 EUR", "30.00 EUR"]


@pytest.mark.parametrize("text", ["euro", "200", "200 e da", "sa euro", "20 njerëz", "044 123 456", "lek 5", ""])
def test_numbers_without_money_are_no_sums(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.500", 1500), ("1,500", 1500), ("1,5", Decimal("1.5")), ("1.500.000", 1500000), ("1.500,5", Decimal("1500.5"))],
)
def test_marks_of_thousands_and_decimals_are_read_in_either_custom(written: str, value: Decimal) -> None:
    assert read_digits(written) == value


@pytest.mark.parametrize("written", ["12.03.2026", "1:30", "", "1" * 40])
def test_what_is_no_number_is_not_read(written: str) -> None:
    assert read_digits(written) is None


def test_a_number_in_words_ends_where_it_cannot_go_on() -> None:
    number = read_number(Plain.of("dvadeset i pet ljudi").tokens, 0)

    assert number is not None
    assert (number.value, number.after) == (25, 3)


_WORDS = st.lists(
    st.sampled_from(
        [
            "20",
            "1.500,50",
            "mije",
            "hiljada",
            "pet",
            "qind",
            "e",
            "i",
            "-",
            "euro",
            "€",
            "cent",
            "k",
            "€200",
            "\ud800",
            "\n",
        ]
    )
)


@given(st.one_of(st.text(), _WORDS.map(" ".join), st.text(alphabet="0123456789.,€ek ")))
def test_no_text_breaks_it_and_sums_lie_apart(text: str) -> None:
    end = 0
    for found in find_amounts(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
