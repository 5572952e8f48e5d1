"""However odd a model is, the analyses give facts: the same ones, whatever the order of the documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from alignctl.analysis.attention import attention
from alignctl.analysis.calendar import calendar
from alignctl.analysis.capacity import capacity
from alignctl.analysis.escalation import escalation
from alignctl.analysis.reviews import reviews
from alignctl.analysis.structure import structure
from alignctl.model.facts import Fact
from alignctl.model.organisation import Organisation
from tests.workspace import build, entities

ANALYSES: tuple[Callable[[Organisation], tuple[Fact, ...]], ...] = (
    attention,
    calendar,
    capacity,
    escalation,
    reviews,
    structure,
)

NAMES = st.sampled_from(["a", "b", "c", "nobody"])
DAYS = st.sampled_from(["0001-01-01", "2025-12-31", "2026-01-15", "2028-02-29", "9999-12-31"])
SPANS = st.sampled_from(["1h", "2bd", "99999w"])
LISTS = st.lists(NAMES, max_size=2, unique=True)
SEATS = st.builds("{}:{}".format, st.sampled_from(["role", "forum"]), NAMES)
CADENCES = st.fixed_dictionaries(
    {"startsOn": DAYS, "rrule": st.sampled_from(["FREQ=YEARLY", "FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=31"])}
)


def spec(needed: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=optional)


SPECS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "Unit": spec({}, parent=NAMES, lead=NAMES),
    "Role": spec(
        {"unit": NAMES, "holders": LISTS},
        tier=st.sampled_from(["c-suite", "vp", "odd"]),
        escalatesTo=SEATS,
        respondWithin=SPANS,
        final=st.booleans(),
        deputies=st.lists(spec({"to": st.sampled_from(["a", "role:a", "role:nobody"])}, until=DAYS), max_size=2),
    ),
    "Forum": spec(
        {"members": LISTS, "cadence": CADENCES},
        chair=NAMES,
        quorum=st.sampled_from([0.01, 0.5, 1, 7.5, 1e30]),
        requiredUnits=LISTS,
        respondWithin=SPANS,
        escalatesTo=SEATS,
        final=st.booleans(),
    ),
    "Domain": spec({"owningUnit": NAMES}, parent=NAMES),
    "DecisionRight": spec(
        {"domains": LISTS, "decide": SEATS},
        sla=SPANS,
        volumePerQuarter=st.sampled_from([0, 0.5, 1e300]),
        escalation=st.lists(spec({"to": SEATS}, within=SPANS), max_size=3),
    ),
    "Cycle": spec(
        {"level": st.just("l"), "starts": DAYS, "ends": DAYS},
        parent=NAMES,
        phases=st.lists(spec({"name": NAMES, "from": DAYS, "until": DAYS}, unit=NAMES, needs=LISTS), max_size=2),
        capacity=st.lists(
            spec({"unit": NAMES, "resource": st.just("r"), "amount": st.sampled_from([0, 1e300])}), max_size=2
        ),
    ),
    "Objective": spec(
        {"cycle": NAMES, "owners": LISTS, "keyResults": st.just([])},
        parents=st.lists(st.builds("objective:{}".format, NAMES), max_size=2),
        checkIn=CADENCES,
        checkIns=st.lists(spec({"date": DAYS, "progress": st.just(0)}), max_size=2),
    ),
    "Initiative": spec(
        {"sponsor": NAMES, "domains": LISTS, "stage": st.just("committed")},
        demand=st.lists(
            spec({"unit": NAMES, "resource": st.just("r"), "amount": st.just(1e300), "cycle": NAMES}), max_size=2
        ),
    ),
    "Precedence": spec(
        {
            "order": st.lists(st.builds("unit:{}".format, NAMES), min_size=2, max_size=3, unique=True),
            "decidedBy": SEATS,
            "rationale": st.just("TBD"),
        },
        scope=NAMES,
    ),
    "Review": spec({"forum": NAMES, "date": DAYS, "attended": LISTS}),
}

METADATA = spec(
    {"name": st.sampled_from(["a", "b", "c"])},
    status=st.sampled_from(["draft", "retired"]),
    effectiveFrom=DAYS,
    effectiveUntil=DAYS,
    lastReviewed=DAYS,
    reviewBy=DAYS,
)


@st.composite
def documents(draw: st.DrawFn) -> list[dict[str, Any]]:
    kinds = draw(st.lists(st.sampled_from(sorted(SPECS)), max_size=8))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind in kinds:
        metadata = draw(METADATA)
        found[kind, metadata["name"]] = {"kind": kind, "metadata": metadata, "spec": draw(SPECS[kind])}
    return list(found.values())


def facts(found: list[dict[str, Any]], as_of: date) -> list[Fact]:
    text = yaml.safe_dump_all(found) if found else ""
    org = build(entities(text), as_of)
    return sorted((fact for analysis in ANALYSES for fact in analysis(org)), key=Fact.sort_key)


@given(documents(), DAYS.map(date.fromisoformat))
def test_every_model_has_its_facts_each_once(found: list[dict[str, Any]], as_of: date) -> None:
    ids = [fact.id for fact in facts(found, as_of)]
    assert len(set(ids)) == len(ids)


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_the_documents_says_nothing(found: list[dict[str, Any]], random: Random) -> None:
    shuffled = random.sample(found, len(found))
    one, other = (facts(order, date(2026, 1, 15)) for order in (found, shuffled))
    assert [(fact.id, _content(fact)) for fact in one] == [(fact.id, _content(fact)) for fact in other]


def _content(fact: Fact) -> dict[str, Any]:
    """Return the fields of a fact without its places, which move with the documents."""
    fields = (name for kind in type(fact).__mro__ for name in getattr(kind, "__slots__", ()))
    return {name: getattr(fact, name) for name in fields if name not in {"place", "places", "evidence"}}
