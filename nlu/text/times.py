"""The times that a message names, in any of the languages and scripts: `dje në mbrëmje rreth 9`, `sinoć oko pola 11`.

A date without a year, a weekday or a clock time is the last one, since reports tell of the past; beside a word of the
future it is the next one. Hours are read as they were written unless a part of the day stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from nlu.text.plain import Plain
from nlu.text.time_grammar import Hit, Row, find_hits
from nlu.text.time_parts import Clock, Grain, Part, Source, Stretch, read_part

__all__ = ["ZONE", "Grain", "Time", "find_times"]

ZONE = ZoneInfo("Europe/Belgrade")
"""Kosovo's time; the zone database has no entry of its own for it."""

_MOST = 40
"""Parts of times read in one message: each may ask dateparser, and no report names more."""
# Hours that a part of the day lasts; beyond 24 it is the next day.
_PARTS = {
    "dawn": (4, 7),
    "morning": (5, 12),
    "forenoon": (8, 12),
    "midday": (12, 15),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "night": (21, 29),
    "late": (18, 29),
    "after_midnight": (0, 5),
}
_GLUE = ("at", "about", "on_day", "article", "of", "the", "comma", "hour_word")
_MOST_GLUE = 3
_EVERY_BEFORE = 4
_CLAUSE = 15


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in a text: `start` and `end` are offsets in the text as it was sent, the others local times."""

    start: int
    end: int
    begins: datetime
    ends: datetime
    grain: Grain

    @property
    def value(self) -> str:
        """The stretch of time as ISO 8601 writes it: `2026-11-21T22:30+01:00/2026-11-21T22:31+01:00`."""
        return "/".join(moment.isoformat(timespec="minutes") for moment in (self.begins, self.ends))


def find_times(text: str | Plain, now: datetime) -> list[Time]:
    """The times that `text`, written at `now`, names, in order. Never raises; `now` without a zone is local time."""
    plain = Plain.of(text)
    row, hits = find_hits(plain)
    if not hits:
        return []
    local = (now.astimezone(ZONE) if now.tzinfo else now).replace(tzinfo=None)
    parts = _joined(row, _chosen(row, hits, local))
    found = []
    for part in _with_ranges(row, parts, local):
        stretch = None if _is_habit(row, part) else _stretch(row, part, local)
        if stretch and stretch.start < stretch.end:
            start, end = plain.span(row.starts[part.first], row.ends[part.after - 1])
            found.append(
                Time(start, end, stretch.start.replace(tzinfo=ZONE), stretch.end.replace(tzinfo=ZONE), stretch.grain)
            )
    return found


def _chosen(row: Row, hits: Iterable[Hit], now: datetime) -> list[Part]:
    """Of hits that overlap the sure before the weak and the long before the short, read, in order."""
    taken = bytearray(len(row.keys))
    chosen: list[Part] = []
    left = _MOST
    for hit in sorted(hits, key=lambda it: (it.is_weak, it.first - it.after, it.order, it.first)):
        if not left:
            break
        if any(taken[hit.first : hit.after]):
            continue
        left -= 1
        part = read_part(row, hit, now, is_future=_is_future(row, hit.first))
        if part:
            chosen.append(part)
            taken[hit.first : hit.after] = b"\1" * (hit.after - hit.first)
    return sorted(chosen, key=lambda it: it.first)


def _is_future(row: Row, at: int, *, is_clock: bool = False) -> bool:
    """Whether a word of the future stands in the clause of the token `at`, or one such as `za` just before it."""
    for before in range(at - 1, at - 1 - _MOST_GLUE, -1):
        if row.is_a(before, "toward") or (row.is_a(before, "until") and not is_clock):
            return True
        if not row.is_a(before, "article", "the", "on_day", "at"):
            break
    for place in range(at, max(-1, at - _CLAUSE), -1):
        if row.is_a(place, "end"):
            break
        if row.is_a(place, "future"):
            return True
    for place in range(at + 1, min(len(row.keys), at + _CLAUSE)):
        # "u petak je rekao da će doći": what was said on Friday is another matter.
        if row.is_a(place, "end", "that"):
            break
        if row.is_a(place, "future"):
            return True
    return False


def _is_habit(row: Row, part: Part) -> bool:
    """Whether it happens again and again: `çdo të premte`, `svake noći oko 2`."""
    for place in range(part.first - 1, max(-1, part.first - 1 - _EVERY_BEFORE), -1):
        if row.is_a(place, "end"):
            return False
        if row.is_a(place, "every"):
            return True
    return False


def _joined(row: Row, parts: Iterable[Part]) -> list[Part]:
    """The parts that stand together as one, without the weak ones that stand alone."""
    joined: list[Part] = []
    for part in parts:
        whole = _join(joined[-1], part) if joined and _are_together(row, joined[-1], part) else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(part)
    return [part for part in joined if not part.is_weak]


def _are_together(row: Row, one: Part, other: Part) -> bool:
    gap = range(one.after, other.first)
    if len(gap) > _MOST_GLUE or not all(row.is_a(place, *_GLUE) for place in gap):
        return False
    if one.days and other.days and any(row.is_a(place, "and") for place in gap):
        return False
    if not any(row.is_a(place, "comma") for place in gap):
        return True
    # "dje, në 9" and "të premten, 12.03.2026" are one time, "natën, sot" and "sinoć, danas" are two.
    is_date = one.source is Source.WEEKDAY and other.source is Source.DATE
    return one.days is not None and (is_date or other.days is None)


def _join(one: Part, other: Part) -> Part | None:
    if one.stretch or other.stretch or (one.clock and other.clock):
        return None
    days = _join_days(one, other)
    if days is None or not _parts_agree(one, other):
        return None
    shift = timedelta(days=one.part == "late" and other.part == "after_midnight")
    return replace(
        one,
        after=other.after,
        is_weak=False,
        days=days[0] and (days[0][0] + shift, days[0][1] + shift),
        source=days[1],
        part=_join_part_names(one.part, other.part),
        clock=one.clock or other.clock,
        until=one.until or other.until,
        part_is_after_clock=one.clock is not None and other.part is not None,
    )


def _join_days(one: Part, other: Part) -> tuple[tuple[date, date] | None, Source | None] | None:
    """The days and what tells them; none if the two parts name days that have nothing to do with each other."""
    if not one.days or not other.days:
        return (one.days or other.days, one.source or other.source)
    if one.source == other.source or one.source is None or other.source is None:
        return None
    better = max(one, other, key=lambda it: it.source or 0)
    return better.days, better.source


def _join_part_names(one: str | None, other: str | None) -> str | None:
    """`late` is all of a night: what is told beside it is more exact, but for the evening and the night themselves."""
    if one is None or other is None:
        return one or other
    return other if one == "late" and other not in ("night", "evening") else "late" if "late" in (one, other) else one


def _parts_agree(one: Part, other: Part) -> bool:
    if not one.part or not other.part or one.part == "late":
        return True
    return other.part in ("late", one.part)


def _with_ranges(row: Row, parts: list[Part], now: datetime) -> Iterator[Part]:
    """The parts, with `od petka do nedelje` and `from 10 pm on Friday to 2 am` as one."""
    at = 0
    while at < len(parts):
        both = _range(row, parts[at], parts[at + 1], now) if at + 1 < len(parts) else None
        yield both or parts[at]
        at += 2 if both else 1


def _range(row: Row, one: Part, other: Part, now: datetime) -> Part | None:
    gap = range(one.after, other.first)
    before = next((at for at in (one.first - 1, one.first - 2) if row.is_a(at, "from", "between")), None)
    has_clocks = one.clock is not None and other.clock is not None
    if not 1 <= len(gap) <= _MOST_GLUE or one.until or other.until or (before is None and not has_clocks):
        return None
    is_between = before is not None and row.is_a(before, "between")
    is_joined = row.is_a(gap[0], "until", "dash") or (is_between and row.is_a(gap[0], "and"))
    if not is_joined or not all(row.is_a(place, *_GLUE) for place in gap[1:]):
        return None
    stretch = _from_until(_stretch(row, one, now), _stretch(row, other, now), one, other)
    return stretch and Part(one.first if before is None else before, other.after, stretch=stretch)


def _from_until(first: Stretch, last: Stretch, one: Part, other: Part) -> Stretch | None:
    end = last.start if other.clock else last.end
    if one.source is other.source is Source.WEEKDAY:
        end -= timedelta(weeks=(end - first.start - timedelta(seconds=1)) // timedelta(weeks=1))
    if not other.days and end <= first.start:
        end += timedelta(days=(first.start - end) // timedelta(days=1) + 1)
    return Stretch(first.start, end, max(first.grain, last.grain, key=list(Grain).index)) if first.start < end else None


def _stretch(row: Row, part: Part, now: datetime) -> Stretch:
    if part.stretch:
        return part.stretch
    is_future = not part.days and _is_future(row, part.first, is_clock=True)
    if part.clock:
        return _clock_stretch(part, part.clock, now, is_future=is_future)
    if part.part:
        return _part_stretch(part, part.part, now, is_future=is_future)
    first, after = part.days or (now.date(), now.date() + timedelta(days=1))
    return Stretch(_at(first), _at(after), Grain.DAY)


def _part_stretch(part: Part, name: str, now: datetime, *, is_future: bool) -> Stretch:
    first, after = _PARTS[name]
    if part.days:
        last = part.days[1] - timedelta(days=1)
        return Stretch(_at(part.days[0], hours=first), _at(last, hours=after), Grain.PART_OF_DAY)
    day = _nearest(now, first, after, is_future=is_future)
    return Stretch(_at(day, hours=first), _at(day, hours=after), Grain.PART_OF_DAY)


def _clock_stretch(part: Part, clock: Clock, now: datetime, *, is_future: bool) -> Stretch:
    is_named_night = not part.part_is_after_clock
    hour = _hour(clock, part.part, is_named_night=is_named_night)
    until = part.until and _until(part, clock, hour, part.until, is_named_night=is_named_night)
    day = part.days[0] if part.days else _nearest(now, hour, hour, is_future=is_future, minute=clock.minute or 0)
    start = _at(day, hours=hour, minutes=clock.minute or 0)
    grain = Grain.HOUR if clock.minute is None else Grain.MINUTE
    if until is None or part.until is None:
        return Stretch(start, start + (timedelta(hours=1) if grain is Grain.HOUR else timedelta(minutes=1)), grain)
    return Stretch(start, _at(day, hours=until, minutes=part.until.minute or 0), grain)


def _until(part: Part, clock: Clock, hour: int, until: Clock, *, is_named_night: bool) -> int:
    """The hour that a range ends, after the one it begins: 26 for `od 22 do 2`, 14 for `10 deri 2`."""
    end = _hour(until, part.part, is_named_night=is_named_night)
    begins, ends = (hour, clock.minute or 0), (end, until.minute or 0)
    if ends > begins:
        return end
    return end + 12 if until.half is None and hour <= 12 and (end + 12, ends[1]) > begins else end + 24


def _hour(clock: Clock, part: str | None, *, is_named_night: bool) -> int:
    """The hour of the day, from 24 on of the next one; a night that is named first goes on after midnight."""
    hour = clock.hour
    if clock.half:
        return hour % 12 + (12 if clock.half == "pm" else 0)
    if part == "afternoon" or part == "midday":
        return hour + 12 if 1 <= hour < (12 if part == "afternoon" else 6) else hour
    if part == "evening":
        return hour + 12 if 4 <= hour < 12 else hour + 24 if 1 <= hour < 4 else hour or 24 if hour != 12 else 24
    if part in ("late", "night"):
        if 6 <= hour < 12:
            return hour + 12
        if hour in (0, 12):
            return 24
        return hour + 24 if hour < 6 and (is_named_night or part == "late") else hour
    return hour


def _nearest(now: datetime, first: int, after: int, *, is_future: bool, minute: int = 0) -> date:
    """The day on which those hours were last, or will be next."""
    day = now.date()
    if is_future:
        return day + timedelta(days=_at(day, hours=after, minutes=minute) < now)
    while _at(day, hours=first, minutes=minute) > now:
        day -= timedelta(days=1)
    return day


def _at(day: date, *, hours: int = 0, minutes: int = 0) -> datetime:
    return datetime.combine(day, time()) + timedelta(hours=hours, minutes=minutes)
