"""The validator that decides and the one that explains agree on every mutant; what both accept can be read."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from alignctl.load.explain import _errors, explain
from alignctl.load.loading import load
from alignctl.load.schema import accepts, defects
from alignctl.model.document import Document
from alignctl.model.kinds import KINDS
from alignctl.model.place import Pointer
from tests.load.samples import COMPLETE, SETTINGS, complete, node_at, rename, spoil, with_data

VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.0,
    2.5,
    10**17,
    "",
    "a",
    "a\n",
    "A b",
    "role:a",
    "2026-02-30",
    "0000-01-01",
    "2026-01-01\n",
    "FREQ=DAILY",
    "FREQ=DAILY\n",
    "a" * 64,
    "\uff11",
    [],
    ["a", "a"],
    [1, 1.0],
    [[], []],
    {},
    {"a": 1},
    {"in": []},
    {"over": 1, "upTo": None},
)


def nodes(data: Any, at: Pointer = ()) -> Iterator[Pointer]:
    yield at
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, below in steps:
        yield from nodes(below, (*at, step))


def mutants(document: Document) -> Iterator[Document]:
    """Yield copies with one node replaced, one field gone or renamed, one field too many, or one item doubled."""
    for number, pointer in enumerate(nodes(document.data)):
        value = node_at(document.data, pointer)
        if pointer:
            for turn in range(0, len(VALUES), 2):
                yield spoil(document, pointer, VALUES[(number + turn) % len(VALUES)])
        if isinstance(value, dict):
            yield with_data(document, grown(document.data, pointer))
            yield from (rename(document, (*pointer, key), name) for key in value for name in (None, key + "x"))
        if isinstance(value, list) and value:
            yield spoil(document, pointer, [*value, value[0]])


def grown(data: Any, pointer: Pointer) -> Any:
    copy = deepcopy(data)
    node_at(copy, pointer)["another"] = 1
    return copy


@pytest.mark.parametrize("document", complete(), ids=lambda d: f"{d.data['kind']}-{d.index}")
def test_both_validators_agree_and_each_refusal_is_explained(document: Document) -> None:
    kind = str(document.data["kind"])
    for mutant in mutants(document):
        accepted = accepts(kind, mutant.data)
        assert accepted == (next(_errors(kind, mutant.data), None) is None), mutant.data
        if not accepted:
            found = explain(kind, mutant)
            assert found
            for one in found:
                assert "is not a valid" not in one.problem, (mutant.data, one)
                assert not any(sign in one.problem for sign in ("[0-9]", "{'", "['")), one.problem
                assert one.problem.endswith(".")
        elif not defects(mutant, SETTINGS):
            read: Any = KINDS[kind]
            assert kind == read.read(mutant).KIND


def test_every_accepted_mutant_makes_facts() -> None:
    for document in complete():
        for mutant in mutants(document):
            if not defects(mutant, SETTINGS):
                _facts_of(mutant)


def _facts_of(document: Document) -> None:
    """Build the model of one document and ask it for everything, as no loader test does for odd values."""
    from alignctl.load.bounds import bound_facts
    from alignctl.model.model import Model
    from alignctl.model.organisation import Organisation

    read: Any = KINDS[str(document.data["kind"])]
    model = Model.of([read.read(document)])
    for fact in bound_facts(Organisation(model, SETTINGS, date(2026, 1, 15))):
        assert fact.possible == (not fact.problem)


def test_the_samples_load_without_a_defect_or_a_broken_reference() -> None:
    loaded = load([COMPLETE], SETTINGS)
    assert loaded.defects == ()
    assert [link for link in loaded.links if not link.found] == []
