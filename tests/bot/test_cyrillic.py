"""Our Serbian Latin texts, as a reader of Cyrillic expects them."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cyrillic import to_cyrillic
from nlu.text.scripts import to_latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Policija Kosova", "Полиција Косова"),
        ("Da li želite da prijavite krađu?", "Да ли желите да пријавите крађу?"),
        ("đak, Đorđe, ĐAKOVICA", "ђак, Ђорђе, ЂАКОВИЦА"),
        ("Žalba PIK-u ili MUP-u", "Жалба ПИК-у или МУП-у"),
        ("24-časovna služba, 1. sprat", "24-часовна служба, 1. спрат"),
        ("da/ne, i/ili", "да/не, и/или"),
    ],
)
def test_writes_serbian_in_cyrillic(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Njegoš NJEGOŠ njegov konj KONJ", "Његош ЊЕГОШ његов коњ КОЊ"),
        ("Ljubav LJUBAV ljudi", "Љубав ЉУБАВ људи"),
        ("Džep DŽEP hodža budžet odžak nadžak", "Џеп ЏЕП хоџа буџет оџак наџак"),
        ("kanjon, konjušnica, banjalučki", "кањон, коњушница, бањалучки"),
        ("Lj. Nj. Dž.", "Љ. Њ. Џ."),
    ],
)
def test_joins_digraphs_in_small_and_capital_letters(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("konjugacija", "конјугација"),
        ("konjunktura", "конјунктура"),
        ("injekcija INJEKCIJU Injektor", "инјекција ИНЈЕКЦИЈУ Инјектор"),
        ("Tanjug", "Танјуг"),
        ("vanjezički", "ванјезички"),
        ("anjon", "анјон"),
        ("nadživeti NADŽIVETI nadžupan", "надживети НАДЖИВЕТИ наджупан"),
        ("odžaliti odživeti", "оджалити одживети"),
        ("podžupan podžanr", "поджупан поджанр"),
        ("predželudac", "преджелудац"),
        ("odjava, nadjačati", "одјава, надјачати"),
    ],
)
def test_joins_no_digraph_across_a_border_of_morphemes(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    "text",
    [
        "https://policia.rks-gov.net/stanice?a=b",
        "www.kosovopolice.com",
        "policia.rks-gov.net",
        "info@kosovopolice.com",
        "@KosovoPolice",
        "{name} {count:d} %(number)s",
        "01-123-AB",
        "01 123 AB",
        "KP-2026-7F3K",
        "/start",
        "(/pomoc)",
        "Telegram Messenger Facebook Dialog SMS IMEI PDF eKosova WhatsApp YouTube",
        "Prishtinë",
        "50 km/h, 0,5 g/l",
        "<strong>",
        "II",
        "Већ је ћирилица, Facebook-у и SMS-ом",
        "192 👍",
        "",
    ],
)
def test_leaves_what_is_not_serbian_or_is_machine_readable(text: str) -> None:
    assert to_cyrillic(text) == text


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Pošaljite {count} fotografija na Messengeru.", "Пошаљите {count} фотографија на Messenger-у."),
        ("Kucajte /start ili pozovite 192.", "Куцајте /start или позовите 192."),
        ("SMS-om ili e-mailom na info@kosovopolice.com!", "SMS-ом или e-mail-ом на info@kosovopolice.com!"),
        ("<b>Važno</b>: tablice 01-123-AB", "<b>Важно</b>: таблице 01-123-AB"),
        ("telegram, dijalog i odeljenje II", "телеграм, дијалог и одељење II"),
    ],
)
def test_converts_around_what_it_leaves(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


LETTERS = [*"abcčćdđefghijklmnoprsštuvzž", "lj", "nj", "dž"]
WORDS = st.lists(st.sampled_from(LETTERS), min_size=2, max_size=12).map("".join)
CASES = st.sampled_from([str.lower, str.capitalize, str.upper])


@given(WORDS, CASES)
@example("konjugacija", str.upper)
@example("njegov", str.upper)
@example("nj", str.capitalize)
def test_a_serbian_word_comes_back_from_cyrillic(word: str, case: Callable[[str], str]) -> None:
    assert to_latin(to_cyrillic(case(word))) == case(word)


@given(st.text())
def test_never_raises_and_changes_nothing_twice(text: str) -> None:
    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)


@given(st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџшАЂЊЏ {}%@/.0123456789\n"))
def test_leaves_cyrillic_as_it_is(text: str) -> None:
    assert to_cyrillic(text) == text
