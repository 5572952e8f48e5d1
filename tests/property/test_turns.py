"""What a change is found to be by comparing only what is reached, against comparing everything on every single day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.analysis.authority.compare import compare
from alignctl.analysis.changes import Comparison, changes
from alignctl.analysis.changes.hidden import Pulls
from alignctl.analysis.pipeline import analyse_change
from alignctl.model.approvals import Approvals
from alignctl.model.document import Document, Source
from alignctl.model.organisation import Organisation
from alignctl.model.power import Shift, Turn
from alignctl.model.ref import Ref
from tests.workspace import AS_OF, build, entity

SPAN = 12
DOMAINS, ROLES, RIGHTS = ("all", "crm", "data", "tools"), ("ann", "ben", "cem"), ("r1", "r2", "r3")
SEATS = (*(f"role:{role}" for role in ROLES), "forum:board")
OBJECTS = (
    *(("Domain", name) for name in DOMAINS),
    *(("Role", name) for name in ROLES),
    ("Forum", "board"),
    ("Precedence", "first"),
    *(("DecisionRight", name) for name in RIGHTS),
)
APPROVALS = Approvals.of({"author": "ann-1", "approvals": ["ben-1"]})
Documents = dict[tuple[str, str], dict[str, Any]]


def spec(draw: Random, kind: str, name: str) -> dict[str, Any]:
    """Draw what an object says: enough of it for rights to meet, to be inherited, and to go up a ladder."""
    match kind:
        case "Domain":
            said: dict[str, Any] = {"owningUnit": "company", "attributes": {"amount": {"type": "number", "max": 9}}}
            parent = draw.choice(["all", "all", "crm", ""])
            return {**said, "parent": parent} if parent and name not in {"all", parent} else said
        case "Role":
            deputies = [
                {"to": draw.choice(["dan", "role:ann", "role:ben", "role:cem"])} for _ in range(draw.randrange(3))
            ]
            above = {"escalatesTo": draw.choice(SEATS)} if draw.random() < 0.7 else {}
            return {"unit": "company", "holders": [f"{name}-{draw.randrange(1, 3)}"], "deputies": deputies, **above}
        case "Forum":
            cadence = {"startsOn": "2026-01-01", "rrule": "FREQ=WEEKLY"}
            return {"members": draw.sample(ROLES, draw.randrange(1, 4)), "cadence": cadence}
        case "Precedence":
            order = draw.sample([f"domain:{domain}" for domain in DOMAINS], 4)
            return {"order": order, "decidedBy": "role:ann", "rationale": "-"}
        case _:
            said = {"domains": draw.sample(DOMAINS, draw.choice([1, 1, 1, 2, 3])), "priority": draw.randrange(2)}
            if draw.random() < 0.7:
                return {**said, "decide": draw.choice(SEATS)}
            bands = [{"upTo": 5, "decide": draw.choice(SEATS)}, {"decide": draw.choice(SEATS)}]
            return {**said, "bandOn": "amount", "bands": bands}


def window(draw: Random, start: str, end: str) -> dict[str, str]:
    """Draw a first or a last day."""
    return {draw.choice([start, end]): (AS_OF + timedelta(days=draw.randrange(SPAN - 1))).isoformat()}


def documents(draw: Random) -> Documents:
    """Draw an organisation of which a few objects, and some deputies, begin or end in the next days."""
    found = {(kind, name): {"metadata": {"name": name}, "spec": spec(draw, kind, name)} for kind, name in OBJECTS}
    for kind, name in draw.sample(OBJECTS, 3):
        found[kind, name]["metadata"] |= window(draw, "effectiveFrom", "effectiveUntil")
    for role in ROLES:
        for deputy in found["Role", role]["spec"]["deputies"]:
            if draw.random() < 0.5:
                deputy.update(window(draw, "from", "until"))
    return found


def changed(draw: Random, before: Documents) -> Documents:
    """Draw what some objects of one kind, or a single one, say instead, or that it is gone."""
    after = dict(before)
    kind = draw.choice(["DecisionRight", "DecisionRight", "Role", "Domain", "Forum", "Precedence"])
    names = [name for other, name in OBJECTS if other == kind]
    drawn = documents(draw)
    for name in names if draw.random() < 0.6 else [draw.choice(names)]:
        after[kind, name] = drawn[kind, name]
        if draw.random() < 0.1:
            del after[kind, name]
    return after


def organisation(found: Documents) -> Organisation:
    company = ("Unit", "company"), {"metadata": {"name": "company"}, "spec": {}}
    every = [company, *found.items()]
    return build([entity(Document(Source(f"{k}-{n}.yaml", b""), 0, {"kind": k, **one})) for (k, n), one in every])


def compare_all(
    base: Organisation, head: Organisation, _changed: frozenset[Ref], _turns: Iterable[Turn]
) -> Iterator[Shift]:
    everything = frozenset(one.ref for org in (base, head) for one in org.model)
    for number in range(SPAN + 1):
        day = AS_OF + timedelta(days=number)
        yield from compare(replace(base, as_of=day), replace(head, as_of=day), everything, ())


def nothing_pulls(org: Organisation) -> Pulls:
    return Pulls(org, (), (), ())


@settings(max_examples=150)
@given(st.randoms(use_true_random=True))
def test_what_nothing_reaches_is_left_out_and_nothing_else(draw: Random) -> None:
    before = documents(draw)
    base, head = organisation(before), organisation(changed(draw, before))
    expected = changes(Comparison.of(base, head, APPROVALS), compare_all, nothing_pulls, lambda _org: ())
    assert analyse_change(base, head, APPROVALS) == expected
