"""Every field of every kind, as the schemas have it: a change of it is told, or the table says why it means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from alignctl.analysis.changes.goals import GOALS
from alignctl.analysis.changes.governed import GOVERNED, METADATA, WINDOW
from alignctl.analysis.pipeline import analyse_change
from alignctl.load.schemas import Schema, bundled_schema, resolve
from alignctl.load.yaml import parse
from alignctl.model.document import Document, Source
from alignctl.model.facts import Change
from alignctl.model.kinds import KINDS
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.place import Pointer
from alignctl.model.plain import camel
from alignctl.model.settings import Settings
from tests.load.samples import SETTINGS, complete, spoil, walk, with_data
from tests.workspace import entity

AS_OF = date(2026, 1, 15)
IDENTITY = frozenset({"apiVersion", "kind", "metadata.name"})
"""With another one it is another object: one is gone and one is new, which has tests of its own."""
PLAIN = """
apiVersion: alignctl/v1
kind: Domain
metadata: {name: spend}
spec: {owningUnit: company, attributes: {amount: {type: number}, urgent: {type: bool}}}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: spending}
spec:
  domains: [spend]
  when: {urgent: {in: [true]}, amount: {over: 10, upTo: 5000}}
  decide: role:cmo
  agree: ['unit:company']
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: not-urgent}
spec: {domains: [spend], when: {urgent: {in: [false]}, amount: {atLeast: 10, under: 5000}}, decide: 'role:ceo'}
---
apiVersion: alignctl/v1
kind: Initiative
metadata: {name: erp}
spec:
  sponsor: company
  domains: [spend]
  action: approve
  influences: [{metric: churn, effect: lowers, strength: weak, basis: expert, condition: In summer.}]
---
apiVersion: alignctl/v1
kind: Decision
metadata: {name: erp-it-is}
spec: {initiative: erp, raisedOn: 2026-01-05, decidedOn: 2026-01-09, proposer: bea, decidedBy: dora}
"""
RAW = re.compile(r"\bnone\b|\b(role|unit|forum|domain|metric|objective):|[a-z][A-Z][a-z]")
"""What no reader should see: a missing value, a reference, the name of a field or a kind."""
OF_ITS_DAY = "a record tells what was so on its day; it does not end"
SILENT: Mapping[str, Mapping[str, str]] = {
    "Precedence": {"spec.rationale": "it is a reason; who wins stays the same"},
    "Decision": {"metadata.effectiveUntil": OF_ITS_DAY},
    "Review": {"metadata.effectiveUntil": OF_ITS_DAY},
    "Policy": {
        "spec.message": "it is the wording of a finding, not what is found",
        "spec.fix": "it is the wording of a finding, not what is found",
        "spec.checks.message": "it is the wording of a finding, not what is found",
        "spec.checks.fix": "it is the wording of a finding, not what is found",
        "spec.why": "it explains; nothing is judged by it",
        "spec.examples": "they prove the rule; nothing is judged by them",
        "spec.params.description": "it explains; nothing is judged by it",
    },
}


def silent(kind: str) -> dict[str, str]:
    """Return the fields of a kind that mean nothing, with the reason: from the product's own tables and from above."""
    governed = {**GOVERNED, **GOALS}.get(KINDS[kind])
    own = {name: why for name, why in (governed.silent if governed else {}).items() if name not in METADATA}
    return {
        **{f"metadata.{camel(name)}": why for name, why in METADATA.items()},
        **{f"{'metadata' if name in WINDOW else 'spec'}.{camel(name)}": why for name, why in own.items()},
        **SILENT.get(kind, {}),
    }


def declared(root: Schema, raw: Schema, at: str = "", seen: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the path of every field that a schema knows, without positions in lists and names in maps."""
    reference = str(raw.get("$ref", ""))
    if reference and reference in seen:
        return
    schema = resolve(root, raw)
    seen = (*seen, reference)
    for part in (schema, *schema.get("oneOf", ()), *(schema.get(key, {}) for key in ("then", "else"))):
        inner = resolve(root, part)
        for key, item in inner.get("properties", {}).items():
            yield f"{at}.{key}".lstrip(".")
            yield from declared(root, item, f"{at}.{key}", seen)
        for key in ("items", "additionalProperties"):
            if isinstance(inner.get(key), dict):
                yield from declared(root, inner[key], at, seen)


def path_of(kind: str, pointer: Pointer) -> str:
    """Return the path of a node as `declared` writes it: a name that no schema knows is a name in a map."""
    known = fields(kind)
    path = ""
    for step in (step for step in pointer if isinstance(step, str)):
        path = longer if (longer := f"{path}.{step}".lstrip(".")) in known else path
    return path


@cache
def fields(kind: str) -> frozenset[str]:
    schema = bundled_schema(kind)
    return frozenset(declared(schema, schema))


@cache
def documents() -> tuple[Document, ...]:
    """Return the complete documents, with rights that decide something: those of the first are never applied."""
    added = parse(Source("plain.yaml", PLAIN.encode()), SETTINGS.limits).documents
    whole: Any = complete()[0].data["metadata"]
    found = []
    for place, one in enumerate((*complete(), *added)):
        data: Any = deepcopy(one.data)
        data["metadata"] = {**whole, "formerly": [f"before-{place}"], **data["metadata"]}
        found.append(replace(one, index=place, data=data))
    return tuple(found)


@cache
def cases() -> dict[tuple[str, str], list[tuple[Document, Pointer, Any]]]:
    """Return for each kind and path the leaves of the complete documents that are there."""
    found: dict[tuple[str, str], list[tuple[Document, Pointer, Any]]] = {}
    for document in documents():
        kind = str(document.data["kind"])
        root = bundled_schema(kind)
        for pointer, _, value in walk(root, root, document.data):
            if pointer and not isinstance(value, dict):
                found.setdefault((kind, path_of(kind, pointer)), []).append((document, pointer, value))
    return found


def others(kind: str, path: str, value: Any) -> Iterator[Any]:
    """Yield other values for a field: one that is allowed, as far as it follows from the value and the schema."""
    schema = bundled_schema(kind)
    choices = enumeration(schema, schema, path.split("."))
    if isinstance(value, bool):
        yield not value
    elif choices:
        yield from (choice for choice in choices if choice != value)
    elif isinstance(value, (int, float)):
        yield value + 1
    elif isinstance(value, list):
        yield value[:-1]
        yield [*value[:-1], *others(kind, path, value[-1])] if value and not isinstance(value[-1], (dict, list)) else []
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        yield from (str(date.fromisoformat(value) + timedelta(days=days)) for days in (40, -1000))
    elif re.fullmatch(r"\d+(h|d|w|bd)", value):
        yield "77d"
    else:
        yield f"{value}-other"


def enumeration(root: Schema, raw: Schema, path: list[str]) -> list[Any]:
    schema = resolve(root, raw)
    if not path:
        return list(schema.get("enum", []))
    for part in (schema, *schema.get("oneOf", ())):
        resolved = resolve(root, part)
        if path[0] in resolved.get("properties", {}):
            return enumeration(root, resolved["properties"][path[0]], path[1:])
        for key in ("items", "additionalProperties"):
            if isinstance(resolved.get(key), dict) and (found := enumeration(root, resolved[key], path)):
                return found
    return []


def organisation(documents: tuple[Document, ...]) -> Organisation:
    return Organisation(Model.of(map(entity, documents)), Settings.read({}), AS_OF)


def without(document: Document, pointer: Pointer) -> Document:
    data: Any = deepcopy(document.data)
    node = data
    for step in pointer[:-1]:
        node = node[step]
    del node[pointer[-1]]
    return with_data(document, data)


def told(changed: Document) -> tuple[Change, ...]:
    """Return what is said of a change of one document, there and back."""
    before = organisation(documents())
    after = organisation(tuple(changed if one.index == changed.index else one for one in documents()))
    return (*analyse_change(before, after, None), *analyse_change(after, before, None))


def changed(kind: str, path: str) -> Iterator[Document]:
    """Yield the complete documents with another value of one field, or without it where nothing needs it."""
    for document, pointer, value in cases()[kind, path]:
        for other in others(kind, path, value):
            yield spoil(document, pointer, other)
        yield without(document, pointer)


def reads(document: Document) -> bool:
    try:
        entity(document)
    except (KeyError, ValueError, AttributeError, TypeError):
        return False
    return True


ALL = sorted(
    (kind, path) for kind in KINDS for path in fields(kind) if (kind, path) in cases() and path not in IDENTITY
)


def test_the_complete_documents_have_every_field() -> None:
    inner = {(kind, path) for kind in KINDS for path in fields(kind)}
    parents = {(kind, path.rpartition(".")[0]) for kind, path in inner}
    assert {case for case in inner - parents - set(ALL) if case[1] not in IDENTITY} == set()


@pytest.mark.parametrize(("kind", "path"), ALL, ids=str)
def test_a_change_of_a_field_is_told_or_means_nothing(kind: str, path: str) -> None:
    readable = [document for document in changed(kind, path) if reads(document)]
    assert readable
    reasons = silent(kind)
    quiet = any(path == field or path.startswith(f"{field}.") for field in reasons)
    # A conflict that a change hides is told by itself, whatever field did it.
    found = [change.sentence for document in readable for change in told(document) if change.what != "conflict"]
    assert bool(found) is not quiet
    assert [sentence for sentence in found if RAW.search(sentence)] == []


@pytest.mark.parametrize("kind", sorted(kind.__name__ for kind in {**GOVERNED, **GOALS}))
def test_a_field_that_the_table_does_not_know_is_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = GOVERNED if KINDS[kind] in GOVERNED else GOALS
    governed = table[KINDS[kind]]
    known = {*governed.terms, *governed.elsewhere, *governed.silent}
    assert known <= {*KINDS[kind].__dataclass_fields__, *METADATA, *WINDOW}
    name = next(name for name in governed.silent if name in METADATA and name == "labels")
    less = {key: why for key, why in governed.silent.items() if key != name}
    monkeypatch.setitem(table, KINDS[kind], replace(governed, silent=less))
    document = next(one for one in documents() if one.data["kind"] == kind)
    data: Any = deepcopy(document.data)
    data["metadata"]["labels"] = {"new": "field"}
    assert all(change.sentence.endswith("has another labels") for change in told(with_data(document, data)))
    assert len(told(with_data(document, data))) == 2


OTHER_SETTINGS: Mapping[str, Any] = {
    "paths": ["governance"],
    "exclude": ["old/"],
    "policies": ["rules"],
    "tier": "optional",
    "rules": {"CH001": {"severity": "off", "params": {"x": 1}}},
    "roleTiers": ["board", "c-suite", "vp"],
    "cSuiteTiers": ["board"],
    "leaderTiers": ["vp"],
    "timezone": "Europe/Berlin",
    "governanceOwner": "role:cmo",
    "waiverApprovers": ["role:cmo"],
    "analysis": {
        "maxHops": 3,
        "minStrength": 0.5,
        "rho": 1.5,
        "heatError": 0.9,
        "heatWarning": 0.8,
        "useVariableShare": True,
        "grace": "70d",
        "gradeGrace": "70d",
        "escalationRate": 0.1,
        "splitWindow": "9d",
        "maxAge": {"Role": 9},
        "cellBudget": 10,
        "pathBudget": 10,
    },
    "limits": {"fileBytes": 9999, "depth": 9, "nodes": 9, "documents": 9, "aliases": 9, "files": 9},
    "site": {"audiences": {"IncentivePlan": "all-staff"}},
    "overlays": ["../pay"],
}
LOOKS = "site."
"""How the site looks says nothing of who decides; who may see what on it does."""


def settings_leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each setting alone, as a path and as settings that hold nothing else."""
    if isinstance(value, dict) and at not in {"rules.CH001.params", "analysis.maxAge", "site.audiences"}:
        for key, item in value.items():
            yield from ((path, {key: inner}) for path, inner in settings_leaves(item, f"{at}.{key}".lstrip(".")))
    else:
        yield at, value


def test_the_settings_of_this_test_are_all_that_there_are() -> None:
    root = bundled_schema("alignctl")
    known = {path for path in declared(root, root) if not path.startswith(LOOKS)} | {"site.audiences"}
    named = {path.replace(".CH001", "") for path, _ in settings_leaves(OTHER_SETTINGS)}
    assert known - named == {"rules", "analysis", "limits", "site"}


@pytest.mark.parametrize(("path", "one"), list(settings_leaves(OTHER_SETTINGS)), ids=str)
def test_a_change_of_a_setting_is_told(path: str, one: Mapping[str, Any]) -> None:
    before = organisation(documents())
    after = replace(before, settings=Settings.read(dict(one)))
    assert [change.of for change in analyse_change(before, after, None)] == [f"settings:{path}"]
