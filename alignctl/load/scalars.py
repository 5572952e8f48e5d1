"""A plain scalar goes in, the value that the YAML 1.2 core schema gives it comes out."""

from __future__ import annotations

import re
from typing import Self

from alignctl.model.document import Scalar

WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
NUMERIC = frozenset("+-.0123456789")  # what a number begins with; any other text is text
# A leading zero makes it a code (0123), not a number: an amount is never written so.
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
DIGITS = 15  # what a binary double keeps of any decimal number
INTEGER_DIGITS = 18  # what 64 bits keep of any whole number
EXPONENT = 300  # beyond it a double becomes zero or infinite


class Written(float):
    """A number that says the digits that were written: `33.30` is as large as `33.3`, and more exact."""

    def __new__(cls, text: str) -> Self:
        """Read the number and keep its text."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __init__(self, text: str) -> None:
        """Keep the text, also for tools that read types."""
        self.text = text

    def __str__(self) -> str:
        """Return the number as it was written."""
        return self.text


def read_plain(text: str) -> Scalar:
    """Return null, a boolean, a number or text; `no`, `on`, `12:30`, `0123`, `.inf` and dates are text.

    Raises:
        ValueError: a number with more digits than can be kept exactly.

    """
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return _whole(text)
    if BASED.fullmatch(text):
        return _based(text)
    return _fraction(text) if FLOAT.fullmatch(text) else text


def _whole(text: str) -> int:
    if len(text.lstrip("+-")) > INTEGER_DIGITS:
        raise ValueError(f"The number has more than {INTEGER_DIGITS} digits; write it in quotes if it is text.")
    return int(text)


def _based(text: str) -> int:
    if len(text) > INTEGER_DIGITS + 2:  # also keeps 0x and 0o below 10**18
        raise ValueError(f"The number has more than {INTEGER_DIGITS} digits; write it in quotes if it is text.")
    value = int(text, 0)
    if value >= 10**INTEGER_DIGITS:
        raise ValueError(f"The number has more than {INTEGER_DIGITS} digits; write it in quotes if it is text.")
    return value


def _fraction(text: str) -> float:
    mantissa, _, exponent = text.lower().partition("e")
    digits = mantissa.lstrip("+-").replace(".", "").strip("0")
    if len(digits) > DIGITS:
        raise ValueError(f"The number has more than {DIGITS} significant digits; write it in quotes if it is text.")
    if len(mantissa) > EXPONENT or len(exponent) > len(f"-{EXPONENT}") or abs(int(exponent or 0)) > EXPONENT:
        raise ValueError("The number is too large or too small; write it in quotes if it is text.")
    return Written(text) if text.endswith("0") and "." in text and not exponent else float(text)
