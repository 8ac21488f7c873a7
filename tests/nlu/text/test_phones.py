import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.phones import find_phones


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("numri im 044 123 456", "044 123 456", "+38344123456"),
        ("044/123-456", "044/123-456", "+38344123456"),
        ("tel.044123456.", "044123456", "+38344123456"),
        ("(044) 123-456", "(044) 123-456", "+38344123456"),
        ("+383 44 123 456", "+383 44 123 456", "+38344123456"),
        ("+383(0)44 123 456", "+383(0)44 123 456", "+38344123456"),
        ("00383 44 123456", "00383 44 123456", "+38344123456"),
        ("383 44 123456", "383 44 123456", "+38344123456"),
        ("stacioni 038 504 604", "038 504 604", "+38338504604"),
        ("број ми је 045 222 333", "045 222 333", "+38345222333"),
        ("+381 64 123 4567", "+381 64 123 4567", "+381641234567"),
        ("00355 69 123 4567", "00355 69 123 4567", "+355691234567"),
        ("+389 70 123 456", "+389 70 123 456", "+38970123456"),
        ("+49 151 12345678", "+49 151 12345678", "+4915112345678"),
        ("+41 79 123 45 67", "+41 79 123 45 67", "+41791234567"),
        ("0043 664 1234567", "0043 664 1234567", "+436641234567"),
        ("044 123 456 200 euro", "044 123 456", "+38344123456"),
        ("044\u200b123\u200b456", "044\u200b123\u200b456", "+38344123456"),
        ("٠٤٤ ١٢٣ ٤٥٦", "٠٤٤ ١٢٣ ٤٥٦", "+38344123456"),
        ("０４４ １２３ ４５６", "０４４ １２３ ４５６", "+38344123456"),
    ],
)
def test_a_number_is_found_where_it_stands(text: str, written: str, value: str) -> None:
    [found] = find_phones(text)

    assert (text[found.start : found.end], found.value) == (written, value)


def test_several_numbers_are_told_apart() -> None:
    text = "044 123 456 049 765 432, 045111222"

    assert [it.value for it in find_phones(text)] == ["+38344123456", "+38349765432", "+38345111222"]


@pytest.mark.parametrize(
    "text",
    [
        *("192", "112", "194", "038 192", "028-192", "0800 11112", "03.12.2026", "12.03.2026 14:30", "1234567890"),
        *("01-123-AB", "x044123456", "044123456x", "0000 0000 0000", "XK051212012345678906", "044", "+", "0" * 40, ""),
    ],
)
def test_emergency_numbers_dates_and_others_are_nobodys_number(text: str) -> None:
    assert find_phones(text) == []


@given(st.one_of(st.text(), st.text(alphabet="0123456789+()/-. ٤\u200e\ud800x")))
def test_no_text_breaks_it_and_numbers_lie_apart(text: str) -> None:
    end = 0
    for found in find_phones(text):
        assert end <= found.start < found.end <= len(text)
        assert found.value.startswith("+")
        end = found.end
