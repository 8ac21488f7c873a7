"""What a message asks for: which questions, which part of each, of which place; also when it leans on one before."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.content.answers import Aspect, Question, load_answers
from bot.content.municipalities import load
from bot.messages import Ask
from nlu.text.questions import Speeding, asked_of, is_continued, is_empty_beside, read_speeding, words_of

__all__ = ["find_aspect", "read_asks"]

MOST = 3
"""Questions of one message that are answered; more would be a wall of text."""
EMERGENCY, FALLBACK, OUT_OF_SCOPE = "emergency", "nlu_fallback", "out_of_scope"
CERTAIN = 0.5
"""Danger so likely is what a few words mean, unless they are nothing but where and how fast somebody drove."""
FAINT = 0.2
"""Danger below it is no reason to take a few words after a question for anything but another one."""
STATION, CHANGE_LANGUAGE = "ask_station", "change_language"
LEANING = 8
"""Words up to which a message may lean on the one before without a sign of it."""
UNSURE, UNSURE_AFTER_AND, UNSURE_QUESTION = 0.6, 0.85, 0.97
"""Below it another meaning of a short message gives way to the question before; the second for "and …", the third
where that seems another question or nothing for the police."""
LOOSE = frozenset({FALLBACK, "affirm", "deny", "greet", "goodbye", OUT_OF_SCOPE, STATION})
"""Meanings that a few words of a question are easily taken for."""
TOLD = ("report_", CHANGE_LANGUAGE)
"""Beginnings of meanings that "and", "but" or "if" makes a question of: "and my licence is lost too"."""
LEAST_WORDS, LIKELY = 3, 0.15
"""Words, and the chance of an aspect, from which on they are such words rather than what they seem."""
DISTINCT = 0.5
"""The chance from which on words are such a part even where they are a sure meaning of their own."""
SURE = 0.3
"""How likely an aspect must be among those of its question to be answered instead of the question as a whole."""
TRAFFIC, SPEEDING = "ask_traffic_rules", "speeding"
WHERE = {"in": True, "out": False}
"""What the buttons of a place say."""


def read_asks(parse: Mapping[str, Any], subject: Ask | None, threshold: float) -> list[Ask]:
    """The questions that a message asks, in its order, at most `MOST`; none when it asks for nothing that has answers.

    `parse` is what was understood and decided; `subject` is what was asked before, if it was a short while ago.
    """
    leaning = _lean(parse, subject) if subject else None
    if leaning is not None:
        return [leaning]
    if parse["intent"]["name"] == EMERGENCY:
        return []
    asks: list[Ask] = []
    for part in _parts(parse, threshold):
        ask = _ask(part, asks[-1] if asks else subject)
        if ask is not None and ask not in asks:
            asks.append(ask)
    return asks[:MOST]


def _parts(parse: Mapping[str, Any], threshold: float) -> Iterator[Mapping[str, Any]]:
    """The sentences that are sure by themselves, when they ask for more than the whole does; else the whole."""
    segments = [it for it in parse.get("segments") or [] if _is_question(it, threshold)]
    if len(segments) > 1:
        yield from segments
    elif segments and not str(parse["intent"]["name"]).startswith("ask_"):
        # "My car was stolen. Which number do I call?": told and asked.
        yield from segments
    elif parse["intent"]["name"] in load_answers():
        yield parse


def _is_question(segment: Mapping[str, Any], threshold: float) -> bool:
    if asked_of(segment["text"]):
        return True
    return segment["intent"]["name"] in load_answers() and segment["intent"]["confidence"] >= threshold


def _ask(part: Mapping[str, Any], before: Ask | None) -> Ask | None:
    """What one sentence asks, or the whole message."""
    text, intent = part.get("text") or "", part["intent"]["name"]
    places = _places(part)
    kind = asked_of(text)
    if kind and before is not None:
        return _with_kind(before, kind, places)
    if intent not in load_answers():
        return None
    question = load_answers()[intent]
    named = _value(part, "about")
    if named is not None:
        return Ask(intent, named, places, is_built_up=WHERE.get(_value(part, "where") or ""))
    speeding = read_speeding(text)
    if speeding.over is not None and TRAFFIC in {intent, *question.also}:
        return Ask(TRAFFIC, SPEEDING, places, over=speeding.over, is_built_up=speeding.is_built_up)
    found = find_aspect(question, part)
    if found is None:
        return Ask(intent, None, places, kind)
    return _with_speed(Ask(found[0].intent, found[1].name, places), text)


def _lean(parse: Mapping[str, Any], subject: Ask) -> Ask | None:
    """What a message asks that makes sense only after `subject`; none for one that stands by itself."""
    words = words_of(parse.get("text") or "")
    if not 0 < len(words) <= LEANING or _value(parse, "about") or subject.intent not in load_answers():
        return None
    parse = _calm(parse)
    is_danger = parse["intent"]["name"] == EMERGENCY
    if is_danger and parse["intent"]["confidence"] >= CERTAIN and read_speeding(_without_places(parse)) == Speeding():
        return None
    by_words = _lean_by_words(parse, subject) or _lean_by_intent(parse, subject)
    return by_words if by_words or is_danger else _lean_by_meaning(parse, subject, len(words))


def _calm(parse: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parse with its likeliest meaning where danger is a faint second: after a question a few words are more often
    another one."""
    likeliest = next(iter(parse.get("intent_ranking") or []), parse["intent"])
    is_faint = parse["intent"]["name"] == EMERGENCY != likeliest["name"] and parse["intent"]["confidence"] < FAINT
    return {**parse, "intent": likeliest} if is_faint else parse


def _lean_by_intent(parse: Mapping[str, Any], subject: Ask) -> Ask | None:
    """What is a question of its own elsewhere is a part of this one: a complaint without a name."""
    aspects = load_answers()[subject.intent].aspects.values()
    meant = next((it.name for it in aspects if parse["intent"]["name"] in it.instead_of), None)
    return replace(subject, about=meant) if meant else None


def _lean_by_words(parse: Mapping[str, Any], subject: Ask) -> Ask | None:
    """Only words that name no subject: "how much?", "and in Peja?", "outside town?"."""
    places, rest = _places(parse), _without_places(parse)
    kind = asked_of(rest)
    if kind and kind != "where" and places and subject.about and is_continued(rest):
        # "And in Prizren, how much there?": the same of another place.
        return replace(subject, municipalities=places)
    if kind:
        return _with_kind(subject, kind, places)
    if places and is_empty_beside(words_of(rest)):
        return replace(subject, municipalities=places)
    speeding = read_speeding(rest)
    if subject.about == SPEEDING and speeding != Speeding() and is_continued(rest):
        over = subject.over if speeding.over is None else speeding.over
        where = subject.is_built_up if speeding.is_built_up is None else speeding.is_built_up
        return replace(subject, over=over, is_built_up=where)
    return None


def _lean_by_meaning(parse: Mapping[str, Any], subject: Ask, length: int) -> Ask | None:
    """A few words that are no sure meaning of their own, and fit a part of the question before."""
    text, places = parse.get("text") or "", _places(parse)
    intent, confidence = parse["intent"]["name"], parse["intent"]["confidence"]
    if places and subject.intent == STATION and (intent in {*LOOSE, "cancel"} or confidence < UNSURE):
        # "No, not Peja, Gjakova": what is said last is meant.
        return replace(subject, municipalities=places[-1:])
    is_vague = intent in load_answers() or intent == OUT_OF_SCOPE
    after_and = UNSURE_QUESTION if is_vague else UNSURE_AFTER_AND
    is_sure = confidence >= (after_and if is_continued(text) else UNSURE)
    found = find_aspect(load_answers()[subject.intent], parse)
    is_loose = intent in LOOSE and length >= LEAST_WORDS
    is_question = intent in load_answers() or (is_continued(text) and intent.startswith(TOLD))
    is_distinct = is_question and found is not None and _chance(found, parse) >= DISTINCT
    if is_sure and intent != subject.intent and not is_loose and not is_distinct:
        return None
    if found is None and intent == subject.intent and is_continued(text):
        # "And on the motorway?": the same part.
        return replace(subject, municipalities=places or subject.municipalities)
    if found is None or (is_sure and is_loose and _chance(found, parse) < LIKELY):
        return None
    return _with_speed(Ask(found[0].intent, found[1].name, places or subject.municipalities), text)


def _chance(found: tuple[Question, Aspect], parse: Mapping[str, Any]) -> float:
    """How likely an aspect is among those of all questions."""
    return float(parse["aspects"][f"{found[0].intent}/{found[1].name}"])


def _with_kind(subject: Ask, kind: str, places: tuple[str, ...]) -> Ask:
    """The same subject, asked for its price, place, time and so on."""
    question = load_answers()[subject.intent]
    if subject.intent == STATION:
        return replace(subject, municipalities=places or subject.municipalities)
    if kind in question.asked:
        return Ask(subject.intent, None, places or subject.municipalities)
    aspect = next((name for name, it in question.aspects.items() if kind in it.asked), None)
    return Ask(subject.intent, aspect, places or subject.municipalities, None if aspect else kind)


def _with_speed(ask: Ask, text: str) -> Ask:
    if ask.about != SPEEDING:
        return ask
    speeding = read_speeding(text)
    return replace(ask, over=speeding.over, is_built_up=speeding.is_built_up)


def find_aspect(question: Question, part: Mapping[str, Any]) -> tuple[Question, Aspect] | None:
    """The part of a question, or of one of its neighbours, that a sentence asks for; none when it asks in general."""
    chances: Mapping[str, float] = part.get("aspects") or {}
    names = [name for name in chances if name.partition("/")[0] in {question.intent, *question.also}]
    total = sum(chances[name] for name in names)
    best = max(names, key=lambda name: chances[name], default=None)
    if best is None or chances[best] < SURE * total:
        return None
    intent, _, about = best.partition("/")
    of = load_answers()[intent]
    return (of, of.aspects[about]) if about in of.aspects else None


def _places(parse: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the municipalities that are named; an ambiguous name gives its candidates."""
    values = [str(it["value"]) for it in parse.get("entities") or [] if it["entity"] == "municipality"]
    return tuple(dict.fromkeys(part for value in values for part in value.split("|") if part in load().municipalities))


def _value(parse: Mapping[str, Any], entity: str) -> str | None:
    return next((str(it["value"]) for it in parse.get("entities") or [] if it["entity"] == entity), None)


def _without_places(parse: Mapping[str, Any]) -> str:
    rest = str(parse.get("text") or "")
    spans = [it for it in parse.get("entities") or [] if it["entity"] == "municipality" and "start" in it]
    for span in sorted(spans, key=lambda it: -int(it["start"])):
        rest = rest[: span["start"]] + " " + rest[span["end"] :]
    return rest
