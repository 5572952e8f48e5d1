"""Who met, and who did not: forums, objectives and records go in; adherence, meetings and charters come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import ceil

from alignctl.model.adherence import Adherence, adherence
from alignctl.model.days import shift
from alignctl.model.facts import CadenceFact, Charter, Meeting, Minutes
from alignctl.model.kinds import Cycle, Forum, Objective, Review, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.recurrence import YEAR
from alignctl.model.ref import Ref, name_of


def reviews(org: Organisation) -> tuple[CadenceFact | Minutes | Meeting | Charter, ...]:
    """Return how each forum and each objective keeps its cadence, each meeting of the last 365 days, each charter.

    A forum is judged from its first record on: of one without any it is unknown whether it meets.

    Worked example: a forum meets every Tuesday, has 5 members and a quorum of 0.5. Of the 8 Tuesdays up to a week ago
    6 have a record within 3 days (floor((7 - 1) / 2)): adherence 75%. A meeting of 3 is quorate, since half of 5 is
    2.5 and people do not come in halves.
    """
    forums = org.model.active(Forum, org.as_of)
    records = tuple(review for review in org.model.active(Review, org.as_of) if review.date <= org.as_of)
    held: dict[Ref, list[date]] = {}
    for review in records:
        held.setdefault(review.forum, []).append(review.date)
    cadences = tuple(_forum_cadence(org, forum, held.get(forum.ref, [])) for forum in forums)
    return (
        *cadences,
        *_minutes(org, cadences),
        *_objective_cadences(org),
        *_meetings(org, records),
        *(_charter(forum) for forum in forums),
    )


def _forum_cadence(org: Organisation, forum: Forum, records: Sequence[date]) -> CadenceFact:
    kept = adherence(forum.cadence, records, org.as_of, org.settings.analysis.grace)
    fact = _cadence(forum, "forum", kept.since(min(records, default=date.min)), records)
    return fact if records else replace(fact, overdue_days=0, overdue_since=None, miss_run=0, evidence=())


def _minutes(org: Organisation, cadences: Iterable[CadenceFact]) -> Iterator[Minutes]:
    """Yield which forums should have met by now, and which of them have never recorded a meeting."""
    due = [fact for fact in cadences if fact.expected]
    if org.company and due:
        silent = [fact for fact in due if not fact.recorded]
        yield Minutes(
            subjects=(org.company.ref,),
            place=org.company.place,
            evidence=tuple(Evidence(fact.place, f"`{name_of(fact.of)}` has no record") for fact in silent),
            company=org.company.ref,
            forums=len(due),
            silent=tuple(fact.of for fact in silent),
        )


def _objective_cadences(org: Organisation) -> Iterator[CadenceFact]:
    """Yield the check-ins; none is expected after the cycle, none overdue once it is over or a grade is given."""
    for objective in org.model.active(Objective, org.as_of):
        if objective.check_in:
            cycle = org.model.get(Cycle, objective.cycle)
            end = cycle.ends if cycle else date.max
            days = tuple(check.date for check in objective.check_ins if check.date <= org.as_of)
            kept = adherence(objective.check_in, days, org.as_of, org.settings.analysis.grace, end)
            fact = _cadence(objective, "objective", kept, days)
            running = org.as_of <= end and objective.grade is None
            yield fact if running else replace(fact, overdue_days=0, overdue_since=None)


def _cadence(of: Forum | Objective, kind: str, kept: Adherence, records: Sequence[date]) -> CadenceFact:
    overdue = kept.overdue
    where = of.locate("cadence" if kind == "forum" else "checkIn")
    missed = [day for day, record in zip(kept.expected, kept.records, strict=True) if record is None]
    return CadenceFact(
        subjects=(of.ref,),
        place=of.place,
        evidence=(Evidence(where, f"no record for {', '.join(map(str, missed))}"),) if missed else (),
        of=of.ref,
        kind=kind,
        expected=len(kept.expected),
        held=kept.held,
        adherence=kept.share,
        recorded=bool(records),
        overdue_days=(kept.as_of - overdue).days if overdue else 0,
        overdue_since=overdue,
        miss_run=kept.miss_run,
        last=max(records, default=None),
        next=kept.next,
    )


def _meetings(org: Organisation, records: Iterable[Review]) -> Iterator[Meeting]:
    for review in records:
        forum = org.model.get(Forum, review.forum)
        if forum and shift(org.as_of, -YEAR) <= review.date:
            yield _meeting(org, review, forum)


def _meeting(org: Organisation, review: Review, forum: Forum) -> Meeting:
    present, needed = _present(org, review, forum), quorum(forum)
    return Meeting(
        subjects=(review.ref,),
        place=review.place,
        review=review.ref,
        forum=forum.ref,
        on=review.date,
        present=present,
        quorum=needed,
        quorate=present >= needed,
        absent_units=tuple(sorted(_absent_units(org, review, forum))),
    )


def quorum(forum: Forum) -> int:
    """Return how many members must be there: a number, a fraction of the members rounded up, or one if none is given.

    A quorum below 1 is a fraction; from 1 on it is a number.
    """
    if forum.quorum is None:
        return 1
    return ceil(forum.quorum * len(forum.members) if forum.quorum < 1 else forum.quorum)


def _present(org: Organisation, review: Review, forum: Forum) -> int:
    """Count the members who came, and those for whom a deputy came who is no member; a deputy counts once."""
    guests = set(review.attended) - set(forum.members)
    came = set(review.attended).intersection(forum.members)
    away = {member: _deputies(org, review, member) & guests for member in set(forum.members) - came}
    for _, deputies in sorted(away.items(), key=lambda item: (len(item[1]), item[0])):
        if free := sorted(deputies & guests):
            guests.discard(free[0])
            came.add(free[0])
    return len(came)


def _deputies(org: Organisation, review: Review, member: Ref) -> set[Ref]:
    """Return the attending roles that may stand in for a member on the day of the meeting."""
    role = org.model.get(Role, member)
    to = {
        deputy.to
        for deputy in (role.deputies if role else ())
        if (deputy.from_ or date.min) <= review.date <= (deputy.until or date.max)
    }
    return {seat for seat in review.attended if seat in to or not to.isdisjoint(_holders(org, seat))}


def _holders(org: Organisation, seat: Ref) -> tuple[str, ...]:
    role = org.model.get(Role, seat)
    return role.holders if role else ()


def _absent_units(org: Organisation, review: Review, forum: Forum) -> Iterator[Ref]:
    """Yield the required units without anyone there: of the unit, below it, of its function, or for such a member."""
    stood_in_for = {member for member in forum.members if _deputies(org, review, member)}
    seats = (org.model.get(Role, seat) for seat in {*review.attended, *stood_in_for})
    homes = {seat.unit for seat in seats if seat}
    for unit in set(forum.required_units).intersection(org.units.parents):
        function = org.function(unit)
        if not any(org.units.covers(unit, home) or org.function(home) == function for home in homes):
            yield unit


def _charter(forum: Forum) -> Charter:
    """Return what a charter lacks; a forum that decides needs a quorum too and, unless the chair rules, a tie-break."""
    rule = forum.decision_rule
    lacks = {
        "a purpose": not forum.purpose,
        "an authority": not forum.authority,
        "members": not forum.members,
        "a chair": not forum.chair,
        "a quorum": rule is not None and forum.quorum is None,
        "a tie-break": rule not in {None, "chair"} and not forum.tie_break,
        "an escalation": not forum.escalates_to and not forum.final,
        "a review date": not (forum.metadata.review_by or forum.metadata.last_reviewed),
    }
    missing = tuple(word for word, lacking in lacks.items() if lacking)
    return Charter(subjects=(forum.ref,), place=forum.place, forum=forum.ref, missing=missing)
