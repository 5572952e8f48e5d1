"""What precedence is worth: conflicts go in, how many have a rule, and what each rule settles, come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.analysis.conflicts.clash import Clash
from alignctl.analysis.conflicts.precedent import Precedent
from alignctl.model.facts import Conflict, Coverage, PrecedenceRule, Tension
from alignctl.model.kinds import Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence

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
    for rule in org.model.all(Precedence):
        if rule.metadata.status == "active":
            settled = _settled(org, rule, told)
            ends = rule.metadata.effective_until
            yield PrecedenceRule(
                subjects=(rule.ref,),
                place=rule.place,
                evidence=tuple(Evidence(tension.place, tension.clash) for tension in settled),
                rule=rule.ref,
                limited=bool(ends or rule.metadata.review_by),
                ends=ends,
                expired=ends is not None and ends < org.as_of,
                settles=len({tension.conflict for tension in settled}),
            )


def _settled(org: Organisation, rule: Precedence, told: Told) -> list[Tension]:
    """Return the opposed tensions that a rule covers; for one not in force, those now open that it would cover."""
    if rule.active(org.as_of):
        return [tension for _, tension in told if rule.ref in tension.covered_by]
    precedent = Precedent(org, (rule,))
    uncovered = ((clash, tension) for clash, tension in told if tension.opposed and not tension.covered)
    return [
        tension for clash, tension in uncovered if (settled := precedent.settle(clash)) and rule.ref in settled.rules
    ]
