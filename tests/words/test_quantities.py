from __future__ import annotations

from decimal import Decimal

import pytest

from alignctl.model.quantity import Interval
from alignctl.words import quantities


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Interval(over=Decimal(5), up_to=Decimal(10)), "over 5 and up to 10 EUR"),
        (Interval(at_least=Decimal(5)), "from 5 EUR"),
        (Interval(under=Decimal("0.5")), "under 0.5 EUR"),
        (Interval(), "any"),
    ],
)
def test_an_interval_reads_as_people_say_it(given: Interval, expected: str) -> None:
    assert quantities.interval_of(given, "EUR") == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("10000", "10 000"),
        ("-12345.60", "-12 345.6"),
        ("0", "0"),
        ("-0.5", "-0.5"),
        ("9000", "9000"),
        ("1E+6", "1 000 000"),
    ],
)
def test_numbers_are_grouped_and_have_no_needless_zeros(given: str, expected: str) -> None:
    assert quantities.number(Decimal(given)).replace(quantities.THIN, " ") == expected
