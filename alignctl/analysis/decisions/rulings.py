"""Decision records go in, one `Ruling` each comes out, and `Series` where several may be one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from itertools import combinations, groupby

from alignctl.analysis.decisions.case import Resolve, Verdict, on_day
from alignctl.analysis.decisions.series import series
from alignctl.model.facts import Effect, Fact, Ruling, Stake
from alignctl.model.kinds import Decision, DecisionRight, Domain, Evaluation, Forum, Unit
from alignctl.model.matter import Matter, matter
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref

FELT = 0.1


def decisions(
    org: Organisation, stakes: tuple[Stake, ...], effects: tuple[Effect, ...], resolve: Resolve
) -> tuple[Fact, ...]:
    """Return one `Ruling` for each active decision record and one `Series` for each run of like decisions.

    Authority is that of the day of the decision (of `as_of` while it is open). Example: decided on 2026-03-02 by the
    holder of `cfo`, when `cfo` was the decider that day, is entitled whoever holds `cfo` today.
    """
    found = org.model.active(Decision, org.as_of)
    felt = _Felt(stakes, effects)
    rulings = []
    # One day at a time: an organisation is costly to see, and many decisions fall on the same days.
    for day, group in groupby(sorted(found, key=partial(_day, org)), partial(_day, org)):
        then = on_day(org, day)
        rulings += [_ruling(org, then, decision, felt, resolve) for decision in group]
    return (*rulings, *series(org, found, resolve))


def _day(org: Organisation, decision: Decision) -> date:
    return decision.decided_on or org.as_of


class _Felt:
    """Which units answer for something that an initiative moves."""

    def __init__(self, stakes: Iterable[Stake], effects: Iterable[Effect]) -> None:
        self.moved: dict[Ref, set[Ref]] = {}
        for effect in effects:
            self.moved.setdefault(effect.from_, set()).add(effect.to)
        self.units: dict[Ref, set[Ref]] = {}
        for stake in stakes:
            if stake.weight >= FELT:
                self.units.setdefault(stake.metric, set()).add(stake.unit)

    def by(self, initiative: Ref) -> set[Ref]:
        return {unit for metric in self.moved.get(initiative, ()) for unit in self.units.get(metric, ())}


def _ruling(org: Organisation, then: Organisation, decision: Decision, felt: _Felt, resolve: Resolve) -> Ruling:
    case = matter(org.model, decision)
    verdict = resolve(then, case.domains, case.action, case.values)
    views = decision.evaluations
    verdicts = {view.verdict for view in views}
    decided = decision.decided_on is not None
    judged = {entitled(then, decision, one) for one in verdict.regions or (verdict,)}
    by_right, unagreed = decided and judged == {True}, _unagreed(then, decision, verdict)
    return Ruling(
        subjects=(decision.ref,),
        place=decision.place,
        places={"spec.decidedBy": decision.locate("decidedBy"), "spec.evaluations": decision.locate("evaluations")},
        evidence=() if not decided or (by_right and not unagreed) else _rights(org, verdict),
        decision=decision.ref,
        domains=case.domains,
        proposer=decision.proposer,
        decided_by=decision.decided_by or "",
        decided=decided,
        authority=verdict.decider,
        deciders=tuple(sorted({one.decider for one in verdict.regions or (verdict,) if one.decider})),
        told=verdict.outcome != "unknown" and len(judged) == 1,
        entitled=by_right,
        unagreed=unagreed,
        late_days=_late(org, decision, verdict),
        unheard=_unheard(then, decision, case, verdict, felt),
        evaluations=len(views),
        overlap=overlap(views),
        disagreement={"support", "oppose"} <= verdicts,
        resolved=decision.resolution is not None,
        self_decided=_self_decided(org, decision, verdict),
        onesided=_onesided(org, decision),
    )


def entitled(org: Organisation, decision: Decision, verdict: Verdict) -> bool:
    """Tell whether the person who decided is the one who was to decide that day.

    For a forum, the record must name it and the person must sit in it.
    """
    if verdict.decider is None or decision.decided_by is None:
        return False
    if isinstance(org.seat(verdict.decider), Forum):
        return decision.on_behalf_of == verdict.decider and decision.decided_by in org.people(verdict.decider)
    return decision.decided_by in verdict.people


def _unagreed(org: Organisation, decision: Decision, verdict: Verdict) -> tuple[Ref, ...]:
    if verdict.decider is None:
        return ()
    needed = ((party, org.lead(party) if party.startswith("unit:") else party) for party in verdict.agree)
    return tuple(sorted(party for party, seat in needed if seat not in decision.agreed_by))


def _late(org: Organisation, decision: Decision, verdict: Verdict) -> int:
    due = decision.due
    if due is None and verdict.sla is not None:
        due = decision.raised_on + timedelta(hours=float(verdict.sla.hours))
    return max(0, ((decision.decided_on or org.as_of) - due).days) if due else 0


def _unheard(org: Organisation, decision: Decision, case: Matter, verdict: Verdict, felt: _Felt) -> tuple[Ref, ...]:
    """Return the affected units whose function neither evaluated, nor agreed, nor decided."""
    touched = (org.model.get(Domain, domain) for domain in case.domains)
    affected = {domain.owning_unit for domain in touched if domain}
    if case.initiative:
        affected |= {line.unit for line in case.initiative.demand} | felt.by(case.initiative.ref)
    seats = [*decision.agreed_by, *([verdict.decider] if verdict.decider else [])]
    heard = {view.unit for view in decision.evaluations} | set(_homes(org, seats))
    functions = {org.function(unit) for unit in heard}
    return tuple(sorted(u for u in affected if org.model.get(Unit, u) and org.function(u) not in functions))


def _homes(org: Organisation, seats: Iterable[Ref]) -> Iterable[Ref]:
    """Return the units behind seats: a forum speaks for all its members."""
    for seat in seats:
        found = org.seat(seat)
        for member in found.members if isinstance(found, Forum) else (seat,):
            home = org.unit_of(member)
            if home:
                yield home


def overlap(views: tuple[Evaluation, ...]) -> float:
    """Return how far evaluations share criteria: the mean over pairs of sum(min(w_i, w_j)), 1 with fewer than two.

    An evaluation that names no criteria says nothing about its yardstick and is left out. Weights of each evaluation
    are normalised to 1 (Schoener overlap). Two views that share one criterion at .5 each and differ otherwise overlap
    by .5.
    """
    weights = [_normalised(view) for view in views if view.criteria]
    pairs = list(combinations(weights, 2))
    if not pairs:
        return 1.0
    shared = (sum(min(a[m], b[m]) for m in a.keys() & b.keys()) for a, b in pairs)
    return round(sum(shared) / len(pairs), 3)


def _normalised(view: Evaluation) -> dict[Ref, float]:
    total = float(sum(criterion.weight for criterion in view.criteria))
    weights: dict[Ref, float] = {}
    for criterion in view.criteria:
        weights[criterion.metric] = weights.get(criterion.metric, 0.0) + float(criterion.weight) / total
    return weights


def _self_decided(org: Organisation, decision: Decision, verdict: Verdict) -> bool:
    """Tell whether one person proposed and decided where the right keeps the two apart."""
    rights = (org.model.get(DecisionRight, right) for right in verdict.rights)
    apart = any({"proposer", "decider"} <= set(pair) for right in rights if right for pair in right.sod)
    return apart and decision.decided_by == decision.proposer


def _onesided(org: Organisation, decision: Decision) -> tuple[Ref, ...]:
    """Return the decisions that this one replaces, or is replaced by, and that do not say so themselves."""
    before, after = org.model.get(Decision, decision.supersedes), org.model.get(Decision, decision.superseded_by)
    wrong = []
    if decision.supersedes and not (before and before.superseded_by == decision.ref):
        wrong.append(decision.supersedes)
    if decision.superseded_by and not (after and after.supersedes == decision.ref):
        wrong.append(decision.superseded_by)
    return tuple(sorted(wrong))


def _rights(org: Organisation, verdict: Verdict) -> tuple[Evidence, ...]:
    rights = (org.model.get(DecisionRight, right) for right in verdict.rights)
    return tuple(Evidence(right.place, f"`{right.name}` applies") for right in rights if right)
