"""Quantities in plain words: durations, days, amounts, ranges and dates go in, text comes out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from alignctl.model.facts.authority import CellBound
from alignctl.model.quantity import Choice, Condition, Interval
from alignctl.model.ranges import grouped
from alignctl.model.spelling import spelt

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
FEW = 14
FIXED = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


def days(amount: Decimal | float) -> str:
    """Return calendar days, with one decimal if they are few: a figure, such as the median of some spans.

    A span that somebody wrote is `Duration.words`, a sum of them `alignctl.model.quantity.total`: a number of days no
    longer tells whether 7 of them are one week or five working days.

    >>> days(Decimal("2.8")), days(Decimal("33.6")), days(1)
    ('2.8 days', '34 days', '1 day')
    """
    exact = Decimal(str(amount)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    shown = exact.quantize(Decimal(1), ROUND_HALF_EVEN) if exact >= FEW else exact
    return f"{number(shown)} day{'' if shown == 1 else 's'}"


def number(amount: Decimal | float) -> str:
    """Return a number with grouped digits and no needless zeros.

    >>> number(Decimal("25000.00")).replace(THIN, " "), number(Decimal("0.50"))
    ('25 000', '0.5')
    """
    return grouped(Decimal(str(amount)) or Decimal(0)).replace(" ", THIN)


def percent(share: Decimal | float) -> str:
    """Return a share of 1 in percent.

    >>> percent(0.4)
    '40%'
    """
    return f"{int((Decimal(str(share)) * 100).quantize(Decimal(1), ROUND_HALF_EVEN))}%"


def count(amount: int, noun: str, plural: str = "") -> str:
    """Return an amount with its noun.

    >>> count(1, "conflict"), count(2, "party", "parties")
    ('1 conflict', '2 parties')
    """
    return f"{amount} {noun if amount == 1 else plural or noun + 's'}"


def day(on: date) -> str:
    """Return a day as people write it.

    >>> day(date(2026, 3, 2)).replace(FIXED, " ")
    '2 March 2026'
    """
    return f"{on.day}{FIXED}{MONTHS[on.month - 1]}{FIXED}{on.year}"


def month(on: date) -> str:
    """Return the month of a day in three letters."""
    return MONTHS[on.month - 1][:3]


def title(slug: str) -> str:
    """Return a slug as words.

    >>> title("annual-cost")
    'annual cost'
    """
    return spelt(slug)


def interval(low: tuple[str, Decimal] | None, high: tuple[str, Decimal] | None, unit: str = "") -> str:
    """Return a range in words; the ends are (`over` or `from`, number) and (`under` or `up to`, number).

    >>> interval(("over", Decimal(5)), ("up to", Decimal(10)), "EUR")
    'over 5 and up to 10 EUR'
    >>> interval(("from", Decimal(5)), ("up to", Decimal(10))), interval(("from", Decimal(5)), ("up to", Decimal(5)))
    ('from 5 to 10', 'exactly 5')
    """
    measure = f" {unit}" if unit else ""
    if low and high and (low[0], high[0]) == ("from", "up to"):
        least, most = number(low[1]), number(high[1])
        return f"exactly {least}{measure}" if least == most else f"from {least} to {most}{measure}"
    ends = [f"{word} {number(value)}" for word, value in filter(None, (low, high))]
    return f"{' and '.join(ends)}{measure}" if ends else "any"


def interval_of(condition: Interval, unit: str = "") -> str:
    """Return an interval of a document in words."""
    low = ("over", condition.over) if condition.over is not None else _end("from", condition.at_least)
    high = ("under", condition.under) if condition.under is not None else _end("up to", condition.up_to)
    return interval(low, high, unit)


def bound(of: CellBound, unit: str = "") -> str:
    """Return the values of one attribute in a cell in words."""
    if of.values:
        return f"{title(of.attribute)}: {' or '.join(yes_no(value) for value in of.values)}"
    low = ("over", Decimal(of.over)) if of.over is not None else _end("from", _decimal(of.at_least))
    high = ("under", Decimal(of.under)) if of.under is not None else _end("up to", _decimal(of.up_to))
    return f"{title(of.attribute)} {interval(low, high, unit)}" if low or high else ""


def condition(name: str, of: Condition, units: Mapping[str, str]) -> str:
    """Return one condition of a right in words."""
    if isinstance(of, Choice):
        return f"{title(name)}: {' or '.join(yes_no(str(value).lower()) for value in of.values)}"
    return f"{title(name)} {interval_of(of, units.get(name, ''))}"


def yes_no(value: str) -> str:
    """Return a boolean as people say it, any other word as words."""
    return {"true": "yes", "false": "no"}.get(value, title(value))


def capital(text: str) -> str:
    """Return text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def _end(word: str, value: Decimal | None) -> tuple[str, Decimal] | None:
    return None if value is None else (word, value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
