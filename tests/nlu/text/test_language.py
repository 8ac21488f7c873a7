"""Contract: the language of short everyday messages, in every spelling and script that our citizens use."""

from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.build_language import build, is_right, main, measure, read_groups, read_messages, spell
from nlu.text.language import MODEL_FILE, Guess, Language, identify
from nlu.text.language_counts import Counts
from nlu.text.language_model import Model, words_of
from nlu.text.scripts import Script

ALBANIAN = """
    Përshëndetje|Faleminderit shumë|Ku është stacioni më i afërt?|Më kanë vjedhur veturën.|Sa është gjoba për shpejtësi?|
    Dua të flas me një zyrtar|Më ndihmoni, ju lutem|ndihmë|çfarë dokumente duhen|po, dua
"""
ALBANIAN_WITHOUT_DIACRITICS = """
    pershendetje|me kane vjedhur veturen|cfare te bej|si te raportoj nje vjedhje|a mund te ankohem|eshte urgjente|
    ku mund te paguaj gjoben|nuk e di|kush jeni ju|Mirembrema
"""
GHEG = """
    qysh me raportu nji vjedhje|osht zhduk gruja|ma kan vjedh veturen|e kom hup letrnjoftimin|pom rreh burri|n'shpi|
    cka me bo tash|qka duhet me marr|nihm shpejt|spo di|smunem me fol|kom nevoj per ndihm|a muj me u anku|
    hajnat jon n'shpi|flm shum|sa o gjoba|qysh jeni|ku muj me pagu|jom n rrezik|veq po vet|tlutem|du me bo denoncim
"""
SERBIAN = """
    Zdravo|Hvala vam|Gde je najbliža stanica?|Ukrali su mi auto|Kolika je kazna za brzinu?|Želim da razgovaram|pomoć|
    izgubio sam ličnu kartu|krađa|u redu|neću|dobro veče
"""
SERBIAN_WITHOUT_DIACRITICS = """
    sta da radim|dal radite danas|kude da odem|ocu da prijavim|muz me tuce|upomoc|gde ste|cujem pucnje kod crkve|hvala puno|
    zelim da se zalim|nzm sta da radim|kako da prijavim kradju|zdravo dali neko radi sad|oću anonimno|pozz
"""
SERBIAN_IN_CYRILLIC = """
    Здраво|Хвала|где је полицијска станица|украли су ми ауто|помоћ|Изгубио сам личну карту|шта да радим|не могу|
    полициja u Gračanici ради ли|Колика је казна?|муж ме туче|хоћу да пријавим крађу
"""
CROATIAN_BOSNIAN_MONTENEGRIN = """
    Gdje je najbliža postaja?|Htio bih prijaviti krađu|tko je tamo|lijepo vrijeme|nestalo mi je dijete|vidio sam ga jučer|
    što da napravim|nisam razumio|moja obitelj|đe ste ljudi|Što trebam donijeti?
"""
ENGLISH = """
    hello|thank you|help me please|where is the police station|i lost my passport|someone is following me|
    my car was stolen|how much is the fine?|can I talk to an officer|pls help|yes please|I don't know|are you a robot
"""


def _table(language: Language, *messages: str) -> list[tuple[str, Language]]:
    return [(message.strip(), language) for line in messages for message in line.split("|")]


SHORT_MESSAGES = [
    *_table(Language.ALBANIAN, ALBANIAN, ALBANIAN_WITHOUT_DIACRITICS, GHEG),
    *_table(Language.SERBIAN, SERBIAN, SERBIAN_WITHOUT_DIACRITICS, SERBIAN_IN_CYRILLIC, CROATIAN_BOSNIAN_MONTENEGRIN),
    *_table(Language.ENGLISH, ENGLISH),
]


@pytest.mark.parametrize(("message", "language"), SHORT_MESSAGES)
def test_tells_the_language_of_a_short_message(message: str, language: Language) -> None:
    guess = identify(message)

    assert (guess.language, guess.other) == (language, None)
    assert 0.5 < guess.confidence <= 1


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("hallo kom pas ni unfall te vermica, kerri osht kaput", Language.ALBANIAN),
        ("ukrali su mi telefon u Prishtini, samsung galaxy, please help", Language.SERBIAN),
        ("my brother was beaten in Fushë Kosovë last night near the train station", Language.ENGLISH),
        ("Pershendetje, jam nga Gracanica dhe dua te raportoj nje vjedhje te komshiu im Jovan", Language.ALBANIAN),
    ],
)
def test_tells_the_language_that_carries_a_mixed_message(message: str, language: Language) -> None:
    assert identify(message).language is language


@pytest.mark.parametrize(
    "message",
    [
        "",
        " ",
        "ok",
        "OK!",
        "192",
        "+383 44 123 456",
        "👍🏽",
        "😭😭😭",
        "...",
        "?",
        "Prishtina",
        "Peć",
        "x",
        "fushe kosove",
    ]
    + [
        "Hani i Elezit",
        "hahaha",
        "01-123-AB",
        "KP-2026-7F3K",
        "https://example.org/po-ne-da",
        "me@example.com",
        "/start",
    ],
)
def test_says_nothing_where_nothing_can_be_told(message: str) -> None:
    guess = identify(message)

    assert (guess.language, guess.other, guess.confidence) == (None, None, 0)


@pytest.mark.parametrize("message", ["Гњилане", "ок", "стоп", "Звечан?", "а"])
def test_cyrillic_letters_without_a_sign_of_another_language_are_serbian(message: str) -> None:
    guess = identify(message)

    assert (guess.language, guess.script) == (Language.SERBIAN, Script.CYRILLIC)
    assert 0.5 < guess.confidence < 1


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("is this a joke to you", Language.ENGLISH),
        ("are u me", Language.ENGLISH),
        ("u r a bot", Language.ENGLISH),
        ("me too", Language.ENGLISH),
        ("a je ti njeri", Language.ALBANIAN),
        ("me fal", Language.ALBANIAN),
        ("po ti", Language.ALBANIAN),
        ("je l to ti", Language.SERBIAN),
        ("a jesi ti to", Language.SERBIAN),
        ("ne", Language.SERBIAN),
        ("jo", Language.ALBANIAN),
    ],
)
def test_short_words_that_languages_share_tell_by_their_neighbours(message: str, language: Language) -> None:
    assert identify(message).language is language


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("hepl", Language.ENGLISH),
        ("plaese", Language.ENGLISH),
        ("stattion", Language.ENGLISH),
        ("pomcoc", Language.SERBIAN),
        ("zdraov", Language.SERBIAN),
        ("plicajac", Language.SERBIAN),
        ("ndimhe", Language.ALBANIAN),
        ("falemnderti", Language.ALBANIAN),
        ("mirupafhsim", Language.ALBANIAN),
    ],
)
def test_a_slip_of_the_finger_hides_no_language(message: str, language: Language) -> None:
    assert identify(message).language is language


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("polixe", Language.ENGLISH),
        ("offocer", Language.ENGLISH),
        ("hvalw", Language.SERBIAN),
        ("kradha", Language.SERBIAN),
        ("nfihme", Language.ALBANIAN),
        ("vjedhka", Language.ALBANIAN),
    ],
)
def test_a_key_beside_the_right_one_hides_no_language(message: str, language: Language) -> None:
    assert identify(message).language is language


def test_a_word_said_again_says_nothing_new() -> None:
    model = Model.parse(MODEL_FILE.read_text(encoding="utf-8"))
    once, again = (model.weigh(words_of(f"{words} where are you")) for words in ("mirupafshim", "mirupafshim " * 3))

    assert again == pytest.approx(once)
    assert identify("jo jo, wrong street").language is Language.ENGLISH


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("Arabam çalındı, yardım edin", "tr"),
        ("Nasılsınız, polis nerede?", "tr"),
        ("arabami caldilar ne yapmaliyim", "tr"),
        ("Добар ден, каде сте?", "mk"),
        ("Ми го украдоа телефонот, што да правам", "mk"),
        ("полицијата ме следи", "mk"),
        ("mi go zedoa avtomobilot", "mk"),
        ("Mein Auto wurde gestohlen", "de"),
        ("so te kerav akana", "rom"),
        ("Bonjour, j'ai perdu mon passeport", "fr"),
        ("Ho perso il passaporto, cosa devo fare?", "it"),
        ("Где находится полиция? Помогите, пожалуйста", "ru"),
        ("Я загубив свій паспорт, допоможіть", "uk"),
        ("κλέψανε το αμάξι μου", "und"),
        ("السلام عليكم", "und"),
    ],
)
def test_knows_another_language(message: str, code: str) -> None:
    guess = identify(message)

    assert (guess.language, guess.other) == (None, code)


@pytest.mark.parametrize(
    ("message", "script"),
    [
        ("ndihmë", Script.LATIN),
        ("Где је станица?", Script.CYRILLIC),
        ("ok", Script.LATIN),
        ("192", None),
        ("你好", None),
    ],
)
def test_names_the_script(message: str, script: Script | None) -> None:
    assert identify(message).script is script


def test_is_less_sure_of_a_word_that_languages_share() -> None:
    assert identify("ne").confidence < 0.9 < identify("nuk e di").confidence


@given(st.text())
def test_never_raises(text: str) -> None:
    guess = identify(text)

    assert isinstance(guess, Guess)
    assert 0 <= guess.confidence <= 1
    assert guess.language is None or guess.other is None


@given(st.sampled_from(SHORT_MESSAGES))
def test_capitals_and_marks_do_not_matter(row: tuple[str, Language]) -> None:
    message, language = row

    assert identify(message.upper() + " !!! 👍").language is language


def test_is_quick_enough_for_every_message() -> None:
    identify("first use reads the file")
    seconds = []
    for message, _ in SHORT_MESSAGES:
        start = perf_counter()
        identify(message)
        seconds.append(perf_counter() - start)

    assert median(seconds) < 0.001


def test_stays_quick_for_an_endless_word() -> None:
    start = perf_counter()
    identify("а" * 100_000 + "a")

    assert perf_counter() - start < 1


def test_the_model_is_small_and_knows_our_languages() -> None:
    model = Model.parse(MODEL_FILE.read_text(encoding="utf-8"))

    assert MODEL_FILE.stat().st_size <= 800 * 1024
    assert {str(code) for code in Language} <= set(model.codes)
    assert ("fushe", "kosove") in model.neutral


def _languages_of(word: str, model: Model) -> list[str]:
    return [model.codes[place] for place, _ in model.words[word]]


def test_builds_a_model_from_training_data(tmp_path: Path) -> None:
    lists = tmp_path / "lists.yml"
    lists.write_text("sq: unë jam\nsr: ja sam\nen: i am\nneutral: ok, novi sad\n", encoding="utf-8")
    phrases = tmp_path / "phrases.yml"
    phrases.write_text("sq: a je, a je mirë\nmk: што правиш\n", encoding="utf-8")
    for code, message in {"sq": "ku je [Pejë](municipality)", "sr": "где си", "en": "where are you"}.items():
        examples = (
            f'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - {message}\n    - {message}\n    - {message}\n'
        )
        (tmp_path / code).mkdir()
        (tmp_path / code / "talk.yml").write_text(examples, encoding="utf-8")

    build(tmp_path, lists, phrases, tmp_path / "language.txt")

    model = Model.parse((tmp_path / "language.txt").read_text(encoding="utf-8"))
    assert model.codes == ("en", "mk", "sq", "sr")
    assert _languages_of("peje", model) == ["sq"]
    assert _languages_of("gde", model) == ["sr"]
    assert _languages_of("pravis", model) == ["mk"]
    assert [model.codes[place] for place, _ in model.pairs["a+je"]] == ["sq"]
    assert ("novi", "sad") in model.neutral
    likelihoods = model.weigh(words_of("a je"))
    assert max(likelihoods, key=lambda code: likelihoods[code]) == "sq"
    assert model.weigh(["novi", "sad", "ok"]) == {}


def test_a_long_word_seen_once_is_told_by_its_letters() -> None:
    counts = Counts()
    counts.add(words_of("polciajca zovem zovem"), 1)
    counts.add(words_of("slip"), 1)
    model = Model.parse("\n".join(counts.lines("sr")))

    assert set(model.words) == {"zovem", "slip"}
    assert "_pol" in model.pieces or "_p" in model.pieces


def test_a_message_in_another_of_our_languages_teaches_nothing(tmp_path: Path) -> None:
    lists = tmp_path / "lists.yml"
    lists.write_text("sq: unë nuk jam\nsr: ja nisam ovde\nen: i am not here\nneutral: ok\n", encoding="utf-8")
    phrases = tmp_path / "phrases.yml"
    phrases.write_text("{}", encoding="utf-8")
    for code, message in {"sq": "unë nuk jam", "sr": "ja nisam ovde", "en": "ja nisam ovde"}.items():
        (tmp_path / code).mkdir()
        (tmp_path / code / "talk.yml").write_text(f"nlu:\n- intent: deny\n  examples: |\n    - {message}\n")

    build(tmp_path, lists, phrases, tmp_path / "language.txt")

    model = Model.parse((tmp_path / "language.txt").read_text(encoding="utf-8"))
    assert _languages_of("ovde", model) == ["sr"]


def test_measures_files_of_each_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lines.txt").write_text("Ku jeni?\n\nNuk e di.\n", encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text('{"text": "gde ste"}\n{"partition": "train", "utt": "no"}\n', encoding="utf-8")
    (tmp_path / "list.yml").write_text("- text: where are you\n  register: plain\n", encoding="utf-8")

    assert read_messages(tmp_path / "lines.txt") == ["Ku jeni?", "Nuk e di."]
    assert read_messages(tmp_path / "rows.jsonl") == ["gde ste"]
    assert read_messages(tmp_path / "list.yml") == ["where are you"]
    assert measure("sq", ["Ku jeni?", "Where are you?"]).split()[:2] == ["2", "50.0%"]
    main(["measure", "--show", f"en={tmp_path / 'lines.txt'}"])
    assert "sq" in capsys.readouterr().out


def test_measures_a_list_that_names_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.yml"
    rows.write_text(
        "- {text: 'Ku jeni?', language: sq}\n- {text: где сте, language: sr}\n- {text: teşekkürler, language: tr}\n- {text: ok, language: und}\n",
        encoding="utf-8",
    )

    assert read_groups(rows) == {
        "sq": ["Ku jeni?"],
        "sr": ["где сте"],
        "en": [],
        "other": ["teşekkürler"],
        "und": ["ok"],
    }
    assert read_groups(rows, start=1, every=2)["sr"] == ["где сте"]
    main(["measure", str(rows), "--spelling", "plain"])
    assert "100.0%" in capsys.readouterr().out


def test_other_languages_count_as_one_and_no_language_is_never_refused() -> None:
    turkish, nothing = identify("teşekkürler"), identify("ok")

    assert is_right("tr", turkish)
    assert is_right("other", turkish)
    assert not is_right("und", turkish)
    assert is_right("und", nothing)
    assert not is_right("other", nothing)


def test_spells_messages_as_people_do() -> None:
    assert spell("Đe ste, ljudi? Džep, šnjur", "cyrillic") == "ђе сте, људи? џеп, шњур"
    assert spell("Përshëndetje, Đorđe", "plain") == "pershendetje, djordje"
