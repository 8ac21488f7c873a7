"""Answers one message: what does it mean, who speaks now, what is said. The worker calls it, in no transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.content.municipalities import load
from bot.dialogue.commands import Command, read_command
from bot.dialogue.engine import Engine
from bot.dialogue.language import is_other_language
from bot.dialogue.questions import read_asks
from bot.errors import EngineUnavailable
from bot.i18n import Locale
from bot.messages import Ask, Reply, Status, Trigger
from bot.rendering import Outgoing, render
from bot.services import answers, conversations, handoff, places, receipts, report_status, reports, taking, turns
from bot.services.keys import Keys
from bot.services.turns import Task
from bot.store.database import Database
from nlu.text.map_points import is_point_alone
from nlu.text.normalise import fold

__all__ = ["Answering", "Thresholds", "decide"]

ATTEMPTS = 5
"""A message on which a reachable engine fails so often goes to an officer."""
PATIENCE = timedelta(minutes=2)
"""An engine that is down for so long: the message goes to an officer."""
PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=5)
TELL_AGAIN = timedelta(seconds=60)
FALLBACK, REPORT, RECEIPT = "nlu_fallback", "report", "receipt"
NOT_ADDED = {"emergency", "cancel", "talk_to_officer", "change_language"}
"""What a message may mean that is not what the citizen wanted to add to a report."""
SEVERAL = 2
CERTAIN = 0.5
"""How likely danger must be in a message that only names a place, and what is told in a sentence beside a question."""
OUT_OF_SCOPE = "utter_out_of_scope"
TECHNICAL_PROBLEM = "utter_technical_problem"
FILE_RECEIVED, FILE_NOTED, WITH_REPORT = "utter_file_received", "utter_file_noted", "utter_file_with_report"
FOR_THE_OFFICER = {FALLBACK, "affirm", "deny", "share_concern", "out_of_scope"}
"""While the citizen waits for an officer these, and reports, are words for the officer, not for the bot."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which confidence on a meaning is answered, counts as an emergency, and is worth a question back; 0 to 1."""

    confidence: float
    emergency: float
    least: float = 0.0


def decide(parse: Mapping[str, Any], thresholds: Thresholds) -> dict[str, Any]:
    """What the engine understood, with the intent that Dialog acts on.

    An emergency is acted on before it is the likeliest meaning, except in a message that is little more than a place,
    which asks for its station; what is not sure enough is `nlu_fallback`, so that the bot asks back, with the likeliest
    meanings if any is likely at all.
    """
    ranking = parse.get("intent_ranking") or []
    chosen = dict(parse.get("intent") or {"name": None, "confidence": 0.0})
    emergency = next((it["confidence"] for it in ranking if it["name"] == "emergency"), 0.0)
    if _is_place(parse) and emergency < CERTAIN:
        chosen = {"name": "ask_station", "confidence": 1.0}
    elif emergency >= thresholds.emergency:
        chosen = {"name": "emergency", "confidence": emergency}
    elif not chosen["name"] or chosen["confidence"] < thresholds.confidence:
        # What is hardly likelier than the rest would be a strange question back.
        ranking = ranking if chosen["confidence"] >= thresholds.least else []
        chosen = {"name": FALLBACK, "confidence": 1.0 - chosen["confidence"]}
    return dict(parse) | {"intent": chosen, "intent_ranking": ranking}


class Answering:
    """Answers tasks through the engine; what the engine cannot answer now is kept, told, and handed to an officer."""

    def __init__(self, database: Database, keys: Keys, engine: Engine, thresholds: Thresholds) -> None:
        self._database = database
        self._keys = keys
        self._engine = engine
        self._thresholds = thresholds

    def answer(self, task: Task, now: datetime) -> bool:
        """Answer the message; false when it has to wait, with the citizen told.

        Raises:
            NotAllowed: another process holds the conversation by now; nothing was stored.
        """
        try:
            parse = self._understand(task)
            told = _told(task, parse)
            is_report = _is_for_report(task, told)
            asks = self._asks(task, parse, is_report=is_report)
            parse = _asking(parse, asks, task.status) if parse and not is_report else parse
            outgoing = self._reply(task, _for_report(task, parse) if is_report else parse, asks, told, now)
        except EngineUnavailable as problem:
            if task.status is Status.ASSIGNED:
                turns.complete(self._database, task.turn, [], now)
                return True
            return self._wait(task, problem, now)
        turns.complete(
            self._database,
            task.turn,
            outgoing,
            now,
            understood=_understood(parse, asks) if parse else None,
            municipality=next(iter(_municipalities(parse)), None) if parse else None,
        )
        return True

    def fail(self, task: Task, now: datetime) -> bool:
        """Treat the message as one on which the engine failed: tried again, and handed to an officer in the end."""
        return self._wait(task, EngineUnavailable("error", is_reachable=True), now)

    def _asks(self, task: Task, parse: dict[str, Any] | None, *, is_report: bool) -> list[Ask]:
        """The questions of a message; in what is said for a report only those that stand in a sentence of their own."""
        if (
            parse is None
            or parse["intent"]["name"] == RECEIPT
            or (is_report and len(parse.get("segments") or []) < SEVERAL)
        ):
            return []
        return read_asks(parse, None if is_report else task.subject, self._thresholds.confidence)

    def _understand(self, task: Task) -> dict[str, Any] | None:
        if task.payload is not None:
            return read_command(task.payload).as_parse(task.text)
        if not task.text or is_point_alone(task.text):
            return None
        words = task.text.replace(receipts.HIDDEN, "").strip()
        parse = decide(self._engine.understand(words), self._thresholds) if words else None
        is_shown, is_added = task.has_receipt, task.is_adding
        if (is_shown or is_added) and (parse is None or not _is_another_wish(parse, beside=is_shown)):
            return Command(RECEIPT, {"do": "status" if is_shown else "added"}).as_parse(task.text)
        return parse

    def _warn(self, task: Task, parse: dict[str, Any] | None, now: datetime) -> list[Outgoing]:
        """What is said while an officer speaks: nothing but 192 and 112, when the engine first reads danger."""
        if parse is None or parse["intent"]["name"] != "emergency" or task.urgent:
            return []
        handoff.escalate(self._database, task.turn, Trigger.DANGER, now, is_urgent=True)
        return [render(Reply("utter_urgent_reminder"), self._locale(task), effect="answer:0")]

    def _reply(
        self, task: Task, parse: dict[str, Any] | None, asks: Sequence[Ask], told: taking.Heard, now: datetime
    ) -> list[Outgoing]:
        if task.status is Status.ASSIGNED:
            return self._warn(task, parse, now)
        if parse is None:
            return self._render(task, self._of_file(task, now) if task.has_file else _of_place(task, now))
        intent = parse["intent"]["name"]
        if task.locale is None and is_other_language(task.text) and intent != "emergency":
            return [render(Reply("utter_language_not_yet"), None, effect="answer:0")]
        is_new = task.status is Status.WAITING and not task.is_taken
        if is_new and (intent in FOR_THE_OFFICER or intent.startswith(REPORT)):
            is_said = task.last_response == "utter_noted_for_officer"
            if task.urgent:
                return [render(Reply("utter_urgent_reminder"), self._locale(task), effect="answer:0")]
            noted = [] if is_said else [Reply("utter_noted_for_officer")]
            return self._render(task, [Reply(FILE_NOTED)] if task.has_file else noted)
        metadata = {
            "conversation": task.turn.conversation_id,
            "message": task.turn.message_id,
            "lease": task.turn.lease,
            "channel": task.channel,
            "asks": [ask.as_json() for ask in asks],
            "report": {"intent": told.intent, "confidence": told.confidence, "location": told.location},
        }
        replies = self._engine.respond(task.episode, task.turn.message_id, parse, metadata)
        self._seal(replies)
        if replies == [Reply(OUT_OF_SCOPE)] and task.last_response == OUT_OF_SCOPE:
            # The same excuse twice would sound like a machine that does not listen.
            replies = [Reply("utter_out_of_scope_again")]
        received = [Reply(WITH_REPORT if _has_open_report(task) else FILE_NOTED)] if task.has_file else []
        return self._render(task, [*received, *answers.judged(replies, task.turn.message_id)])

    def _of_file(self, task: Task, now: datetime) -> list[Reply]:
        """What is said to a file without a word: where it is now, and what is still to be told."""
        if _has_open_report(task):
            asked = reports.ask_again(self._database, task.turn, now)
            return [Reply(WITH_REPORT), *(reply for reply in asked if reply.response != "utter_report_go_on")]
        is_asked = task.status is not Status.WITH_BOT or task.last_response in {FILE_RECEIVED, FILE_NOTED}
        return [Reply(FILE_NOTED if is_asked else FILE_RECEIVED)]

    def _seal(self, replies: Sequence[Reply]) -> None:
        """Keep the HMAC of the receipt code of a report that was just passed on; the citizen will be shown the code."""
        for reply in replies:
            if reply.response in receipts.TOLD_IN:
                reference = str(reply.arguments["reference"])
                code = receipts.make(self._keys, reference)
                report_status.seal(self._database, reference, receipts.hash_of(self._keys, code))

    def _render(self, task: Task, replies: Sequence[Reply]) -> list[Outgoing]:
        locale = self._locale(task)
        if task.urgent and task.status is Status.WAITING and replies:
            replies = [*replies, Reply("utter_urgent_reminder")]
        return [render(reply, locale, effect=f"answer:{index}") for index, reply in enumerate(replies)]

    def _locale(self, task: Task) -> Locale | None:
        """The conversation's language as it is after the turn: `change_language` speaks it already."""
        return conversations.find_locale_of(self._database, task.turn.conversation_id) or task.locale

    def _wait(self, task: Task, problem: EngineUnavailable, now: datetime) -> bool:
        attempts = task.attempts + (1 if problem.is_reachable else 0)
        if attempts >= ATTEMPTS or (task.failed_at and now - task.failed_at > PATIENCE):
            return self._hand_over(task, now)
        pause = min(PAUSE * 2**task.attempts, LONGEST_PAUSE)
        turns.postpone(
            self._database,
            task.turn,
            now + pause,
            now,
            notice=self._notice(task, now),
            is_failure=problem.is_reachable,
        )
        return False

    def _notice(self, task: Task, now: datetime) -> Outgoing | None:
        if task.told_at is not None and now - task.told_at < TELL_AGAIN:
            return None
        return render(Reply(TECHNICAL_PROBLEM), task.locale, effect=f"problem:{int(now.timestamp())}")

    def _hand_over(self, task: Task, now: datetime) -> bool:
        reply = handoff.escalate(self._database, task.turn, Trigger.ENGINE, now).reply
        replies = [] if task.last_response == reply.response else [reply]
        outgoing = self._render(replace(task, urgent=False), replies)
        turns.complete(self._database, task.turn, outgoing, now)
        return True


def _is_another_wish(parse: Mapping[str, Any], *, beside: bool) -> bool:
    """Whether a message says for certain something else than what is added to a report, or than what is said `beside`
    its receipt code."""
    meant = {"emergency"} if beside else NOT_ADDED
    return parse["intent"]["name"] in meant and parse["intent"]["confidence"] >= CERTAIN


def _told(task: Task, parse: Mapping[str, Any] | None) -> taking.Heard:
    """The message as far as a report goes."""
    parse = parse or {"intent": {"name": FALLBACK, "confidence": 0.0}}
    entities = parse.get("entities") or []
    return taking.Heard(
        text=task.text,
        intent=str(parse["intent"]["name"]),
        confidence=float(parse["intent"]["confidence"]),
        entities=tuple(
            (it["entity"], str(it["value"]), task.text[it["start"] : it["end"]]) for it in entities if "start" in it
        ),
        does=next((str(it["value"]) for it in entities if it["entity"] == "do"), None),
        location=task.location,
    )


def _is_for_report(task: Task, told: taking.Heard) -> bool:
    """Whether the message is for the report at hand; while an officer is there or on the way, all of it is theirs."""
    if task.is_taken:
        return task.status is not Status.ASSIGNED
    is_file_alone = task.has_file and not task.text
    if is_file_alone or told.intent == RECEIPT or task.status is not Status.WITH_BOT or task.draft is None:
        return False
    return taking.belongs(task.draft, told)


def _has_open_report(task: Task) -> bool:
    return task.status is Status.WITH_BOT and task.draft is not None and task.draft.is_open


def _for_report(task: Task, parse: Mapping[str, Any] | None) -> dict[str, Any]:
    """The parse with the one meaning that the form takes; a place on the map, of which there is none, gets one too."""
    meaning = {"name": REPORT, "confidence": 1.0}
    return dict(parse or {"text": task.text, "entities": []}) | {"intent": meaning, "intent_ranking": [meaning]}


def _asking(parse: dict[str, Any], asks: Sequence[Ask], status: Status) -> dict[str, Any]:
    """The parse, with the intent of what is told beside the questions, else of the first question.

    While an officer is waited for, what is told needs no answer of the bot, and the questions do.
    """
    name = str(parse["intent"]["name"])
    if not asks or name.startswith(answers.TOLD):
        return parse
    told = [it["intent"] for it in parse.get("segments") or [] if _is_told(it["intent"])]
    if told and status is Status.WITH_BOT:
        return parse | {"intent": told[0]}
    return parse | {"intent": parse["intent"] | {"name": asks[0].intent}}


def _is_told(intent: Mapping[str, Any]) -> bool:
    return str(intent["name"]).startswith(answers.TOLD) and intent["confidence"] >= CERTAIN


def _of_place(task: Task, now: datetime) -> list[Reply]:
    """What is said to a place on the map: who looks for a station wants the nearest, others have told where it was."""
    place = places.read_place(task.text, task.location, [])
    if place is None or place.at is None:
        unread = [Reply("utter_link_not_opened"), Reply("utter_which_municipality")]
        return unread if task.text else [Reply("utter_location_received")]
    is_looking = task.subject is not None and task.subject.intent == answers.STATION
    nearest = answers.find_nearest(*place.at, answers.today(now))
    return [nearest] if is_looking else [Reply("utter_location_received"), nearest]


def _understood(parse: Mapping[str, Any], asks: Sequence[Ask]) -> dict[str, Any]:
    return {
        "intent": parse["intent"]["name"],
        "confidence": parse["intent"]["confidence"],
        "ranking": (parse.get("intent_ranking") or [])[:5],
        "entities": parse.get("entities") or [],
        "asks": [ask.as_json() for ask in asks],
    }


def _municipalities(parse: Mapping[str, Any]) -> list[str]:
    found = [entity["value"] for entity in parse.get("entities") or [] if entity["entity"] == "municipality"]
    return [value for value in found if isinstance(value, str) and value in load().municipalities]


def _is_place(parse: Mapping[str, Any]) -> bool:
    """Whether a place and at most a small word or two are all that the message says."""
    text = parse.get("text") or ""
    spans = [it for it in parse.get("entities") or [] if it["entity"] == "municipality" and "start" in it]
    rest = text
    for span in sorted(spans, key=lambda it: -int(it["start"])):
        rest = rest[: span["start"]] + rest[span["end"] :]
    letters = sum(character.isalpha() for character in fold(rest))
    return bool(spans) and letters <= 3
