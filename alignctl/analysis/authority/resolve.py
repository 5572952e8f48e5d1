"""Who decides this case: domains, an action and values go in, one answer with people and reasons comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from alignctl.analysis.authority.acting import Acting, Rung, acting, approvers, disputed, within
from alignctl.analysis.authority.answer import Answer, Approver, summary
from alignctl.analysis.authority.hands import approving, speaking
from alignctl.analysis.authority.merge import merge
from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.register import Register
from alignctl.analysis.authority.table import COUNTED, Mask, Table, lines
from alignctl.analysis.authority.trace import names, reasons
from alignctl.model.axes import Segment, declared, whole
from alignctl.model.claim import Extent, extent
from alignctl.model.kinds import Attribute, Domain, Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence, Place
from alignctl.model.quantity import Duration, Value, total
from alignctl.model.ranges import Range, grouped
from alignctl.model.ref import Ref, name_of


def resolve(  # noqa: PLR0913 - a case has this many parts
    org: Organisation,
    domains: tuple[Ref, ...],
    action: str | None,
    values: Mapping[str, Value],
    proposer: str | None = None,
    *,
    register: Register | None = None,
) -> Answer:
    """Return who decides a case on the day of the organisation.

    Without an action each touched domain's first is meant. Hand in a `register` where many cases are resolved.
    """
    found = regions(org, domains, action, values, proposer, register=register)
    return found[0] if len(found) == 1 else summary(found)


def regions(  # noqa: PLR0913 - as `resolve`
    org: Organisation,
    domains: tuple[Ref, ...],
    action: str | None,
    values: Mapping[str, Value],
    proposer: str | None = None,
    *,
    register: Register | None = None,
) -> tuple[Answer, ...]:
    """Return one answer for each region of the attributes that `values` leave open; one where none matters."""
    touched = lines(register or Register.of(org.model), org, domains, action)
    asked = tuple(dict.fromkeys(line.action for line in touched))
    empty = Answer(
        domains=tuple(sorted(set(domains))),
        action=action or (asked[0] if len(asked) == 1 else ""),
        attributes=values,
        as_of=org.as_of,
        outcome="gap",
        trace=tuple(_remarks(org, domains, action, values)),
    )
    given = {name: Range.point(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    if not touched:
        return (empty,)
    table = Table.of(org, touched, given)
    if limits := _limits(org, table):
        table = Table.of(org, touched, given, limits)
    if table.size > org.settings.analysis.cell_budget:
        return (_too_many(empty, table),)
    return tuple(_answers(table, empty, proposer)) or (empty,)


def _answers(table: Table, empty: Answer, proposer: str | None) -> Iterator[Answer]:
    """Yield the answers of all regions; equal neighbours are one region."""
    found: dict[tuple[object, ...], tuple[Outcome, _OnTheDay]] = {}
    cells: list[tuple[Mask, tuple[object, ...]]] = []
    for cell, outcome in table.cells():
        there = _on_the_day(table.org, outcome, {**table.case(cell), **table.given}, proposer)
        key = (*outcome.content, there.acting.seat, there.acting.people, there.approvers, there.disputed)
        found.setdefault(key, (outcome, there))
        cells.append((cell, key))
    for box, key in merge(table.axes, cells):
        yield _answer(table, empty, *found[key], table.words(box))


@dataclass(frozen=True, slots=True)
class _OnTheDay:
    """The people behind an outcome that day: who decides, who approves, who is asked in a dispute."""

    acting: Acting
    approvers: tuple[Approver, ...]
    disputed: tuple[Rung, ...]


def _on_the_day(org: Organisation, outcome: Outcome, case: Mapping[str, Segment], proposer: str | None) -> _OnTheDay:
    person = acting(org, outcome, case, proposer)
    needed = tuple(_approver(org, outcome, case, party, person) for party in outcome.agree)
    return _OnTheDay(person, needed, disputed(org, outcome, case, person))


def _approver(
    org: Organisation, outcome: Outcome, case: Mapping[str, Segment], party: Ref, decided: Acting
) -> Approver:
    people = approvers(org, outcome, case, party)
    seat = approving(org, party)
    if not seat or not decided.seat:
        return Approver(party, people)
    deciding, approves = _word(org, decided.seat, decided.people), _word(org, seat, people)
    same = bool(people) and speaking(org, seat) == speaking(org, decided.seat)
    return Approver(party, people, void=same or (len(approves) == 1 and approves == deciding))


def _word(org: Organisation, seat: Ref, people: tuple[str, ...]) -> frozenset[str]:
    """Return whose word counts of those who act in a seat: in a body those who are there, or the chair alone."""
    return org.there(speaking(org, seat)) if isinstance(org.seat(seat), Forum) else frozenset(people)


def _at_most(org: Organisation, outcome: Outcome, there: _OnTheDay) -> Duration | None:
    """Return the time until the last arbiter has answered, of a decision and all steps of its dispute."""
    rungs = there.disputed
    if not outcome.decider or not rungs or not org.final(rungs[-1].seat):
        return None
    first = outcome.sla or within(org, there.acting.seat or outcome.decider, None)
    return total([first, *(rung.within for rung in rungs)])


def _answer(table: Table, empty: Answer, outcome: Outcome, there: _OnTheDay, region: str) -> Answer:
    person = there.acting
    nobody = (
        [] if person.seat or not outcome.decider else [Evidence(outcome.claims[0].place, "Nobody is there to act.")]
    )
    return replace(
        empty,
        outcome=outcome.result,
        decider=outcome.decider,
        leads=() if outcome.decider else outcome.deciders,
        seat=person.seat,
        forum=person.forum,
        people=person.people,
        agree=outcome.agree,
        approvers=there.approvers,
        silence=outcome.silence,
        input=outcome.input,
        inform=outcome.inform,
        sla=outcome.sla,
        escalation=there.disputed,
        at_most=_at_most(table.org, outcome, there),
        region=region,
        rights=outcome.rights,
        settled_by=outcome.settled_by,
        trace=(*empty.trace, *reasons(table, outcome), *person.trace, *nobody, *_void(table.org, there)),
    )


def _void(org: Organisation, there: _OnTheDay) -> Iterator[Evidence]:
    """Yield that nobody else has to approve, at the seat that would."""
    for one in there.approvers:
        seat = org.seat(approving(org, one.of) or one.of)
        if one.void and seat:
            who = " or ".join(there.acting.people if not there.acting.forum else one.people)
            yield Evidence(
                seat.place, f"{who} decides and approves as `{name_of(one.of)}`: nobody else has to approve."
            )


def _limits(org: Organisation, table: Table) -> list[tuple[str, Extent]]:
    """Return the limits of all deputies who may come to act, so that no cell is cut by one of them."""
    seats = {claim.decide for claim in table.claims} | {s.to for c in table.claims for s in c.right.escalation}
    roles = {found.ref: found for seat in seats for s in org.chain(seat) if isinstance(found := org.seat(s), Role)}
    known = {axis.name for axis in table.axes} | set(declared(org, [line.domain for line in table.lines]))
    limits = [limit for _, role in sorted(roles.items()) for deputy in role.deputies for limit in deputy.limits.items()]
    return [(name, extent(condition)) for name, condition in limits if name in known and name not in table.given]


def _remarks(
    org: Organisation, domains: tuple[Ref, ...], action: str | None, values: Mapping[str, Value]
) -> Iterator[Evidence]:
    """Yield what is odd about the question."""
    known = declared(org, domains)
    for domain in sorted(set(domains)):
        entity = org.model.get(Domain, domain)
        place = entity.place if entity else Place("")
        if domain not in org.domains.parents:
            yield Evidence(place, f"`{name_of(domain)}` is not a domain in force on {org.as_of}.")
        elif action and action not in org.actions(domain):
            yield Evidence(place, f"`{name_of(domain)}` has no action `{action}`.")
        for name, value in sorted(values.items()):
            if domain == min(domains) and name in known and not _inside(known[name], value):
                shown = grouped(value) if isinstance(value, Decimal) else str(value).lower()
                yield Evidence(place, f"{shown} is outside what is declared for `{name}`.")


def _inside(attribute: Attribute, value: Value) -> bool:
    if attribute.type == "number":
        return isinstance(value, Decimal) and Range.point(value).within(whole(attribute))
    return isinstance(value, bool) if attribute.type == "bool" else value in attribute.values


def _too_many(empty: Answer, table: Table) -> Answer:
    """Return that nobody looked: too many cases are left open for each to be decided."""
    budget = table.org.settings.analysis.cell_budget
    still_open = names([axis.name for axis in table.axes if axis.name not in table.given])
    cases = f"{grouped(Decimal(table.size))}{' or more' if table.size == COUNTED else ''} cases"
    most = f"the {grouped(Decimal(budget))} that are looked into"
    text = f"With {still_open} left open there are {cases}, more than {most}."
    return replace(empty, outcome="unknown", trace=(*empty.trace, Evidence(Place(""), text)))
