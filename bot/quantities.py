"""Values of facts as each language writes them: sums, times, dates, speeds, and the steps of a table."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.content.facts import Fact, Kind, Row
from bot.i18n import BABEL_IDS, N_, NN_, Locale, translate, translate_count
from nlu.text.language import Language

__all__ = ["APPROVED", "NOT_APPROVED", "TO_CONFIRM", "written_date", "written_rows", "written_term", "written_value"]

UNITS = {
    Kind.EUROS: NN_("€{n}", "€{n}"),
    Kind.DAYS: NN_("{n} day", "{n} days"),
    Kind.HOURS: NN_("{n} hour", "{n} hours"),
    Kind.MONTHS: NN_("{n} month", "{n} months"),
    Kind.YEARS: NN_("{n} year", "{n} years"),
    Kind.POINTS: NN_("{n} penalty point", "{n} penalty points"),
    Kind.KM_H: NN_("{n} km/h", "{n} km/h"),
}
_YEAR = 365

APPROVED = N_("As of {checked}.")
NOT_APPROVED = N_("From public sources collected on {checked}; not yet approved by the police.")
TO_CONFIRM = N_(
    "From a single public source, collected on {checked}. Please confirm this with the police before you rely on it."
)


def written_value(fact: Fact, locale: Locale) -> str:
    """The fact's value as it stands in a sentence of `locale`; what is no number of something stays as it is."""
    value = fact.value
    if isinstance(value, int):
        return _counted(fact.kind, value, locale)
    if isinstance(value, date):
        return written_date(value, locale, fact.kind)
    return str(value)


def written_term(days: int, locale: Locale) -> str:
    """A time for which something is kept, in whole years where it is that."""
    years, rest = divmod(days, _YEAR)
    return _counted(Kind.DAYS, days, locale) if rest else _counted(Kind.YEARS, years, locale)


def written_date(day: date, locale: Locale, kind: Kind = Kind.DATE) -> str:
    """A date; in Albanian and Serbian in numbers, since after `më` and `od` the names of months change their form."""
    if kind is Kind.MONTH:
        pattern = "LLLL y"
    elif locale.language is Language.ENGLISH:
        pattern = "d MMMM" if kind is Kind.DAY else "d MMMM y"
    else:
        dot = "." if locale.language is Language.SERBIAN else ""
        pattern = f"d.M{dot}" if kind is Kind.DAY else f"d.M.y{dot}"
    return format_date(day, pattern, locale=BABEL_IDS[locale.tag])


def written_rows(rows: Sequence[Row], locale: Locale) -> str:
    """The steps of a table of fines, a line each."""
    return "\n".join(_written_row(row, locale) for row in rows)


def _written_row(row: Row, locale: Locale) -> str:
    above = format_decimal(row.above, locale=BABEL_IDS[locale.tag])
    if row.to is None:
        step = translate(N_("over {above}"), locale, above=above)
    else:
        step = f"{above}–{format_decimal(row.to, locale=BABEL_IDS[locale.tag])}"
    parts = [_counted(Kind.EUROS, row.euros, locale)]
    if row.points:
        parts.append(_counted(Kind.POINTS, row.points, locale))
    if row.ban_months:
        months = _counted(Kind.MONTHS, row.ban_months, locale)
        parts.append(translate(N_("driving ban: {months}"), locale, months=months))
    return f"• {step}: {', '.join(parts)}"


def _counted(kind: Kind, number: int, locale: Locale) -> str:
    return translate_count(*UNITS[kind], number, locale)
