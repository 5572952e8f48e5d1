from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.analysis.precedence import precedence as preferences
from alignctl.model.entity import Entity
from alignctl.model.facts import Conflict, Coverage, Effect, Fact, Stake, Tension, UnitPair
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref
from tests.goals import YEAR, document, facts, metric, moves, only, organisation, plan, precedence
from tests.workspace import SHARED, build, entities

UNITS = {"marketing": "cmo", "sales": "cso", "finance": "cfo"}
METRICS = ["a", "b", "c", "d"]
WAYS = st.sampled_from(["up", "down"])


@st.composite
def models(draw: st.DrawFn) -> list[str]:
    """Draw metrics with links, plans that pay on them, and rules for who wins."""
    documents = [
        metric(
            name,
            draw(st.sampled_from(sorted(UNITS))),
            draw(WAYS),
            f"lever: {'true' if draw(st.booleans()) else 'false'}, {moves(*draw(links(name)))}",
        )
        for name in METRICS
    ]
    for number, unit in enumerate(draw(st.lists(st.sampled_from(sorted(UNITS)), max_size=3))):
        parts = draw(st.lists(st.tuples(st.sampled_from(METRICS), st.integers(0, 100), WAYS), min_size=1, max_size=3))
        components = (f"{name} {weight} direction: {way}" for name, weight, way in parts)
        documents.append(plan(f"pay-{number}", UNITS[unit], *components))
    named = [f"metric:{name}" for name in METRICS] + [f"unit:{unit}" for unit in sorted(UNITS)]
    for number, order in enumerate(draw(st.lists(st.permutations(named), max_size=2))):
        documents.append(precedence(f"rule-{number}", " ".join(order[:2])))
    return documents


def links(source: str) -> st.SearchStrategy[list[str]]:
    others = [name for name in METRICS if name != source]
    strengths = st.sampled_from(["weak", "medium", "strong", "definitional"])
    parts = st.tuples(st.sampled_from(["raises", "lowers"]), st.sampled_from(others), strengths)
    return st.lists(parts.map(" ".join), max_size=2)


def tensions(org: Organisation) -> tuple[Tension, ...]:
    return only(Tension, facts(org))


@settings(max_examples=25, deadline=None)
@given(models())
def test_heat_is_between_0_and_1_and_only_what_is_opposed_is_hot(documents: list[str]) -> None:
    for tension in tensions(organisation(*documents)):
        assert 0.0 <= tension.raw_heat <= tension.strength <= 1.0
        assert tension.opposed or tension.raw_heat == 0.0
        assert tension.opposed or not tension.covered
        assert tension.covered is (tension.wins is not None) is bool(tension.covered_by)


@settings(max_examples=25, deadline=None)
@given(models())
def test_a_pair_is_told_once_and_by_two_units_in_order(documents: list[str]) -> None:
    found = facts(organisation(*documents))
    assert len({fact.id for fact in found}) == len(found)
    for tension in only(Tension, found):
        assert tension.units == tuple(sorted(set(tension.units)))
        assert tuple(side.unit for side in tension.sides) == tension.units
        assert tension.metrics == tuple(sorted({side.metric for side in tension.sides}))


@settings(max_examples=25, deadline=None)
@given(models())
def test_pairs_and_coverage_add_up_what_the_tensions_say(documents: list[str]) -> None:
    found = facts(organisation(*documents))
    opposed = [tension for tension in only(Tension, found) if tension.opposed]
    pairs = only(UnitPair, found)
    assert {pair.units for pair in pairs} == {tension.units for tension in opposed}
    for pair in pairs:
        still_open = {tension.conflict for tension in opposed if tension.units == pair.units and not tension.covered}
        assert pair.open == len(still_open)
    hot = [tension for tension in opposed if tension.raw_heat >= 0.1]
    needed = {tension.conflict for tension in hot}
    lacking = {tension.conflict for tension in hot if not tension.covered}
    [coverage] = only(Coverage, found)
    assert (coverage.covered, coverage.total) == (len(needed - lacking), len(needed))


@settings(max_examples=25, deadline=None)
@given(models())
def test_each_opposed_tension_belongs_to_one_conflict_that_names_its_units_and_metrics(documents: list[str]) -> None:
    found = facts(organisation(*documents))
    conflicts = {conflict.id: conflict for conflict in only(Conflict, found)}
    opposed = [tension for tension in only(Tension, found) if tension.opposed]
    assert {tension.conflict for tension in opposed} == set(conflicts)
    assert not any(tension.conflict for tension in only(Tension, found) if not tension.opposed)
    for key, conflict in conflicts.items():
        group = [tension for tension in opposed if tension.conflict == key]
        assert conflict.units == tuple(sorted({unit for tension in group for unit in tension.units}))
        assert conflict.metrics == tuple(sorted({metric for tension in group for metric in tension.metrics}))
        assert conflict.pairs == len({tension.units for tension in group})
        assert conflict.clash in {tension.clash for tension in group}


@settings(max_examples=25, deadline=None)
@given(models())
def test_path_tensions_are_those_of_the_definition(documents: list[str]) -> None:
    found = facts(organisation(*documents))
    sign = {"up": 1, "down": -1}
    verdicts = {(e.from_, e.to): e.sign for e in only(Effect, found)}
    stakes = only(Stake, found)
    expected = {
        (tuple(sorted((s.unit, t.unit))), tuple(sorted((s.metric, t.metric))))
        for s in stakes
        for t in stakes
        if s.unit != t.unit and sign[s.direction] * verdicts.get((s.metric, t.metric), 0) == -sign[t.direction]
    }
    told = [t for t in only(Tension, found) if t.mechanism == "path" and t.opposed]
    assert {(t.units, t.metrics) for t in told} == expected


@settings(max_examples=25, deadline=None)
@given(models())
def test_lever_tensions_are_those_of_the_definition(documents: list[str]) -> None:
    org = organisation(*documents)
    found = facts(org)
    sign = {"up": 1, "down": -1}
    stakes = only(Stake, found)
    levers = {ref for ref, entity in org.model.objects.items() if getattr(entity, "lever", False)}
    helped = {
        (e.from_, n): e.sign * sign[s.direction]
        for e in only(Effect, found)
        for n, s in enumerate(stakes)
        if s.metric == e.to and e.from_ in levers and e.sign
    }
    expected = {
        (lever, tuple(sorted((stakes[m].unit, stakes[n].unit))))
        for (lever, m), one in helped.items()
        for (other, n), two in helped.items()
        if lever == other and one == -two and stakes[m].unit != stakes[n].unit and stakes[m].metric != stakes[n].metric
    }
    told = [t for t in only(Tension, found) if t.mechanism == "lever" and t.opposed]
    assert {(t.lever, t.units) for t in told} <= expected
    for lever, units in expected:
        assert any(t.units == units and lever in t.subjects for t in told)


MARTECH = [
    entity
    for path in sorted(Path(__file__).parents[2].glob("examples/martech/before/governance/*.yaml"))
    for entity in entities(path.read_text(encoding="utf-8"))
]
MARTECH_REFS = sorted(entity.ref for entity in MARTECH)


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(MARTECH_REFS)))
def test_whatever_is_missing_the_rest_is_still_analysed(missing: set[Ref]) -> None:
    org = build([entity for entity in MARTECH if entity.ref not in missing], "2026-03-01")
    found = (*facts(org), *preferences(org))
    assert all(missing.isdisjoint(tension.units) for tension in only(Tension, found))


@settings(max_examples=25, deadline=None)
@given(models(), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(documents: list[str], random: Random) -> None:
    loaded = [*entities(SHARED.read_text(encoding="utf-8")), *entities("\n---\n".join((YEAR, *documents)))]
    before = said(loaded)
    random.shuffle(loaded)
    assert said(loaded) == before


def said(loaded: list[Entity]) -> list[Fact]:
    return sorted(facts(build(loaded)), key=Fact.sort_key)


@settings(max_examples=25, deadline=None)
@given(models())
def test_a_document_that_has_nothing_to_do_with_it_changes_no_tension(documents: list[str]) -> None:
    unrelated = (
        document("Domain", "gardens", "owningUnit: company"),
        metric("zinnias", "company"),
        plan("gardener-pay", "ceo", "zinnias 100"),
    )
    before, after = (organisation(*documents), organisation(*documents, *unrelated))
    assert without_index(tensions(before)) == without_index(tensions(after))


def without_index(found: tuple[Tension, ...]) -> list[Tension]:
    """Leave out places: a document more moves those behind it."""
    return [replace(tension, evidence=(), place=tension.place.at()) for tension in found]
