"""Turns a reply's key and arguments into text, in one language and script. No text for citizens is made elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from textwrap import shorten
from typing import Any

from bot.content.answers import facts_of
from bot.content.facts import ONE_SOURCE, Fact, Kind, Row, load_facts, load_numbers
from bot.content.geography import is_in_kosovo, nearest_to
from bot.content.municipalities import DirectorateNames, Names, get_municipality, load
from bot.content.privacy import load_privacy
from bot.content.reports import Reads, load_reports
from bot.cyrillic import to_cyrillic
from bot.errors import Refused
from bot.i18n import DEFAULT_LOCALE, KOSOVO_TIME, LOCALES, N_, Locale, translate, written_time
from bot.labels import KEPT_LABELS, OFFICE_LABELS, OUTCOME_LABELS, STANDS_LABELS
from bot.messages import Button, Outcome, Reply, Sender
from bot.quantities import APPROVED, NOT_APPROVED, TO_CONFIRM, written_date, written_rows, written_term, written_value
from bot.responses import load_responses
from nlu.text.gazetteer import find_municipalities
from nlu.text.map_points import without_points
from nlu.text.scripts import Script

__all__ = ["Outgoing", "name_in", "render", "render_problem", "report_lines"]

NAMES = {
    "sq": ("sq", "sq_after_preposition"),
    "sr-Latn": ("sr", "sr_locative"),
    "sr-Cyrl": ("sr_cyrillic", "sr_cyrillic_locative"),
    "en": ("en", "en"),
}
"""A municipality's name in each locale: as a subject, and as it stands after `në` and `u`."""
NEAR, OUTSIDE = N_("near {municipality} ({point})"), N_("outside Kosovo ({point})")
YES_NO = {"yes": N_("Yes"), "no": N_("No")}
WIDEST = 200
"""Characters of each line of a report's summary: with all its lines it stays below 2,000 (Messenger Platform, text)."""
MOST_BUTTONS = 13
"""As many as Messenger shows under a message (Messenger Platform, quick replies)."""
TERMS_NOT_APPROVED = N_("The police have not approved these times yet.")
UNDATED = frozenset({Kind.STATEMENT, Kind.WEBSITE, Kind.EMAIL, Kind.LAW, Kind.PHONE})
"""Kinds of facts that are told without the day on which they were checked."""
WITH_MAP = frozenset(
    {
        "utter_station",
        "utter_station_to_confirm",
        "utter_station_unknown",
        "utter_nearest",
        "utter_nearest_to_confirm",
    }
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to tell the citizen, already in their language."""

    text: str
    locale: Locale
    effect: str
    response: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    buttons: Sequence[Mapping[str, str]] = ()
    sender: Sender = Sender.BOT


def render(reply: Reply, locale: Locale | None, *, effect: str, sender: Sender = Sender.BOT) -> Outgoing:
    """The reply as the citizen reads it; `effect` tells the replies to one message apart.

    While the citizen's language is not known: in Albanian, Serbian and English, one under the other, with the choice of
    a language.
    """
    if locale is None:
        return _in_all_languages(reply, effect, sender)
    response = load_responses()[reply.response]
    text = translate(response.text, locale, **_written_of(reply, locale))
    return Outgoing(
        text="\n\n".join(
            filter(None, (text, _map(reply, locale), _dated(reply, locale), _unapproved(response.text, locale)))
        ),
        locale=locale,
        effect=effect,
        response=reply.response,
        arguments=reply.arguments,
        buttons=_buttons((*reply.buttons, *response.buttons), locale),
        sender=sender,
    )


def render_problem(problem: Refused, locale: Locale | None, *, effect: str) -> Outgoing:
    """Why something was not taken, as the citizen reads it; in the three languages while theirs is not known."""
    locales = [locale] if locale else [it for it in LOCALES if it.script is Script.LATIN]
    written = [_written(problem.arguments, it) for it in locales]
    text = "\n\n".join(
        translate(problem.sentence, it, **arguments) for it, arguments in zip(locales, written, strict=True)
    )
    return Outgoing(text, locale or DEFAULT_LOCALE, effect, sender=Sender.SYSTEM)


def name_in(names: Names | DirectorateNames, locale: Locale) -> str:
    """The name of a municipality or directorate in a language and script."""
    return str(getattr(names, NAMES[locale.tag][0]))


def report_lines(lines: Sequence[Mapping[str, Any]], locale: Locale) -> list[tuple[str, str]]:
    """What a report holds, as `taking.lines` gives it, in labels and values; yes and no in the reader's language."""
    fields = load_reports().fields
    return [
        (translate(fields[it["field"]].label, locale), _report_value(it, locale))
        for it in lines
        if it["field"] in fields
    ]


def _report_value(line: Mapping[str, Any], locale: Locale) -> str:
    is_yes_no = load_reports().fields[line["field"]].reads is Reads.YES_NO
    if is_yes_no and line["value"] in YES_NO:
        said = translate(YES_NO[line["value"]], locale)
        return said if line["text"].casefold() == said.casefold() else f"{said} ({line['text']})"
    if line.get("at"):
        return " · ".join(filter(None, (without_points(line["text"]), _point(line, locale))))
    if line["value"] in load().municipalities and line["text"]:
        name = name_in(get_municipality(line["value"]).names, locale)
        is_name_alone = [place.text for place in find_municipalities(line["text"])] == [line["text"].strip()]
        return name if is_name_alone else line["text"] if name in line["text"] else f"{line['text']} · {name}"
    return str(line["text"])


def _point(line: Mapping[str, Any], locale: Locale) -> str:
    """Where a point on the map lies, in words and degrees."""
    point = ", ".join(f"{part:.5f}".rstrip("0").rstrip(".") for part in line["at"])
    if not is_in_kosovo(*line["at"]):
        return translate(OUTSIDE, locale, point=point)
    near = [line["value"]] if line["value"] in load().municipalities else nearest_to(*line["at"])[0]
    names = " / ".join(name_in(get_municipality(it).names, locale) for it in near)
    return translate(NEAR, locale, municipality=names, point=point)


def _in_all_languages(reply: Reply, effect: str, sender: Sender) -> Outgoing:
    spoken = [render(reply, locale, effect=effect) for locale in LOCALES if locale.script is Script.LATIN]
    text = "\n\n".join(outgoing.text for outgoing in spoken)
    languages = load_responses()["utter_which_language"].buttons
    choice = _buttons((*reply.buttons[: MOST_BUTTONS - len(languages)], *languages), DEFAULT_LOCALE)
    return Outgoing(text, DEFAULT_LOCALE, effect, reply.response, reply.arguments, choice, sender)


def _buttons(buttons: Sequence[Button], locale: Locale) -> list[dict[str, str]]:
    return [
        {"title": translate(button.title, locale, **_written(button.arguments, locale)), "payload": button.payload}
        for button in buttons
    ]


def _dated(reply: Reply, locale: Locale) -> str | None:
    """When the figures of an answer were last checked, and whether they want to be confirmed; none without figures."""
    facts = [fact for fact in facts_of(reply.response) if fact.best_before is not None]
    rows = _rows(reply.arguments)
    confidences = [fact.confidence for fact in facts if isinstance(fact, Fact)] + [row.confidence for row in rows]
    is_to_confirm = ONE_SOURCE in confidences
    if not is_to_confirm and all(isinstance(fact, Fact) and fact.kind in UNDATED for fact in facts) and not rows:
        return None
    tables = [load_facts().tables[reply.arguments["table"]]] if rows else []
    checked = min(fact.checked for fact in (*facts, *tables))
    is_approved = all(fact.approved_by for fact in (*facts, *tables))
    line = TO_CONFIRM if is_to_confirm else APPROVED if is_approved else NOT_APPROVED
    return translate(line, locale, checked=written_date(checked, locale))


def _unapproved(source: str, locale: Locale) -> str | None:
    """That nobody has approved how long records are kept, where a text says how long."""
    is_proposal = "{kept_" in source and not load_privacy().approved_by
    return translate(TERMS_NOT_APPROVED, locale) if is_proposal else None


def _of_data(locale: Locale) -> dict[str, str]:
    """How long each kind of record is kept, and what to write to see or delete one's own."""
    privacy = load_privacy()
    written = {f"kept_{kind}": written_term(days, locale) for kind, days in privacy.days.items()}
    for name, phrases in privacy.asks.items():
        phrase = phrases[locale.language]
        written[f"{name}_words"] = to_cyrillic(phrase) if locale.script is Script.CYRILLIC else phrase
    return written


def _kept_line(what: str, value: Any, locale: Locale) -> str:
    if isinstance(value, str):
        value = written_date(datetime.fromisoformat(value).astimezone(KOSOVO_TIME).date(), locale)
    elif isinstance(value, list):
        value = ", ".join(value)
    return f"• {translate(KEPT_LABELS[what], locale)}: {value}"


def _map(reply: Reply, locale: Locale) -> str | None:
    """Where the town that an answer names lies; none where its point is not confirmed."""
    if reply.response not in WITH_MAP:
        return None
    place = get_municipality(reply.arguments["municipality"])
    if place.coordinates_confidence == "M":
        return None
    link = f"https://www.openstreetmap.org/#map=14/{place.latitude}/{place.longitude}"
    return translate(N_("The town centre on the map: {link}"), locale, link=link)


def _rows(arguments: Mapping[str, Any]) -> list[Row]:
    if "table" not in arguments:
        return []
    return [row for row in load_facts().tables[arguments["table"]].rows if row.above in arguments["above"]]


def _written_of(reply: Reply, locale: Locale) -> dict[str, Any]:
    """What the placeholders of a response stand for: the facts that it names, and its arguments."""
    facts = {fact.id: written_value(fact, locale) for fact in facts_of(reply.response) if isinstance(fact, Fact)}
    return facts | _of_data(locale) | _written(reply.arguments, locale)


def _written(arguments: Mapping[str, Any], locale: Locale) -> dict[str, Any]:
    """The arguments as the locale writes them.

    A place's id becomes its official name, a time that of Kosovo, an outcome or office its words.
    """
    written = dict(load_numbers()) | dict(arguments)
    if "table" in arguments:
        written["rows"] = written_rows(_rows(arguments), locale)
    if "lines" in arguments:
        lines = report_lines(arguments["lines"], locale)
        written["lines"] = "\n".join(f"• {label}: {shorten(value, WIDEST, placeholder='…')}" for label, value in lines)
    if "kept" in arguments:
        written["kept"] = "\n".join(_kept_line(what, value, locale) for what, value in arguments["kept"])
    if "office" in arguments:
        written["office"] = translate(OFFICE_LABELS[arguments["office"]], locale)
    if "stands" in arguments:
        written["stands"] = translate(STANDS_LABELS[arguments["stands"]], locale)
    if "day" in arguments:
        written["day"] = written_date(date.fromisoformat(arguments["day"]), locale)
    if "opens_at" in arguments:
        written["opens_at"] = written_time(arguments["opens_at"], locale)
    if "outcome" in arguments:
        written["outcome"] = translate(OUTCOME_LABELS[Outcome(arguments["outcome"])], locale)
    if "municipality" in arguments:
        municipality = get_municipality(arguments["municipality"])
        written["municipality"] = name_in(municipality.names, locale)
        written["municipality_in"] = getattr(municipality.names, NAMES[locale.tag][1])
        written["directorate"] = name_in(municipality.directorate.names, locale)
    return written
