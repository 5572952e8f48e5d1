"""What precedence is worth: conflicts go in, how many have a rule, and what each rule settles, come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.analysis.conflicts.clash import Clash
from alignctl.analysis.conflicts.precedent import Precedent
from alignctl.model.facts import Conflict, Coverage, PrecedenceRule, Tension
from alignctl.model.kinds import Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref
from alignctl.model.standing import overridden

Told = tuple[tuple[Clash, Tension], ...]


def coverage(org: Organisation, conflicts: Iterable[Conflict]) -> Iterator[Coverage]:
    """Yield the share of conflicts that a rule settles, of those that are not minor (A7)."""
    counted = [conflict for conflict in conflicts if not conflict.minor]
    covered = sum(conflict.covered for conflict in counted)
    if org.company:
        yield Coverage(
            subjects=(org.company.ref,),
            place=org.company.place,
            evidence=tuple(Evidence(conflict.place, conflict.clash) for conflict in counted if not conflict.covered),
            company=org.company.ref,
            covered=covered,
            total=len(counted),
            share=covered / len(counted) if counted else 1.0,
        )


def precedence_rules(org: Organisation, told: Told) -> Iterator[PrecedenceRule]:
    """Yield one fact for each precedence document that is neither a draft nor retired, ended ones too."""
    settles: dict[Ref, list[Tension]] = {}
    for _, tension in told:
        for by in {*tension.covered_by, *(rule for one in tension.exceptions for rule in one.covered_by if one.wins)}:
            settles.setdefault(by, []).append(tension)
    still_open = _Open(org, told)
    for rule in org.model.all(Precedence):
        if rule.metadata.status == "active":
            settled = settles.get(rule.ref, []) if rule.active(org.as_of) else still_open.settled(rule)
            ends = rule.metadata.effective_until
            yield PrecedenceRule(
                subjects=(rule.ref,),
                place=rule.place,
                evidence=tuple(Evidence(tension.place, tension.clash) for tension in settled),
                rule=rule.ref,
                scope=rule.scope,
                exception_to=overridden(org, rule),
                limited=bool(ends or rule.metadata.review_by),
                ends=ends,
                expired=ends is not None and ends < org.as_of,
                settles=len({tension.conflict for tension in settled}),
            )


class _Open:
    """The opposed tensions without a winner, by what rules may call their sides."""

    def __init__(self, org: Organisation, told: Told) -> None:
        """Sort the tensions, and join the rules in force that name the same."""
        self.org = org
        self.known = Precedent(org)
        self.open = [(clash, tension) for clash, tension in told if tension.opposed and not tension.covered]
        self.sides: dict[Ref, set[int]] = {}
        for number, (clash, _) in enumerate(self.open):
            for reference in self.known.references(clash.first) | self.known.references(clash.second):
                self.sides.setdefault(reference, set()).add(number)
        self.joined: dict[Ref, set[Ref]] = {}
        for rule in org.model.active(Precedence, org.as_of):
            group = set(rule.order).union(*(self.joined.get(member, ()) for member in rule.order))
            self.joined.update(dict.fromkeys(group, group))

    def settled(self, rule: Precedence) -> list[Tension]:
        """Return the tensions that a rule which is not in force would settle, alone or together with those in force."""
        spoken = set(rule.order).union(*(self.joined.get(member, ()) for member in rule.order))
        near = sorted({number for reference in spoken for number in self.sides.get(reference, ())})
        precedent = Precedent(self.org, (rule,), self.known.objectives)
        found = ((self.open[number][1], precedent.settle(self.open[number][0])) for number in near)
        return [tension for tension, settled in found if settled and rule.ref in settled.rules]
