"""Loading: whatever the sources and their order, one model, and every mistake once."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load.loading import Loaded, load
from alignctl.model.document import Source
from alignctl.model.facts.load import Bound, Defect, Name, Reference
from alignctl.model.kinds import Unit
from alignctl.model.settings import Settings
from tests.load.samples import COMPLETE, SETTINGS

AS_OF = date(2026, 1, 15)
HEAD = "apiVersion: alignctl/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n"


def source(path: str, *documents: str) -> Source:
    return Source(path, "---\n".join(documents).encode())


def unit(name: str, spec: str = "{}") -> str:
    return HEAD.format(kind="Unit", name=name, spec=spec)


SOURCES = (
    source("a.yaml", unit("a", "{type: company}"), unit("twin", "{parent: a}")),
    source("b.yaml", unit("twin", "{parent: gone}"), unit("bad", "{parnt: a}")),
    source("c.yaml", unit("c", "{parent: bad}"), "a: [\n"),
    source("d.yaml", "# only a comment\n"),
    source("e.yaml", "kind: Unit\n"),
)


def test_every_file_is_told_and_none_hides_another() -> None:
    loaded = load(SOURCES, SETTINGS)
    assert loaded.files == 5
    assert sorted(loaded.model.objects) == ["unit:a", "unit:c", "unit:twin"]
    assert [(one.place.path, one.place.index) for one in loaded.unreadable] == [("c.yaml", 1)]
    assert [(one.place.path, one.place.index, one.word) for one in loaded.defects] == [
        ("b.yaml", 1, "parnt"),
        ("e.yaml", 0, "apiVersion"),
    ]
    assert [(link.source, link.target, link.found) for link in loaded.links] == [
        ("unit:twin", "unit:a", True),
        ("unit:twin", "unit:gone", False),
        ("unit:c", "unit:bad", True),
    ]
    assert [(d.source.path, d.index) for d in loaded.documents] == [
        ("a.yaml", 0),
        ("a.yaml", 1),
        ("b.yaml", 0),
        ("b.yaml", 1),
        ("c.yaml", 0),
        ("e.yaml", 0),
    ]


def test_of_two_objects_with_one_name_the_first_stands_and_the_second_is_told() -> None:
    loaded = load(SOURCES, SETTINGS)
    twin = loaded.model.get(Unit, next(ref for ref in loaded.model.objects if ref == "unit:twin"))
    assert twin is not None
    assert twin.parent == "unit:a"
    names = {str(fact.name): fact for fact in loaded.facts(AS_OF) if isinstance(fact, Name)}
    assert {name: fact.count for name, fact in names.items()} == {
        "unit:a": 1,
        "unit:bad": 1,
        "unit:c": 1,
        "unit:twin": 2,
    }
    assert names["unit:twin"].place.path == "b.yaml"
    assert [evidence.place.path for evidence in names["unit:twin"].evidence] == ["a.yaml"]
    assert names["unit:a"].evidence == ()


def shape(loaded: Loaded) -> tuple[object, ...]:
    return (
        tuple(loaded.model),
        [(d.source.path, d.index) for d in loaded.documents],
        loaded.links,
        loaded.unreadable,
        loaded.defects,
        tuple(loaded.sources),
        loaded.facts(AS_OF),
    )


def test_the_order_of_the_sources_does_not_matter() -> None:
    expected = shape(load(SOURCES, SETTINGS))
    for order in permutations(SOURCES):
        assert shape(load(order, SETTINGS)) == expected


def test_facts_are_sorted_and_of_all_four_kinds() -> None:
    facts = load(SOURCES, SETTINGS).facts(AS_OF)
    assert {type(fact) for fact in facts} == {Defect, Name, Bound, Reference}
    assert list(facts) == sorted(facts, key=lambda fact: fact.sort_key())
    assert len({fact.id for fact in facts}) == len(facts)


def test_a_repeated_key_keeps_a_document_out_of_the_model() -> None:
    text = unit("x", "\n  parent: a\n  parent: b\n  parent: c")
    loaded = load([source("x.yaml", text)], SETTINGS)
    assert not loaded.model.objects
    assert [one.problem for one in loaded.defects] == ["`parent` stands twice here, first in line 5; keep one."]
    assert loaded.defects[0].place.span is not None
    assert loaded.defects[0].place.span.line == 6
    assert loaded.defects[0].document == "unit:x"


def test_a_document_without_a_readable_name_is_called_by_its_place() -> None:
    loaded = load([source("x.yaml", "---\n", unit("'A b'"), "kind: Nothing\n")], SETTINGS)
    assert {one.document for one in loaded.defects} == {"document:x.yaml#2", "document:x.yaml#3"}
    assert not [fact for fact in loaded.facts(AS_OF) if isinstance(fact, Name)]


@pytest.mark.parametrize(("count", "refused"), [(3, []), (4, ["3.yaml"]), (6, ["3.yaml"])])
def test_the_number_of_files_is_limited(count: int, refused: list[str]) -> None:
    settings = Settings.read({"limits": {"files": 3}})
    loaded = load([source(f"{number}.yaml", unit(f"u{number}")) for number in range(count)], settings)
    assert [one.place.path for one in loaded.unreadable] == refused
    assert loaded.files == 3
    assert len(loaded.documents) == 3


def test_limits_come_from_the_settings() -> None:
    settings = Settings.read({"limits": {"fileBytes": 10}})
    assert "the limit is 10" in load([source("x.yaml", unit("x"))], settings).unreadable[0].message


def test_nothing_at_all() -> None:
    loaded = load([], SETTINGS)
    assert (loaded.files, loaded.documents, loaded.facts(AS_OF)) == (0, (), ())


def test_the_samples_are_all_in_the_model() -> None:
    loaded = load([COMPLETE], SETTINGS)
    assert len(loaded.model.objects) == len(loaded.documents) == 24
    assert all(fact.possible for fact in loaded.facts(AS_OF) if isinstance(fact, Bound))


LINES = st.sampled_from(
    [
        *("apiVersion: alignctl/v1", "kind: Unit", "kind: Forum", "metadata: {name: x}", "spec: {parent: x}", "spec:"),
        *("  members: [a, a]", "  cadence: {startsOn: 2026-01-01, rrule: FREQ=DAILY}", "metadata: x", "spec: []"),
        *("---", "...", "kind: [a]", "metadata: {name: [x], formerly: y}", "metadata: {name: x, formerly: [y, [z]]}"),
        *("  - a", "x: &a [1]", "y: *a", "kind:", "\t", "# c", "'", "spec: {type: function, lead: 1}"),
    ]
)


@given(st.lists(st.lists(LINES, max_size=10), max_size=3))
def test_any_sources_make_a_value(files: list[list[str]]) -> None:
    loaded = load([source(f"{number}.yaml", "\n".join(lines)) for number, lines in enumerate(files)], SETTINGS)
    facts = loaded.facts(AS_OF)
    assert len(loaded.model.objects) <= len(loaded.documents)
    assert all(fact.place.path in loaded.sources for fact in facts)
    refused = {(one.place.path, one.place.index) for one in loaded.defects}
    accepted = {(d.source.path, d.index) for d in loaded.documents} - refused
    assert {(entity.place.path, entity.place.index) for entity in loaded.model} <= accepted
