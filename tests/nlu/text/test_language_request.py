"""Contract: a language or script asked for by name, in every spelling; what is refused is not asked for."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text.language import Language
from nlu.text.language_request import find_requested
from nlu.text.scripts import Script

IN_ALBANIAN = {
    "sq": """
        fol shqip|Shqip ju lutem|në shqip|ne shqip ju lutem|n'shqip pls|nshqip|a mund të flasim shqip|ma kthe shqip|
        pergjigju ne gjuhen shqipe|Ju lutem vazhdoni në gjuhën shqipe.|une flas vetem shqip|shqip fol|
        nuk di serbisht, fol shqip|nuk di serbisht fol shqip|serbisht nuk di fol shqip|fol shqip se nuk di serbisht|
        fol shqip te lutem se spo kuptoj serbisht|nuk kuptoj fol shqip|nuk kuptoj asgje, du shqip|
        jo serbisht, shqip|shqip jo serbisht|s'di serbisht hiç, vetem shqip|mos m'shkruj serbisht, shqip|
        qe nihere po t'shkruj shqip e ti po m'pergjigjesh serbisht|fol shqip nuk kuptoj|a mundeni ju te shkruani shqip|
        pse po m'shkrun anglisht, du shqip|Pse po me pergjigjeni serbisht, une shkruaj shqip.|kjo spo pergjigjet shqip|
        a nuk flet shqip?|pse nuk flet shqip|nuk di si me ndrru ne shqip|nuk mundem me kthy n'shqip|
        shkruje ma thjesht n'gegnisht|shqp|sqip|shqiip|shqpi te lutem|SHQIP!!!|fol albanski|nuk dua serbisht fol shqip
    """,
    "sr": """
        gruja jem flet veq serbisht a bon me ndrru|dua ta vazhdoj në gjuhën serbe|boshnjakisht a kini|
        ne serbisht|serbihst|kthe ne serbisht|nuk di mire shqip, serbisht ju lutem|jo shqip po serbisht|
        qit pjes shkrujma serbisht se du me ja dergu komshis
    """,
    "en": """
        n'anglisht pls|anglsht|fol anglisht|smerr vesh burri shqip, anglisht a bon|Preferoj anglishten.|
        switch to english pls, s'di mirë shqip|a munesh me m'fol anglisht se burri s'po kupton shqip|
        change to english please, burri smerr vesh shqip|kthe ne anglisht
    """,
    None: """
        spo kuptoj serbisht|s'kuptoj serbisht hiç|shqipen se di mir|nuk di me fol serbisht|mos fol serbisht|
        nuk dua serbisht|nuk dua me ndrru ne serbisht|serbisht nuk di ju lutem|nuk kuptoj serbisht dhe anglisht|
        nuk kuptoj as serbisht as anglisht|nuk e kuptoj serbishten|a flet turqisht|ndrro gjuhën|
        pse po më shkruan serbisht|deutsch bitte, shqipen se di mir|Jam nga Shqipëria
    """,
}
IN_SERBIAN = {
    "sr": """
        na srpskom molim|srpski|Srpski, molim vas|samo srpski|daj na srpskom|po naški|moze li na bosanskom|hrvatski|
        može li crnogorski|mogu li pisati bosanski, hoćeš li razumjeti|nisam razumeo, ovo je na albanski, pisi srpski|
        ne razumem shqip pls srpski|ne razumem albanski pisi srpski|ne razumem albanski, moze na srpskom|
        ja sam ti pisao srpski a ti odgovaras na shqip|zašto ne odgovaraš na srpskom|ne govoriš srpski?|
        zar ne razumete srpski|srpski a ne albanski|neću na albanskom, hoću na srpskom|ne na albanskom nego na srpskom|
        ništa ne razumem, srpski|ovo ništa ne razumem prevedi na srpski|
        ne znam kako da prebacim na srpski|ne mogu da promenim na srpski|
        nemoj na albanskom, pisi srpski|srpskii|srpksi|sprski molim|nerazumem siptarski, srpski|ne albanski, srpski
    """,
    "sq": """
        može na albanskom|na albanskom molim|albnaski|na šiptarskom|prebaci na albanski|
        ne govori srpski, albanski molim|moja žena ne zna srpski, može albanski
    """,
    "en": """
        prebaci na engleski|switch to english, moj muž ne zna srpski|engleksi molim|srpski ne razumem, daj engleski|
        Da li biste mogli da pređete na engleski zbog moje supruge?|daj na engleskom za moju snaju
    """,
    None: """
        ne razumem albanski|albanski ne razumem|ne govorim ni albanski ni engleski|nemoj na albanskom|
        nemojte pisati na albanskom|neću srpski|nerazumem shqip|govoriš li romski|promeni jezik|
        zašto mi pišeš na albanskom|albanski ne|jel imate i njemacki jezik|ne, ne srpski
    """,
}
IN_ENGLISH = {
    "en": """
        speak English|english please|in english please|English!|only english|i want english|engish pls|englsh|inglish|
        I don't understand Serbian, English please|i dont understand serbian please english|not serbian, english|
        english i dont understand serbian|english not serbian|english instead of serbian|from serbian to english|
        don't you speak english?|why don't you answer in english|you dont speak english?|it doesnt answer in english|
        why do you answer in serbian, i wrote english|I wrote in English but you answer in Serbian|
        i dont know how to change to english|english because i am a tourist and dont understand|
        I don't understand, english|I can't read Albanian. Can you write in English?|eng
    """,
    "sq": """
        can we speak albanian|i dont speak english good, shqip please|Could we carry on in Albanian instead?|
        could you translate your last answer into Albanian|my mother wants to read in albanian, can you change|
        albanain|i prefer albanian|i cannot write english, albanian pls
    """,
    "sr": """
        switch to serbian please|is there bosnian version|don't you know serbian|serbain|
        my english is little, please serbian|can you answer in serbian|i don't really speak english, serbian please
    """,
    None: """
        please not albanian, i dont understand nothing|I don't understand Serbian|serbian i dont understand|
        Please stop replying in Serbian, I can't read it.|neither serbian nor albanian|don't write in Albanian|
        i don't really speak english|i dont want serbian|do you speak german|do you have this in Romani|french?|
        english i dont understand, sorry|Albania|language
    """,
}


def _table(*tables: dict[str | None, str]) -> list[tuple[str, str | None]]:
    return [
        (message.strip(), language)
        for table in tables
        for language, messages in table.items()
        for message in messages.split("|")
    ]


@pytest.mark.parametrize(("message", "language"), _table(IN_ALBANIAN, IN_SERBIAN, IN_ENGLISH))
def test_tells_the_language_that_is_asked_for(message: str, language: str | None) -> None:
    assert find_requested(message)[0] == language


@pytest.mark.parametrize(
    ("message", "language", "script"),
    [
        ("ћирилицом молим", None, "Cyrl"),
        ("Пишите ми ћирилицом, молим вас.", None, "Cyrl"),
        ("cirilica please", None, "Cyrl"),
        ("can you write cyrillic", None, "Cyrl"),
        ("qirilicë", None, "Cyrl"),
        ("ćirlicom", None, "Cyrl"),
        ("latinica", None, "Latn"),
        ("latinca pls", None, "Latn"),
        ("vrati na latinicu", None, "Latn"),
        ("latin letters please, i cant read cyrillic", None, "Latn"),
        ("ne čitam ćirilicu, može latinicom", None, "Latn"),
        ("me shkronja latine jo qirilica", None, "Latn"),
        ("qirilicën s'po mund ta lexoj, shkruani latinisht", None, "Latn"),
        ("ne ćirilicom nego latinicom", None, "Latn"),
        ("srpski latinicom", "sr", "Latn"),
        ("на српском, латиницом", "sr", "Latn"),
        ("serbian in latin letters", "sr", "Latn"),
        ("serbisht me cirilica", "sr", "Cyrl"),
        ("srpski", "sr", None),
        ("fol shqip", "sq", None),
        ("пребаци на албански", "sq", None),
        ("promeni jezik", None, None),
    ],
)
def test_tells_the_script_that_is_asked_for(message: str, language: str | None, script: str | None) -> None:
    assert find_requested(message) == (language, script)


@pytest.mark.parametrize("message", ["хоћу српски", "Српски", "откуд сад енглески, врати на српски", "на босанском"])
def test_who_asks_in_cyrillic_for_serbian_wants_cyrillic(message: str) -> None:
    assert find_requested(message) == ("sr", "Cyrl")


@pytest.mark.parametrize(
    ("message", "script"),
    [
        ("ne čitam ćirilicu", "Latn"),
        ("не читам ћирилицу", "Latn"),
        ("bez ćirilice molim", "Latn"),
        ("nemojte ćirilicom", "Latn"),
        ("i cant read cyrillic", "Latn"),
        ("no cyrillic please", "Latn"),
        ("qirilicën nuk e lexoj", "Latn"),
        ("зашто ми пишеш латиницом", "Cyrl"),
        ("нећу латиницу", "Cyrl"),
    ],
)
def test_who_refuses_one_script_wants_the_other(message: str, script: str) -> None:
    assert find_requested(message)[1] == script


def test_a_wish_may_hold_a_language_and_refuse_a_script() -> None:
    assert find_requested("može li bosanski, djeca mi ne umiju čitati ćirilicu") == ("sr", "Latn")


def test_gives_the_words_of_the_rest_of_the_house() -> None:
    language, script = find_requested("srpski ćirilicom")

    assert language is Language.SERBIAN
    assert script is Script.CYRILLIC


@given(st.text())
def test_never_raises(text: str) -> None:
    language, script = find_requested(text)

    assert language is None or language in Language
    assert script is None or script in Script


def test_stays_quick_for_an_endless_text() -> None:
    start = perf_counter()
    find_requested("nuk di serbisht " * 2000)

    assert perf_counter() - start < 1
