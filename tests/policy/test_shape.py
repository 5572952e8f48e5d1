from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from alignctl.model.facts import FACT_KINDS, EntityFact, Escalation
from alignctl.model.facts.escalation import AssumedTime, Rung
from alignctl.model.place import Place
from alignctl.model.plain import camel
from alignctl.model.ref import Ref
from alignctl.policy.cel import open_scope
from alignctl.policy.shape import Field, Shape, fact_shape, read_fact

ESCALATION = Escalation(
    subjects=(Ref("decisionright:budget"),),
    key="all",
    place=Place("a.yaml"),
    right=Ref("decisionright:budget"),
    bands=("all",),
    decider=Ref("role:cmo"),
    rungs=(Rung(to=Ref("role:ceo"), within=Decimal("1.5"), wait=Decimal(0), answers_within="36 hours"),),
    end="final",
    last_rung=Ref("role:ceo"),
    hops=1,
    worst_days=Decimal("1.5"),
    at_most="36 hours",
    assumed=(AssumedTime(seat=Ref("role:cmo"), counted="2 working days"),),
    class_="default",
    path="`cmo`, `ceo`",
    weight=Decimal(1),
)


@pytest.mark.parametrize(
    ("python", "cel"), [("last_rung", "lastRung"), ("from_", "from"), ("class_", "class"), ("sla_days", "slaDays")]
)
def test_python_names_become_those_of_expressions(python: str, cel: str) -> None:
    assert camel(python) == cel


def test_a_fact_becomes_plain_lists_numbers_and_text() -> None:
    assert read_fact(ESCALATION) == {
        "id": ESCALATION.id,
        "subjects": ["decisionright:budget"],
        "key": "all",
        "right": "decisionright:budget",
        "bands": ["all"],
        "decider": "role:cmo",
        "rungs": [{"to": "role:ceo", "within": 1.5, "wait": 0.0, "answersWithin": "36 hours"}],
        "end": "final",
        "lastRung": "role:ceo",
        "hops": 1,
        "worstDays": 1.5,
        "atMost": "36 hours",
        "assumed": [{"seat": "role:cmo", "counted": "2 working days"}],
        "class": "default",
        "path": "`cmo`, `ceo`",
        "weight": 1.0,
    }


def test_only_wanted_fields_are_read() -> None:
    assert read_fact(ESCALATION, frozenset({"end", "id", "typo"})) == {"end": "final", "id": ESCALATION.id}


@pytest.mark.parametrize(("due", "expected"), [(None, False), (date(2026, 1, 2), True)])
def test_absent_values_are_left_out_and_days_are_text(due: date | None, *, expected: bool) -> None:
    unit = Ref("unit:a")
    fact = EntityFact(
        subjects=(unit,),
        place=Place("a.yaml"),
        object=unit,
        of="Unit",
        owner=unit,
        due=due,
        stale=False,
        overdue_days=0,
        placeholders=(),
    )
    assert read_fact(fact).get("due") == ("2026-01-02" if expected else None)
    assert ("due" in read_fact(fact)) == expected


def test_optional_and_repeated_fields_and_parts_are_known() -> None:
    shape = fact_shape("Entity")
    assert shape.get("due") == Field("due", "text", optional=True)
    assert shape.get("placeholders") == Field("placeholders", "text", many=True)
    rungs = fact_shape("Escalation").get("rungs")
    assert rungs is not None
    numbers = (Field("within", "num"), Field("wait", "num"))
    assert rungs.type == Shape("Rung", (Field("to", "text"), *numbers, Field("answersWithin", "text")))
    assert shape.get("place") is None


@pytest.mark.parametrize("kind", sorted(FACT_KINDS))
def test_every_fact_kind_has_a_shape(kind: str) -> None:
    assert {"id", "subjects", "key"} < {field.name for field in fact_shape(kind).fields}


def test_the_runtime_takes_what_is_read() -> None:
    assert open_scope(read_fact(ESCALATION), {}, "2026-01-15") is not None
