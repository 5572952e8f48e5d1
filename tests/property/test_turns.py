"""What a change is found to be by comparing only what can turn, against comparing everything on every single day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alignctl.analysis.authority.compare import compare
from alignctl.analysis.changes import Comparison, changes
from alignctl.analysis.pipeline import analyse_change
from alignctl.model.approvals import Approvals
from alignctl.model.document import Document, Source
from alignctl.model.organisation import Organisation
from alignctl.model.power import Shift, Turn
from alignctl.model.ref import Ref
from tests.workspace import AS_OF, build, entity

SPAN = 6
DOMAINS, ROLES, RIGHTS = ("all", "tools", "data", "crm"), ("ann", "ben", "cem"), ("r1", "r2", "r3")
APPROVALS = Approvals.of({"author": "ann-1", "approvals": ["ben-1"]})
days = st.integers(-1, SPAN - 1).map(lambda number: (AS_OF + timedelta(days=number)).isoformat())
seats = st.sampled_from([*(f"role:{role}" for role in ROLES), "forum:board"])
windows = st.fixed_dictionaries({}, optional={"effectiveFrom": days, "effectiveUntil": days})
turns = st.fixed_dictionaries({}, optional={"from": days, "until": days})
always: st.SearchStrategy[dict[str, str]] = st.just({})
handles = st.sampled_from(["dan", "eva", *(f"role:{role}" for role in ROLES)])
limits = st.just({"limits": {"amount": {"upTo": 5}}})
deputies = st.builds(
    lambda to, window, limit: {"to": to, **window, **limit},
    handles,
    st.one_of(always, turns),
    st.one_of(always, limits),
)
bands = st.builds(lambda low, high: [{"upTo": 5, "decide": low}, {"decide": high}], seats, seats)
SPECS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "Domain": st.fixed_dictionaries(
        {"owningUnit": st.just("company")},
        optional={
            "parent": st.sampled_from(DOMAINS),
            "decidable": st.booleans(),
            "actions": st.just(["buy", "sell"]),
            "attributes": st.just({"amount": {"type": "number", "max": 9}}),
        },
    ),
    "Role": st.fixed_dictionaries(
        {"unit": st.just("company"), "holders": st.sampled_from([["ann-1"], ["ben-1"], []])},
        optional={"deputies": st.lists(deputies, max_size=2), "escalatesTo": seats, "final": st.booleans()},
    ),
    "Forum": st.fixed_dictionaries(
        {
            "members": st.lists(st.sampled_from(ROLES), min_size=1, unique=True),
            "cadence": st.just({"startsOn": "2026-01-01", "rrule": "FREQ=WEEKLY"}),
        },
        optional={"escalatesTo": seats},
    ),
    "Precedence": st.fixed_dictionaries(
        {
            "order": st.permutations([f"domain:{domain}" for domain in DOMAINS]),
            "decidedBy": st.just("role:ann"),
            "rationale": st.just("-"),
        },
        optional={"scope": st.sampled_from(DOMAINS)},
    ),
    "DecisionRight": st.builds(
        lambda spec, who: {**spec, **who},
        st.fixed_dictionaries(
            {"domains": st.lists(st.sampled_from(DOMAINS), min_size=1, max_size=3, unique=True)},
            optional={
                "agree": st.lists(seats, max_size=1),
                "actions": st.just(["buy"]),
                "reserved": st.just(value=True),
                "delegable": st.booleans(),
            },
        ),
        st.one_of(
            st.fixed_dictionaries({"decide": seats}),
            st.fixed_dictionaries({"bandOn": st.just("amount"), "bands": bands}),
        ),
    ),
}
OBJECTS = (
    *(("Domain", name) for name in DOMAINS),
    *(("Role", name) for name in ROLES),
    ("Forum", "board"),
    ("Precedence", "first"),
    *(("DecisionRight", name) for name in RIGHTS),
)


@st.composite
def objects(draw: st.DrawFn, kind: str, name: str) -> Document:
    window = draw(st.one_of(always, windows))
    data: dict[str, Any] = {"kind": kind, "metadata": {"name": name, **window}, "spec": draw(SPECS[kind])}
    return Document(Source(f"{kind}-{name}.yaml", b""), 0, data)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Organisation, Organisation]:
    """Draw an organisation in which much begins and ends, and one in which a few objects say something else."""
    before = {(kind, name): draw(objects(kind, name)) for kind, name in OBJECTS if draw(st.integers(0, 5))}
    after = dict(before)
    for kind, name in draw(st.lists(st.sampled_from(OBJECTS), min_size=1, max_size=2, unique=True)):
        after.pop((kind, name), None)
        if draw(st.integers(0, 3)):
            after[kind, name] = draw(objects(kind, name))
    company = Document(Source("company.yaml", b""), 0, {"kind": "Unit", "metadata": {"name": "company"}, "spec": {}})
    return organisation([company, *before.values()]), organisation([company, *after.values()])


def organisation(documents: Sequence[Document]) -> Organisation:
    return build([entity(document) for document in documents])


def compare_all(
    base: Organisation, head: Organisation, _changed: frozenset[Ref], _turns: Iterable[Turn]
) -> Iterator[Shift]:
    everything = frozenset(one.ref for org in (base, head) for one in org.model)
    for number in range(SPAN + 2):
        day = AS_OF + timedelta(days=number)
        yield from compare(replace(base, as_of=day), replace(head, as_of=day), everything, ())


@given(versions())
def test_what_cannot_turn_is_left_out_and_nothing_else(found: tuple[Organisation, Organisation]) -> None:
    base, head = found
    expected = changes(Comparison.of(base, head, APPROVALS), compare_all)
    assert analyse_change(base, head, APPROVALS) == expected
