"""What expressions may do with text, under an allowance: one evaluation makes only so much new text.

CEL's own strings extension and its `+` have no such bound: thirty `replace` in a row are enough to fill any memory.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from types import MappingProxyType
from typing import Any

ALLOWED = 10_000_000  # characters, and items of lists, that one evaluation may make
COPIES = 2_500  # what a value that `map` collects costs besides its text: so at most 4,000 of them
TOO_MUCH = "it makes too much text or too long lists"
LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
_left = [ALLOWED]  # of the evaluation that is running; the runtime calls functions without any context


def renew() -> None:
    """Begin an evaluation."""
    _left[0] = ALLOWED


def spend(amount: int) -> None:
    """Count what is about to be made; raises ValueError once it is too much."""
    _left[0] -= amount
    if _left[0] < 0:
        raise ValueError(TOO_MUCH)


def counted(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function whose result is counted: for those that make little more than they are given."""

    @wraps(make)
    def counting(*given: Any) -> Any:
        made = make(*given)
        spend(len(made))
        return made

    return counting


def weigh(part: Any) -> Any:
    """Return a value as it is, once its text is counted."""
    spend(_size(part))
    return part


def collect(value: Any) -> Any:
    """Return a value that `map` puts into its list, once it is counted; the runtime copies the list for each value."""
    spend(COPIES)
    return weigh(value)


def _size(value: Any) -> int:
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, dict):
        value = [*value, *value.values()]
    return 1 + sum(map(_size, value)) if isinstance(value, list) else 1


def replace(text: str, old: str, new: str, limit: int = -1) -> str:
    """Replace a piece of text, everywhere or `limit` times."""
    times = text.count(old) if limit < 0 else min(limit, text.count(old))
    spend(len(text) + times * (len(new) - len(old)))
    return text.replace(old, new, limit)


def join(parts: Sequence[str], between: str = "") -> str:
    """Put texts together."""
    spend(sum(len(part) + len(between) for part in parts))
    return between.join(parts)


def split(text: str, at: str, limit: int = -1) -> list[str]:
    """Cut a text at a separator, into at most `limit` pieces; without a separator, into characters."""
    spend(len(text))
    if limit in {0, 1}:
        return [text][:limit]
    if at:
        return text.split(at, limit - 1 if limit > 0 else -1)
    pieces = list(text)
    return [*pieces[: limit - 1], "".join(pieces[limit - 1 :])] if 0 < limit < len(pieces) else pieces


def char_at(text: str, index: int) -> str:
    """Return one character; nothing just behind the last one."""
    return substring(text, index, min(index + 1, len(text)))


def index_of(text: str, part: str, offset: int = 0) -> int:
    """Return where a part stands first, -1 for nowhere."""
    return text.find(part, _within(text, offset))


def last_index_of(text: str, part: str, offset: int | None = None) -> int:
    """Return where a part stands last, beginning not behind `offset`; -1 for nowhere."""
    return text.rfind(part) if offset is None else text.rfind(part, 0, _within(text, offset) + len(part))


def substring(text: str, start: int, end: int | None = None) -> str:
    """Return a stretch of text, counted in characters."""
    end = len(text) if end is None else end
    if _within(text, start) > _within(text, end):
        raise ValueError(f"{start} is behind {end}")
    spend(end - start)
    return text[start:end]


def _within(text: str, index: int) -> int:
    if not 0 <= index <= len(text):
        raise ValueError(f"{index} is outside of a text of {len(text)} characters")
    return index


# For each name: the function, its types in CEL (the text that it is called on first), what may be left out, its result.
METHODS: Mapping[str, tuple[Callable[..., Any], str, str, str]] = MappingProxyType(
    {
        "charAt": (char_at, "s i", "", "s"),
        "indexOf": (index_of, "s s", "i", "i"),
        "lastIndexOf": (last_index_of, "s s", "i", "i"),
        "join": (join, "l", "s", "s"),
        "lowerAscii": (counted(lambda text: text.translate(LOWER)), "s", "", "s"),
        "upperAscii": (counted(lambda text: text.translate(UPPER)), "s", "", "s"),
        "replace": (replace, "s s s", "i", "s"),
        "reverse": (counted(lambda text: text[::-1]), "s", "", "s"),
        "split": (split, "s s", "i", "l"),
        "substring": (substring, "s i", "i", "s"),
        "trim": (counted(str.strip), "s", "", "s"),
    }
)
