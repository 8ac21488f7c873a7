"""Every question and a follow-up of it, in the four scripts, through every process of the house."""

import pytest

from tests.e2e.conftest import Citizen

SCRIPTS = ("sq-Latn", "sr-Latn", "sr-Cyrl", "en-Latn")
TALKS: dict[str, list[tuple[tuple[str, str, str, str], tuple[str, ...]]]] = {
    "ask_emergency_number": [
        (
            (
                "cilët janë numrat e emergjencës",
                "koji su brojevi za hitne slučajeve",
                "који су бројеви за хитне случајеве",
                "what are the emergency numbers",
            ),
            ("192", "112", "193", "194"),
        ),
    ],
    "ask_station": [
        (
            (
                "ku është stacioni policor në Prizren",
                "gde je policijska stanica u Prizrenu",
                "где је полицијска станица у Призрену",
                "where is the police station in Prizren",
            ),
            ("openstreetmap.org", "192"),
        ),
        (("po në Gjakovë?", "a u Đakovici?", "а у Ђаковици?", "and in Gjakova?"), ("42.3803",)),
    ],
    "ask_fine": [
        (
            (
                "ku mund t'i shoh gjobat e mia në trafik",
                "gde mogu da vidim svoje saobraćajne kazne",
                "где могу да видим своје саобраћајне казне",
                "where can I see my traffic fines",
            ),
            ("www.kosovopolice.com",),
        ),
        (("sa ditë kam kohë?", "koliko dana imam?", "колико дана имам?", "how many days do I have?"), ("15",)),
    ],
    "ask_certificate": [
        (
            (
                "ku merret vërtetimi që nuk jam i dënuar",
                "gde se vadi uverenje o nekažnjavanju",
                "где се вади уверење о некажњавању",
                "where do I get a criminal record certificate",
            ),
            ("08/L-194", "2024"),
        ),
        (("sa kushton?", "koliko košta?", "колико кошта?", "how much is it?"), ()),
    ],
    "ask_weapon_permit": [
        (
            (
                "si ta marr lejen për armë",
                "kako da dobijem dozvolu za oružje",
                "како да добијем дозволу за оружје",
                "how do I get a permit for a weapon",
            ),
            ("05/L-022",),
        ),
    ],
    "ask_documents": [
        (
            (
                "kush lëshon patentë shoferin e re",
                "ko izdaje novu vozačku dozvolu",
                "ко издаје нову возачку дозволу",
                "who issues a new driving licence",
            ),
            (),
        ),
    ],
    "ask_recruitment": [
        (
            (
                "çfarë kushtesh duhen për t'u bërë polic",
                "koji su uslovi da postanem policajac",
                "који су услови да постанем полицајац",
                "what are the conditions to become a police officer",
            ),
            ("18", "30"),
        ),
    ],
    "ask_complaint_police": [
        (
            (
                "ku është zyra ku mund të ankohem për një polic",
                "gde je kancelarija u kojoj mogu da se žalim na policajca",
                "где је канцеларија у којој могу да се жалим на полицајца",
                "where is the office that takes complaints about police officers",
            ),
            ("08:00", "16:00"),
        ),
    ],
    "ask_case_status": [
        (
            (
                "çfarë u bë me rastin tim që e lajmërova",
                "šta je sa mojim slučajem koji sam prijavio",
                "шта је са мојим случајем који сам пријавио",
                "what happened with the case that I reported",
            ),
            (),
        ),
    ],
    "ask_victim_support": [
        (
            (
                "ku mund të marr ndihmë si viktimë e dhunës në familje",
                "gde mogu da dobijem pomoć kao žrtva nasilja u porodici",
                "где могу да добијем помоћ као жртва насиља у породици",
                "where can a victim of domestic violence get help",
            ),
            ("192", "0800 11112"),
        ),
        (("ku me thirrë?", "koga da zovem?", "кога да зовем?", "which number?"), ("192", "0800 11112")),
    ],
    "ask_road_conditions": [
        (
            (
                "si është gjendja e rrugëve sot",
                "kakvo je stanje na putevima danas",
                "какво је стање на путевима данас",
                "how are the roads today",
            ),
            ("192",),
        ),
    ],
    "ask_border": [
        (
            (
                "sa gjatë mund të qëndrojë një i huaj në Kosovë",
                "koliko dugo stranac može da ostane na Kosovu",
                "колико дуго странац може да остане на Косову",
                "how long may a foreigner stay in Kosovo",
            ),
            ("90", "180", "04/L-219"),
        ),
    ],
    "ask_gathering": [
        (
            (
                "si ta lajmëroj një protestë në polici",
                "kako da prijavim protest policiji",
                "како да пријавим протест полицији",
                "how do I announce a protest to the police",
            ),
            ("72", "03/L-118"),
        ),
    ],
    "ask_towed_vehicle": [
        (
            (
                "ku është vetura ime që ma ka marrë pauku",
                "gde je moje vozilo koje je odneo pauk",
                "где је моје возило које је однео паук",
                "where is my car that was towed away",
            ),
            ("192",),
        ),
    ],
    "ask_traffic_rules": [
        (
            (
                "sa është gjoba për 25 km mbi limit në qytet",
                "kolika je kazna za 25 preko ograničenja u gradu",
                "колика је казна за 25 преко ограничења у граду",
                "how much is the fine for 25 over the limit in town",
            ),
            ("60",),
        ),
        (("po jashtë qytetit?", "a van grada?", "а ван града?", "and outside town?"), ("40",)),
    ],
    "ask_anonymity": [
        (
            (
                "sa gjatë i ruani të dhënat e mia nga ky bisedim",
                "koliko dugo čuvate moje podatke iz ovog razgovora",
                "колико дуго чувате моје податке из овог разговора",
                "how long do you keep my data from this chat",
            ),
            (),
        ),
    ],
    "ask_witness": [
        (
            (
                "kam marrë ftesë për dëshmitar çfarë të bëj",
                "dobio sam poziv kao svedok šta da radim",
                "добио сам позив као сведок шта да радим",
                "I got a summons as a witness what do I do",
            ),
            (),
        ),
    ],
}
UNANSWERED = {"utter_not_understood", "utter_ask_back", "utter_cannot_answer_yet"}


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("intent", TALKS)
def test_a_question_and_its_follow_up_are_answered(citizen: Citizen, intent: str, script: str) -> None:
    for texts, words in TALKS[intent]:
        text = texts[SCRIPTS.index(script)]
        answer = citizen.say(text)
        assert f"{answer['language']}-{answer['script']}" == script, (text, answer)
        assert any(button["payload"].startswith("/judge") for button in answer["buttons"]), (text, answer["text"])
        for word in words:
            assert word in answer["text"], (text, answer["text"])


@pytest.mark.parametrize(
    "text",
    [
        "ku është stacioni policor në Pejë dhe sa ditë kam për ta paguar gjobën?",
        "Gde je policijska stanica u Peći? Koliko dana imam da platim kaznu?",
        "Где је полицијска станица у Пећи? Колико дана имам да платим казну?",
        "Where is the police station in Peja? And how many days do I have to pay half of my fine?",
    ],
)
def test_two_questions_have_two_answers(citizen: Citizen, text: str) -> None:
    citizen.say(text)
    told = [it["text"] for it in citizen.everything() if it["sender"] == "bot"]
    assert len(told) == 2, told
    assert "openstreetmap" in told[0]
    assert "15" in told[1]


def test_a_shared_place_finds_the_nearest_centre(citizen: Citizen) -> None:
    citizen.say("where is the nearest police station")
    answer = citizen.say(location={"latitude": 42.66, "longitude": 20.30})
    assert "Peja" in answer["text"]
    assert "1 km" in answer["text"]


def test_an_answer_is_judged(citizen: Citizen) -> None:
    answer = citizen.say("where can I see my traffic fines")
    thanked = citizen.say(payload=next(it["payload"] for it in answer["buttons"] if '"good"' in it["payload"]))
    assert "Thank you" in thanked["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Dje ma vodhën biçikletën. Ku është stacioni policor në Prizren?",
        "Juče su mi ukrali bicikl. Gde je policijska stanica u Prizrenu?",
        "Јуче су ми украли бицикл. Где је полицијска станица у Призрену?",
        "My bike was stolen yesterday. Where is the police station in Prizren?",
    ],
)
def test_what_is_told_beside_a_question_is_answered_too(citizen: Citizen, text: str) -> None:
    citizen.say(text)
    told = [it["text"] for it in citizen.everything() if it["sender"] == "bot"]
    # The question first, so that what the report asks stays last.
    assert len(told) == 3, told
    assert "openstreetmap" in told[0]
    assert "192" in told[1]
