"""References: every one that a schema knows is found, told when its target is missing, and placed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from alignctl.load.link import trail
from alignctl.load.loading import Loaded, load
from alignctl.load.schemas import Schema, bundled_schema, resolve
from alignctl.model.document import Source
from alignctl.model.facts.load import Reference
from alignctl.model.kinds import KINDS
from alignctl.model.link import Link
from alignctl.model.place import Pointer
from tests.load.samples import COMPLETE, SETTINGS, complete

AS_OF = date(2026, 1, 15)


def loaded(*texts: str) -> Loaded:
    return load([Source(f"{number}.yaml", text.encode()) for number, text in enumerate(texts)], SETTINGS)


def doc(kind: str, name: str, spec: str = "{}", metadata: str = "") -> str:
    extra = f", {metadata}" if metadata else ""
    return f"apiVersion: alignctl/v1\nkind: {kind}\nmetadata: {{name: {name}{extra}}}\nspec: {spec}\n"


def links(*texts: str) -> dict[str, Link]:
    return {link.field: link for link in loaded(*texts).links}


def references(*texts: str) -> dict[str, Reference]:
    facts = loaded(*texts).facts(AS_OF)
    return {f"{fact.from_} {fact.field}": fact for fact in facts if isinstance(fact, Reference)}


def slots(root: Schema, raw: Schema, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the way to each reference in a schema; `*` stands for an item or a name."""
    schema = resolve(root, raw)
    if "x-ref" in schema:
        yield at
    for key, part in schema.get("properties", {}).items():
        yield from slots(root, part, (*at, key))
    for part in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(part, dict):
            yield from slots(root, part, (*at, "*"))
    for part in schema.get("oneOf", ()):
        yield from slots(root, part, at)


def general(pointer: Pointer) -> tuple[str, ...]:
    return tuple("*" if isinstance(step, int) else step for step in pointer)


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_of_every_schema_is_followed(kind: str) -> None:
    root = bundled_schema(kind)
    documents = [document for document in complete() if document.data["kind"] == kind]
    found = {general(at) for d in documents for at, _, _ in trail(kind).follow(d.data)}
    assert found | {("metadata", "owner")} == set(slots(root, root))


def test_every_reference_of_the_samples_breaks_when_its_target_goes() -> None:
    whole = load([COMPLETE], SETTINGS)
    targets = {link.target for link in whole.links}
    assert len(targets) == 18
    text = COMPLETE.content.decode()
    for target in targets:
        kind, _, name = target.partition(":")
        kept = [part for part in text.split("---\n") if not _declares(part, kind, name)]
        broken = load([Source("x.yaml", "---\n".join(kept).encode())], SETTINGS)
        missing = {link.target for link in broken.links if not link.found}
        assert missing <= {target}
        mentions = [link for link in whole.links if link.target == target and link.source != target]
        assert bool(missing) == bool(mentions), target


def _declares(text: str, kind: str, name: str) -> bool:
    lines = text.splitlines()
    named = f"metadata: {{name: {name}}}", f"metadata: {{name: {name},", f"  name: {name}"
    return f"kind: {kind}" in [line.lower() for line in lines] and any(line.startswith(named) for line in lines)


def test_a_link_tells_field_target_and_place() -> None:
    found = links(
        doc("DecisionRight", "r", "{domains: [d], bandOn: a, bands: [{decide: 'role:x'}]}", "owner: 'unit:u'"),
        doc("Domain", "d", "{owningUnit: u}"),
        doc("Unit", "u", "{lead: x}"),
    )
    assert {field: (link.target, link.found) for field, link in found.items()} == {
        "owner": ("unit:u", True),
        "domains.0": ("domain:d", True),
        "bands.0.decide": ("role:x", False),
        "owningUnit": ("unit:u", True),
        "lead": ("role:x", False),
    }
    assert found["bands.0.decide"].place.pointer == ("spec", "bands", 0, "decide")
    assert found["bands.0.decide"].source == "decisionright:r"
    assert found["owner"].place.pointer == ("metadata", "owner")


@pytest.mark.parametrize(
    ("field", "value", "targets"),
    [
        ("deputies", "[{to: ann}]", []),
        ("deputies", "[{to: 'role:boss'}]", ["role:boss"]),
        ("deputies", "[{to: ann, rights: all}]", []),
        ("deputies", "[{to: ann, rights: [sign]}]", ["decisionright:sign"]),
    ],
)
def test_optional_references_need_a_prefix(field: str, value: str, targets: list[str]) -> None:
    found = loaded(doc("Role", "r", f"{{unit: u, holders: [], {field}: {value}}}")).links
    assert [link.target for link in found if link.field != "unit"] == targets


def test_parties_and_subjects_are_references_only_with_a_prefix() -> None:
    right = doc("DecisionRight", "r", "{domains: [d], decide: 'role:a', sod: [[proposer, 'forum:f']]}")
    assert [link.field for link in loaded(right).links] == ["domains.0", "decide", "sod.0.1"]
    review = doc("Review", "v", "{forum: f, date: 2026-01-01, attended: [], subjects: [0123456789abcdef, 'metrc:m']}")
    found = links(review, doc("Metric", "m", "{owningUnit: u, direction: up}"))
    assert found["subjects.1"].target == "metrc:m"
    assert (found["subjects.1"].found, found["subjects.1"].suggestion) == (False, "metric:m")
    assert "subjects.0" not in found


def test_a_refused_document_is_still_found_so_that_one_mistake_is_told_once() -> None:
    found = loaded(doc("Unit", "u", "{lead: boss}"), doc("Role", "boss", "{unit: u}"))
    assert [link.found for link in found.links] == [True]
    assert "role:boss" not in found.model.objects
    (fact,) = (fact for fact in found.facts(AS_OF) if isinstance(fact, Reference))
    assert (fact.found, fact.to_active, fact.inactive_why) == (True, True, "")


def test_earlier_names_are_found() -> None:
    found = loaded(doc("Unit", "u", "{lead: old}"), doc("Role", "new", "{unit: u, holders: []}", "formerly: [old]"))
    assert {link.target: link.found for link in found.links} == {"role:old": True, "unit:u": True}
    (fact,) = (f for f in found.facts(AS_OF) if isinstance(f, Reference) and f.field == "lead")
    assert fact.to_active


@pytest.mark.parametrize(
    ("spec", "suggestion"),
    [
        ("{unit: markting, holders: []}", "marketing"),
        ("{unit: Marketing, holders: []}", None),
        ("{unit: zzz, holders: []}", ""),
        ("{unit: sales-team, holders: [], escalatesTo: 'role:bord'}", "forum:board"),
        ("{unit: sales, holders: [], escalatesTo: 'role:board'}", "forum:board"),
    ],
)
def test_what_was_meant(spec: str, suggestion: str | None) -> None:
    board = doc("Forum", "board", "{members: [r], cadence: {startsOn: 2026-01-01, rrule: FREQ=DAILY}}")
    text = doc("Role", "r", spec)
    found = [link for link in loaded(doc("Unit", "marketing"), board, text).links if link.source == "role:r"]
    if suggestion is None:
        assert found == []  # refused by its schema, which tells it
    else:
        assert found[-1].found is False
        assert found[-1].suggestion == suggestion


def test_suggestions_are_found_among_many() -> None:
    units = "---\n".join(doc("Unit", f"team-{number:05d}") for number in range(5_000))
    (link,) = loaded(units, doc("Domain", "d", "{owningUnit: taem-04321}")).links
    assert link.suggestion == "team-04321"


def test_references_from_retired_objects_are_no_facts_and_inactive_targets_are_told() -> None:
    found = references(
        doc("Unit", "old", "{lead: gone}", "status: retired"),
        doc("Unit", "draft", "{lead: gone}", "status: draft"),
        doc("Unit", "now", "{lead: gone}"),
        doc("Role", "gone", "{unit: now, holders: []}", "effectiveUntil: 2026-01-14"),
    )
    assert sorted(found) == ["role:gone unit", "unit:draft lead", "unit:now lead"]
    assert not found["unit:draft lead"].from_active
    assert not found["role:gone unit"].from_active
    fact = found["unit:now lead"]
    assert (fact.from_active, fact.to_active, fact.inactive_why) == (True, False, "it ended on 2026-01-14")
    assert fact.subjects == ("role:gone", "unit:now")
    assert [evidence.place.path for evidence in fact.evidence] == ["3.yaml"]


def test_two_documents_of_one_name_make_a_reference_once() -> None:
    facts = loaded(doc("Unit", "u", "{lead: a}"), doc("Unit", "u", "{lead: a}")).facts(AS_OF)
    found = [fact for fact in facts if isinstance(fact, Reference)]
    assert [(fact.place.path, fact.found) for fact in found] == [("0.yaml", False)]


def test_a_self_reference_has_one_subject() -> None:
    fact: Any = references(doc("Unit", "u", "{parent: u}"))["unit:u parent"]
    assert fact.subjects == ("unit:u",)
