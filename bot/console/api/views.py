"""Talks in the form in which the console's API gives them, with words in the officer's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from bot.console.places import describe_place
from bot.console.words import (
    DANGER_LABELS,
    EVENT_LABELS,
    FILE_LABELS,
    LANGUAGE_LABELS,
    REPORT_LABELS,
    TRIGGER_LABELS,
    intent_label,
    label,
)
from bot.content.municipalities import get_municipality, load
from bot.errors import NotFound
from bot.i18n import N_, Locale, find_locale, translate, written_time
from bot.labels import CHANNEL_LABELS
from bot.messages import Channel, Direction, Reply, Sender, Status
from bot.rendering import name_in, render, report_lines
from bot.services.attachments import Attached
from bot.services.officers import Account
from bot.services.queue import Row
from bot.services.reach import is_for
from bot.services.talks import Happening, Said, Talk

__all__ = [
    "dump",
    "municipality_name",
    "region_name",
    "show_event",
    "show_message",
    "show_part",
    "show_row",
    "show_row_to",
    "show_talk",
]

ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
FACTS = {
    "municipality": N_("Municipality"),
    "topic": N_("Topic"),
    "channel": N_("Channel"),
    "trigger": N_("Why in the queue"),
    "messages": N_("Messages written"),
    "earlier": N_("Earlier talks"),
    "report": N_("Report"),
}
# Translators: a line of a report, what the citizen added later.
ADDED = N_("Added on {at}")


def dump(value: Any) -> str:
    """The value as JSON, as an answer carries it."""
    return ANYTHING.dump_json(value).decode()


def municipality_name(municipality: str | None, locale: Locale) -> str | None:
    """The official name of a municipality in the officer's language."""
    try:
        return name_in(get_municipality(municipality).names, locale) if municipality else None
    except NotFound:
        return municipality


def region_name(region: str, locale: Locale) -> str:
    """The name of a regional directorate in the officer's language."""
    return name_in(load().directorates[region].names, locale)


def show_row(row: Row, locale: Locale) -> dict[str, Any]:
    """A line of the queue."""
    return {
        "id": row.id,
        "status": row.status,
        "urgent": row.urgent,
        "language": row.language,
        "script": row.script,
        "channel": row.channel,
        "municipality": row.municipality,
        "municipality_name": municipality_name(row.municipality, locale),
        "topic": row.topic,
        "topic_label": intent_label(row.topic, locale),
        "waiting_seconds": row.waiting_seconds,
        "target_seconds": row.target_seconds,
        "is_late": row.is_late,
        "owner": row.owner,
        "supervisor_called": row.is_supervisor_called,
        "unread": row.is_unread,
        "undelivered": row.undelivered,
        "tags": list(row.tags),
        "report": row.report,
        "trigger": label(TRIGGER_LABELS, row.trigger, locale),
        "outcome": row.outcome,
        "rating": row.rating,
        "opened_at": row.opened_at,
        "last_incoming_at": row.last_incoming_at,
    }


def show_row_to(account: Account, row: Row, locale: Locale, now: datetime) -> dict[str, Any]:
    """A line of the queue, with what it is to this officer."""
    return show_row(row, locale) | show_part(account, row, now)


def show_part(account: Account, row: Row, now: datetime) -> dict[str, bool]:
    """What a talk is to this officer."""
    is_waiting = row.status is Status.WAITING
    return {
        "is_mine": row.owner_id == account.id,
        "is_for_me": is_waiting and is_for(account, row, now, has_fitting=row.has_fitting),
    }


def show_talk(
    account: Account,
    talk: Talk,
    locale: Locale,
    now: datetime,
    can: Mapping[str, bool],
    *,
    window_closes_at: datetime | None = None,
) -> dict[str, Any]:
    """A whole talk. `window_closes_at`: until when its platform takes a reply, if it sets an end."""
    row = talk.row
    is_muted = talk.muted_until is not None
    files = [_show_file(it, row.id, locale) for it in talk.files]
    return show_row_to(account, row, locale, now) | {
        "messages": [
            show_message(it, locale) | {"attachments": [file for file in files if file["message"] == it.number]}
            for it in talk.messages
        ],
        "has_more": talk.has_more,
        "events": [show_event(it, locale) for it in talk.events],
        "brief": _show_brief(talk, locale),
        "report_card": _show_report(talk, locale),
        "attachments": files,
        "earlier": [
            {
                "id": it.id,
                "opened_at": it.opened_at,
                "status": it.status,
                "topic_label": intent_label(it.topic, locale),
            }
            for it in talk.earlier
        ],
        "mute": {"until": talk.muted_until, "reason": talk.mute_reason} if is_muted else None,
        "can": dict(can),
        "window_closes_at": window_closes_at,
    }


def show_message(said: Said, locale: Locale) -> dict[str, Any]:
    """A message, with what was understood of it, and the bot's line in the officer's language."""
    understood = said.understood
    entities = understood.get("entities") or []
    places = [it["value"] for it in entities if it.get("entity") == "municipality"]
    return {
        "id": said.number,
        "direction": said.direction,
        "sender": said.sender,
        "text": said.text,
        "at": said.created_at,
        "intent": said.intent,
        "intent_label": intent_label(said.intent, locale),
        "confidence": understood.get("confidence"),
        "delivery": said.delivery,
        "language": said.language,
        "script": said.script,
        "danger": label(DANGER_LABELS, said.danger, locale),
        "in_my_language": _in_language(said, locale),
        "officer": said.officer,
        "buttons": [it["title"] for it in said.buttons],
        "place": describe_place(said.location, locale) if said.location else None,
        "places": [municipality_name(part, locale) for it in places for part in str(it).split("|")],
        "payload": said.is_press,
    }


def show_event(event: Happening, locale: Locale) -> dict[str, Any]:
    """An event of the history, or a note."""
    return {
        "id": event.id,
        "kind": event.kind,
        "label": label(EVENT_LABELS, event.kind, locale),
        "officer": event.officer,
        "text": event.text,
        "at": event.created_at,
        "detail": {name: value for name, value in event.detail.items() if name != "client_id"},
    }


def _show_file(file: Attached, conversation: str, locale: Locale) -> dict[str, Any]:
    """A file: where its original is, and its working copy if it has one."""
    url = f"/api/console/conversations/{conversation}/attachments/{file.id}"
    return {
        "id": file.id,
        "message": file.message,
        "kind": file.kind,
        "name": translate(FILE_LABELS[file.kind], locale),
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "at": file.received_at,
        "url": url,
        "view_url": f"{url}/view" if file.has_view else None,
        "view_type": file.view_type if file.has_view else None,
    }


def _in_language(said: Said, locale: Locale) -> str | None:
    """A line of the bot or the system as the officer would have been told it; none when it reads so already."""
    is_ours = said.direction is Direction.OUTGOING and said.sender is not Sender.OFFICER
    if not is_ours or not said.response or find_locale(said.language, said.script) == locale:
        return None
    try:
        text = render(Reply(said.response, said.arguments), locale, effect="").text
    except (KeyError, NotFound):  # a response that this version has not any more
        return None
    return None if text == said.text else text


def _show_report(talk: Talk, locale: Locale) -> dict[str, Any] | None:
    """Labels in the officer's language beside the citizen's own words, and the place if it was marked on a map."""
    card = talk.report
    facts = [{"label": label, "value": value} for label, value in report_lines(card.lines, locale)]
    for added_at, text in card.added:
        when = written_time(added_at.isoformat(), locale)
        facts.append({"label": translate(ADDED, locale, at=when), "value": text})
    stands = label(REPORT_LABELS, card.reason or card.status, locale)
    at = next((it["at"] for it in card.lines if it.get("at")), None)
    place = describe_place({"latitude": at[0], "longitude": at[1]}, locale) if at else None
    shown = {"facts": facts, "place": place, "status": card.status, "reason": card.reason, "stands": stands}
    return shown if facts else None


def _show_brief(talk: Talk, locale: Locale) -> dict[str, Any]:
    row, brief = talk.row, talk.brief
    values = {
        "municipality": municipality_name(row.municipality, locale),
        "topic": intent_label(row.topic, locale),
        "channel": translate(CHANNEL_LABELS[Channel(row.channel)], locale),
        "trigger": label(TRIGGER_LABELS, row.trigger, locale),
        "messages": str(brief.messages),
        "earlier": str(len(talk.earlier)) if talk.earlier else None,
        "report": row.report,
    }
    return {
        "language": label(LANGUAGE_LABELS, row.language, locale),
        "risk": "danger" if brief.dangers or row.urgent else "none",
        "risk_labels": [label(DANGER_LABELS, it, locale) for it in brief.dangers],
        "facts": [{"label": translate(FACTS[name], locale), "value": it} for name, it in values.items() if it],
        "promised": [_in_language(it, locale) or it.text for it in brief.promised],
        "question": brief.question,
        "waited_seconds": row.waiting_seconds,
    }
