"""Every meaning that is no question, in the four scripts, through every process of the house."""

import pytest

from bot.i18n import LOCALES, translate
from bot.responses import load_responses
from tests.e2e.conftest import Citizen

TAGS = ("sq", "sr-Latn", "sr-Cyrl", "en")
REPORT, PLAIN, CANNOT = "utter_report_begin", "utter_report_begin_plain", "utter_cannot_answer_yet"
MEANINGS: dict[str, tuple[str, tuple[str, str, str, str]]] = {
    "greet": ("utter_greet", ("Përshëndetje", "Dobar dan svima", "Добар дан свима", "Good morning to you")),
    "goodbye": ("utter_goodbye", ("mirupafshim", "doviđenja, prijatno", "довиђења, пријатно", "goodbye, see you")),
    "thank": ("utter_thank", ("shumë faleminderit", "hvala vam puno", "хвала вам пуно", "thank you so much")),
    "affirm": ("utter_what_next", ("po, saktë është", "da, tako je", "да, тако је", "yes, that is right")),
    "deny": ("utter_what_next", ("jo, nuk është ashtu", "ne, nije tako", "не, није тако", "no, that is not so")),
    "ask_capabilities": (
        "utter_capabilities",
        ("çka mund të bësh ti", "šta sve možeš da uradiš", "шта све можеш да урадиш", "what can you do for me"),
    ),
    "bot_challenge": (
        "utter_bot",
        ("a je robot apo njeri", "da li si robot ili čovek", "да ли си робот или човек", "are you a robot or a human"),
    ),
    "cancel": (
        "utter_cancelled",
        ("ndale, hiq dorë krejt", "prekini, odustajem", "прекини, одустајем", "stop, cancel this"),
    ),
    "abuse": (
        "utter_abuse",
        (
            "je budallë hiq s'vyen",
            "ti si glup i beskoristan",
            "ти си глуп и бескористан",
            "you are a stupid useless bot",
        ),
    ),
    "talk_to_officer": (
        "utter_no_officer_on_duty",
        (
            "dua të flas me një polic",
            "hoću da razgovaram sa policajcem",
            "хоћу да разговарам са полицајцем",
            "I want to talk to an officer",
        ),
    ),
    "out_of_scope": (
        "utter_out_of_scope",
        (
            "më jep një recetë për fli",
            "daj mi recept za sarmu",
            "дај ми рецепт за сарму",
            "give me a recipe for apple pie",
        ),
    ),
    "give_praise": (
        "utter_praise",
        (
            "të lumtë policisë, punë e shkëlqyer",
            "svaka čast policiji na dobrom radu",
            "свака част полицији на добром раду",
            "well done police, great work",
        ),
    ),
    "share_concern": (
        PLAIN,
        (
            "lagjja jonë ka nevojë për më shumë patrulla natën",
            "u našem kraju treba više patrola noću",
            "у нашем крају треба више патрола ноћу",
            "our neighbourhood needs more patrols at night",
        ),
    ),
    "subscribe_notices": (
        CANNOT,
        (
            "dua të marr njoftimet e policisë",
            "želim da primam obaveštenja policije",
            "желим да примам обавештења полиције",
            "I want to get the notices of the police",
        ),
    ),
    "unsubscribe_notices": (
        CANNOT,
        (
            "mos m'i dërgoni më njoftimet",
            "ne šaljite mi više obaveštenja",
            "не шаљите ми више обавештења",
            "please stop sending me notices",
        ),
    ),
    "report_theft": (
        REPORT,
        (
            "dje ma vodhën biçikletën",
            "juče su mi ukrali bicikl",
            "јуче су ми украли бицикл",
            "my bike was stolen yesterday",
        ),
    ),
    "report_assault": (
        REPORT,
        (
            "mbrëmë më rrahën dy veta te kafja",
            "sinoć su me pretukla dvojica kod kafića",
            "синоћ су ме претукла двојица код кафића",
            "two men beat me up last night at the bar",
        ),
    ),
    "report_domestic_violence": (
        "utter_victim_told",
        (
            "burri më rrahu javën e kaluar",
            "muž me je tukao prošle nedelje",
            "муж ме је тукао прошле недеље",
            "my husband beat me last week",
        ),
    ),
    "report_sexual_offence": (
        "utter_victim_told_plain",
        (
            "shefi më ngacmoi seksualisht në punë",
            "šef me je seksualno uznemiravao na poslu",
            "шеф ме је сексуално узнемиравао на послу",
            "my boss sexually harassed me at work",
        ),
    ),
    "report_threat": (
        REPORT,
        (
            "një njeri më kërcënon me mesazhe që dy javë",
            "jedan čovek mi preti porukama već dve nedelje",
            "један човек ми прети порукама већ две недеље",
            "a man has been threatening me by message for two weeks",
        ),
    ),
    "report_traffic_accident": (
        REPORT,
        (
            "dje më goditi një veturë dhe iku",
            "juče me je udario auto i pobegao",
            "јуче ме је ударио ауто и побегао",
            "yesterday a car hit mine and drove off",
        ),
    ),
    "report_traffic_violation": (
        REPORT,
        (
            "një veturë e ka zënë hyrjen e garazhit tim",
            "auto je parkiran ispred moje garaže",
            "ауто је паркиран испред моје гараже",
            "a car is parked in front of my garage again",
        ),
    ),
    "report_missing_person": (
        REPORT,
        (
            "gjyshi im doli dje dhe nuk është kthyer",
            "deda je juče izašao i nije se vratio",
            "деда је јуче изашао и није се вратио",
            "my grandfather left yesterday and has not come back",
        ),
    ),
    "report_fraud": (
        "utter_fraud_told",
        (
            "bleva telefon në internet dhe kurrë nuk erdhi",
            "kupio sam telefon preko interneta i nikad nije stigao",
            "купио сам телефон преко интернета и никад није стигао",
            "I bought a phone online and it never came",
        ),
    ),
    "report_drugs": (
        REPORT,
        (
            "disa djem shesin drogë pas shkollës",
            "momci prodaju drogu iza škole",
            "момци продају дрогу иза школе",
            "boys are selling drugs behind the school",
        ),
    ),
    "report_corruption": (
        REPORT,
        (
            "një zyrtar i komunës më kërkoi ryshfet",
            "opštinski službenik mi je tražio mito",
            "општински службеник ми је тражио мито",
            "a municipal official asked me for a bribe",
        ),
    ),
    "report_trafficking": (
        "utter_victim_told",
        (
            "në atë lokal i mbajnë vajzat me dhunë dhe i detyrojnë të punojnë",
            "u tom lokalu drže devojke i teraju ih na prostituciju",
            "у том локалу држе девојке и терају их на проституцију",
            "in that bar girls are held and forced into prostitution",
        ),
    ),
    "report_weapon": (
        REPORT,
        (
            "gjeta një granatë të vjetër në mal",
            "našao sam staru bombu u šumi",
            "нашао сам стару бомбу у шуми",
            "I found an old grenade in the woods",
        ),
    ),
    "report_vandalism": (
        REPORT,
        (
            "dikush m'i ka thyer xhamat e dyqanit natën",
            "neko mi je noćas razbio izlog radnje",
            "неко ми је ноћас разбио излог радње",
            "somebody broke the window of my shop at night",
        ),
    ),
    "report_noise": (
        PLAIN,
        (
            "fqinji lëshon muzikë të lartë çdo natë",
            "komšija svake noći pušta glasnu muziku",
            "комшија сваке ноћи пушта гласну музику",
            "my neighbour plays loud music every night",
        ),
    ),
    "report_hate": (
        REPORT,
        (
            "më fyen sepse jam rom",
            "vređali su me zato što sam Rom",
            "вређали су ме зато што сам Ром",
            "they insulted me because I am Roma",
        ),
    ),
    "report_suspicious": (
        PLAIN,
        (
            "një furgon i panjohur rri çdo natë para shkollës",
            "nepoznat kombi svake noći stoji ispred škole",
            "непознат комби сваке ноћи стоји испред школе",
            "an unknown van stands in front of the school every night",
        ),
    ),
    "report_lost_item": (
        PLAIN,
        (
            "e kam humbur telefonin në treg",
            "izgubio sam telefon na pijaci",
            "изгубио сам телефон на пијаци",
            "I lost my phone at the market",
        ),
    ),
    "report_found_item": (
        PLAIN,
        (
            "gjeta një kuletë në rrugë",
            "našao sam novčanik na ulici",
            "нашао сам новчаник на улици",
            "I found a wallet in the street",
        ),
    ),
}


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("intent", MEANINGS)
def test_a_meaning_has_its_answer(citizen: Citizen, intent: str, tag: str) -> None:
    response, texts = MEANINGS[intent]
    locale = next(it for it in LOCALES if it.tag == tag)
    begin = translate(load_responses()[response].text, locale).partition("{")[0][:60]
    answer = citizen.say(texts[TAGS.index(tag)])
    assert answer["text"].startswith(begin), (texts[TAGS.index(tag)], answer["text"])


@pytest.mark.parametrize("tag", TAGS)
def test_the_same_excuse_is_not_made_twice(citizen: Citizen, tag: str) -> None:
    texts = MEANINGS["out_of_scope"][1]
    first, second = (citizen.say(texts[TAGS.index(tag)])["text"] for _ in range(2))
    assert first != second
