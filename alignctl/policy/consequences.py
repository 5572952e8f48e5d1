"""Findings and the documents that cannot be read go in; which findings could be no more than a consequence comes out.

A right that cannot be read leaves its cases to nobody, a unit its people without a home, a link its conflict unseen.
Such a finding may be untrue; it is held back, and counted, until the document can be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from alignctl.load.loading import Loaded
from alignctl.model.facts import FACT_KINDS
from alignctl.model.finding import Finding
from alignctl.model.place import Place
from alignctl.model.ref import Ref, kind_of, name_of
from alignctl.model.refused import Refused
from alignctl.policy.rules import Rule

ANYTHING: frozenset[str] = frozenset()
GOALS = frozenset({"Metric", "Objective", "IncentivePlan", "Precedence", "Cycle"})
RULES = frozenset({"Policy", "Waiver"})  # nothing else rests on what these say
ALONE = frozenset({"Defect", "Name", "Bound", "Reference", "Budget", "Change", "Entity", "Influence", "Knot"})
"""Facts that say of documents what stands in them, or of a circle that it is there: no other document takes it back."""
WIDE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("Tension", "Conflict", "UnitPair", "Arbiter", "Coverage", "Effect", "Stake", "PrecedenceRule"), GOALS
        ),
        **dict.fromkeys(("PaidMetric", "PlanGoal", "GoalLink", "MetricSheet"), GOALS),
        "GoalSet": frozenset({"Objective", "Cycle"}),
        "CSuite": frozenset({"DecisionRight", "Role", "Unit", "Domain", "Forum"}),
        "Measure": ANYTHING,
    }
)
"""Facts about a whole: documents of these kinds may alter them wherever they stand."""
ABOUT = frozenset({"domain", "metric", "objective", "cycle", "forum", "initiative"})
"""Kinds that other documents speak about, so that one of them may alter what holds for whoever names them."""


@dataclass(frozen=True)
class Gaps:
    """What could not be read, among what could."""

    loaded: Loaded
    refused: tuple[Refused, ...]

    def split(
        self, findings: Iterable[Finding], rules: Iterable[Rule]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Return the findings that stand, and those that are held back."""
        on = {(rule.info.code, check.key): check.on for rule in rules for check in rule.checks}
        kept: list[Finding] = []
        held: list[Finding] = []
        for finding in findings:
            rests = self._rests(on[finding.rule, finding.check], finding) if self.refused else False
            (held if rests else kept).append(finding)
        return tuple(kept), tuple(held)

    def near(self, references: Collection[Ref]) -> tuple[Refused, ...]:
        """Return those that objects rest on, or that say something about them or what is above them."""
        reached = self._reached(references)
        names = {name_of(one) for one in self._named(references)}
        return tuple(
            one
            for one in self.refused
            if one.kind not in RULES and (one.ref in reached or one.words is None or not names.isdisjoint(one.words))
        )

    def of_kinds(self, kinds: frozenset[str]) -> tuple[Refused, ...]:
        """Return those of some kinds, or of any but rules; one that does not say what it is may be of each."""
        return tuple(one for one in self.refused if one.kind not in RULES and (not kinds or one.kind in {"", *kinds}))

    def _rests(self, kind: str, finding: Finding) -> bool:
        if kind in ALONE or kind not in FACT_KINDS:
            return False
        if kind in WIDE and self.of_kinds(WIDE[kind]):
            return True
        places = (finding.place, *(evidence.place for evidence in finding.evidence))
        documents = {ref for place in places if (ref := self._by_place.get((place.path, place.index)))}
        return bool(self.near({*finding.subjects, *documents}))

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, int], Ref]:
        return {_at(entity.place): entity.ref for entity in self.loaded.model}

    @cached_property
    def _targets(self) -> Mapping[Ref, frozenset[Ref]]:
        found: dict[Ref, set[Ref]] = {}
        for link in self.loaded.links:
            found.setdefault(link.source, set()).add(link.target)
        return {source: frozenset(targets) for source, targets in found.items()}

    def _reached(self, references: Collection[Ref]) -> set[Ref]:
        """Return all that objects rest on by what they name, and what that names."""
        seen, waiting = set(references), list(references)
        while waiting:
            for target in self._targets.get(waiting.pop(), frozenset()) - seen:
                seen.add(target)
                waiting.append(target)
        return seen

    def _named(self, references: Collection[Ref]) -> set[Ref]:
        """Return objects, what is above them in a tree of their kind, and the subjects that they are about."""
        seen, waiting = set(references), list(references)
        for one in references:
            seen |= {target for target in self._targets.get(one, frozenset()) if kind_of(target) in ABOUT}
        while waiting:
            entity = self.loaded.model.find(waiting.pop())
            parent = getattr(entity, "parent", None)
            if parent and parent not in seen:
                seen.add(parent)
                waiting.append(parent)
        return seen


def _at(place: Place) -> tuple[str, int]:
    return place.path, place.index
