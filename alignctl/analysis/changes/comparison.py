"""Two organisations and the approvals of a change go in; what every part of the comparison needs comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from alignctl.analysis.changes.approvers import NOBODY, Approvers, Handles, Need
from alignctl.model.approvals import Approvals
from alignctl.model.entity import Entity
from alignctl.model.facts import Change
from alignctl.model.kinds import DecisionRight
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref, kind_of
from alignctl.model.rename import rename

SETTINGS = "alignctl.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """One thing that changed, before it is known who has approved it.

    `about` tells it from others of the same object by names alone, `region` says in words which cases it is about.
    `needs` are the approvals that it takes, `independent` those whose approval lets an author gain, `gaining` the
    people who can decide more, or more freely, than before.
    """

    what: str
    of: Ref
    sentence: str
    base: str = ""
    head: str = ""
    subjects: tuple[Ref, ...] = ()
    action: str = ""
    about: str = ""
    region: str = ""
    needs: tuple[Need, ...] = ()
    independent: tuple[str, ...] = ()
    gaining: Handles = NOBODY
    mid_cycle: bool = False
    retroactive: bool = False
    closed_record: bool = False
    loosened: bool = False
    place: Place | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Base and head on one day, and the organisation whose people approve; all have the names of the head.

    `unread` are objects of the base that the head cannot read, with their places there: it has them as they were.
    `unread_before` are names of what the base could not read.
    """

    base: Organisation
    head: Organisation
    law: Organisation
    approvals: Approvals = field(default_factory=Approvals)
    unread: Mapping[Ref, Place] = field(default_factory=lambda: MappingProxyType({}))
    unread_before: frozenset[Ref] = frozenset()

    @classmethod
    def of(
        cls, base: Organisation, head: Organisation, approvals: Approvals | None, law: Organisation | None = None
    ) -> Comparison:
        """Return the comparison; who holds a seat is asked of `law`, the base unless it is known better."""
        before = renamed(base, head)
        after = replace(head, settings=rename(head.settings, head.model.aliases))
        return cls(before, after, renamed(law, head) if law else before, approvals or Approvals())

    @cached_property
    def approvers(self) -> Approvers:
        """Return who can approve, on the day of the approvals, by what is in force without the change."""
        return Approvers(replace(self.law, as_of=self.approvals.on or self.law.as_of), self.approvals)

    @cached_property
    def rights(self) -> Mapping[tuple[str, int], Ref]:
        """Return the decision rights of the base by the document in which each is written."""
        return {(right.place.path, right.place.index): right.ref for right in self.base.model.all(DecisionRight)}

    def fact(self, delta: Delta) -> Change:
        """Return the fact of a delta, with the approvals that are there and those that are missing."""
        asked = self.approvers.settle(delta.needs, delta.gaining)
        return Change(
            subjects=delta.subjects or (delta.of,),
            key=" ".join(part for part in (delta.what, delta.action, delta.about) if part),
            place=delta.place or self._place(delta.of),
            evidence=delta.evidence,
            what=delta.what,
            of=delta.of,
            region=delta.region,
            base=delta.base,
            head=delta.head,
            sentence=delta.sentence,
            required=asked.required,
            missing=asked.missing,
            able=asked.able,
            awaited=asked.awaited,
            asked=asked.why,
            waiting=tuple(
                why for person, why in zip(asked.required, asked.why, strict=True) if person in asked.missing
            ),
            author=self.approvals.author,
            author_gains=self.approvals.author in delta.gaining,
            independent=bool(self.approvals.approved.intersection(delta.independent)),
            mid_cycle=delta.mid_cycle,
            retroactive=delta.retroactive,
            closed_record=delta.closed_record,
            loosened=delta.loosened,
        )

    def pairs(self, kind: type[Entity]) -> Iterable[tuple[Entity | None, Entity | None]]:
        """Yield every object of a kind, of any status, before and after; None where it is not there."""
        before = {entity.ref: entity for entity in self.base.model.all(kind)}
        after = {entity.ref: entity for entity in self.head.model.all(kind)}
        for reference in sorted({*before, *after}):
            yield before.get(reference), after.get(reference)

    def _place(self, of: Ref) -> Place:
        """Return where a finding lands: in the head; what was deleted has no place there but its file or the first."""
        if kind_of(of) == "settings":
            return Place(SETTINGS)
        if entity := self.head.model.find(of):
            return entity.place
        paths = {entity.place.path for entity in self.head.model}
        gone = self.base.model.find(of)
        if gone and gone.place.path in paths:
            return Place(gone.place.path)
        first = self.head.company or next(iter(self.head.model), None)
        return first.place if first else Place(SETTINGS)


def renamed(base: Organisation, head: Organisation) -> Organisation:
    """Return the base with the names that the head gives to its objects.

    A name that the base uses for another object already is no new name: two objects never become one.
    """
    objects = base.model.objects
    names = {old: new for old, new in head.model.aliases.items() if old in objects and new not in objects}
    if not names:
        return base
    model = Model.of(rename(entity, names) for entity in base.model)
    return replace(base, model=model, settings=rename(base.settings, names))
