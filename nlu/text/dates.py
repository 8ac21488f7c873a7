"""Days and months of the calendar; dateparser, asked in English, works out which day the last or next `12 March` is.

It takes half a millisecond a question, 12 for a day that does not exist, knows few of the words that people write here,
and reads some wrongly (`12. mart` as 12 November): `times.yml` translates, and only a date without a year is asked.
"""

from calendar import month_name, monthrange
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

__all__ = ["find_day", "find_month", "months_from", "warm_up"]

_LEAP_YEAR = 2000


def find_day(day: int, month: int, year: int | None, today: date, *, is_future: bool = False) -> date | None:
    """The day of that date; without a year the last one, or the next one. None if the calendar has no such day."""
    if not 1 <= day <= monthrange(_LEAP_YEAR if year is None else year, month)[1]:
        return None
    if year is not None:
        return date(year, month, day)
    found = _parser(today, is_future=is_future).get_date_data(f"{day} {month_name[month]}").date_obj
    return found.date() if found else None


def find_month(month: int, year: int | None, today: date, *, is_future: bool = False) -> date:
    """The first day of that month; without a year of the last one, or the next one."""
    if year is None:
        year = today.year - (month > today.month) if not is_future else today.year + (month < today.month)
    return date(year, month, 1)


def months_from(months: int, today: date) -> date:
    """The same day so many months from today, before it if they are negative; in a shorter month its last day."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def warm_up() -> None:
    """Load dateparser, which takes 0.3 s, before somebody waits for an answer."""
    find_day(1, 1, None, date(2000, 1, 1))


@lru_cache(maxsize=4)
def _parser(today: date, *, is_future: bool) -> "DateDataParser":
    # dateparser keeps each set of settings for ever: they may change from day to day, not from message to message.
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": datetime.combine(today, time()),
        "PREFER_DATES_FROM": "future" if is_future else "past",
        "DATE_ORDER": "DMY",
        "PARSERS": ["absolute-time"],
    }
    return DateDataParser(languages=["en"], settings=settings)
