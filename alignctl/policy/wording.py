"""Values of facts go in, the words that a message shows come out: the functions that policies may call."""

from __future__ import annotations

from collections.abc import Sequence

FEW = 3  # words of a long list that are said
PLACES = 3  # heats and strengths are rounded to three places where they are computed


def say_name(reference: str) -> str:
    """Return the name of `kind:name`, or the text itself, between backticks.

    >>> say_name("role:cfo")
    '`cfo`'
    """
    return f"`{reference.partition(':')[2] or reference}`"


def say_names(references: Sequence[str]) -> str:
    """Return the names of references as one enumeration.

    >>> say_names(["role:a", "role:b", "role:c"])
    '`a`, `b` and `c`'
    """
    return say_list([say_name(reference) for reference in references])


def say_list(words: Sequence[str]) -> str:
    """Return words as one enumeration.

    >>> say_list(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def say_few(words: Sequence[str]) -> str:
    """Return the first words as an enumeration, and how many more there are.

    >>> say_few(["a", "b", "c", "d", "e"]), say_few(["a", "b", "c", "d"])
    ('a, b, c and 2 more', 'a, b, c and d')
    """
    return say_list(words if len(words) <= FEW + 1 else [*words[:FEW], f"{len(words) - FEW} more"])


def say_number(number: float) -> str:
    """Return a number with at most three decimals and no empty ones.

    >>> say_number(1.6)
    '1.6'
    """
    return _decimals(number, PLACES)


def say_percent(share: float) -> str:
    """Return a share of 0..1 as a percentage with at most one decimal.

    >>> say_percent(0.4)
    '40%'
    """
    return f"{_decimals(share * 100, 1)}%"


def say_days(days: float) -> str:
    """Return a number of days with at most one decimal.

    >>> say_days(33.6), say_days(1.0)
    ('33.6 days', '1 day')
    """
    text = _decimals(days, 1)
    return f"{text} day" if text == "1" else f"{text} days"


def _decimals(number: float, places: int) -> str:
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
