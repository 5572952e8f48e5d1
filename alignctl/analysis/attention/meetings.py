"""Duties that recur or follow a cycle: forums and objectives go in; meetings, check-ins and grades come out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alignctl.analysis.attention.obligation import Obligation
from alignctl.model.adherence import Adherence, adherence, whole_days
from alignctl.model.days import shift
from alignctl.model.kinds import Cycle, Forum, Objective, Review
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref


def meetings(org: Organisation) -> Iterator[Obligation]:
    """Yield the meetings of forums on the days on which they are in force; none is late before records are kept."""
    held: dict[Ref, list[date]] = {}
    for review in org.model.active(Review, org.as_of):
        if review.date <= org.as_of:
            held.setdefault(review.forum, []).append(review.date)
    grace = org.settings.analysis.grace
    for forum in org.model.all(Forum):
        if forum.metadata.status == "active":
            records = held.get(forum.ref, ())
            kept = adherence(forum.cadence, records, org.as_of, grace).since(min(records, default=date.min))
            late = kept.overdue if forum.active(org.as_of) and records else None
            yield from _occurrences(forum, "meeting", forum.members, kept, late)


def check_ins(org: Organisation) -> Iterator[Obligation]:
    """Yield the check-ins of objectives up to the end of their cycle; once it is over or graded none is late."""
    grace = org.settings.analysis.grace
    for objective in org.model.all(Objective):
        if objective.check_in and objective.metadata.status == "active":
            cycle = org.model.get(Cycle, objective.cycle)
            end = cycle.ends if cycle else date.max
            days = (check.date for check in objective.check_ins)
            kept = adherence(objective.check_in, days, org.as_of, grace, end)
            running = objective.active(org.as_of) and org.as_of <= end and objective.grade is None
            yield from _occurrences(objective, "check-in", objective.owners, kept, kept.overdue if running else None)


def _occurrences(
    of: Forum | Objective, what: str, who: tuple[Ref, ...], kept: Adherence, late: date | None
) -> Iterator[Obligation]:
    for day in kept.days:
        if of.active(day):
            yield Obligation(of, what, day, who, late=day == late)


def grades(org: Organisation) -> Iterator[Obligation]:
    """Yield the grade of each objective that has none, due after the end of its cycle and the grace."""
    grace = whole_days(org.settings.analysis.grade_grace)
    for objective in org.model.active(Objective, org.as_of):
        cycle = org.model.get(Cycle, objective.cycle)
        if cycle and objective.grade is None:
            due = shift(cycle.ends, grace)
            yield Obligation(objective, "grade", due, objective.owners, late=due < org.as_of)
