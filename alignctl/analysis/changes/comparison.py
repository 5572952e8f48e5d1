"""Two organisations and the approvals of a change go in; what every part of the comparison needs comes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from alignctl.analysis.changes.approvers import Approvers, Need
from alignctl.model.approvals import Approvals
from alignctl.model.entity import Entity
from alignctl.model.facts import Change
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.place import Place
from alignctl.model.ref import Ref, name_of
from alignctl.model.rename import rename


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """One thing that changed, before it is known who has approved it; `needs` are the approvals that it takes."""

    what: str
    of: Ref
    sentence: str
    base: str = ""
    head: str = ""
    subjects: tuple[Ref, ...] = ()
    action: str = ""
    region: str = ""
    needs: tuple[Need, ...] = ()
    independent: Need = ()
    gains: bool = False
    mid_cycle: bool = False
    retroactive: bool = False
    closed_record: bool = False
    loosened: bool = False


@dataclass(frozen=True)
class Comparison:
    """Base and head on one day; in the base, objects have the names of the head."""

    base: Organisation
    head: Organisation
    approvals: Approvals = field(default_factory=Approvals)

    @classmethod
    def of(cls, base: Organisation, head: Organisation, approvals: Approvals | None) -> Comparison:
        """Return the comparison; who holds a seat is asked of the base on the day of the approvals."""
        return cls(replace(base, model=renamed(base.model, head.model)), head, approvals or Approvals())

    @cached_property
    def approvers(self) -> Approvers:
        """Return who can approve by what was in force before the change."""
        return Approvers(replace(self.base, as_of=self.approvals.on or self.base.as_of), self.approvals)

    def fact(self, delta: Delta) -> Change:
        """Return the fact of a delta, with the approvals that are there and those that are missing."""
        required, missing = self.approvers.settle(delta.needs, gains=delta.gains)
        entity = self.head.model.find(delta.of) or self.base.model.find(delta.of)
        return Change(
            subjects=delta.subjects or (delta.of,),
            key=" ".join(part for part in (delta.what, delta.action, delta.region) if part),
            place=self._place(entity),
            what=delta.what,
            of=delta.of,
            base=delta.base,
            head=delta.head,
            sentence=delta.sentence,
            required=required,
            missing=missing,
            author=self.approvals.author,
            author_gains=delta.gains,
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

    def _place(self, entity: Entity | None) -> Place:
        """Return where a finding lands: in the head; what was deleted has no place there but the first document."""
        if entity and self.head.model.find(entity.ref):
            return entity.place
        company = self.head.company
        first = company or next(iter(self.head.model), None)
        return first.place if first else Place("alignctl.yaml")


def renamed(base: Model, head: Model) -> Model:
    """Return the base with the names that the head gives to its objects.

    A name that the base uses for another object already is no new name: two objects never become one.
    """
    names = {old: new for old, new in head.aliases.items() if old in base.objects and new not in base.objects}
    return Model.of(rename(entity, names) for entity in base) if names else base


def quoted(reference: str) -> str:
    """Return the name of a reference as sentences show it."""
    return f"`{name_of(reference) or reference}`"
