"""Versions of objects go in; those of one object, whatever it was called, come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from alignctl.load.commit import Commit
from alignctl.load.identity import kind_and_name
from alignctl.load.roster import former_names
from alignctl.model.document import Document
from alignctl.model.ref import Ref, ref


@dataclass(frozen=True, slots=True)
class Version:
    """An object before and after a commit that changed its data: created without `before`, removed without `after`.

    `ref` is its name after the commit, or its last one; `before` may have an earlier name. `unreadable` is the file
    that this commit broke: what it held is unknown until it is mended, and `after` is what it held last. `units` are
    the units of measure of its attributes then, `names` the present names of what `before` may call by others.
    """

    commit: Commit
    ref: Ref
    before: Document | None
    after: Document | None
    unreadable: str = ""
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[Ref, Ref] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def former(self) -> Ref:
        """Return the name of the object before the commit."""
        found = kind_and_name(self.before) if self.before else None
        return ref(*found) if found else self.ref


def trace(reference: Ref, versions: Sequence[Version]) -> tuple[Version, ...]:
    """Return the versions (newest first) of the object that has a name, or had it last, or lists it under `formerly`.

    Whatever had one of its names before it came to it, or after it gave it up, is another object.
    """
    last = _last_name(reference, versions)
    names, found = {last}, []
    for version in versions:
        if version.ref in names:
            found.append(version)
            names |= {version.former}
            names |= {former for side in (version.after, version.before) if side for former in former_names(side)}
        elif version.former in names and version.former != version.ref:
            names.discard(version.former)  # earlier on, it was the name of the other object
    return tuple(found)


def _last_name(reference: Ref, versions: Sequence[Version]) -> Ref:
    """Return the last name of the object that was called by a reference last."""
    passed: dict[Ref, Ref] = {}  # names that were given up, with the last name of the object
    for version in versions:
        last = passed.get(version.ref, version.ref)
        if reference in {version.ref, version.former}:
            return last
        passed[version.former] = last
    return reference
