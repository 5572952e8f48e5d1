"""An amount as people type it goes in; the numbers that it can mean come out: one, two, or none if it is no amount.

`assets/site.js` reads amounts in the same way; `tests/amounts.json` holds both to the same cases.
"""

from __future__ import annotations

import re
from decimal import Decimal

SAME = str.maketrans({"−": "-", "’": "'", "_": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " "})  # noqa: RUF001
FACTORS = {"": 1, "k": 1000, "m": 1_000_000}
AMOUNT = re.compile(r"([-+]?)([0-9][0-9., ']*?) ?([km]?)", re.IGNORECASE)
WHOLE = re.compile(r"([0-9]+|[1-9][0-9]{0,2}([., '])[0-9]{3}(?:\2[0-9]{3})*)")
BROKEN = re.compile(r"([0-9]+|[1-9][0-9]{0,2}([., '])[0-9]{3}(?:\2[0-9]{3})*)([.,])([0-9]*)")


def readings(text: str) -> tuple[Decimal, ...]:
    """Return what a text can mean, read with a decimal mark before read with a separator of thousands.

    Spaces, apostrophes and underscores separate thousands. A point or a comma does so too, if it stands between groups
    of three digits; a single one before three digits can be either. `k` and `m` are thousands and millions.

    >>> readings("42 000"), readings("1.234,50"), readings("42.000"), readings("42 EUR")
    ((Decimal('42000'),), (Decimal('1234.50'),), (Decimal('42.000'), Decimal('42000')), ())
    """
    found = AMOUNT.fullmatch(text.strip().translate(SAME))
    if found is None:
        return ()
    sign, body, unit = found.groups()
    factor = FACTORS[unit.lower()] * (-1 if sign == "-" else 1)
    return tuple(Decimal(number) * factor for number in _numbers(body))


def _numbers(body: str) -> tuple[str, ...]:
    broken, whole = BROKEN.fullmatch(body), WHOLE.fullmatch(body)
    read = [f"{_digits(broken[1])}.{broken[4]}"] if broken and broken[2] != broken[3] else []
    return (*read, *([_digits(whole[1])] if whole else []))


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def text_of(number: Decimal) -> str:
    """Return a number without zeros that say nothing.

    >>> text_of(Decimal("42.000")), text_of(Decimal("42.50")), text_of(Decimal("42000"))
    ('42', '42.5', '42000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain(number: Decimal) -> str:
    """Return a number as it has one reading only.

    >>> plain(Decimal("42.000")), plain(Decimal("42.125")), plain(Decimal("42000")), plain(Decimal("1.5E+6"))
    ('42.0', '42.1250', '42000', '1500000')
    """
    text = f"{number:f}"
    if "." not in text:
        return text
    text = text.rstrip("0")
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest or '0'}" + ("0" if len(rest) == len("000") else "")
