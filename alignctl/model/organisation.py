"""The organisation on one day: which function a unit belongs to, who leads it, who sits where, who is asked next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from alignctl.model.entity import Entity
from alignctl.model.kinds import Deputy, Domain, Forum, Precedence, Role, Unit
from alignctl.model.model import Model
from alignctl.model.place import Place
from alignctl.model.placeholder import is_nobody
from alignctl.model.ref import Ref
from alignctl.model.settings import Settings
from alignctl.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Absence:
    """The days on which a person is away, first and last included, and where that is written."""

    begins: date
    ends: date
    place: Place

    def covers(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        return self.begins <= day <= self.ends


@dataclass(frozen=True)
class Organisation:
    """Units, roles, forums and domains of a model that are in force on `as_of`."""

    model: Model
    settings: Settings
    as_of: date

    @cached_property
    def units(self) -> Tree:
        """Return the tree of active units."""
        return Tree({u.ref: u.parent for u in self.model.active(Unit, self.as_of)})

    @cached_property
    def domains(self) -> Tree:
        """Return the forest of active domains."""
        return Tree({d.ref: d.parent for d in self.model.active(Domain, self.as_of)})

    @cached_property
    def precedence(self) -> Mapping[Ref | None, list[Precedence]]:
        """Return the active precedence rules by the domain where they hold; None is the whole company."""
        found: dict[Ref | None, list[Precedence]] = {}
        for rule in self.model.active(Precedence, self.as_of):
            found.setdefault(rule.scope, []).append(rule)
        return found

    @cached_property
    def _standing(self) -> dict[Ref, Mapping[Ref, int]]:
        return {}

    def standing(self, rule: Precedence) -> Mapping[Ref, int]:
        """Return where each member of a rule first stands in its order, counted once for the rule."""
        if rule.ref not in self._standing:
            places = range(len(rule.order) - 1, -1, -1)
            self._standing[rule.ref] = {rule.order[place]: place for place in places}
        return self._standing[rule.ref]

    @cached_property
    def company(self) -> Unit | None:
        """Return the root unit: the one of type company, else the first without a parent."""
        roots = [u for u in self.model.active(Unit, self.as_of) if u.parent is None]
        return next((u for u in roots if u.type == "company"), roots[0] if roots else None)

    @cached_property
    def unit_types(self) -> Mapping[Ref, str]:
        """Return the type of each unit: as written, else company for the root, function below it, then team."""
        by_depth = ("company", "function")
        return {
            u.ref: u.type or (by_depth[depth] if depth < len(by_depth) else "team")
            for u in self.model.active(Unit, self.as_of)
            for depth in [sum(1 for _ in islice(self.units.upwards(u.ref), len(by_depth) + 1)) - 1]
        }

    def function(self, unit: Ref) -> Ref:
        """Return `fn(u)`: the nearest unit of type function at or above `unit`, else the unit itself."""
        return next((u for u in self.units.upwards(unit) if self.unit_types[u] == "function"), unit)

    def lead(self, unit: Ref) -> Ref | None:
        """Return the role that leads a unit: its own lead, else that of the nearest unit above."""
        found = (self.model.get(Unit, u) for u in self.units.upwards(unit))
        return next((u.lead for u in found if u and u.lead), None)

    @cached_property
    def seats(self) -> Mapping[Ref, Role | Forum]:
        """Return the active roles and forums by reference."""
        roles, forums = self.model.active(Role, self.as_of), self.model.active(Forum, self.as_of)
        return {**{role.ref: role for role in roles}, **{forum.ref: forum for forum in forums}}

    def seat(self, reference: Ref) -> Role | Forum | None:
        """Return the active role or forum of a reference."""
        return self.seats.get(self.model.aliases.get(reference, reference))

    def unit_of(self, seat: Ref) -> Ref | None:
        """Return the home unit of a role, or of a forum's chair."""
        found = self.seat(seat)
        if isinstance(found, Forum):
            found = self.model.get(Role, found.chair)
        return found.unit if isinstance(found, Role) else None

    def tier(self, seat: Ref) -> str | None:
        """Return the tier of a role, or of a forum's chair."""
        found = self.seat(seat)
        if isinstance(found, Forum):
            found = self.model.get(Role, found.chair)
        return found.tier if isinstance(found, Role) else None

    def rank(self, seat: Ref) -> int | None:
        """Return the position of the seat's tier in `roleTiers`; 0 is the highest, None has no known tier."""
        tier = self.tier(seat)
        return self.settings.role_tiers.index(tier) if tier in self.settings.role_tiers else None

    def final(self, seat: Ref) -> bool:
        """Tell whether a seat is a last arbiter."""
        found = self.seat(seat)
        return found is not None and found.final

    def chain(self, seat: Ref) -> tuple[Ref, ...]:
        """Return `seat`, the seat it escalates to, and so on, until final, missing, or the first that repeats.

        A repeated seat stands once more at the end, so a loop can be seen.
        """
        return tuple(self._climb(seat))

    def _climb(self, seat: Ref) -> Iterator[Ref]:
        seen: set[Ref] = set()
        step: Ref | None = seat
        while step is not None and (found := self.seat(step)):
            yield step
            if step in seen or found.final:
                return
            seen.add(step)
            step = found.escalates_to

    def actions(self, domain: Ref) -> tuple[str, ...]:
        """Return what can be decided in a domain: its own list, else the nearest one above it, else `decide`."""
        lineage = (self.model.get(Domain, step) for step in self.domains.lineage(domain) or (domain,))
        return next((found.actions for found in lineage if found and found.actions), ("decide",))

    @cached_property
    def absences(self) -> Mapping[str, tuple[Absence, ...]]:
        """Return when each person is away: a fact about the person, at whichever of their roles it is written."""
        found: dict[str, list[Absence]] = {}
        for role in self.model.active(Role, self.as_of):
            for number, window in enumerate(role.unavailable):
                absence = Absence(window.from_, window.until, role.locate("unavailable", number))
                found.setdefault(window.holder, []).append(absence)
        return {person: tuple(sorted(windows, key=lambda a: (a.begins, a.ends))) for person, windows in found.items()}

    def away(self, person: str) -> Absence | None:
        """Return the absence that keeps a person away that day, of several the longest; None if they are there."""
        windows = [absence for absence in self.absences.get(person, ()) if absence.covers(self.as_of)]
        return max(windows, key=lambda absence: absence.ends, default=None)

    def holders(self, role: Role) -> tuple[str, ...]:
        """Return the people who hold a role; a placeholder such as `tbd` is nobody, so its role is vacant."""
        return tuple(holder for holder in role.holders if not is_nobody(holder))

    def present(self, role: Role) -> tuple[str, ...]:
        """Return the holders who are not away that day, in the order written."""
        return tuple(holder for holder in self.holders(role) if not self.away(holder))

    def standing_in(self, deputy: Deputy) -> tuple[str, ...]:
        """Return the people behind a deputy entry who are there that day: its handle, or the holders of its role.

        An entry outside its window stands for nobody.
        """
        if (deputy.from_ and self.as_of < deputy.from_) or (deputy.until and deputy.until < self.as_of):
            return ()
        if not deputy.to.startswith("role:"):
            return () if self.away(deputy.to) or is_nobody(deputy.to) else (deputy.to,)
        found = self.seat(Ref(deputy.to))
        return self.present(found) if isinstance(found, Role) else ()

    def people(self, seat: Ref) -> frozenset[str]:
        """Return the holders of a role, away or not, or of all members of a forum."""
        found = self.seat(seat)
        if isinstance(found, Forum):
            return frozenset().union(*(self.people(member) for member in found.members))
        return frozenset(self.holders(found)) if found else frozenset()

    def there(self, seat: Ref) -> frozenset[str]:
        """Return who is there to act in a seat that day: holders, else deputies; of a forum those of its members."""
        found = self.seat(seat)
        if isinstance(found, Forum):
            return frozenset().union(*(self.there(member) for member in found.members))
        if not isinstance(found, Role):
            return frozenset()
        deputies = (person for deputy in found.deputies for person in self.standing_in(deputy))
        return frozenset(self.present(found) or deputies)

    def owner(self, entity: Entity) -> Ref | None:
        """Return who maintains a record: as written, else derived from what it is about."""
        if entity.metadata.owner:
            return entity.metadata.owner
        if isinstance(entity, Unit):
            return entity.ref
        for field in ("owning_unit", "unit", "sponsor"):
            if found := getattr(entity, field, None):
                return Ref(found)
        if isinstance(entity, Forum):
            return self.unit_of(entity.ref)
        return self._owner_by_reference(entity)

    def _owner_by_reference(self, entity: Entity) -> Ref | None:
        owners = getattr(entity, "owners", ())
        if owners:
            return Ref(owners[0])
        if domains := getattr(entity, "domains", ()):
            domain = self.model.get(Domain, domains[0])
            return domain.owning_unit if domain else None
        for field in ("forum", "initiative"):
            target = self.model.find(getattr(entity, field, None) or Ref(""))
            if target:
                return self.owner(target)
        seats = getattr(entity, "roles", ()) or (
            getattr(entity, "decided_by", None),
            getattr(entity, "approved_by", None),
        )
        homes = (self.unit_of(Ref(seat)) for seat in seats if seat)
        return next((home for home in homes if home), self.company.ref if self.company else None)
