"""Which answer a question gets, and what is known for it. Pure: reads facts, changes nothing."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.content.answers import Answer, Aspect, Question, facts_of, find_question, is_answer, load_answers
from bot.content.facts import ONE_SOURCE, Row, Table, load_facts
from bot.content.geography import nearest_to
from bot.content.municipalities import get_municipality
from bot.errors import NotFound
from bot.i18n import KOSOVO_TIME, N_
from bot.labels import INTENT_LABELS, VERDICT_LABELS
from bot.messages import Ask, Button, Reply, Verdict

__all__ = ["STATION", "TOLD", "answer", "ask_back", "find_nearest", "is_told", "judged", "today"]

SMALL_TALK = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "affirm": "utter_what_next",
    "deny": "utter_what_next",
    "ask_capabilities": "utter_capabilities",
    "bot_challenge": "utter_bot",
    "abuse": "utter_abuse",
    "give_praise": "utter_praise",
    "out_of_scope": "utter_out_of_scope",
}
TOLD = ("report_", "share_concern")
"""How meanings begin that tell something: they begin a report."""
OFFICER = (Button("Talk to an officer", "/talk_to_officer"),)
CHOICES = 3
STATION = "ask_station"
SPEEDING_TABLES = {True: "speeding_built_up", False: "speeding_outside"}
TABLE_TEXTS = {
    "speeding_built_up": "utter_speeding_built_up",
    "speeding_outside": "utter_speeding_outside",
    "alcohol": "utter_alcohol",
}
SAME_EVERYWHERE = frozenset({"ask_traffic_rules", "ask_fine", "ask_documents", "ask_weapon_permit"})
"""Questions whose answer says that it counts in all of Kosovo when they are asked of a place."""
FAR_KM = 45.0
"""Farther from every municipal centre than any place in Kosovo is from the nearest one."""


def today(now: datetime) -> date:
    """The day in Kosovo."""
    return now.astimezone(KOSOVO_TIME).date()


def answer(intent: str, asks: Sequence[Ask], day: date) -> list[Reply]:
    """The replies to a meaning, and to the questions that a message of it asks, in their order.

    What rests on a fact that is past its date on `day` is not said; the reply names the office that knows.
    """
    if intent in load_answers():
        asks = asks or [Ask(intent)]
    return [reply for ask in asks for reply in _answer_ask(ask, day)] if asks else [_unasked(intent)]


def _unasked(intent: str) -> Reply:
    """The reply to what is no question of `answers.yml`; where there is none, an officer can answer."""
    if intent in SMALL_TALK:
        return Reply(SMALL_TALK[intent])
    return Reply("utter_cannot_answer_yet")


def _answer_ask(ask: Ask, day: date) -> list[Reply]:
    """The replies to one question, short; what else can be asked about it becomes buttons."""
    question = load_answers()[ask.intent]
    aspect = question.aspects.get(ask.about or "")
    if ask.intent == STATION:
        return [_station(ask.municipalities, day)]
    if ask.kind is not None:
        return [Reply("utter_ask_there", {"office": question.office}, _choices(question))]
    told = _answer(aspect.answer if aspect else question.answer, ask, day)
    # From a part the whole is one press away, should another part have been meant.
    told[-1] = _with(told[-1], (_back(ask.intent),) if aspect else _choices(question))
    if len(ask.municipalities) == 1 and aspect is None and ask.intent in SAME_EVERYWHERE:
        return [Reply("utter_same_everywhere", {"municipality": ask.municipalities[0]}), *told]
    return told


def judged(replies: Sequence[Reply], message_id: int) -> list[Reply]:
    """The replies to a message, the last with the buttons that judge it if it answers a question."""
    *before, last = replies
    if not is_answer(last.response):
        return list(replies)
    buttons = [
        Button(VERDICT_LABELS[verdict], f'/judge{{"of":"{message_id}","as":"{verdict}"}}') for verdict in Verdict
    ]
    return [*before, _with(last, tuple(buttons))]


def is_told(response: str, day: date) -> bool:
    """Whether every fact behind a response may be asserted on that day."""
    return all(fact.is_told_on(day) for fact in facts_of(response))


def ask_back(ranking: Sequence[str]) -> Reply:
    """The likeliest meanings as buttons, in the citizen's words; without any, the request to say it otherwise."""
    likely = [intent for intent in ranking if intent in INTENT_LABELS][:CHOICES]
    if not likely:
        return Reply("utter_not_understood")
    buttons = [Button(INTENT_LABELS[intent], f"/{intent}") for intent in likely]
    return Reply("utter_ask_back", buttons=(*buttons, *OFFICER))


def find_nearest(latitude: float, longitude: float, day: date) -> Reply:
    """The municipality whose centre is nearest to a shared place, with the distance in km, as the crow flies."""
    (nearest, *others), km = nearest_to(latitude, longitude)
    if others:
        return _station([nearest, *others], day)
    if km > FAR_KM:
        return Reply("utter_far_away")
    municipality = get_municipality(nearest)
    is_sure = municipality.is_directorate_confirmed and municipality.is_told_on(day)
    arguments = {"municipality": nearest, "distance": max(1, round(km))}
    return Reply("utter_nearest" if is_sure else "utter_nearest_to_confirm", arguments)


def _answer(given: Answer, ask: Ask, day: date) -> list[Reply]:
    if "speeding_built_up" in given.tables:
        return _speeding(given, ask, day)
    if not is_told(given.response, day):
        return [_expired(given.response)]
    replies = [_of_table(load_facts().tables[it], None) for it in given.tables] or [Reply(given.response)]
    if given.more and is_told(given.more, day):
        replies.append(Reply(given.more))
    return replies


def _speeding(given: Answer, ask: Ask, day: date) -> list[Reply]:
    """The steps that a speed falls into; without a speed, all of a place; without a place, of both or the question."""
    if not is_told(given.response, day):
        return [_expired(given.response)]
    wanted = [ask.is_built_up] if ask.is_built_up is not None else [True, False] if ask.over is not None else []
    if not wanted:
        choices = [
            Button(N_("In a built-up area"), f'/{ask.intent}{{"about":"speeding","where":"in"}}'),
            Button(N_("Outside"), f'/{ask.intent}{{"about":"speeding","where":"out"}}'),
        ]
        return [Reply(given.response, buttons=tuple(choices))]
    replies = []
    for is_built_up in wanted:
        table = load_facts().tables[SPEEDING_TABLES[is_built_up]]
        rows = table.rows if ask.over is None else table.around(ask.over)
        replies += [_of_table(table, rows)] if rows else []
    return replies or [Reply("utter_speeding_none")]


def _of_table(table: Table, rows: Sequence[Row] | None) -> Reply:
    above = [row.above for row in (table.rows if rows is None else rows)]
    return Reply(TABLE_TEXTS[table.id], {"table": table.id, "above": above})


def _expired(response: str) -> Reply:
    question = find_question(response)
    return Reply(question.instead) if question.instead else Reply("utter_fact_expired", {"office": question.office})


def _choices(question: Question) -> tuple[Button, ...]:
    return tuple(_choice(question.intent, aspect) for aspect in question.aspects.values())


def _back(intent: str) -> Button:
    return Button(INTENT_LABELS[intent], f"/{intent}")


def _choice(intent: str, aspect: Aspect) -> Button:
    return Button(aspect.title, f'/{intent}{{"about":"{aspect.name}"}}')


def _with(reply: Reply, buttons: tuple[Button, ...]) -> Reply:
    return Reply(reply.response, reply.arguments, (*reply.buttons, *buttons))


def _station(municipalities: Sequence[str], day: date) -> Reply:
    if not municipalities:
        return Reply("utter_which_municipality")
    if len(municipalities) > 1:
        buttons = [
            Button("{municipality}", f'/ask_station{{"municipality":"{it}"}}', {"municipality": it})
            for it in municipalities
        ]
        return Reply("utter_which_of_these", buttons=tuple(buttons))
    try:
        municipality = get_municipality(municipalities[0])
    except NotFound:
        return Reply("utter_which_municipality")
    arguments = {"municipality": municipality.id}
    if not municipality.is_told_on(day):
        return Reply("utter_station_unknown", arguments)
    if municipality.is_directorate_confirmed:
        return Reply("utter_station", arguments)
    if municipality.directorate_confidence == ONE_SOURCE:
        return Reply("utter_station_to_confirm", arguments)
    return Reply("utter_station_unknown", arguments)
