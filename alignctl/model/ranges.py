"""Ranges of numbers with open and closed ends: intervals go in; inclusion, overlap and plain words come out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from alignctl.model.quantity import Interval

Position = tuple[Decimal, int]
"""A place on the line of numbers: 0 just before the number, 1 just after it."""

LOWEST: Position = (Decimal("-Infinity"), 0)
HIGHEST: Position = (Decimal("Infinity"), 1)
ONE_WORD = 4  # digits that are read without groups


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """All numbers between two positions; open and closed ends are told apart."""

    low: Position = LOWEST
    high: Position = HIGHEST

    @classmethod
    def of(cls, interval: Interval) -> Range:
        """Return the numbers of an interval; an end that is not finite is open."""
        low = _position(interval.over, 1) or _position(interval.at_least, 0) or LOWEST
        return cls(low, _position(interval.under, 0) or _position(interval.up_to, 1) or HIGHEST)

    @classmethod
    def point(cls, number: Decimal) -> Range:
        """Return the range that holds one number."""
        return cls((number, 0), (number, 1))

    def __and__(self, other: Range) -> Range:
        """Return what both hold."""
        return Range(max(self.low, other.low), min(self.high, other.high))

    def within(self, other: Range) -> bool:
        """Tell whether the other holds all of this one."""
        return other.low <= self.low and self.high <= other.high

    def empty(self, step: Decimal = Decimal(0)) -> bool:
        """Tell whether it holds no multiple of `step`; with step 0 whether it holds no number.

        >>> Range.of(Interval(over=Decimal(5000), under=Decimal(5001))).empty(Decimal(1))
        True
        >>> Range.of(Interval(over=Decimal(5000), under=Decimal(5001))).empty(Decimal("0.01"))
        False
        """
        if self.low >= self.high:
            return True
        if step <= 0 or LOWEST[0] in {self.low[0], -self.high[0]}:
            return False
        if self.high[0] - self.low[0] > 2 * step:
            return False  # the usual case, without the cost of exact fractions
        number, after = Fraction(self.low[0]), self.low[1]
        unit = Fraction(step)
        count = ceil(number / unit)
        first = (count + 1) * unit if after and count * unit == number else count * unit
        return (first, 0) >= (Fraction(self.high[0]), self.high[1])

    def words(self, universe: Range | None = None, unit: str | None = None) -> str:
        """Return it in words, without the ends that the universe has anyway; empty if nothing is left to say.

        >>> Range.of(Interval(over=Decimal(5000), up_to=Decimal("2.5e4"))).words(unit="EUR")
        'over 5000 and up to 25 000 EUR'
        """
        if self.low >= self.high:
            return "nothing"
        around = universe or Range()
        parts = []
        if self.low[0] == self.high[0]:
            parts = [f"exactly {grouped(self.low[0])}"]
        else:
            if self.low > around.low:
                parts.append(f"{('at least', 'over')[self.low[1]]} {grouped(self.low[0])}")
            if self.high < around.high:
                parts.append(f"{('under', 'up to')[self.high[1]]} {grouped(self.high[0])}")
        return " and ".join(parts) + (f" {unit}" if unit and parts else "")


def plain(number: Decimal) -> str:
    """Return a number in digits, without an exponent or zeros that say nothing.

    >>> plain(Decimal("1E+3")), plain(Decimal("2.50"))
    ('1000', '2.5')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """Return a number as sentences show it: in groups of three digits, unless four can be read as one word.

    >>> grouped(Decimal("1250000.50")), grouped(Decimal(-9000))
    ('1 250 000.5', '-9000')
    """
    text = plain(number)
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, rest = digits.partition(".")
    return sign + (f"{int(whole):,}".replace(",", " ") if len(whole) > ONE_WORD else whole) + dot + rest


def _position(end: Decimal | None, after: int) -> Position | None:
    return (end, after) if end is not None and end.is_finite() else None
