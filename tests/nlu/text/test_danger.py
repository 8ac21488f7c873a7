"""The tripwire: messages that must show 192 and 112 at once, messages that must not; no text breaks or stalls it."""

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlu.text import danger_signs
from nlu.text.danger import THRESHOLD, Danger, assess

RINGS = {
    "sq": """
        burri pom rreh
        burri po më rreh
        pomrreh burri ejani
        ndihm jom n rrezik
        nihm shpejt
        po gjun me arm nlagje
        pom kercnon me thik
        hajnat jon n'shpi
        smunem me ndeju ma gjall
        po e rreh gruen komshija
        osht tu m'rreh baba
        po me mbyt
        mbreme me ka rreh dhe tash po me ndjek
        dikush po mundohet me hy n'shpi
        po e thejn deren
        dikush ka hy n'shpi, jam fsheh nen krevat
        nji burre me pushke para shkolles
        po ndihen krisma te sheshi
        zjarr ne pallat
        po digjet shtepia e komshiut
        po vjen era gaz n'krejt hyrjen
        babi nuk merr frymë
        s'po merr frym nana
        ra pa vetedije dhe i shkon gjak
        aksident te rrethi, ka t'lendum
        du me vra veten
        dua të vdes
        dikush pom njek me kerr
        e kan fut nji vajz n'kerr me zor
        nuk po me len me dal prej shpise
        djali ra n'lum
        nji çantë po bën tik tak te stacioni
        smunem me fol, ai po ndegjon
        ndihmoooo!!!
        POLICI SHPEJT
    """,
    "sr": """
        muz me tuce pomoc
        муж ме туче помоћ
        upomoc ubice me
        cujem pucnje kod crkve
        dete mi se nije vratilo iz skole
        saobracajka kod gracanice ima povredjenih
        otac bije majku dođite
        tepa me
        hoće da me ubije
        napadaju nas
        pomozite brzo
        neko razvaljuje vrata
        lopovi su u kući
        neko mi je u stanu
        preti mi nožem
        čovjek s puškom ispred škole
        naoružan čovek je u bolnici
        pucaju po selu
        požar u zgradi
        гори кућа
        oseća se gas u ulazu
        tata ne diše
        мајка је без свести
        krvari mnogo
        hoću da se ubijem
        ne želim više da živim
        skočiću sa mosta
        prati me neko od stanice
        ugurali devojku u kombi
        zaključao me i ne da mi da izađem
        dijete upalo u bunar
        torba otkucava na autobuskoj
        ne mogu da pričam, čuje me
        pomooooć
        pas napada dete
    """,
    "en": """
        pls help someone following me ne prishtine
        someone is breaking in
        my husband is beating me
        he has a knife and wants to kill me
        hes choking me
        they are shooting near the school
        i hear gunshots
        there is a man with a gun in the market
        HELP HELP please
        help!!!
        my house is on fire
        strong smell of gas in the building
        my baby is not breathing
        he is unconscious and bleeding
        car crash, people injured
        i want to kill myself
        I dont want to live anymore
        my friend is on the bridge and wants to jump
        took all my pills
        they pushed a girl into a van
        he locked me in and wont let me leave
        child locked in hot car
        my son fell in the river
        a bag is ticking at the bus station
        hiding in bathroom he is in the house
        cant talk he can hear me
        we are in danger
        dog is attacking a child
        he came to kill me
        last night he hit me and now he is at the door with a knife
        somone is tryng to break into my apartment
        send police quick
        what should i do someone is breaking in
        somebody poured petrol and wants to burn the house
        sos
    """,
}

SILENT = {
    "sq": """
        ndihmë
        me ndihmo me gjet stacionin
        tung
        flm shum pershnd
        qysh me raportu nji vjedhje
        qysh me raportu dhunë në familje
        ma kan vjedh veturen
        ma ka vjedh kerrin dikush mbrem
        dje më rrahën dy veta te parku
        para dy muajsh më ka goditur një veturë
        ka pas krisma mbrëmë në qendër
        nese dikush me ndjek cka me bo
        sa është dënimi për mbajtje të armës
        a më duhet leje për armë gjuetie
        kam gjetur një granatë të vjetër në arë
        djali so kthy n shpi 2 dit
        osht zhduk gruja
        ni aksident te rrethi
        kam bërë aksident, askush nuk është lënduar
        komshija lshon muzik tnalt naten
        a lejohen fishekzjarret tash
        nji shofer i dehur po vozit n'magjistrale
        nji njeri shet drog te shkolla
        pom shantazhojn me foto ninstagram
        mka sha pulici nrrug
        vdiqa se qeshuri
        po vdes prej vapes ne zyre
        zjarr muzika mbrëmë
        po bie shi a jan rruget e hapura
        stacioni ne gjakove ku o
        cili është numri i zjarrfikësve
    """,
    "sr": """
        pomoć
        pomoc oko formulara
        hvala na brzoj pomoći
        dobar dan
        kako da prijavim kradju
        kako se prijavljuje nasilje u porodici
        ukrali su mi auto ispred kuce
        sinoć su nam provalili u kuću
        juče su me pretukla dvojica
        pre dva meseca udario me auto
        šta da radim ako me neko prati
        kolika je kazna za nošenje oružja
        lovačka puška, koja dozvola treba
        našao sam staru granatu na njivi
        sudar kod Gračanice, nema povređenih
        ucenjuju me preko fb slika
        komšija pušta muziku preko noći
        pijan vozač vozi po magistrali
        neko prodaje drogu kod škole
        zelim da se zalim na policajca
        umirem od vrućine
        umro sam od smeha
        ubi me vrućina
        ubija me ovo čekanje
        vatromet da li je dozvoljen
        puca mi film od papirologije
        izgubio sam licnu kartu
        izgubio mi se pas
        где је полицијска станица у сев митровици
        da li je sinoć bilo pucnjave
        ljudi, radi li danas šalter
    """,
    "en": """
        help
        help with the form
        can you help me
        thanks for the quick help
        hello
        how do i report a theft
        how can i report domestic violence
        they stole my car last night
        yesterday two men beat me in the park
        a week ago thieves entered our house
        there was gunfire last week
        what should i do if someone is following me
        in case of fire which number do i call
        what is the penalty for carrying a gun
        i need a licence for a hunting rifle
        i found an old grenade in the field
        small crash, nobody is injured
        someone sells drugs near the school
        my neighbour plays loud music
        a drunk driver is on the highway
        my husband beats me every weekend when he drinks
        i lost my pasport in kosova
        this queue is killing me
        i am dying of boredom
        shots of rakija all night
        fire the officer
        this song is fire
        my phone is dying
        the officer was rude to me
        are fireworks allowed
        polic station near me pristina
    """,
}


def _lines(table: dict[str, str]) -> list[object]:
    return [
        pytest.param(line.strip(), id=f"{language}: {line.strip()}")
        for language, lines in table.items()
        for line in lines.strip().splitlines()
    ]


@pytest.mark.parametrize("text", _lines(RINGS))
def test_danger_now_rings(text: str) -> None:
    danger = assess(text)
    assert danger.is_present, danger
    assert danger.sign in danger_signs.SIGNS


@pytest.mark.parametrize("text", _lines(SILENT))
def test_everything_else_is_silent(text: str) -> None:
    assert not assess(text).is_present, assess(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("burri po me rreh", "violence_now"),
        ("lopovi ulaze u kuću", "intruder"),
        ("they are shooting at us", "shots"),
        ("požar u zgradi", "fire"),
        ("man with a gun in the school", "weapon"),
        ("dua të vras veten", "suicide"),
        ("someone is following me", "followed"),
        ("tata ne diše", "injured"),
        ("more po ma rremben vajzen", "kidnapping"),
        ("beba zaključana u autu", "child"),
        ("ndihmë shpejt", "cry_for_help"),
    ],
)
def test_the_sign_names_the_danger(text: str, sign: str) -> None:
    assert assess(text).sign == sign


@pytest.mark.parametrize(
    "text",
    ["Муж ме туче, помоћ!", "Muž me tuče, pomoć!", "muz me tuce pomoc", "MUZ ME TUCE POMOC", "муж ме тucе помоћ"],
)
def test_script_marks_and_capitals_make_no_difference(text: str) -> None:
    assert assess(text) == assess("muz me tuce pomoc")


@pytest.mark.parametrize("text", ["", " ", "\ud800", "🙂" * 50, "...", "?!", "\x00\u200b", "١٢٣"])
def test_a_text_without_words_is_no_danger(text: str) -> None:
    assert assess(text) == Danger(score=0.0, sign=None)


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_gets_a_score(text: str) -> None:
    danger = assess(text)
    assert 0.0 <= danger.score <= 1.0
    assert (danger.sign is None) == (danger.score == 0.0)
    assert danger.is_present == (danger.score >= THRESHOLD)


_SIGNAL_WORDS = ["po", "me", "rreh", "ubi", "help", "gun", "fire", ".", "?", "!", "nese", "juce", "now", "'", "n'shpi"]


@given(st.lists(st.sampled_from(_SIGNAL_WORDS)).map(" ".join))
def test_any_mixture_of_signal_words_gets_a_score(text: str) -> None:
    assert 0.0 <= assess(text).score <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "po me " * 683,
        "a" * 4096,
        "ab" * 2048,
        "? " * 2048,
        "!" * 4096,
        "🔥" * 4096,
        "help gun knife shots fire blood " * 132,
        "муж ме туче у стану " * 205,
        " ".join(f"fjala{number}xyzw" for number in range(340)),
    ],
    ids=lambda text: text[:12],
)
def test_the_longest_message_is_read_at_once(text: str) -> None:
    assess(text)
    started = time.perf_counter()
    for _ in range(5):
        assess(text)
    assert (time.perf_counter() - started) / 5 < 0.05


def test_danger_at_the_end_of_a_long_message_rings() -> None:
    assert assess("I write to you about the road. " * 120 + "Someone is breaking into my house right now!").is_present


def test_a_score_below_the_threshold_is_no_danger() -> None:
    assert not Danger(score=THRESHOLD - 0.01, sign="fire").is_present
    assert Danger(score=THRESHOLD, sign="fire").is_present


def test_every_sign_and_cue_has_words_in_every_language() -> None:
    for sign, strengths in danger_signs.SIGNS.items():
        for language in RINGS:
            assert any(words.get(language) for words in strengths.values()), (sign, language)
    for cue, languages in danger_signs.CUES.items():
        assert set(languages) == set(RINGS), cue
    for cue, signs in danger_signs.DOUBTS.items():
        assert cue in danger_signs.CUES
        assert signs <= danger_signs.SIGNS.keys()


def _training_messages(language: str) -> list[tuple[str, bool]]:
    """The training messages of a language without their entity marks, each with whether it is an emergency."""
    files = sorted((Path(__file__).parents[3] / "nlu" / "data" / language).glob("*.yml"))
    blocks = [block for file in files for block in yaml.safe_load(file.read_text("utf-8"))["nlu"] if "intent" in block]
    return [
        (re.sub(r"\[([^]]+)](\([^)]*\)|\{[^}]*})", r"\1", line.removeprefix("- ")), block["intent"] == "emergency")
        for block in blocks
        for line in block["examples"].splitlines()
    ]


@pytest.mark.parametrize("language", RINGS)
def test_training_messages_ring_when_they_should(language: str) -> None:
    messages = _training_messages(language)
    rings = [assess(text).is_present for text, is_emergency in messages if is_emergency]
    alarms = [assess(text).is_present for text, is_emergency in messages if not is_emergency]
    assert sum(rings) >= 0.95 * len(rings)
    assert sum(alarms) <= 0.02 * len(alarms)
