from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, permutations
from math import prod
from random import Random
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.analysis.influence import effects
from alignctl.analysis.influence.effects import Search
from alignctl.analysis.influence.links import STRENGTHS, Declared, graph_of
from alignctl.model.kinds import Influence
from alignctl.model.place import Place
from alignctl.model.ref import Ref
from alignctl.model.settings import AnalysisSettings

NODES = [Ref(f"metric:{letter}") for letter in "abcde"]
LINK = st.builds(
    lambda source, to, effect, strength: Declared(
        source, to, Influence(to, effect, strength, None, None), Place("x.yaml")
    ),
    st.sampled_from(NODES),
    st.sampled_from(NODES),
    st.sampled_from(["raises", "lowers"]),
    st.sampled_from(sorted(STRENGTHS)),
)
LINKS = st.lists(LINK, max_size=12)
MANY = st.lists(LINK, min_size=10, max_size=40)
Strongest = dict[tuple[Ref, Ref], dict[int, float]]


def by_hand(links: list[Declared], hops: int, weakest: float) -> Strongest:
    """Return the strongest path of each sign between two nodes, from all orders of all nodes."""
    edges: dict[tuple[Ref, Ref, int], float] = {}
    for link in links:
        key = link.source, link.to, 1 if link.influence.effect == "raises" else -1
        edges[key] = max(edges.get(key, 0.0), STRENGTHS[link.influence.strength])
    found: Strongest = {}
    for length in range(1, min(hops, len(NODES) - 1) + 1):
        for walk in permutations(NODES, length + 1):
            for sign, strength in _signed(edges, walk):
                if round(strength, 3) >= weakest:
                    best = found.setdefault((walk[0], walk[-1]), {1: 0.0, -1: 0.0})
                    best[sign] = max(best[sign], strength)
    return found


def _signed(edges: dict[tuple[Ref, Ref, int], float], walk: tuple[Ref, ...]) -> list[tuple[int, float]]:
    ways = [(1, 1.0)]
    for source, to in pairwise(walk):
        ways = [(s * t, w * edges[source, to, t]) for s, w in ways for t in (1, -1) if (source, to, t) in edges]
    return ways


def search(links: list[Declared], hops: int, weakest: str) -> Search:
    declared = tuple(sorted(links, key=lambda link: (link.source, link.to)))
    return Search.of(graph_of(declared), AnalysisSettings.read({"maxHops": hops, "minStrength": Decimal(weakest)}))


@settings(max_examples=150, deadline=None)
@given(LINKS, st.integers(1, 5), st.sampled_from(["0", "0.1", "0.3"]))
def test_effects_are_the_strongest_simple_paths_of_each_sign(links: list[Declared], hops: int, weakest: str) -> None:
    running = search(links, hops, weakest)
    found = {(e.from_, e.to): e for e in running.effects(NODES, frozenset(NODES))}
    expected = by_hand(links, hops, float(weakest))
    assert {ends: (e.positive, e.negative) for ends, e in found.items()} == {
        ends: (round(best[1], 3), round(best[-1], 3)) for ends, best in expected.items()
    }


@settings(max_examples=200, deadline=None)
@given(MANY, st.integers(1, 5), st.sampled_from(["0", "0.1", "0.3"]))
def test_a_search_that_ends_early_finds_the_same(links: list[Declared], hops: int, weakest: str) -> None:
    patient, hasty = search(links, hops, weakest), search(links, hops, weakest)
    found = list(patient.effects(NODES, frozenset(NODES)))
    with patch.object(effects, "PATIENCE", 0):
        assert list(hasty.effects(NODES, frozenset(NODES))) == found
    assert hasty.used <= patient.used


@settings(max_examples=100, deadline=None)
@given(LINKS)
def test_a_path_as_text_multiplies_to_its_strength_and_sign(links: list[Declared]) -> None:
    for effect in search(links, 4, "0.1").effects(NODES, frozenset(NODES)):
        first = -1 if effect.verdict == "lowers" else 1
        for text, sign in ((effect.path, first), (effect.counter_path, -first)):
            steps = [step.split(")")[0].split() for step in text.split("-(")[1:]]
            strength = round(prod(STRENGTHS[word] for _, word in steps), 3) if steps else 0.0
            assert strength == (effect.positive if sign > 0 else effect.negative)
            assert prod(1 if mark == "+" else -1 for mark, _ in steps) == (sign if steps else 1)


@settings(max_examples=100, deadline=None)
@given(LINKS, st.randoms(use_true_random=False))
def test_the_order_in_which_links_are_declared_changes_nothing(links: list[Declared], random: Random) -> None:
    shuffled = list(links)
    random.shuffle(shuffled)
    before, after = (list(search(given, 4, "0.1").effects(NODES, frozenset(NODES))) for given in (links, shuffled))
    assert before == after
