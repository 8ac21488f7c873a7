import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.emails import find_emails
from nlu.text.references import find_references


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("2026-AB-1234, ka lajme?", "2026-AB-1234", "2026-AB-1234"),
        ("број предмета 2024-КМ-1187", "2024-КМ-1187", "2024-KM-1187"),
        ("PRK-2026-001234", "PRK-2026-001234", "PRK-2026-001234"),
        ("reference 19-EK-2025, status", "19-EK-2025", "19-EK-2025"),
        ("nr. i rastit 1234/2026", "1234/2026", "1234/2026"),
        ("numri i rastit 24-1173, a ka lajme", "24-1173", "24-1173"),
        ("rasti im me numër 118", "118", "118"),
        ("akoma spo di gja, rasti 3321", "3321", "3321"),
        ("statusi i lëndës 453/25", "453/25", "453/25"),
        ("broj predmeta 12-345/2025", "12-345/2025", "12-345/2025"),
        ("predmet br. 5", "5", "5"),
        ("PPP.nr.123/2024", "PPP.nr.123/2024", "PPP.NR.123/2024"),
        ("P. br. 45/23", "P. br. 45/23", "P.NR.45/23"),
        ("case no 4711", "4711", "4711"),
        ("my report? reference is kp-20931", "kp-20931", "KP-20931"),
        ("dlg-ab12-cd34", "dlg-ab12-cd34", "DLG-AB12-CD34"),
        ("DLG AB12 CD34", "DLG AB12 CD34", "DLG-AB12-CD34"),
        ("ДЛГ-АБ12-3456", "ДЛГ-АБ12-3456", "DLG-AB12-3456"),
        ("2026–AB–1234", "2026–AB–1234", "2026-AB-1234"),
    ],
)
def test_a_case_number_is_found_where_it_stands(text: str, written: str, value: str) -> None:
    [found] = find_references(text)

    assert (text[found.start : found.end], found.value) == (written, value)


@pytest.mark.parametrize(
    "text",
    [
        "raport 30 euro",
        "rasti i 2019",
        "case 2019",
        "rasti 5 veta",
        "prijava 192",
        "raporti i datës 12.03.2026",
        "report 12/03/2026",
        "rr. nr. 12/24",
        "slučaj od 12.9",
        "01-123-AB",
        "+383-44-123-456",
        "raportova 500",
        "",
    ],
)
def test_other_numbers_are_no_case(text: str) -> None:
    assert find_references(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("shkruani te Arta.B@Example.com.", "arta.b@example.com"),
        ("пиши на mira@posta.example.org, хвала", "mira@posta.example.org"),
        ("n'blerta@example.com", "blerta@example.com"),
        ("a\u200brta@example.com", "arta@example.com"),
    ],
)
def test_an_address_is_found(text: str, value: str) -> None:
    assert [it.value for it in find_emails(text)] == [value]


@pytest.mark.parametrize("text", ["a@b", "@@@", "@prishtina", "x@y.z@q", "mail.com", ""])
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert find_emails(text) == []


@given(st.one_of(st.text(), st.text(alphabet="rastinDLGdlg 0123456789-/.@#\u200f\ud800")))
def test_no_text_breaks_it_and_what_is_found_lies_apart(text: str) -> None:
    for find in (find_references, find_emails):
        end = 0
        for found in find(text):
            assert end <= found.start < found.end <= len(text)
            end = found.end
