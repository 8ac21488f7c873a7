"""What the parts of a time mean: a day, a part of a day, a clock time, or a stretch that stands for itself.

All is local time without a zone, seen from `now`; `times.py` joins the parts and adds the zone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from nlu.text.dates import find_day, find_month, months_from
from nlu.text.numbers import word_value
from nlu.text.time_grammar import Hit, Row

__all__ = ["Clock", "Grain", "Part", "Source", "Stretch", "read_part"]


class Grain(StrEnum):
    """How exactly a time is told."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Source(IntEnum):
    """What tells the day; of two that stand together the higher one counts."""

    PART_OF_DAY = 1  # "sinoć"
    WEEKDAY = 2
    DAY = 3  # "juče"
    DATE = 4


class Clock(NamedTuple):
    """A time of day as it was said; `half` is `am`, `pm` or none, `minute` none for a full hour."""

    hour: int
    minute: int | None = None
    half: str | None = None


class Stretch(NamedTuple):
    """From a moment until before another one."""

    start: datetime
    end: datetime
    grain: Grain


@dataclass(frozen=True, slots=True)
class Part:
    """What some tokens tell of a time; `days` are the first one and the one after the last."""

    first: int
    after: int
    is_weak: bool = False
    days: tuple[date, date] | None = None
    source: Source | None = None
    part: str | None = None
    clock: Clock | None = None
    until: Clock | None = None
    stretch: Stretch | None = None
    part_is_after_clock: bool = False


class _Question(NamedTuple):
    row: Row
    hit: Hit
    now: datetime
    is_future: bool

    @property
    def today(self) -> date:
        return self.now.date()

    def has(self, name: str) -> bool:
        return name in self.hit.words

    def word(self, name: str, *kinds: str) -> Any:
        """What the word `name` says as one of `kinds`; none if the message has no such word."""
        at = self.hit.words.get(name)
        return None if at is None else self.row.value(at, *kinds)

    def number(self, name: str) -> int | None:
        at = self.hit.words.get(name)
        if at is None:
            return None
        key = self.row.keys[at]
        if key.isdigit():
            return int(key)
        value = self.row.value(at, "ordinal_word") or word_value(key)
        return 1 if value is None and self.row.is_a(at, "number_one") else value

    def written(self, name: str) -> str:
        return self.row.keys[self.hit.words[name]]


_Reading = dict[str, Any]
"""The fields of a `Part`."""

_MOST = {"minute": 600, "hour": 200, "day": 400, "night": 400, "week": 60, "month": 36, "year": 90}
"""What people count in each unit; more is a slip, and would leave the calendar."""
_SMALL_HOURS = 5
_RECENT = timedelta(hours=1)


def read_part(row: Row, hit: Hit, now: datetime, *, is_future: bool) -> Part | None:
    """What `hit` means; none if there is no such time, as on 31 February."""
    reading = _READERS[hit.means](_Question(row, hit, now, is_future))
    return Part(hit.first, hit.after, hit.is_weak, **reading) if reading else None


def _one_day(day: date | None, source: Source) -> _Reading | None:
    return {"days": (day, day + timedelta(days=1)), "source": source} if day else None


def _read_day(it: _Question) -> _Reading | None:
    return _one_day(it.today + timedelta(days=it.word("d", "day")), Source.DAY)


def _read_day_part(it: _Question) -> _Reading | None:
    if it.has("d"):
        offset, _, part = it.word("d", "day_part").partition(" ")
        days = int(offset)
    else:
        part = it.word("p", "part", "part_alone")
        days = -1 if it.has("past") else 0
        part = "late" if part in ("evening", "night") else part
    if part == "late" and days == 0 and it.now.hour < _SMALL_HOURS:
        days = -1
    elif part == "night":
        # "noćas" is the night that is or was; it begins in the evening before.
        days = 0 if it.is_future or it.now.hour >= 21 else -1
    reading = _one_day(it.today + timedelta(days=days), Source.PART_OF_DAY)
    return reading and reading | {"part": part}


def _read_weekday(it: _Question) -> _Reading | None:
    weekday = it.word("w", "weekday", "weekday_short", "weekday_after_from")
    return _one_day(_near_weekday(it, weekday), Source.WEEKDAY)


def _near_weekday(it: _Question, weekday: int) -> date:
    """The last such day before today, or the next one after it."""
    back = (it.today.weekday() - weekday - 1) % 7 + 1
    is_future = it.has("next") or (it.is_future and not it.has("past"))
    return it.today + timedelta(days=7 - back % 7 if is_future else -back)


def _read_weekday_of_week(it: _Question) -> _Reading | None:
    monday = _monday(it.today) + timedelta(weeks=it.has("next") - it.has("past"))
    weekday = it.word("w", "weekday", "weekday_short")
    return _one_day(monday + timedelta(days=weekday), Source.WEEKDAY)


def _read_weekend(it: _Question) -> _Reading | None:
    saturday = _monday(it.today) + timedelta(days=5)
    is_future = it.has("next") or (it.is_future and not it.has("past"))
    if is_future:
        saturday += timedelta(weeks=it.has("next") and it.today >= saturday)
    elif it.today < saturday or it.has("past"):
        saturday -= timedelta(weeks=1)
    return {"days": (saturday, saturday + timedelta(days=2)), "source": Source.WEEKDAY}


def _read_date(it: _Question) -> _Reading | None:
    if it.has("t"):
        parts = [int(part) for part in it.written("t").replace("/", ".").replace("-", ".").split(".")]
        day, month, year = parts if parts[0] <= 31 else parts[::-1]
    else:
        day, month, year = it.number("d") or 0, it.number("m") or 0, it.number("y") or 0
    if not 1 <= month <= 12:
        return None
    return _one_day(find_day(day, month, _whole_year(year), it.today), Source.DATE)


def _whole_year(year: int) -> int:
    return year if year >= 100 else year + 2000


def _read_day_month(it: _Question) -> _Reading | None:
    if it.has("t"):
        day, month = map(int, it.written("t").replace("/", ".").split("."))
    else:
        day, month = it.number("d") or 0, it.word("m", "month")
    return _one_day(find_day(day, month, it.number("y"), it.today, is_future=it.is_future), Source.DATE)


def _read_day_months(it: _Question) -> _Reading | None:
    month, year = it.word("m", "month"), it.number("y")
    last = find_day(it.number("d") or 0, month, year, it.today, is_future=it.is_future)
    first = last and find_day(it.number("a") or 0, month, last.year, it.today)
    if first is None or last is None or first >= last:
        return None
    return {"days": (first, last + timedelta(days=1)), "source": Source.DATE}


def _read_month_day(it: _Question) -> _Reading | None:
    month = it.today.replace(day=1)
    day = it.number("d") or 0
    is_unnamed = not (it.has("past") or it.has("next"))
    if it.has("past") or (is_unnamed and day > it.today.day and not it.is_future):
        month = (month - timedelta(days=1)).replace(day=1)
    elif it.has("next") or (is_unnamed and day < it.today.day and it.is_future):
        month = (month + timedelta(days=31)).replace(day=1)
    return _one_day(find_day(day, month.month, month.year, it.today), Source.DATE)


def _read_ago(it: _Question) -> _Reading | None:
    return _read_offset(it, -1)


def _read_ahead(it: _Question) -> _Reading | None:
    # "dosli su za 5 minuta": how long it took, unless something is going to happen.
    if it.word("u", "unit", "unit_one") in ("minute", "hour") and not it.is_future:
        return None
    return _read_offset(it, 1)


def _read_offset(it: _Question, sign: int) -> _Reading | None:
    unit = it.word("u", "unit", "unit_one")
    least, most = _counted(it)
    if most > _MOST[unit] or (most == 0 and not it.has("half")):
        return None
    if unit in ("minute", "hour"):
        length = timedelta(**{f"{unit}s": 1})
        half = length / 2 if it.has("half") else timedelta()
        grain = Grain.HOUR if unit == "hour" and not half else Grain.MINUTE
        moments = [it.now + sign * (count * length + half) for count in (least, most)]
        return {"stretch": _around(min(moments), max(moments), grain)}
    if it.has("half"):
        return _read_half(it, unit, most, sign)
    if unit in ("day", "night"):
        days = [it.today + sign * timedelta(days=count) for count in (least, most)]
        reading: _Reading = {"days": (min(days), max(days) + timedelta(days=1)), "source": Source.DAY}
        return reading | {"part": "late"} if unit == "night" else reading
    grain = Grain(unit)
    first, last = sorted(_shifted(it.today, sign * count, unit) for count in (least, most))
    return {"stretch": Stretch(_midnight(_floor(first, grain)), _midnight(_next(_floor(last, grain), grain)), grain)}


def _counted(it: _Question) -> tuple[int, int]:
    """The fewest and the most that were said: `2-3 dana`, `par dana`; one if nothing was."""
    few = it.word("n", "few")
    if few:
        return 2, 5
    count = it.number("n")
    if count is None:
        count = 0 if it.has("half") and not it.has("n") and it.row.is_a(it.hit.words["half"], "half") else 1
    second = it.number("n2")
    return (min(count, second), max(count, second)) if second is not None else (count, count)


def _read_half(it: _Question, unit: str, whole: int, sign: int) -> _Reading | None:
    """Half a year is six months, half a month two weeks; half a day and half a week are told by days."""
    if unit == "year":
        day = months_from(sign * (12 * whole + 6), it.today)
        return {"stretch": _calendar(_floor(day, Grain.MONTH), Grain.MONTH)}
    if unit in ("month", "week"):
        days = whole * (30 if unit == "month" else 7) + (15 if unit == "month" else 4)
        return {"stretch": _calendar(_floor(it.today + sign * timedelta(days=days), Grain.WEEK), Grain.WEEK)}
    return _one_day(it.today + sign * timedelta(days=whole), Source.DAY)


def _shifted(today: date, count: int, unit: str) -> date:
    if unit == "week":
        return today + timedelta(weeks=count)
    return months_from(count * (12 if unit == "year" else 1), today) if count else today


def _read_since(it: _Question) -> _Reading | None:
    """All the time since then: it has been going on, or it happened some time in it."""
    unit = it.word("u", "unit", "unit_one")
    _, count = _counted(it)
    if not 1 <= count <= _MOST[unit]:
        return None
    if unit in ("minute", "hour"):
        grain = Grain(unit)
        return {"stretch": Stretch(_floor_time(it.now - timedelta(**{f"{unit}s": count}), grain), it.now, grain)}
    grain = Grain.DAY if unit in ("day", "night") else Grain(unit)
    first = it.today - timedelta(days=count) if grain is Grain.DAY else _shifted(it.today, -count, unit)
    return {"stretch": Stretch(_midnight(first), it.now, grain)}


def _read_period(it: _Question) -> _Reading | None:
    unit = it.word("u", "unit")
    count = it.has("next") - it.has("past")
    return {"stretch": _calendar(_floor(_shifted(it.today, count, unit), Grain(unit)), Grain(unit))}


def _read_month(it: _Question) -> _Reading | None:
    month, today = it.word("m", "month"), it.today
    if it.has("past"):
        today = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    elif it.has("next"):
        today = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    is_future = it.has("next") or (it.is_future and not it.has("past"))
    return {"stretch": _calendar(find_month(month, it.number("y"), today, is_future=is_future), Grain.MONTH)}


def _read_year(it: _Question) -> _Reading | None:
    return {"stretch": _calendar(date(it.number("y") or it.today.year, 1, 1), Grain.YEAR)}


def _read_recent(it: _Question) -> _Reading | None:
    return {"stretch": Stretch(_floor_time(it.now - _RECENT, Grain.MINUTE), it.now, Grain.HOUR)}


def _read_part_of_day(it: _Question) -> _Reading | None:
    return {"part": it.word("p", "part", "part_alone")}


def _read_clock(it: _Question) -> _Reading | None:
    half = "am" if it.has("am") else "pm" if it.has("pm") else None
    if it.has("noon") or it.has("midnight"):
        return {"clock": Clock(12 if it.has("noon") else 24)}
    if it.has("c"):
        return {"clock": _written_clock(it.written("c"), half)}
    hour = it.number("h")
    if hour is None or (half and hour > 12):
        return None
    return {"clock": _told_clock(it, hour, half)}


def _told_clock(it: _Question, hour: int, half: str | None) -> Clock:
    """`pola 11`, `9 pa 10`, `petnaest do 9`, `half past ten`: what the words around the hour make of it."""
    kinds = [it.row.kinds[at] for at in range(it.hit.first, it.hit.after)]
    minute = 15 if it.has("q") else it.number("m")
    if any("half_to" in of for of in kinds) and not it.has("half"):
        return _before(hour, 30, half)
    if it.has("half"):
        return Clock(hour, 30, half)
    words = set().union(*kinds[1:]) if kinds else set()
    if minute is not None and words & {"less", "to_hour"} and not words & {"past"}:
        return _before(hour, minute, half)
    return Clock(hour, minute, half)


def _before(hour: int, minutes: int, half: str | None) -> Clock:
    """So many minutes before the hour; a quarter to one is told by twelve."""
    return Clock(hour - 1 if hour > 1 else 12, 60 - minutes, half)


def _written_clock(written: str, half: str | None) -> Clock:
    hour, minute = map(int, written.replace(".", ":").split(":")[:2])
    return Clock(hour, 0 if hour == 24 else minute, half if hour <= 12 else None)


def _read_clock_range(it: _Question) -> _Reading | None:
    ends = []
    for name, am, pm in (("a", "am2", "pm2"), ("b", "am", "pm")):
        half = "am" if it.has(am) else "pm" if it.has(pm) else None
        if it.row.is_a(it.hit.words[name], "hour"):
            ends.append(Clock(it.number(name) or 0, None, half))
        else:
            ends.append(_written_clock(it.written(name), half))
    if any(end.half and end.hour > 12 for end in ends) or ends[0] == ends[1]:
        return None
    first, last = ends
    # "between 5 and 6 pm" means both, "from 10 to 2 pm" does not.
    if last.half and not first.half and first.hour < last.hour:
        first = first._replace(half=last.half)
    return {"clock": first, "until": last}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _floor(day: date, grain: Grain) -> date:
    """The first day of the week, month or year that `day` lies in."""
    if grain is Grain.WEEK:
        return _monday(day)
    return day.replace(day=1) if grain is Grain.MONTH else day.replace(month=1, day=1)


def _next(day: date, grain: Grain) -> date:
    """The first day of the next week, month or year."""
    if grain is Grain.WEEK:
        return day + timedelta(weeks=1)
    return _floor(day + timedelta(days=32 if grain is Grain.MONTH else 366), grain)


def _calendar(first: date, grain: Grain) -> Stretch:
    return Stretch(_midnight(first), _midnight(_next(first, grain)), grain)


def _floor_time(moment: datetime, grain: Grain) -> datetime:
    moment = moment.replace(second=0, microsecond=0)
    return moment.replace(minute=0) if grain is Grain.HOUR else moment


def _around(first: datetime, last: datetime, grain: Grain) -> Stretch:
    length = timedelta(hours=1) if grain is Grain.HOUR else timedelta(minutes=1)
    return Stretch(_floor_time(first, grain), _floor_time(last, grain) + length, grain)


_READERS: dict[str, Callable[[_Question], _Reading | None]] = {
    "day": _read_day,
    "day_part": _read_day_part,
    "weekday": _read_weekday,
    "weekday_of_week": _read_weekday_of_week,
    "weekend": _read_weekend,
    "date": _read_date,
    "day_month": _read_day_month,
    "day_months": _read_day_months,
    "month_day": _read_month_day,
    "ago": _read_ago,
    "since": _read_since,
    "ahead": _read_ahead,
    "period": _read_period,
    "month": _read_month,
    "year": _read_year,
    "recent": _read_recent,
    "part": _read_part_of_day,
    "clock": _read_clock,
    "clock_range": _read_clock_range,
}
