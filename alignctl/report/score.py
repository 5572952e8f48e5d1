"""The scorecard as text: measures go in, one line each comes out, over time a small chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from alignctl.model.facts import Measure

BARS = "▁▂▃▄▅▆▇█"
TITLES = {
    "decided-below-c-suite": "Decided below the C-suite",
    "worst-case-days-median": "Longest dispute, median",
    "worst-case-days-max": "Longest dispute, worst",
    "conflict-coverage": "Conflicts with a rule for who wins",
    "uncovered-heat": "Heat of open conflicts",
    "shared-pay": "Pay on shared outcomes",
    "shared-pay-leaders": "Leaders' pay on shared outcomes",
    "review-adherence": "Meetings held",
    "attention": "Records within their review date",
    "rights-with-two-people": "Rights that two people can exercise",
    "objectives-shared": "Objectives that are shared",
    "open-waivers": "Waivers in force",
}


def render(measures: Sequence[Measure]) -> str:
    """Return one line for each measure; "n/a" where there is nothing to measure."""
    return "".join(f"{TITLES[m.measure]:<38} {shown(m.value, m.unit):>10}\n" for m in _ordered(measures))


def history(rows: Sequence[tuple[str, Sequence[Measure]]]) -> str:
    """Return one line for each measure over commits, oldest first: first value, chart, last value."""
    if not rows:
        return "No commit holds documents.\n"
    lines = [f"{len(rows)} commit{'' if len(rows) == 1 else 's'}, {rows[0][0]} to {rows[-1][0]}\n"]
    for name, title in TITLES.items():
        found = [m for _, measures in rows for m in measures if m.measure == name]
        values = [m.value for m in found]
        if any(value is not None for value in values):
            ends = f"{shown(values[0], found[0].unit):>10}  {chart(values)}  {shown(values[-1], found[0].unit)}"
            lines.append(f"{title:<38} {ends}\n")
    return "".join(lines)


def chart(values: Sequence[Decimal | None]) -> str:
    """Return one block for each value, lowest to highest; a space where there is none.

    >>> chart([Decimal(0), None, Decimal(5), Decimal(10)])
    '▁ ▅█'
    """
    numbers = [value for value in values if value is not None]
    low, high = min(numbers, default=Decimal(0)), max(numbers, default=Decimal(0))
    width = (high - low) or Decimal(1)
    steps = len(BARS) - 1
    return "".join(" " if v is None else BARS[int(((v - low) / width * steps).to_integral_value())] for v in values)


def shown(value: Decimal | None, unit: str) -> str:
    """Return a value with its unit.

    >>> shown(Decimal("0.25"), "share"), shown(Decimal("33.60"), "days"), shown(None, "share")
    ('25%', '33.6 days', 'n/a')
    """
    if value is None:
        return "n/a"
    if unit == "share":
        return f"{(value * 100).normalize():f}%"
    number = f"{value.normalize():f}"
    return f"{number} days" if unit == "days" else number


def _ordered(measures: Sequence[Measure]) -> list[Measure]:
    order = list(TITLES)
    return sorted(measures, key=lambda measure: order.index(measure.measure))
