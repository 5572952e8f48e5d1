"""Whatever the schema accepts, who-decides raises nothing: circles, gaps, ghosts, contradictions and empty lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alignctl.analysis.authority import authority, regions, resolve
from alignctl.analysis.delegation import delegation
from alignctl.analysis.duties import duties
from alignctl.analysis.workload import workload
from alignctl.model.document import Document, Source
from alignctl.model.facts import Authority
from alignctl.model.facts.fact import numbered
from alignctl.model.quantity import Value
from alignctl.model.ref import Ref
from tests.workspace import build, entity

NAMES = ("a", "b", "ghost")
names = st.sampled_from(NAMES)
some = st.lists(names, max_size=3, unique=True)
roles = names.map(lambda name: f"role:{name}")
seats = st.one_of(roles, names.map(lambda name: f"forum:{name}"))
parties = st.lists(st.one_of(seats, names.map(lambda name: f"unit:{name}")), max_size=3, unique=True)
days = st.sampled_from(["0001-01-01", "2026-01-15", "9999-12-31"])
numbers = st.sampled_from([0, 1, -5, 0.1, 1e300, 10**30])
ends = st.builds(lambda high: {"upTo": high}, numbers)
intervals = st.one_of(ends, st.builds(lambda low: {"over": low}, numbers), st.just({"atLeast": 5, "under": 5}))
words = st.lists(st.sampled_from(["car", "train", True, False]), min_size=1, max_size=3, unique_by=str)
conditions = st.dictionaries(names, st.one_of(intervals, words.map(lambda found: {"in": found})), max_size=2)
attributes = st.dictionaries(
    names,
    st.one_of(
        st.fixed_dictionaries(
            {"type": st.just("number")}, optional={"min": numbers, "max": numbers, "step": st.just(3)}
        ),
        st.just({"type": "enum", "values": ["car"]}),
        st.just({"type": "bool"}),
    ),
    max_size=2,
)


def maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def joined(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


domains = joined(
    st.fixed_dictionaries({"owningUnit": names}),
    maybe(
        parent=names,
        overlaps=some,
        incompatibleWith=some,
        decidable=st.booleans(),
        attributes=attributes,
        actions=st.sampled_from([[], ["x"], ["x", "y"]]),
    ),
)
bands = st.lists(st.builds(lambda part, seat: {**part, "decide": seat}, intervals, seats), min_size=1, max_size=3)
rights = joined(
    st.fixed_dictionaries({"domains": st.lists(names, min_size=1, max_size=3, unique=True)}),
    st.one_of(
        st.fixed_dictionaries({"decide": seats}),
        st.fixed_dictionaries({"bandOn": names, "bands": bands, "agree": parties}),
    ),
    maybe(
        when=conditions,
        agree=parties,
        reserved=st.booleans(),
        delegable=st.booleans(),
        actions=st.just(["x"]),
        sod=st.lists(
            st.lists(st.one_of(seats, st.sampled_from(["proposer", "decider"])), min_size=2, max_size=2), max_size=2
        ),
        escalation=st.lists(seats.map(lambda seat: {"to": seat}), max_size=2),
    ),
)
deputies = st.lists(
    joined(
        st.fixed_dictionaries({"to": st.one_of(roles, names)}),
        maybe(
            **{"from": days, "until": days, "limits": conditions, "rights": st.lists(names, min_size=1, unique=True)}
        ),
    ),
    max_size=3,
)
absences = st.lists(st.fixed_dictionaries({"holder": names, "from": days, "until": days}), max_size=3)
offices = joined(
    st.fixed_dictionaries({"unit": names, "holders": some}),
    maybe(unavailable=absences, deputies=deputies, escalatesTo=seats, tier=names, final=st.booleans()),
)
forums = joined(
    st.fixed_dictionaries({"members": some, "cadence": st.just({"startsOn": "2026-01-01", "rrule": "FREQ=WEEKLY"})}),
    maybe(chair=names, quorum=st.sampled_from([0.5, 3]), escalatesTo=seats),
)
KINDS = {
    "Domain": domains,
    "DecisionRight": rights,
    "Role": offices,
    "Forum": forums,
    "Unit": maybe(parent=names, lead=names),
    "Precedence": st.fixed_dictionaries(
        {
            "order": st.lists(names.map(lambda name: f"domain:{name}"), min_size=2, unique=True),
            "decidedBy": seats,
            "rationale": st.just("-"),
        }
    ),
    "Initiative": st.fixed_dictionaries(
        {"sponsor": names, "domains": some, "attributes": st.dictionaries(names, st.sampled_from([1, "car", True]))}
    ),
}


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    return [
        Document(Source("odd.yaml", b""), i, {"kind": kind, "metadata": {"name": name}, "spec": draw(KINDS[kind])})
        for i, (kind, name) in enumerate((kind, name) for kind in KINDS for name in ("a", "b"))
        if draw(st.booleans())
    ]


@given(documents(), days)
def test_nothing_that_the_schema_accepts_raises(found: list[Document], day: str) -> None:
    org = build([entity(document) for document in found], day)
    facts = authority(org)
    authorities = tuple(fact for fact in facts if isinstance(fact, Authority))
    everything = (*facts, *delegation(org, authorities), *duties(org, authorities), *workload(org))
    assert len({fact.id for fact in numbered(everything)}) == len(everything)
    touched = (Ref("domain:a"), Ref("domain:b"), Ref("domain:ghost"))
    odd: dict[str, Value] = {"a": True, "ghost": Decimal(-1)}
    questions: list[tuple[str | None, dict[str, Value]]] = [
        (None, {}),
        ("x", {"a": Decimal(5), "b": "car"}),
        ("z", odd),
    ]
    for action, values in questions:
        assert regions(org, touched, action, values, "a")
        assert resolve(org, touched[:1], action, values)
