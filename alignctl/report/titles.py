"""Words that mention objects by name go in; the same words with the titles of the objects come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from alignctl.model.ref import Ref, name_of

_NAME = re.compile(r"`([a-z0-9-]+)`")


@dataclass(frozen=True)
class Titles:
    """What people call objects; a name that several objects bear stays as it is, unless the words are about one."""

    of: Mapping[Ref, str] = field(default_factory=lambda: MappingProxyType({}))

    def say(self, words: str, about: Iterable[Ref] = ()) -> str:
        """Return words in which names between backticks are titles, where it is clear whose.

        >>> Titles({Ref("role:cfo"): "Head of Finance"}).say("`cfo` decides, says `respondWithin`")
        'Head of Finance decides, says `respondWithin`'
        """
        known = {name_of(one): self.of[one] for one in about if one in self.of}
        return _NAME.sub(lambda found: known.get(found[1]) or self._alone.get(found[1], found[0]), words)

    @cached_property
    def _alone(self) -> Mapping[str, str]:
        """Return the titles by the names that only one object bears."""
        bearers: dict[str, list[Ref]] = {}
        for one in self.of:
            bearers.setdefault(name_of(one), []).append(one)
        return {name: self.of[found[0]] for name, found in bearers.items() if len(found) == 1}
