"""The algebra of decision tables against an evaluation of every single case, written from the definitions alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alignctl.analysis.authority import authority, resolve
from alignctl.analysis.delegation import delegation
from alignctl.model.document import Document, Source
from alignctl.model.facts import Authority, Fact
from alignctl.model.facts.authority import Cell
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref
from tests.workspace import build, entity

Case = Mapping[str, Any]
TOP = 4
ROLES = ("ann", "ben", "cem")


def document(kind: str, name: str, **spec: Any) -> Document:
    return Document(Source(f"{kind}-{name}.yaml", b""), 0, {"kind": kind, "metadata": {"name": name}, "spec": spec})


def organisation(documents: Sequence[Document], day: str = "2026-01-15") -> Organisation:
    return build([entity(found) for found in documents], day)


def base(step: int) -> list[Document]:
    attributes = {
        "amount": {"type": "number", "max": TOP, "step": step},
        "kind": {"type": "enum", "values": ["car", "train"]},
        "urgent": {"type": "bool"},
    }
    return [
        document("Unit", "company", type="company"),
        document("Domain", "spend", owningUnit="company", attributes=attributes),
        document("Domain", "travel", owningUnit="company", parent="spend", actions=["book", "cancel"]),
        *(document("Role", role, unit="company", holders=[f"{role}-1"]) for role in ROLES),
    ]


@st.composite
def intervals(draw: st.DrawFn) -> dict[str, int]:
    low = draw(st.sampled_from(["", "over", "atLeast"]))
    high = draw(st.sampled_from(["", "under", "upTo"]))
    ends = {low: draw(st.integers(0, TOP)), high: draw(st.integers(0, TOP))}
    return {key: end for key, end in ends.items() if key} or {"atLeast": 0}


seats = st.sampled_from([f"role:{role}" for role in ROLES])
conditions = st.fixed_dictionaries(
    {},
    optional={
        "amount": intervals(),
        "kind": st.sampled_from([{"in": ["car"]}, {"in": ["car", "train"]}, {"in": ["boat"]}]),
        "urgent": st.sampled_from([{"in": [True]}, {"in": [False]}]),
    },
)
bands = st.lists(
    st.builds(lambda interval, decide: {**interval, "decide": decide}, intervals(), seats), min_size=1, max_size=3
)
decisions = st.one_of(
    st.fixed_dictionaries({"decide": seats}),
    st.builds(lambda found: {"bandOn": "amount", "bands": found}, bands),
)


def specs(domains: st.SearchStrategy[list[str]]) -> st.SearchStrategy[dict[str, Any]]:
    fixed = {"domains": domains, "when": conditions, "priority": st.integers(0, 1), "reserved": st.booleans()}
    optional = {"actions": st.just(["book"])}
    return st.builds(lambda spec, who: {**spec, **who}, st.fixed_dictionaries(fixed, optional=optional), decisions)


rights = st.lists(specs(st.sampled_from([["spend"], ["travel"]])), max_size=4)


def cases(step: int) -> list[Case]:
    numbers = [Decimal(n) / (1 if step else 2) for n in range(TOP * (1 if step else 2) + 1)]
    return [{"amount": a, "kind": k, "urgent": u} for a, k, u in product(numbers, ["car", "train"], [False, True])]


@dataclass(frozen=True)
class Rival:
    decide: str
    domains: tuple[str, ...]
    box: frozenset[int]
    reserved: bool
    priority: int
    action: str | None


def within(condition: Mapping[str, Any], value: Any) -> bool:
    if "in" in condition:
        return value in condition["in"]
    return all(
        {"over": value > end, "atLeast": value >= end, "under": value < end, "upTo": value <= end}[key]
        for key, end in condition.items()
        if key in {"over", "atLeast", "under", "upTo"}
    )


def rivals(found: Sequence[Mapping[str, Any]], universe: Sequence[Case]) -> list[Rival]:
    """Take each right apart into what it says of every single case."""
    result = []
    for right in found:
        before: dict[str, int] | None = None
        for band in right.get("bands", [{"decide": right.get("decide")}]):
            ends = {key: end for key, end in band.items() if key != "decide"}
            if right.get("bands") and not ends.keys() & {"over", "atLeast"} and before is not None:
                follows = {"upTo": "over", "under": "atLeast"}
                ends |= {follows[key]: before[key] for key in before if key in follows} or {"over": 99}
            before = {key: end for key, end in ends.items() if key in {"upTo", "under"}}
            box = {
                number
                for number, case in enumerate(universe)
                if within(ends, case["amount"]) and all(within(c, case[name]) for name, c in right["when"].items())
            }
            action = right.get("actions", [None])[0]
            parts = (tuple(right["domains"]), frozenset(box), right["reserved"], right["priority"], action)
            result.append(Rival(band["decide"], *parts))
    return result


def stand(found: Sequence[Rival], lineage: Sequence[str], action: str, number: int) -> set[str]:
    """Return who decides one case in one domain: steps 1, 3 and 4 of the definition."""

    def distance(rival: Rival) -> list[int]:
        return [lineage.index(domain) for domain in rival.domains if domain in lineage]

    left = [r for r in found if distance(r) and number in r.box and r.action in {None, action}]
    reserved = [r for r in left if r.reserved]
    if reserved:
        left = [r for r in reserved if max(distance(r)) == max(max(distance(o)) for o in reserved)]
    else:
        left = [r for r in left if min(distance(r)) == min(min(distance(o)) for o in left)]
    left = [r for r in left if not any(other.box < r.box for other in left)]
    return {r.decide for r in left if r.priority == max(o.priority for o in left)}


def outcome(deciders: set[str]) -> str:
    return {0: "gap", 1: "decided"}.get(len(deciders), "tied")


def inside(cell: Cell, case: Case) -> bool:
    """Tell whether a case is in a cell, by the bounds that readers see."""
    for bound in cell.bounds:
        value = case[bound.attribute]
        if bound.values:
            if (str(value).lower() if isinstance(value, bool) else value) not in bound.values:
                return False
        elif not within(
            {
                key: Decimal(end)
                for key, end in (
                    ("over", bound.over),
                    ("atLeast", bound.at_least),
                    ("under", bound.under),
                    ("upTo", bound.up_to),
                )
                if end is not None
            },
            value,
        ):
            return False
    return True


def documents(found: Sequence[Mapping[str, Any]], step: int) -> list[Document]:
    return [*base(step), *(document("DecisionRight", f"r{i}", **right) for i, right in enumerate(found))]


@given(rights, st.sampled_from([0, 1]))
def test_every_case_is_in_one_cell_and_has_the_answer_of_a_direct_evaluation(
    found: list[dict[str, Any]], step: int
) -> None:
    universe = cases(step)
    facts = [f for f in authority(organisation(documents(found, step))) if isinstance(f, Authority)]
    assert [(fact.domain, fact.action) for fact in facts] == [("domain:travel", "book"), ("domain:travel", "cancel")]
    opponents = rivals(found, universe)
    for fact in facts:
        for number, case in enumerate(universe):
            [cell] = [cell for cell in fact.cells if inside(cell, case)]
            expected = stand(opponents, ["travel", "spend"], fact.action, number)
            assert cell.outcome == outcome(expected), case
            assert {cell.decider, *cell.leads} - {None} == expected, case


@given(rights, st.sampled_from([0, 1]), st.data())
def test_one_case_is_resolved_as_its_cell_says(found: list[dict[str, Any]], step: int, data: st.DataObject) -> None:
    universe = cases(step)
    number = data.draw(st.integers(0, len(universe) - 1))
    kept = data.draw(st.sets(st.sampled_from(["amount", "kind", "urgent"])))
    org = organisation(documents(found, step))
    opponents = rivals(found, universe)
    answer = resolve(org, (Ref("domain:travel"),), "book", {k: v for k, v in universe[number].items() if k in kept})
    open_cases = [n for n, case in enumerate(universe) if all(case[k] == universe[number][k] for k in kept)]
    expected = [stand(opponents, ["travel", "spend"], "book", n) for n in open_cases]
    if answer.regions:
        assert {part.outcome for part in answer.regions} == {outcome(deciders) for deciders in expected}
        assert {part.decider for part in answer.regions} - {None} == {min(d) for d in expected if len(d) == 1}
    else:
        assert all({answer.decider, *answer.leads} - {None} == deciders for deciders in expected)


def shown(facts: Sequence[Fact], unrelated: Sequence[str] = ()) -> list[Fact]:
    hidden = {Ref(reference) for reference in unrelated}
    return sorted((fact for fact in facts if not hidden & set(fact.subjects)), key=Fact.sort_key)


OF_SEATS = {"Seat", "Decider", "SelfApproval"}  # what a seat does elsewhere is part of these


@given(rights, rights)
def test_an_unrelated_document_changes_nothing(found: list[dict[str, Any]], others: list[dict[str, Any]]) -> None:
    own = documents(found, 1)
    strange = [
        document("Domain", "alien", owningUnit="company", attributes={"amount": {"type": "enum", "values": ["x"]}}),
        document("Role", "alien", unit="company", holders=["zoe"], deputies=[{"to": "ann-1"}]),
        *(document("DecisionRight", f"alien{i}", **{**right, "domains": ["alien"]}) for i, right in enumerate(others)),
    ]
    before = shown(authority(organisation(own)), ["unit:company"])
    names = ["unit:company", "domain:alien", "role:alien", *(f"decisionright:alien{i}" for i in range(4))]
    after = shown(authority(organisation([*own, *strange])), names)
    seats = [fact for fact in before if fact.fact_kind() in OF_SEATS]
    rest = [fact for fact in before if fact not in seats]
    assert [fact for fact in after if fact.fact_kind() not in OF_SEATS] == rest
    if not others:
        assert [fact for fact in after if fact.fact_kind() in OF_SEATS] == seats


@given(rights, st.randoms())
def test_the_order_of_documents_changes_nothing(found: list[dict[str, Any]], random: Any) -> None:
    mixed = documents(found, 0)
    before = authority(organisation(mixed))
    random.shuffle(mixed)
    assert authority(organisation(mixed)) == before


JOINT = ("a", "b", "c")
joint_rights = st.lists(
    specs(st.lists(st.sampled_from(["root", *JOINT]), min_size=1, max_size=3, unique=True)), min_size=1, max_size=4
)
orders = st.lists(st.lists(st.sampled_from(JOINT), min_size=2, max_size=3, unique=True), max_size=2)


def joint_answer(
    found: Sequence[Rival], touched: Sequence[str], order: Sequence[Sequence[str]], number: int
) -> tuple[str, str | None]:
    """Return the answer to a case that touches several domains: steps 1 to 5 of the definition."""
    lines = {domain: [domain, "root"] for domain in touched}

    def hits(rival: Rival) -> set[str]:
        return {d for d in rival.domains if any(d in line for line in lines.values())}

    held = [r for r in found if number in r.box and r.action is None and (len(r.domains) == 1 or len(hits(r)) > 1)]
    whole = [r for r in held if len(r.domains) > 1 and all(set(line) & set(r.domains) for line in lines.values())]
    if whole:
        held = [r for r in whole if len(r.domains) == min(len(o.domains) for o in whole)]
    deciders = {}
    for domain, line in lines.items():
        here = [r for r in held if set(line) & set(r.domains)]
        together = [r for r in here if len(r.domains) > 1]
        if together and not any(r.reserved for r in here):
            here = [r for r in together if len(r.domains) == min(len(o.domains) for o in together)]
        deciders[domain] = stand(here, line, "decide", number)
    if not all(deciders.values()):
        return "gap", None
    if any(len(who) > 1 for who in deciders.values()):
        return "tied", None
    lead = {domain: min(who) for domain, who in deciders.items()}
    for domain, who in lead.items():
        if all(beats(order, domain, other) for other, rival in lead.items() if rival != who):
            return "decided", who
    return "unresolved", None


def beats(orders: Sequence[Sequence[str]], first: str, second: str) -> bool:
    """Tell whether one wins over the other: transitively, without pairs in dispute and steps inside a circle."""
    said = {(order[i], b) for order in orders for i in range(len(order)) for b in order[i + 1 :]}
    edges = {(a, b) for a, b in said if (b, a) not in said}

    def reach(start: str, over: set[tuple[str, str]]) -> set[str]:
        seen: set[str] = set()
        todo = [start]
        while todo:
            new = {b for a, b in over if a == todo[-1]} - seen
            todo.pop()
            seen |= new
            todo += new
        return seen

    sound = {(a, b) for a, b in edges if a not in reach(b, edges)}
    return second in reach(first, sound)


@given(joint_rights, st.sets(st.sampled_from(JOINT), min_size=2).map(sorted), orders)
def test_a_case_over_several_domains_has_the_answer_of_a_direct_evaluation(
    found: list[dict[str, Any]], touched: list[str], order: list[list[str]]
) -> None:
    universe = cases(1)
    attributes = base(1)[1].data["spec"]["attributes"]  # type: ignore[call-overload,index]
    org = organisation(
        [
            *base(1),
            document("Domain", "root", owningUnit="company", attributes=attributes),
            *(document("Domain", name, owningUnit="company", parent="root") for name in JOINT),
            *(document("DecisionRight", f"r{i}", **right) for i, right in enumerate(found)),
            *(
                document(
                    "Precedence", f"p{i}", order=[f"domain:{n}" for n in names], decidedBy="role:ann", rationale="-"
                )
                for i, names in enumerate(order)
            ),
        ]
    )
    opponents = rivals(found, universe)
    for number in range(0, len(universe), 3):
        answer = resolve(org, tuple(Ref(f"domain:{name}") for name in touched), None, universe[number])
        assert (answer.outcome, answer.decider) == joint_answer(opponents, touched, order, number)


limits = st.fixed_dictionaries({}, optional={"amount": intervals(), "kind": st.just({"in": ["car"]})})


@given(rights, limits, st.sampled_from(["all", ["r0"], ["r0", "r1"]]))
def test_a_sound_delegation_never_lets_a_deputy_decide_what_the_grantor_could_not(
    found: list[dict[str, Any]], limit: dict[str, Any], handed: Any
) -> None:
    deputies = [{"to": "deputy", "rights": handed, "limits": limit, "until": "2026-12-31"}]
    away = [{"holder": "ann-1", "from": "2026-02-01", "until": "2026-02-28"}]
    ann = document("Role", "ann", unit="company", holders=["ann-1"], unavailable=away, deputies=deputies)
    own = [ann if d.data["metadata"] == {"name": "ann"} else d for d in documents(found, 1)]
    present, absent = organisation(own), organisation(own, "2026-02-15")
    [fact] = delegation(absent, tuple(f for f in authority(absent) if isinstance(f, Authority)))
    sound = not fact.excess and not fact.forbidden and not fact.passed_on
    for case in cases(1):
        acts = resolve(absent, (Ref("domain:travel"),), "book", case)
        if "deputy" in acts.people:
            before = resolve(present, (Ref("domain:travel"),), "book", case)
            assert before.people == ("ann-1",)
            assert within_all(limit, case)
            assert handed == "all" or any(right in {f"decisionright:{h}" for h in handed} for right in before.rights)
    universe = cases(1)
    opponents = rivals(found, universe)
    mine = [
        universe[n]["amount"]
        for action in ("book", "cancel")
        for n in range(len(universe))
        if stand(opponents, ["travel", "spend"], action, n) == {"role:ann"}
    ]
    tied = any("role:ann" in cell.leads for f in authority(present) if isinstance(f, Authority) for cell in f.cells)
    if sound and not tied and handed == "all" and mine and "amount" in limit:
        allowed = {n for n in map(Decimal, range(TOP + 1)) if within(limit["amount"], n)}
        assert {n for n in allowed if min(mine) <= n <= max(mine)} <= set(mine)


def within_all(limit: Mapping[str, Any], case: Case) -> bool:
    return all(within(condition, case[name]) for name, condition in limit.items())
