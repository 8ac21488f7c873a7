"""How a report is taken: what is asked next, what an answer fills, corrections, skips, the summary. Pure.

The draft is a value; `begin` and `take` give the next one with what to say. Nothing that a citizen tells is lost: what
fills no field is added to their own words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from bot.content.answers import load_answers
from bot.content.geography import is_in_kosovo
from bot.content.reports import Field, Kind, Reads, load_reports
from bot.i18n import N_
from bot.messages import Button, Channel, Reply
from bot.services import answers, places
from nlu.text.map_points import is_point_alone, without_points
from nlu.text.questions import asking_words, opening_words, words_of

__all__ = [
    "KEPT",
    "Draft",
    "Heard",
    "Stage",
    "Step",
    "Value",
    "as_json",
    "ask_again",
    "begin",
    "belongs",
    "card",
    "from_json",
    "lines",
    "take",
]

KEPT = timedelta(hours=24)
"""How long a report that was begun can be gone on with."""
WHAT, WHERE = "what", "where"
LEAST_STORY = 2
"""Words beyond those of reporting itself that make a message the story."""
SHORT = 6
"""Words up to which "I do not know", and what means a yes or a no, is the whole answer."""
SURE = 0.5
QUITE_SURE = 0.75
ENTITIES = {
    Reads.TIME: ("date_time",),
    Reads.PLATE: ("licence_plate",),
    Reads.AMOUNT: ("amount",),
    Reads.CONTACT: ("phone_number", "email"),
}
ELSEWHERE = frozenset(
    {"emergency", "talk_to_officer", "change_language", "bot_challenge", "ask_capabilities", "subscribe_notices"}
    | {"unsubscribe_notices", "abuse", "greet", "goodbye", "thank"}
)
"""Meanings that are answered as ever while a report is open."""
BEGIN = {True: "utter_report_begin_victim", False: "utter_report_begin"}
NUMBERS = {
    "report_domestic_violence": "utter_victim_told",
    "report_trafficking": "utter_victim_told",
    "report_sexual_offence": "utter_victim_told_plain",
    "report_fraud": "utter_fraud_told",
}
"""What is said first to whoever needs more than questions."""
PLAIN = frozenset({"report_lost_item", "report_found_item", "report_noise", "report_suspicious", "share_concern"})
"""Kinds in which nothing bad need have happened to the citizen."""


class Stage(StrEnum):
    """How far a draft has come."""

    COLLECTING = "collecting"
    CONFIRMING = "confirming"
    CHANGING = "changing"
    PAUSED = "paused"
    HANDED = "handed"
    """Danger: an officer has what is known, and nothing more is asked."""
    FILED = "filed"
    DROPPED = "dropped"


OPEN = frozenset({Stage.COLLECTING, Stage.CONFIRMING, Stage.CHANGING})
ENDED = frozenset({Stage.FILED, Stage.DROPPED, Stage.HANDED})


@dataclass(frozen=True, slots=True)
class Value:
    """What fills a field: the citizen's words, and what they were read as."""

    text: str
    value: str | None = None
    at: places.At | None = None
    """Of a place that was shared or marked on a map."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is being taken."""

    kind: str
    stage: Stage = Stage.COLLECTING
    values: Mapping[str, Value] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    asked: str | None = None
    """The field whose question is open."""

    @property
    def is_open(self) -> bool:
        """Whether the citizen's next words may belong to it."""
        return self.stage in OPEN


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message says, as far as a report goes."""

    text: str
    intent: str = "nlu_fallback"
    confidence: float = 0.0
    entities: tuple[tuple[str, str, str], ...] = ()
    """Name, value, and the words themselves."""
    does: str | None = None
    """What a pressed button of the report does."""
    of: str | None = None
    """The field that the button names."""
    location: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The draft as it is after a message, and what to say; `is_alarm` calls an officer at once."""

    draft: Draft
    replies: tuple[Reply, ...]
    is_alarm: bool = False


def belongs(draft: Draft, heard: Heard) -> bool:
    """Whether a message is for the report; a question in between, a greeting or a call for a person is not."""
    if heard.does:
        return True
    if draft.stage is Stage.PAUSED:
        return bool(words_of(heard.text)) and words_of(heard.text)[0] in _words("go_on")
    if not draft.is_open:
        return False
    if heard.intent == "emergency":
        # A few words in which the tripwire heard nothing are the answer that they seem.
        return heard.confidence < SURE and len(words_of(heard.text)) <= SHORT
    if heard.location is not None:
        return True
    if heard.intent in ELSEWHERE:
        return heard.confidence < QUITE_SURE or _fits_question(draft, heard)
    if heard.intent in load_answers() and heard.confidence >= SURE:
        said = without_points(heard.text)
        return not _is_question(said) or (_fits_question(draft, heard) and "?" not in said)
    return True


def begin(kind: str, heard: Heard, day: date, channel: Channel | None = None) -> Step:
    """A new draft of what `heard` reports, filled with all that it says, and the first question.

    `channel`: where it was said; a victim who may be watched is told how to leave, where there is a way.
    """
    return _told_of_outside(Draft(kind), _begin(kind, heard, day, channel))


def take(draft: Draft, heard: Heard) -> Step:
    """The draft after a message that belongs to it."""
    return _told_of_outside(draft, _take(draft, heard))


def ask_again(draft: Draft) -> tuple[Reply, ...]:
    """The open question once more, after something else was answered."""
    return _ask_next(draft, Reply("utter_report_go_on")).replies if draft.is_open else ()


def card(draft: Draft) -> list[tuple[str, Value]]:
    """What is known, by field: the citizen's own words first, then in the order of the questions."""
    order = [WHAT, *(it.id for it in _kind(draft).asks), *draft.values]
    return [(name, draft.values[name]) for name in dict.fromkeys(order) if name in draft.values]


def _begin(kind: str, heard: Heard, day: date, channel: Channel | None) -> Step:
    of = load_reports().kinds[kind]
    draft = _fill_abroad(_fill(Draft(kind), heard), heard)
    story = [word for word in words_of(heard.text) if word not in load_reports().bare and not word.isdigit()]
    if len(story) > LEAST_STORY:
        draft = _told(draft, heard.text)
        draft = _with(draft, {it.id: Value(heard.text) for it in of.asks if it.reads is Reads.STORY})
    opening = "utter_report_begin_plain" if kind in PLAIN else BEGIN[of.is_victim]
    first = NUMBERS.get(kind)
    # A helpline that nobody has confirmed for too long is not named; 192 is, always.
    replies = [Reply(first if answers.is_told(first, day) else "utter_victim_told_plain")] if first else []
    replies += [] if kind in NUMBERS and not of.is_victim else [Reply(opening)]
    replies += [Reply("utter_report_exit")] if of.is_victim and channel is Channel.WEBCHAT else []
    return _ask_next(draft, *replies)


def _take(draft: Draft, heard: Heard) -> Step:
    if heard.does:
        return _press(draft, heard)
    if draft.stage is Stage.PAUSED:
        return _ask_next(replace(draft, stage=Stage.COLLECTING), Reply("utter_report_go_on"))
    if heard.intent == "cancel" and heard.confidence >= SURE:
        return _stop(draft)
    if is_point_alone(heard.text) or (heard.location is not None and not heard.text):
        return _mark(draft, heard)
    changed = _correct(draft, heard)
    if changed is not None:
        return _ask_next(changed, Reply("utter_report_changed"))
    if draft.stage is Stage.COLLECTING:
        return _answer(draft, heard)
    if draft.stage is Stage.CONFIRMING and _says_only("yes", "affirm", heard):
        return _file(draft)
    if draft.stage is Stage.CONFIRMING and _says_only("no", "deny", heard):
        return _choose_change(draft)
    added = _told(_fill(draft, heard, is_new=False), heard.text)
    return _ask_next(replace(added, stage=Stage.COLLECTING), Reply("utter_report_noted"))


def lines(draft: Draft) -> list[dict[str, Any]]:
    """The card in the form in which it is stored and shown: `{field, text, value}`, a point on the map as `at`."""
    return [
        {"field": name, "text": it.text, "value": it.value} | ({"at": list(it.at)} if it.at else {})
        for name, it in card(draft)
    ]


def _press(draft: Draft, heard: Heard) -> Step:
    does = heard.does
    if draft.stage in ENDED:
        return Step(draft, (Reply("utter_report_nothing_open"),))
    if does == "stop":
        return _stop(draft)
    if does == "drop":
        return Step(replace(draft, stage=Stage.DROPPED, asked=None), (Reply("utter_report_dropped"),))
    if does == "go_on" and draft.stage in {Stage.PAUSED, *OPEN}:
        return _ask_next(replace(draft, stage=Stage.COLLECTING), Reply("utter_report_go_on"))
    if not draft.is_open:
        return Step(draft, (Reply("utter_report_nothing_open"),))
    if does == "file" and draft.stage is Stage.CONFIRMING:
        return _file(draft)
    if does == "change":
        return _choose_change(draft)
    if does == "ask" and heard.of in draft.values:
        values = {name: value for name, value in draft.values.items() if name != heard.of}
        return _ask(replace(draft, stage=Stage.COLLECTING, values=values), load_reports().fields[str(heard.of)])
    if does == "skip" and heard.of in {None, draft.asked}:
        return _ask_next(_skip(draft))
    if does in {"yes", "no"} and draft.asked is not None and heard.of == draft.asked:
        return _answered(draft, Value(heard.text, does))
    # A button of a question that has been answered since.
    return _ask_next(draft)


def _answer(draft: Draft, heard: Heard) -> Step:
    """What is said while a question is open."""
    if draft.asked is None:
        return _ask_next(_told(draft, heard.text), Reply("utter_report_noted"))
    if heard.location is None and _is_unknown(heard.text):
        return _ask_next(_skip(draft))
    asked = load_reports().fields[draft.asked]
    if asked.reads is Reads.YES_NO:
        said = "yes" if _is_yes(heard) else "no" if _is_no(heard) else None
        return _answered(draft, Value(heard.text, said), heard)
    found = _found(asked, heard)
    return _answered(draft, replace(found, text=heard.text) if found else Value(heard.text), heard)


def _mark(draft: Draft, heard: Heard) -> Step:
    """A point on the map is where it was, whatever the question; a link that cannot be read asks once for words."""
    found = _place(heard) or Value("")
    text = heard.text.strip() or found.text
    asks = [it for it in _kind(draft).asks if it.id == WHERE] if found.at is None and WHERE not in draft.values else []
    draft = _with(draft, {WHERE: _joined(draft.values.get(WHERE), replace(found, text=text))})
    before = () if draft.stage is Stage.COLLECTING else (Reply("utter_report_noted"),)
    if asks:
        return _ask(replace(draft, stage=Stage.COLLECTING), asks[0], *before, Reply("utter_link_not_opened"))
    return _ask_next(replace(draft, asked=None if draft.asked == WHERE else draft.asked), *before)


def _joined(known: Value | None, value: Value) -> Value:
    """What is known of a place with what is told beside it."""
    if known is None:
        return value
    municipality = value.value or known.value
    if value.at is not None and known.value is not None:
        municipality = places.municipality_of(value.at, known.value)
    return Value(f"{known.text}\n{value.text}", municipality, value.at or known.at)


def _told_of_outside(before: Draft, step: Step) -> Step:
    """The step, with the word that the police act in Kosovo only before its question, if a new place lies elsewhere."""
    points = {it.at for it in step.draft.values.values() if it.at} - {it.at for it in before.values.values()}
    is_outside = any(not is_in_kosovo(*at) for at in points)
    is_named = not is_outside and _is_abroad(step.draft) and not _is_abroad(before)
    if not step.draft.is_open or not (is_outside or is_named):
        return step
    *told, question = step.replies
    return replace(step, replies=(*told, Reply("utter_report_outside"), question))


def _is_abroad(draft: Draft) -> bool:
    """Whether all that is known of the place are words for one outside Kosovo."""
    where = draft.values.get(WHERE)
    return where is not None and where.at is None and where.value is None and places.is_abroad(where.text)


def _answered(draft: Draft, value: Value, heard: Heard | None = None) -> Step:
    """The open question is answered; what else the message says fills other fields."""
    asked = load_reports().fields[str(draft.asked)]
    value = _joined(draft.values.get(asked.id), value)
    draft = replace(_with(draft, {asked.id: value}), asked=None)
    draft = _fill(draft, heard) if heard else draft
    if asked.danger is None or value.value != asked.danger:
        return _ask_next(draft)
    if asked.danger == "no":
        # Whoever is not safe while writing must not get another message.
        return Step(replace(draft, stage=Stage.PAUSED), (Reply("utter_report_unsafe"),))
    return Step(replace(draft, stage=Stage.HANDED), (Reply("utter_emergency"),), is_alarm=True)


def _correct(draft: Draft, heard: Heard) -> Draft | None:
    """The draft with something that was said before put right; none for any other message."""
    words = words_of(heard.text)
    corrects = _words("corrects")
    # "No, in Prizren" begins so; "it was, actually, on Friday" has it inside, where a bare no says nothing.
    if not words or not (words[0] in corrects or (corrects - _words("no")) & set(words[1:4])):
        return None
    asked = draft.asked and load_reports().fields[draft.asked]
    put_right = {
        it.id: replace(found, text=heard.text)
        for it in _kind(draft).asks
        if it.id in draft.values
        and (found := _found(it, heard) or _found_abroad(it, heard)) is not None
        # What answers the open question is an answer.
        and not (asked and asked.reads is it.reads)
    }
    return _with(draft, put_right) if put_right else None


def _fill(draft: Draft, heard: Heard, *, is_new: bool = True) -> Draft:
    """The draft with the fields that the message names; with `is_new` only those that nothing is known of."""
    found = {
        it.id: value
        for it in _kind(draft).asks
        if not (is_new and it.id in draft.values) and (value := _found(it, heard)) is not None
    }
    return _with(draft, found)


def _fill_abroad(draft: Draft, heard: Heard) -> Draft:
    """The draft with the place that a story names, if it is outside Kosovo and no other is told."""
    found = {it.id: value for it in _kind(draft).asks if (value := _found_abroad(it, heard)) is not None}
    return _with(draft, {name: value for name, value in found.items() if name not in draft.values})


def _found_abroad(of: Field, heard: Heard) -> Value | None:
    """Only where the story or a correction is told: what witnesses saw abroad happened elsewhere."""
    place = places.read_abroad(without_points(heard.text)) if of.reads is Reads.PLACE else None
    return Value(*place) if place else None


def _found(of: Field, heard: Heard) -> Value | None:
    """What the message says of a field without being asked for it."""
    if of.reads is Reads.PLACE:
        return _place(heard)
    names = ENTITIES.get(of.reads, ())
    said = [(value, words) for name, value, words in heard.entities if name in names]
    if not said:
        return None
    return Value(", ".join(dict.fromkeys(words for _, words in said)), said[-1][0])


def _place(heard: Heard) -> Value | None:
    # "Not Peja, Gjakova": what is said last is meant.
    named = [(value, words) for name, value, words in heard.entities if name == "municipality"]
    place = places.read_place(heard.text, heard.location, named)
    return Value(*place) if place else None


def _ask_next(draft: Draft, *before: Reply) -> Step:
    """The next question, or the summary once nothing is open."""
    missing = [it for it in _kind(draft).asks if it.id not in draft.values and it.id not in draft.skipped]
    # The place behind a link that cannot be read is asked for out of turn, and though the link is known.
    missing = [it for it in _kind(draft).asks if it.id == draft.asked and it.id not in draft.skipped] + missing
    if missing:
        return _ask(replace(draft, stage=Stage.COLLECTING), missing[0], *before)
    draft = replace(draft, stage=Stage.CONFIRMING, asked=None)
    buttons = (_button(N_("Pass it on"), "file"), _button(N_("Change something"), "change"), STOP)
    return Step(draft, (*before, Reply("utter_report_summary", {"lines": lines(draft)}, buttons)))


def _ask(draft: Draft, asked: Field, *before: Reply) -> Step:
    answers = (_button(N_("Yes"), "yes", asked.id), _button(N_("No"), "no", asked.id))
    skip = _button(N_("Skip this question"), "skip", asked.id)
    buttons = (*(answers if asked.reads is Reads.YES_NO else ()), skip, STOP)
    return Step(replace(draft, asked=asked.id), (*before, Reply(asked.ask, buttons=buttons)))


def _stop(draft: Draft) -> Step:
    if not draft.is_open:
        return Step(draft, (Reply("utter_report_nothing_open"),))
    buttons = (_button(N_("Go on"), "go_on"), _button(N_("Leave it"), "drop"))
    return Step(replace(draft, stage=Stage.PAUSED), (Reply("utter_report_stopped", buttons=buttons),))


def _file(draft: Draft) -> Step:
    response = "utter_report_filed_victim" if _kind(draft).is_victim else "utter_report_filed"
    return Step(replace(draft, stage=Stage.FILED, asked=None), (Reply(response),))


def _choose_change(draft: Draft) -> Step:
    fields = load_reports().fields
    buttons = tuple(_button(fields[name].label, "ask", name) for name, _ in card(draft))
    return Step(
        replace(draft, stage=Stage.CHANGING, asked=None), (Reply("utter_report_what_to_change", buttons=buttons),)
    )


def _skip(draft: Draft) -> Draft:
    skipped = (*draft.skipped, draft.asked) if draft.asked else draft.skipped
    return replace(draft, skipped=tuple(dict.fromkeys(skipped)), asked=None)


def _told(draft: Draft, text: str) -> Draft:
    """The draft with `text` among the citizen's own words."""
    known = draft.values[WHAT].text if WHAT in draft.values else ""
    return _with(draft, {WHAT: Value("\n".join(filter(None, (known, text.strip()))))}) if text.strip() else draft


def _with(draft: Draft, values: Mapping[str, Value]) -> Draft:
    skipped = tuple(name for name in draft.skipped if name not in values)
    return replace(draft, values={**draft.values, **values}, skipped=skipped)


def _kind(draft: Draft) -> Kind:
    return load_reports().kinds[draft.kind]


def _button(title: str, does: str, of: str | None = None) -> Button:
    named = f',"of":"{of}"' if of else ""
    return Button(title, f'/report{{"do":"{does}"{named}}}')


STOP = _button(N_("Stop for now"), "stop")


def _words(name: str) -> frozenset[str]:
    return load_reports().words[name]


def _is_yes(heard: Heard) -> bool:
    words = words_of(heard.text)
    return (heard.intent == "affirm" and heard.confidence >= SURE) or (bool(words) and words[0] in _words("yes"))


def _is_no(heard: Heard) -> bool:
    words = words_of(heard.text)
    return (heard.intent == "deny" and heard.confidence >= SURE) or (bool(words) and words[0] in _words("no"))


def _says_only(name: str, intent: str, heard: Heard) -> bool:
    """Whether a message is a yes or a no and nothing beside that would be lost."""
    words = words_of(heard.text)
    is_meant = heard.intent == intent and heard.confidence >= SURE and len(words) <= SHORT
    return is_meant or (bool(words) and all(word in _words(name) for word in words))


def _is_unknown(text: str) -> bool:
    words = " ".join(words_of(text)).replace("'", " ")
    return len(words.split()) <= SHORT and any(f"{words} ".startswith(f"{it} ") for it in _words("unknown"))


def _is_question(text: str) -> bool:
    words = words_of(text)
    return "?" in text or bool(opening_words() & {*words[:1]}) or any(word in asking_words() for word in words)


def _fits_question(draft: Draft, heard: Heard) -> bool:
    """Whether the message holds what the open question asks for."""
    asked = load_reports().fields.get(draft.asked or "")
    return asked is not None and _found(asked, heard) is not None


def as_json(draft: Draft) -> dict[str, Any]:
    """The form in which a draft is stored."""
    values = {
        name: [it.text, it.value, list(it.at)] if it.at else [it.text, it.value] for name, it in draft.values.items()
    }
    return {"values": values, "skipped": list(draft.skipped), "asked": draft.asked}


def from_json(kind: str, stage: str, content: Mapping[str, Any]) -> Draft:
    """What `as_json` wrote; fields that there are no longer stay as they are."""
    values = {
        name: Value(text, value, (at[0][0], at[0][1]) if at else None)
        for name, (text, value, *at) in content["values"].items()
    }
    return Draft(kind, Stage(stage), values, tuple(content["skipped"]), content["asked"])
