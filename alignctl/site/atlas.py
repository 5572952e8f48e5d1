"""Where everything is: objects become titles, addresses and links; facts are found by kind and by subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from alignctl.model.entity import Entity
from alignctl.model.facts import Conflict, Due, Escalation, Fact, Ruling, Tension
from alignctl.model.finding import Located
from alignctl.model.kinds import DecisionRight, Domain, Forum, Metric, Objective, Review, Role
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, kind_of, name_of
from alignctl.model.tree import Tree
from alignctl.site.input import SiteInput
from alignctl.site.lines import Inline, Line, Link, sentence
from alignctl.words.past import Event
from alignctl.words.quantities import capital, day, title

F = TypeVar("F", bound=Fact)
E = TypeVar("E", bound=Entity)

FOLDERS: Mapping[str, str] = {
    "decisionright": "decide",
    "unit": "teams",
    "role": "roles",
    "forum": "reviews",
    "domain": "matrix",
    "metric": "kpis",
    "objective": "goals",
    "incentiveplan": "incentives",
    "cycle": "calendar",
    "initiative": "initiatives",
    "decision": "decisions",
}
NOUNS: Mapping[str, str] = {
    "decisionright": "Decision",
    "unit": "Team",
    "role": "Role",
    "forum": "Forum",
    "domain": "Subject",
    "metric": "KPI",
    "objective": "Goal",
    "incentiveplan": "Pay plan",
    "cycle": "Planning cycle",
    "initiative": "Initiative",
    "decision": "Decision on record",
    "precedence": "Precedence rule",
    "review": "Minutes",
    "waiver": "Waiver",
}
# Pages of the site itself, and names that Windows reserves.
RESERVED = frozenset({"index", "unaligned", "finder", "con", "nul", "aux", "prn"})


@dataclass(frozen=True)
class Atlas:
    """Everything that page modules ask of the input."""

    site: SiteInput

    @property
    def org(self) -> Organisation:
        """Return the organisation on the day of the build."""
        return self.site.org

    @cached_property
    def _by_kind(self) -> Mapping[type[Fact], tuple[Fact, ...]]:
        found: dict[type[Fact], list[Fact]] = {}
        for fact in self.site.facts:
            found.setdefault(type(fact), []).append(fact)
        return {kind: tuple(facts) for kind, facts in found.items()}

    @cached_property
    def _by_subject(self) -> Mapping[Ref, tuple[Fact, ...]]:
        found: dict[Ref, list[Fact]] = {}
        for fact in self.site.facts:
            for subject in dict.fromkeys(fact.subjects):
                found.setdefault(subject, []).append(fact)
        return {subject: tuple(facts) for subject, facts in found.items()}

    def facts(self, kind: type[F]) -> tuple[F, ...]:
        """Return the facts of a kind, in their order."""
        return cast("tuple[F, ...]", self._by_kind.get(kind, ()))

    def about(self, kind: type[F], subject: Ref) -> tuple[F, ...]:
        """Return the facts of a kind that have an object among their subjects."""
        return tuple(fact for fact in self._by_subject.get(subject, ()) if isinstance(fact, kind))

    def facts_about(self, subject: Ref) -> tuple[Fact, ...]:
        """Return all facts that have an object among their subjects."""
        return self._by_subject.get(subject, ())

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """Return the objects of a kind that are in force, by title."""
        if kind not in self._listed:
            found = self.site.model.active(kind, self.site.as_of)
            self._listed[kind] = tuple(sorted(found, key=lambda entity: (entity.title.casefold(), entity.ref)))
        return cast("tuple[E, ...]", self._listed[kind])

    @cached_property
    def _listed(self) -> dict[type[Entity], tuple[Entity, ...]]:
        return {}

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the conflicts: those without a rule first, then the hottest, minor ones last."""
        level = {"error": 0, "warning": 1, "info": 2}
        return tuple(
            sorted(self.facts(Conflict), key=lambda c: (c.minor, level.get(c.level, 3), -c.heat, c.subjects, c.key))
        )

    @cached_property
    def _tensions(self) -> Mapping[str, tuple[Tension, ...]]:
        found: dict[str, list[Tension]] = {}
        for fact in self.facts(Tension):
            if fact.conflict:
                found.setdefault(fact.conflict, []).append(fact)
        ranked = {key: sorted(facts, key=lambda t: (-t.raw_heat, t.subjects, t.key)) for key, facts in found.items()}
        return {key: tuple(facts) for key, facts in ranked.items()}

    def tensions(self, conflict: Conflict) -> tuple[Tension, ...]:
        """Return who meets over a conflict: the tensions that hang on it, hottest first."""
        return self._tensions.get(conflict.id, ())

    @cached_property
    def _due(self) -> Mapping[Ref, tuple[Due, ...]]:
        found: dict[Ref, list[Due]] = {}
        for fact in self.facts(Due):
            for party in fact.who:
                found.setdefault(party, []).append(fact)
        return {party: tuple(facts) for party, facts in found.items()}

    def due(self, parties: Iterable[Ref]) -> tuple[Due, ...]:
        """Return what is late or still to come for some parties, late duties first, then by day."""
        mine = {fact.id: fact for party in parties for fact in self._due.get(party, ())}
        ahead = [fact for fact in mine.values() if fact.late or fact.on >= self.site.as_of]
        return tuple(sorted(ahead, key=lambda fact: (not fact.late, fact.on, fact.of, fact.what)))

    @cached_property
    def past(self) -> Mapping[Ref, tuple[Event, ...]]:
        """Return what happened to each object, newest first, under earlier names as well."""
        found: dict[Ref, list[Event]] = {}
        for event in self.site.past:
            found.setdefault(self.site.model.aliases.get(event.ref, event.ref), []).append(event)
        return {ref: tuple(happened) for ref, happened in found.items()}

    @cached_property
    def wider(self) -> Mapping[Ref, tuple[DecisionRight, ...]]:
        """Return, for each domain, the rights that take over where it is touched together with others."""
        found: dict[Ref, list[DecisionRight]] = {}
        for right in self.all(DecisionRight):
            for domain in right.domains if len(right.domains) > 1 else ():
                found.setdefault(domain, []).append(right)
        return {domain: tuple(rights) for domain, rights in found.items()}

    @cached_property
    def rulings(self) -> Mapping[Ref, tuple[Ruling, ...]]:
        """Return the decisions on record by the domains that they touch."""
        found: dict[Ref, list[Ruling]] = {}
        for fact in self.facts(Ruling):
            for domain in dict.fromkeys(fact.domains):
                found.setdefault(domain, []).append(fact)
        return {domain: tuple(facts) for domain, facts in found.items()}

    @cached_property
    def standing(self) -> tuple[Located, ...]:
        """Return the findings that count, worst first."""
        order = {"error": 0, "warning": 1, "info": 2}
        return tuple(sorted(self.site.report.standing, key=lambda f: (order[f.finding.severity], f.position())))

    @cached_property
    def _findings(self) -> Mapping[Ref, tuple[Located, ...]]:
        found: dict[Ref, list[Located]] = {}
        for located in self.standing:
            for subject in dict.fromkeys(located.finding.subjects):
                found.setdefault(subject, []).append(located)
        return {subject: tuple(items) for subject, items in found.items()}

    def findings(self, subject: Ref) -> tuple[Located, ...]:
        """Return the findings that count and are about an object, worst first."""
        return self._findings.get(subject, ())

    @cached_property
    def by_name(self) -> Mapping[str, Ref]:
        """Return the reference of each name that belongs to one object in force alone."""
        found: dict[str, list[Ref]] = {}
        for entity in self.site.model:
            if entity.active(self.site.as_of):
                found.setdefault(entity.name, []).append(entity.ref)
        return {name: refs[0] for name, refs in found.items() if len(refs) == 1}

    def title(self, reference: Ref) -> str:
        """Return how people call what a reference leads to, or called it; a name without an object becomes words."""
        found = self.site.model.find(reference)
        if isinstance(found, Review) and not found.metadata.title:
            return f"{self.title(found.forum)}, {day(found.date)}"
        return found.title if found else self._gone.get(reference) or capital(title(name_of(reference)))

    @cached_property
    def _gone(self) -> Mapping[Ref, str]:
        """Return the last titles of objects that are no longer there, as far as history tells."""
        proposed = self.site.proposal.edits if self.site.proposal else ()
        return {edit.ref: edit.title for edit in (*reversed(self.site.past), *proposed) if edit.what == "removed"}

    def titled(self, name: str) -> str:
        """Return the title of the one object of a name, also of one that is gone; else the name."""
        if name in self.by_name:
            return self.title(self.by_name[name])
        return next((last for ref, last in self._gone.items() if name_of(ref) == name and last), name)

    def href(self, reference: Ref) -> str:
        """Return the page of a reference from the site's root, or an empty text if it has none."""
        found = self.site.model.find(reference)
        if found is None or not found.active(self.site.as_of):
            return ""
        if isinstance(found, Review):
            return f"{self.href(found.forum)}#{place_of(found.ref)}" if self.href(found.forum) else ""
        if kind_of(found.ref) == "precedence":
            return f"precedence/index.html#{place_of(found.ref)}"
        return address(found.ref)

    def link(self, reference: Ref) -> Inline:
        """Return the title of a reference, as a link if it has a page."""
        href = self.href(reference)
        return Link(self.title(reference), href) if href else self.title(reference)

    def links(self, references: Iterable[Ref], last: str = "and") -> Line:
        """Return references as an enumeration of links."""
        return sentence((self.link(reference) for reference in references), last)

    def titles(self, references: Iterable[Ref]) -> tuple[str, ...]:
        """Return the titles of references."""
        return tuple(self.title(reference) for reference in references)

    def holders(self, seat: Ref) -> tuple[str, ...]:
        """Return who holds a role, or the titles of the members of a forum."""
        found = self.org.seat(seat)
        if isinstance(found, Forum):
            return self.titles(found.members)
        return self.org.holders(found) if isinstance(found, Role) else ()

    @cached_property
    def units_of(self) -> Mapping[str, Mapping[str, str]]:
        """Return, for each domain, the unit of measure of its attributes, those of domains above included."""
        found = {}
        for domain in self.site.model.active(Domain, self.site.as_of):
            above = (self.site.model.get(Domain, ref) for ref in self.org.domains.lineage(domain.ref)[::-1])
            pairs = {name: attribute.unit or "" for d in above if d for name, attribute in d.attributes.items()}
            found[str(domain.ref)] = pairs
        return found

    def measure_of(self, domain: Ref, attribute: str) -> str:
        """Return the unit of measure of an attribute in a domain, or an empty text."""
        return self.units_of.get(domain, {}).get(attribute, "")

    @cached_property
    def domains_below(self) -> Mapping[Ref | None, tuple[Ref, ...]]:
        """Return the domains directly below each domain; those without a parent stand under None."""
        return below(self.org.domains)

    @cached_property
    def units_below(self) -> Mapping[Ref | None, tuple[Ref, ...]]:
        """Return the units directly below each unit; the root stands under None."""
        return below(self.org.units)

    @cached_property
    def owned(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """Return the subjects, metrics and goals of each unit."""
        found: dict[Ref, list[Ref]] = {}
        things: tuple[Domain | Metric, ...] = (*self.all(Domain), *self.all(Metric))
        for thing in things:
            found.setdefault(thing.owning_unit, []).append(thing.ref)
        for goal in self.all(Objective):
            for owner in goal.owners:
                found.setdefault(owner, []).append(goal.ref)
        return {unit: tuple(things) for unit, things in found.items()}

    @cached_property
    def ladders(self) -> Mapping[tuple[Ref, ...], str]:
        """Return the page of each distinct escalation ladder: the seat that decides, its rungs, and how it ends."""
        paths: dict[tuple[Ref, ...], str] = {}
        taken: dict[str, int] = {}
        for fact in self.facts(Escalation):
            steps = ladder_of(fact)
            if steps not in paths:
                name = slug(fact.decider)
                taken[name] = taken.get(name, 0) + 1
                paths[steps] = f"escalation/{name}{f'_{taken[name]}' if taken[name] > 1 else ''}.html"
        return paths


def ladder_of(fact: Escalation) -> tuple[Ref, ...]:
    """Return the seats of a ladder in order, the decider first, with the time of each rung, and how it ends."""
    return (fact.decider, *(Ref(f"{rung.to}@{rung.within}") for rung in fact.rungs), Ref(fact.end))


def below(tree: Tree) -> Mapping[Ref | None, tuple[Ref, ...]]:
    """Return the children of each node, by name; a node whose parent is unknown stands under None."""
    found: dict[Ref | None, list[Ref]] = {}
    for node, parent in tree.parents.items():
        known = parent if parent in tree.parents else None
        found.setdefault(known, []).append(node)
    return {parent: tuple(sorted(nodes)) for parent, nodes in found.items()}


def slug(reference: Ref) -> str:
    """Return the file name of an object's page, without its ending; names of the site itself get an underscore."""
    name = name_of(reference)
    return f"{name}_" if name in RESERVED else name


def place_of(reference: Ref) -> str:
    """Return the fragment of an object without a page of its own; no section of a page is called like that."""
    return f"{kind_of(reference)}-{name_of(reference)}"


def calendar_of(reference: Ref) -> str:
    """Return the calendar of a team or a cycle, to subscribe to."""
    return f"{FOLDERS[kind_of(reference)]}/{slug(reference)}.ics"


def feed_of(unit: Ref) -> str:
    """Return the changes that concern a team, to subscribe to."""
    return f"feeds/team-{name_of(unit)}.xml"


def address(reference: Ref) -> str:
    """Return the address of an object's page from the site's root, or an empty text if its kind has none."""
    folder = FOLDERS.get(kind_of(reference))
    return f"{folder}/{slug(reference)}.html" if folder else ""
