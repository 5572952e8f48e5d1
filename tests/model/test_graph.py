from __future__ import annotations

from alignctl.model.graph import circle, components, knots
from alignctl.model.ref import Ref

A, B, C, D = (Ref(f"unit:{letter}") for letter in "abcd")


def test_a_node_that_is_only_pointed_at_is_a_component() -> None:
    assert components({A: (B,)}) == ((A,), (B,))


def test_a_node_alone_is_a_knot_only_if_it_points_at_itself() -> None:
    assert knots({A: (A,), B: ()}) == ((A,),)
    assert circle({A: (A,)}, (A,)) == (A, A)


def test_the_circle_is_the_shortest_and_begins_with_the_first_member() -> None:
    graph = {A: (B, C), B: (C,), C: (D,), D: (A,)}
    assert circle(graph, (A, B, C, D)) == (A, C, D, A)


def test_a_chain_of_a_hundred_thousand_nodes_needs_no_recursion() -> None:
    nodes = [Ref(f"unit:n{number:06d}") for number in range(100_000)]
    graph = {node: (after,) for node, after in zip(nodes, nodes[1:] + nodes[:1], strict=True)}
    assert components(graph) == (tuple(nodes),)
