"""Cases that touch several domains go in; a `Case` fact for each comes out: whether one of the deciders leads."""

from __future__ import annotations

from alignctl.analysis.authority.merge import merge
from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.register import claim_key
from alignctl.analysis.authority.sheets import JointCase
from alignctl.analysis.authority.tables import statement
from alignctl.model.facts import Case
from alignctl.model.facts.authority import Tie
from alignctl.model.ref import Ref

WEAKEST_FIRST = ("none", "precedence", "composite", "oneDecider")


def case_fact(case: JointCase, decidable: frozenset[Ref]) -> Case:
    """Return who leads where several domains are touched together, and by what.

    Where all of a case is not settled in one way, the weakest way counts, and `regions` tell where. A gap or a tie
    in a decidable domain is told of that domain already: it counts here only if there is nothing else.
    """
    sheet = case.sheet
    known = [outcome for outcome in sheet.outcomes if _counts(outcome, decidable)] or sheet.outcomes
    settled_by = next((way for way in WEAKEST_FIRST if any(way == o.settled_by for o in known)), "none")
    weakest = {outcome for outcome in known if outcome.settled_by == settled_by}
    concerned = ((box, outcome.deciders) for box, outcome in sheet.cells if outcome in weakest)
    parts: dict[tuple[Ref, ...], list[str]] = {}
    for box, deciders in merge(sheet.table.axes, concerned):
        parts.setdefault(deciders, []).append(sheet.table.words(box))
    whole = merge(sheet.table.axes, ((box, True) for box, outcome in sheet.cells if outcome in weakest))
    leads = {outcome.decider for outcome in known}
    claims = {claim_key(claim): claim for outcome in known for claim in outcome.claims}
    return Case(
        subjects=tuple(sorted((*case.domains, *([case.initiative] if case.initiative else [])))),
        place=case.place,
        evidence=tuple(statement(claim) for _, claim in sorted(claims.items())),
        domains=case.domains,
        initiative=case.initiative,
        deciders=tuple(sorted({decider for outcome in known for decider in outcome.deciders})),
        lead=leads.pop() if len(leads) == 1 else None,
        settled_by=settled_by,
        regions=tuple(sheet.table.words(box) for box, _ in whole),
        parts=tuple(Tie(deciders=deciders, regions=tuple(regions)) for deciders, regions in parts.items()),
    )


def _counts(outcome: Outcome, decidable: frozenset[Ref]) -> bool:
    unsettled = {domain for domain, verdict in outcome.verdicts.items() if len(verdict.deciders) != 1}
    return not unsettled & decidable
