"""Who wrote a change and who approved it: the file that the forge's wrapper writes goes in, a value comes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alignctl.errors import SettingsError

FIX = 'Write {"author": "ana", "approvals": ["ben"], "date": "2026-01-31"}.'


@dataclass(frozen=True, slots=True)
class Approvals:
    """The author of a change, who else approved it, and the day; handles are in lower case, without `@`.

    The author is never among those who approved: nobody approves his own change.
    """

    author: str = ""
    approved: frozenset[str] = frozenset()
    on: date | None = None

    @classmethod
    def read(cls, text: str, where: str = "") -> Approvals:
        """Read the JSON text `{author, approvals: [handle], date}`; the date may be left out.

        Raises:
            SettingsError: it is anything else; a file that cannot be understood proves nothing.

        """
        try:
            return cls.of(json.loads(text), where)
        except (ValueError, RecursionError) as error:
            raise SettingsError("The approvals are not JSON.", where=where, fix=FIX) from error

    @classmethod
    def of(cls, data: Any, where: str = "") -> Approvals:
        """Return the approvals in plain data; raises SettingsError as `read`."""
        if not isinstance(data, dict) or set(data) - {"author", "approvals", "date"}:
            raise SettingsError("The approvals have other keys than author, approvals and date.", where=where, fix=FIX)
        author, approved = data.get("author"), data.get("approvals", [])
        if not isinstance(author, str) or not author.strip():
            raise SettingsError("The approvals do not say who the author is.", where=where, fix=FIX)
        if not isinstance(approved, list) or not all(isinstance(one, str) for one in approved):
            raise SettingsError("The approvals are not a list of handles.", where=where, fix=FIX)
        writer = same(author)
        return cls(writer, frozenset(same(one) for one in approved) - {writer}, _day(data.get("date"), where))


def same(handle: str) -> str:
    """Return a handle as it is compared: forges ignore case, and people write `@`.

    Handles are ASCII; a letter that only looks like one stays what it is, and so is nobody's.

    >>> same("@Ana"), same("\N{KELVIN SIGN}im") == same("Kim")
    ('ana', False)
    """
    bare = handle.strip().removeprefix("@")
    return bare.lower() if bare.isascii() else bare


def _day(text: Any, where: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"`{text}` is not a day.", where=where, fix=FIX) from error


def fewest(asked: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return who can give each approval, without what somebody settles who must approve anyway, each choice once.

    >>> fewest([("ann",), ("dora", "ann"), ("june", "mara"), ("mara", "june")])
    (('ann',), ('june', 'mara'))
    """
    choices = [tuple(able) for able in asked]
    alone = {able[0] for able in choices if len(able) == 1}
    kept = {frozenset(able): able for able in reversed(choices) if len(able) == 1 or not alone.intersection(able)}
    return tuple(sorted(kept.values()))
