from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from alignctl.model.graph import circle, components, knots
from alignctl.model.ref import Ref

NODES = [Ref(f"unit:{letter}") for letter in "abcdefg"]
GRAPHS = st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES)))


def reach(graph: dict[Ref, list[Ref]], start: Ref) -> set[Ref]:
    """Return what can be reached in one step or more."""
    seen: set[Ref] = set()
    rest = [start]
    while rest:
        for target in graph.get(rest.pop(), ()):
            if target not in seen:
                seen.add(target)
                rest.append(target)
    return seen


@given(GRAPHS)
def test_two_nodes_share_a_component_when_each_reaches_the_other(graph: dict[Ref, list[Ref]]) -> None:
    nodes = set(graph) | {target for targets in graph.values() for target in targets}
    expected = {tuple(sorted({node} | {n for n in reach(graph, node) if node in reach(graph, n)})) for node in nodes}
    assert components(graph) == tuple(sorted(expected))


@given(GRAPHS)
def test_a_knot_is_a_component_whose_members_reach_themselves(graph: dict[Ref, list[Ref]]) -> None:
    assert knots(graph) == tuple(part for part in components(graph) if part[0] in reach(graph, part[0]))


@given(GRAPHS)
def test_a_circle_walks_along_edges_inside_its_knot(graph: dict[Ref, list[Ref]]) -> None:
    for members in knots(graph):
        walk = circle(graph, members)
        assert walk[0] == walk[-1] == members[0]
        assert set(walk) <= set(members)
        assert all(after in graph[before] for before, after in pairwise(walk))
        assert len(set(walk)) == len(walk) - 1


@given(GRAPHS)
def test_what_is_no_knot_has_no_circle(graph: dict[Ref, list[Ref]]) -> None:
    tangled = {member for members in knots(graph) for member in members}
    assert all(not circle(graph, part) for part in components(graph) if part[0] not in tangled)
