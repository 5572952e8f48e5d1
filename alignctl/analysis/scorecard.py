"""The scorecard: facts of the other analyses go in, ten numbers come out (and, with a base, whether they got worse)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from alignctl.model.facts import (
    CadenceFact,
    Coverage,
    CSuite,
    EntityFact,
    Escalation,
    Fact,
    GoalSet,
    Measure,
    Plan,
    Right,
    UnitPair,
)
from alignctl.model.kinds import Waiver
from alignctl.model.organisation import Organisation

Number = Decimal | None
SMALLER_IS_BETTER = frozenset({"worst-case-days-median", "worst-case-days-max", "uncovered-heat", "open-waivers"})
TWO_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class Evidenced:
    """The facts that the numbers are made of."""

    facts: tuple[Fact, ...]

    def of(self, kind: type) -> list:  # type: ignore[type-arg]  # the element type is the argument
        """Return the facts of a kind."""
        return [fact for fact in self.facts if isinstance(fact, kind)]


def scorecard(org: Organisation, facts: tuple[Fact, ...], base: tuple[Measure, ...] = ()) -> tuple[Measure, ...]:
    """Return one `Measure` for each number; a number without inputs has no value ("n/a", never 0).

    Shares are 0..1, times are days, heat is the sum over open conflicts (Weill & Ross 2004 argue for publishing how
    governance works: at top performers most executives can describe it). Worked example: of two plans one puts 40% on
    shared outcomes and one 10%, so `shared-pay` is .25; a company without plans has no such number.
    """
    if org.company is None:
        return ()
    company = org.company
    before = {measure.measure: measure for measure in base}
    found = (
        Measure(
            subjects=(company.ref,),
            key=name,
            place=company.place,
            company=company.ref,
            measure=name,
            value=value,
            unit=unit,
            worse=False,
        )
        for name, value, unit in _numbers(org, Evidenced(facts))
    )
    return tuple(_compare(measure, before.get(measure.measure)) for measure in found)


def _numbers(org: Organisation, facts: Evidenced) -> Iterator[tuple[str, Number, str]]:
    days = [e.worst_days for e in facts.of(Escalation) if e.end == "final"]
    plans: list[Plan] = facts.of(Plan)
    cadences = [c for c in facts.of(CadenceFact) if c.kind == "forum" and c.recorded and c.expected]
    rights: list[Right] = facts.of(Right)
    entities: list[EntityFact] = [e for e in facts.of(EntityFact) if _ages(org, e)]
    coverage: list[Coverage] = [c for c in facts.of(Coverage) if c.total]
    yield "decided-below-c-suite", _below(facts.of(CSuite)), "share"
    yield "worst-case-days-median", _round(Decimal(median(days))) if days else None, "days"
    yield "worst-case-days-max", max(days, default=None), "days"
    yield "conflict-coverage", _round(Decimal(str(coverage[0].share))) if coverage else None, "share"
    yield "uncovered-heat", _heat(facts.of(UnitPair)), "heat"
    yield "shared-pay", _mean(plan.shared_weight / 100 for plan in plans), "share"
    yield "shared-pay-leaders", _mean(plan.shared_weight / 100 for plan in plans if plan.leaders), "share"
    yield "review-adherence", _mean(Decimal(str(c.adherence)) for c in cadences), "share"
    yield "attention", _mean(Decimal(_attended(entity)) for entity in entities), "share"
    yield "rights-with-two-people", _mean(Decimal(right.fewest >= TWO_PEOPLE) for right in rights), "share"
    yield "objectives-shared", _shared(facts.of(GoalSet)), "share"
    yield "open-waivers", Decimal(len(org.model.active(Waiver, org.as_of))), "count"


def _below(found: list[CSuite]) -> Number:
    return _round(1 - found[0].direct) if found and found[0].volume else None


def _heat(pairs: list[UnitPair]) -> Number:
    return _round(sum((Decimal(str(pair.open_heat)) for pair in pairs), Decimal())) if pairs else None


def _ages(org: Organisation, entity: EntityFact) -> bool:
    """Tell whether an object needs a look from time to time: its kind has an age limit, or it has a date itself.

    A goal or pay plan that is over needs none.
    """
    return entity.current and (entity.due is not None or entity.of in org.settings.analysis.max_age)


def _attended(entity: EntityFact) -> bool:
    """Count an object without a due date as not looked after."""
    return entity.due is not None and not entity.stale


def _shared(sets: list[GoalSet]) -> Number:
    whole = [s for s in sets if s.whole]
    total = sum(s.objectives for s in whole)
    return _round(Decimal(sum(s.shared for s in whole)) / total) if total else None


def _mean(values: Iterable[Decimal]) -> Number:
    numbers = list(values)
    return _round(sum(numbers, Decimal()) / len(numbers)) if numbers else None


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.001"))


def _compare(measure: Measure, before: Measure | None) -> Measure:
    if before is None or before.value is None:
        return measure
    if measure.value is None:
        return replace(measure, base=before.value, worse=False)
    lower = measure.value < before.value
    worse = measure.value > before.value if measure.measure in SMALLER_IS_BETTER else lower
    return replace(measure, base=before.value, worse=worse)
