"""An organisation goes in; every fact about who decides comes out."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.analysis.authority.cases import case_fact
from alignctl.analysis.authority.deciders import decider_facts
from alignctl.analysis.authority.eyes import self_approvals
from alignctl.analysis.authority.gaps import gap_facts
from alignctl.analysis.authority.inversions import inversion_facts
from alignctl.analysis.authority.register import Register
from alignctl.analysis.authority.rights import right_facts
from alignctl.analysis.authority.seats import seat_facts
from alignctl.analysis.authority.sheets import joint_cases, static_sheets
from alignctl.analysis.authority.tables import authority_fact, budget_fact, overlap_facts
from alignctl.model.facts import Fact
from alignctl.model.organisation import Organisation


def authority(org: Organisation) -> tuple[Fact, ...]:
    """Return the facts of a day about who decides: tables, what is wrong with them, rights, seats and joint cases.

    Gaps and overlaps are those of decision tables (Calvanese et al. 2016, DMN); of several applicable rights the
    most specific counts, as in XACML's only-one-applicable. A table over the cell budget has no cells, and of a
    case over it nothing is known: the `Budget` fact says so.

    Worked example: bands `upTo: 5000` (lead) and `atLeast: 5001, upTo: 25000` (director) of an amount in cents leave
    the cell over 5000 and under 5001 without a decider; with whole euros (`step: 1`) there is no such case.
    """
    return tuple(_facts(org))


def _facts(org: Organisation) -> Iterator[Fact]:
    register = Register.of(org.model)
    sheets = static_sheets(org, register)
    cases = joint_cases(org, register)
    decidable = frozenset(sheet.table.lines[0].domain for sheet in sheets)
    for sheet in sheets:
        yield authority_fact(sheet)
    yield from gap_facts(org, sheets)
    yield from overlap_facts(org, sheets)
    yield from inversion_facts(org, sheets)
    yield from right_facts(org, register, (*sheets, *(case.sheet for case in cases)))
    yield from decider_facts(org, register)
    yield from seat_facts(org, register)
    yield from self_approvals(org)
    yield from (case_fact(case, decidable) for case in cases if case.sheet.cells)
    yield from budget_fact(org, (*sheets, *(case.sheet for case in cases)))
