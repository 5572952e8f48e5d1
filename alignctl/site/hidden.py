"""Objects that are not for an audience go in; what tells whether a text names one of them comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alignctl.model.ref import Ref, name_of

_WORD = re.compile(r"\w[\w-]*")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Names and titles that must not be read; found by their first word, so that many cost no more than few."""

    phrases: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, refs: Iterable[Ref], titles: Iterable[str] = ()) -> Hidden:
        """Return what finds the names of objects, and further titles; without any it finds nothing."""
        phrases: dict[str, list[str]] = {}
        for phrase in sorted({*map(name_of, refs), *titles}):
            first = _WORD.search(phrase)
            if first:
                phrases.setdefault(first[0], []).append(phrase[first.start() :])
        return cls({first: tuple(found) for first, found in phrases.items()})

    def search(self, text: str) -> bool:
        """Tell whether a text names one of the objects.

        >>> hidden = Hidden.of([Ref("metric:win-rate")], ["Our margin"])
        >>> [hidden.search(text) for text in ("raises `win-rate`", "Our margins", "It is Our margin.", "win")]
        [True, False, True, False]
        """
        return any(
            text.startswith(phrase, word.start()) and not _WORD.match(text, word.start() + len(phrase))
            for word in _WORD.finditer(text)
            for phrase in self.phrases.get(word[0], ())
        )
