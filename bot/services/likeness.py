"""Whether two reports are perhaps of the same matter: by place, time, words, and what only one thing has. Pure.

Nothing follows from it by itself: officers are shown it, and a person decides.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.content.geography import distance
from bot.content.municipalities import load
from bot.content.reports import Reads, load_reports
from nlu.text.phones import find_phones
from nlu.text.plain import Plain
from nlu.text.plates import find_plates
from nlu.text.questions import words_of

__all__ = ["Likeness", "Traits", "Why", "compare", "is_in_time", "moment_of", "rank", "traits_of"]

WITHIN = timedelta(hours=72)
"""Matters farther apart in time are not the same."""
NEAR_KM = 1.0
LEAST_SHARED, LEAST_SHARE = 3, 0.5
"""So many words, and such a part of the shorter report's, are similar words."""
STEM, LEAST_LETTERS = 5, 4
"""Albanian and Serbian bend the ends of words: their beginnings are compared, of words that are not too short."""
MOST = 5
_IMEI = re.compile(r"(?<!\d)\d(?:[ ./-]?\d){14}(?!\d)")
_NO_SIGN = re.compile(r"[\W_]+")


class Why(StrEnum):
    """What makes two reports look alike; with a number in metres or hours where there is one."""

    PLATE = "plate"
    IMEI = "imei"
    PHONE = "phone"
    NEAR = "near"
    WORDS = "words"
    AT_ONCE = "at_once"
    HOURS = "hours"


MARKS = {Why.PLATE: 5.0, Why.IMEI: 5.0, Why.PHONE: 4.0}
"""What one thing or person has and no other, and how much it counts, wherever it was."""
PLACE, WORDS, TIME, SAME_KIND = 2.0, 2.0, 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a report is compared."""

    id: int
    kind: str
    municipality: str | None
    at: tuple[float, float] | None
    """Latitude and longitude in degrees, WGS 84."""
    moment: datetime
    """The middle of the time that was told, else when it was passed on."""
    words: frozenset[str]
    """Beginnings of the words that tell of the matter."""
    marks: frozenset[tuple[Why, str]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two reports are alike, and why, the strongest reason first."""

    score: float
    why: tuple[tuple[Why, int | None], ...]


def traits_of(
    report_id: int,
    kind: str,
    municipality: str | None,
    filed_at: datetime,
    lines: Sequence[Mapping[str, Any]],
    added: Iterable[str] = (),
) -> Traits:
    """The traits of a report: `lines` as `taking.lines` gives them, and what was `added` later."""
    text = "\n".join([*(it["text"] for it in lines), *added])
    at = next((it["at"] for it in lines if it.get("at")), None)
    return Traits(
        id=report_id,
        kind=kind,
        municipality=municipality,
        at=(at[0], at[1]) if at else None,
        moment=moment_of(lines, filed_at),
        words=_words(text, municipality),
        marks=frozenset(_marks(text)),
    )


def compare(one: Traits, other: Traits) -> Likeness | None:
    """How alike two reports are, the same both ways; none if nothing speaks for it, or it is one report."""
    if one.id == other.id or other.kind not in load_reports().alike.get(one.kind, {one.kind}):
        return None
    if not is_in_time(one.moment, other.moment):
        return None
    apart = abs(one.moment - other.moment)
    marks = {why for why, _ in one.marks & other.marks}
    km = distance(*one.at, *other.at) if one.at and other.at else None
    nearness = 1 - km / NEAR_KM if km is not None and km < NEAR_KM else 0.0
    share = _share(one.words, other.words) if one.municipality and one.municipality == other.municipality else 0.0
    if not (marks or nearness or share):
        return None
    hours = apart / timedelta(hours=1)
    score = sum(points for why, points in MARKS.items() if why in marks)
    score += PLACE * nearness + WORDS * share + TIME * (1 - apart / WITHIN) + SAME_KIND * (one.kind == other.kind)
    why: list[tuple[Why, int | None]] = [(it, None) for it in MARKS if it in marks]
    if nearness and km is not None:
        why.append((Why.NEAR, max(10, round(km * 100) * 10)))
    if share:
        why.append((Why.WORDS, None))
    why.append((Why.AT_ONCE, None) if hours < 1 else (Why.HOURS, round(hours)))
    return Likeness(round(score, 6), tuple(why))


def rank(report: Traits, others: Iterable[Traits], *, most: int = MOST) -> list[tuple[Traits, Likeness]]:
    """Those of `others` that are alike, the likest first, of equal ones the newest; in whichever order they come."""
    found = [(it, likeness) for it in others if (likeness := compare(report, it)) is not None]
    return sorted(found, key=lambda it: (-it[1].score, -it[0].id))[:most]


def is_in_time(one: datetime, other: datetime) -> bool:
    """Whether two moments are near enough for one matter."""
    return abs(one - other) <= WITHIN


def moment_of(lines: Sequence[Mapping[str, Any]], filed_at: datetime) -> datetime:
    """The middle of the first time that a report tells, else when it was passed on.

    A time so long that it tells nothing, as *last month*, does not count.
    """
    fields = load_reports().fields
    for line in lines:
        field = fields.get(line["field"])
        if field is None or field.reads is not Reads.TIME or not line["value"]:
            continue
        try:
            begins, ends = (datetime.fromisoformat(it) for it in line["value"].split("/"))
        except ValueError:
            continue
        if begins.tzinfo and ends.tzinfo and timedelta() <= ends - begins <= WITHIN:
            return begins + (ends - begins) / 2
    return filed_at


def _words(text: str, municipality: str | None) -> frozenset[str]:
    reports = load_reports()
    told = {it for it in words_of(text) if len(it) >= LEAST_LETTERS and not it.isdigit()}
    # That both are in the same town is known already.
    town = load().municipalities.get(municipality or "")
    names = f"{town.names.sq} {town.names.sr} {town.names.en}" if town else ""
    return frozenset(it[:STEM] for it in told - reports.bare - reports.common) - {it[:STEM] for it in words_of(names)}


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter one the longer one holds, 0 to 1; 0 where that may be chance."""
    shared = len(one & other)
    share = shared / min(len(one), len(other)) if shared else 0.0
    return share if shared >= LEAST_SHARED and share >= LEAST_SHARE else 0.0


def _marks(text: str) -> Iterable[tuple[Why, str]]:
    if not any(it.isdigit() for it in text):
        return
    plain = Plain.of(text)
    for plate in find_plates(plain):
        yield Why.PLATE, _NO_SIGN.sub("", plate.value).upper().removeprefix("RKS")
    for phone in find_phones(plain):
        yield Why.PHONE, phone.value
    for found in _IMEI.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if _is_imei(digits):
            yield Why.IMEI, digits


def _is_imei(digits: str) -> bool:
    """Whether the last of 15 digits checks the others (Luhn, ISO/IEC 7812-1), as in 3GPP TS 23.003."""
    doubled = (int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(digits))
    return len(digits) == 15 and int(digits) > 0 and sum(it // 10 + it % 10 for it in doubled) % 10 == 0
