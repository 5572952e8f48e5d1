"""Like decisions close together go in, runs whose sum would have had another decider come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from alignctl.analysis.decisions.case import Resolve, on_day
from alignctl.model.facts import Series
from alignctl.model.kinds import Decision
from alignctl.model.matter import Matter, matter
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref

Run = tuple[tuple[Decision, Matter], ...]


def series(org: Organisation, decisions: tuple[Decision, ...], resolve: Resolve) -> tuple[Series, ...]:
    """Return one `Series` for each run of decisions with one domain, action, proposer and counterparty.

    A run is split if the sum of an amount has a decider that none of its parts has: three orders of 4 000 from one
    supplier in a month, where 5 000 is the limit (structuring, as audits of delegations of authority look for it).
    """
    groups: dict[tuple[Ref, str, str, str], list[tuple[Decision, Matter]]] = defaultdict(list)
    for decision in decisions:
        case = matter(org.model, decision)
        if decision.counterparty and len(case.domains) == 1:
            key = (case.domains[0], case.action or "", decision.proposer, decision.counterparty)
            groups[key].append((decision, case))
    window = timedelta(hours=float(org.settings.analysis.split_window.hours))
    return tuple(
        _series(org, key[0], run, resolve) for key, members in sorted(groups.items()) for run in _runs(members, window)
    )


def day_of(decision: Decision) -> date:
    """Return the day that counts: when it was decided, else when it was raised."""
    return decision.decided_on or decision.raised_on


def _runs(members: list[tuple[Decision, Matter]], window: timedelta) -> Iterator[Run]:
    """Give each longest run of two or more whose first and last day lie within the window."""
    ordered = sorted(members, key=lambda pair: (day_of(pair[0]), pair[0].ref))
    end = last_end = 0
    for start, (first, _) in enumerate(ordered):
        while end < len(ordered) and day_of(ordered[end][0]) - day_of(first) <= window:
            end += 1
        if end - start > 1 and end > last_end:
            last_end = end
            yield tuple(ordered[start:end])


def _series(org: Organisation, domain: Ref, run: Run, resolve: Resolve) -> Series:
    decisions = tuple(decision for decision, _ in run)
    first, last = day_of(decisions[0]), day_of(decisions[-1])
    case = run[0][1]
    totals = _totals(run)
    then = on_day(org, last)
    asked = [{**case.values, **totals}, *(part.values for _, part in run)]
    found = [resolve(then, (domain,), case.action, values) for values in asked]
    told = all(verdict.outcome != "unknown" for verdict in found)
    whole, *parts = (verdict.decider for verdict in found)
    return Series(
        subjects=tuple(sorted(decision.ref for decision in decisions)),
        place=decisions[-1].place,
        evidence=tuple(Evidence(d.locate("attributes"), f"{d.name} on {day_of(d)}") for d in decisions),
        decisions=tuple(decision.ref for decision in decisions),
        domain=domain,
        proposer=decisions[0].proposer,
        from_=first,
        until=last,
        split=told and bool(totals) and whole not in parts,
        total=", ".join(f"{name} {total:f}" for name, total in sorted(totals.items())),
        would=whole,
    )


def _totals(run: Run) -> dict[str, Decimal]:
    """Return the sums of the attributes that are numbers in every decision of the run."""
    names = set.intersection(*(set(case.values) for _, case in run))
    sums = {}
    for name in sorted(names):
        values = [case.values[name] for _, case in run]
        numbers = [value for value in values if isinstance(value, Decimal)]
        if len(numbers) == len(values):
            sums[name] = sum(numbers, Decimal())
    return sums
