"""What a reader is told about a refused document: one sentence at the deepest place, and what was meant."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from alignctl.load.explain import _errors, explain
from alignctl.load.loading import load
from alignctl.load.locate import Locator
from alignctl.load.schema import _validator, accepts, bundle, kinds, settings_bundle, settings_defects
from alignctl.load.wording import WORDINGS
from alignctl.load.yaml import parse
from alignctl.model.document import Source
from alignctl.model.facts.load import Defect
from alignctl.model.kinds import KINDS
from alignctl.model.settings import Settings
from tests.load.samples import SETTINGS, minimal, spoil

HEAD = "apiVersion: alignctl/v1\nkind: {kind}\nmetadata: {{name: x}}\nspec: {spec}\n"


def refused(text: str, **settings: object) -> tuple[Defect, ...]:
    loaded = load([Source("x.yaml", text.encode())], Settings.read(settings))
    assert loaded.unreadable == ()
    assert not loaded.defects or "x.yaml" in {one.place.path for one in loaded.defects}
    return loaded.defects


def told(text: str, **settings: object) -> list[str]:
    """Return `path: sentence -> suggestion` of each defect."""
    found = refused(text, **settings)
    return [f"{d.path}: {d.problem}{f' -> {d.suggestion}' if d.suggestion else ''}" for d in found]


def spec(kind: str, text: str) -> str:
    return HEAD.format(kind=kind, spec=text)


def sentences() -> Mapping[str, Any]:
    """Return the cases of sentences.yaml: name -> given, told."""
    path = Path(__file__).parent / "sentences.yaml"
    (document,) = parse(Source(path.name, path.read_bytes()), SETTINGS.limits).documents
    return document.data


CASES = sentences()


@pytest.mark.parametrize("name", CASES)
def test_sentences(name: str) -> None:
    assert told(CASES[name]["given"]) == CASES[name]["told"]


def test_long_values_are_cut_short() -> None:
    (one,) = refused(spec("Unit", f"{{parent: '{'A' * 5000}'}}"))
    assert len(one.problem) < 200


def test_a_key_is_pointed_at_and_a_missing_one_at_its_parent() -> None:
    text = "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: x}\nspec:\n  unti: u\n"
    loaded = load([Source("x.yaml", text.encode())], SETTINGS)
    locator = Locator(loaded.sources)
    spans = {one.word: locator.locate(one.place) for one in loaded.defects}
    assert {word: (s.line, s.column, s.end_line, s.end_column) for word, s in spans.items()} == {
        "unti": (5, 3, 5, 7),
        "holders": (5, 3, 5, 10),
    }


PLAN = "{{roles: [a], cycle: c, components: [{{metric: m, weight: 1{inside}}}]{beside}}}"
ABSENCE = "{unit: u, holders: [], unavailable: [{holder: a, from: 2026-01-01, until: 2026-01-02, reason: ill}]}"


@pytest.mark.parametrize(
    ("kind", "text", "path"),
    [
        ("IncentivePlan", PLAN.format(inside=", amount: 5", beside=""), "spec.components.0.amount"),
        ("IncentivePlan", PLAN.format(inside="", beside=", baseSalary: 5"), "spec.baseSalary"),
        ("IncentivePlan", PLAN.format(inside="", beside=", bonus_pool: 5"), "spec.bonus_pool"),
        ("IncentivePlan", PLAN.format(inside="", beside=", holders: [ann]"), "spec.holders"),
        ("IncentivePlan", PLAN.format(inside="", beside=", Rating: A"), "spec.Rating"),
        ("Role", ABSENCE, "spec.unavailable.0.reason"),
    ],
)
def test_private_fields_are_marked_and_their_values_never_told(kind: str, text: str, path: str) -> None:
    found = refused(spec(kind, text))
    assert [(one.path, one.private) for one in found] == [(path, True)]
    assert not {"5", "ann", "ill"} & set(found[0].problem.replace("`", " ").split())


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("IncentivePlan", PLAN.format(inside="", beside=", scorecard: x")),
        ("Role", "{unit: u, holders: [], amount: 5}"),
        ("Role", "{unit: u, holders: [], reason: x}"),
        ("Role", "{unit: u, holders: [], deputies: [{to: a, reason: x}]}"),
    ],
)
def test_other_unknown_fields_are_not_private(kind: str, text: str) -> None:
    assert [one.private for one in refused(spec(kind, text))] == [False]


def test_a_tier_must_be_configured() -> None:
    text = spec("Role", "{unit: u, holders: [], tier: directr}")
    tiers = "board, c-suite, vp, director, manager, individual"
    problem = f"`directr` is not a tier here: {tiers} (`roleTiers` in alignctl.yaml)."
    assert told(text) == [f"spec.tier: {problem} -> director"]
    assert told(text, roleTiers=["directr"]) == []


def test_a_document_with_very_many_defects_is_cut_short_and_says_so() -> None:
    text = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: x}\nspec:\n" + "".join(
        f"  field{number}: 1\n" for number in range(30_000 // 2)
    )
    exactly = "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: x}\nspec:\n  unit: u\n  holders:\n" + "    - A b\n"
    assert len(refused(text)) == 100
    many = exactly + "".join(f"    - A b{number}\n" for number in range(100))
    assert [one.word for one in refused(many)][-1] == "more"
    assert len(refused(many)) == 101
    assert len(refused(exactly + "".join(f"    - A b{number}\n" for number in range(99)))) == 100


def test_bundles_stand_alone() -> None:
    assert set(kinds()) == set(KINDS)
    by_kind = {str(document.data["kind"]): document for document in minimal()}
    for kind in kinds():
        schema = bundle(kind)
        assert "common.schema.json" not in json.dumps(schema)
        assert jsonschema_rs.Draft202012Validator(schema).is_valid(by_kind[kind].data)
        schema["properties"].clear()
        assert bundle(kind)["properties"], "a bundle is a copy"
    with pytest.raises(KeyError):
        bundle("Nothing")


def settings(text: str) -> list[str]:
    (document,) = parse(Source("alignctl.yaml", text.encode()), SETTINGS.limits).documents
    return [f"{d.path}: {d.problem}{f' -> {d.suggestion}' if d.suggestion else ''}" for d in settings_defects(document)]


def test_settings_are_told_the_same_way() -> None:
    assert settings("tier: strict\nrules: {ES001: {severity: off}}\n") == []
    assert settings("teir: strict\n") == ["teir: `teir` is not a field of alignctl.yaml. -> tier"]
    assert settings("analysis: {maxAge: {Rol: 5}}\n") == [
        f"analysis.maxAge.Rol: `Rol` is not known here: {', '.join(MAX_AGE)}. -> Role"
    ]
    assert settings("limits: {depth: 201}\n") == ["limits.depth: `depth` must be at most 200, not 201."]
    assert jsonschema_rs.Draft202012Validator(settings_bundle()).is_valid({"tier": "core"})


MAX_AGE = settings_bundle()["properties"]["analysis"]["properties"]["maxAge"]["propertyNames"]["enum"]


def keywords(schema: Any) -> set[str]:
    """Return the keywords of a schema that can refuse a value."""
    found: set[str] = set()
    if isinstance(schema, dict):
        for key, part in schema.items():
            inner = (
                part.values()
                if key in {"properties", "$defs"}
                else []
                if key in {"default", "examples", "x-choices"}
                else [part]
            )
            found |= {key}.union(*(keywords(one) for one in inner))
    elif isinstance(schema, list):
        found = found.union(*(keywords(one) for one in schema))
    return found


def test_every_keyword_of_the_schemas_has_its_words() -> None:
    used = set().union(*(keywords(schema) for schema in (settings_bundle(), *map(bundle, kinds()))))
    silent = {"$schema", "$id", "$defs", "$ref", "title", "description", "default", "properties", "items"}
    silent |= {
        "propertyNames",
        "if",
        "then",
        "else",
        "allOf",
        "x-ref",
        "x-ref-optional",
        "x-ref-words",
        "x-type",
        "x-choices",
        "examples",
    }
    assert used - silent <= set(WORDINGS), used - silent - set(WORDINGS)


def test_a_text_that_is_too_long_is_told() -> None:
    policy = next(document for document in minimal() if document.data["kind"] == "Policy")
    (one,) = explain("Policy", spoil(policy, ("spec", "severity"), "x" * 4097))
    assert one.problem == "`severity` has 4097 characters; the limit is 4096."


def test_nothing_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    outside = {"$id": "x.json", "$ref": "file:///etc/hostname"}
    monkeypatch.setattr("alignctl.load.schema.bundled_schema", lambda _kind: outside)
    _validator.cache_clear()
    with pytest.raises(Exception, match="file:///etc/hostname"):
        accepts("Unit", {})
    _validator.cache_clear()
    monkeypatch.setattr("alignctl.load.explain.bundled_schema", lambda _kind: outside)
    with pytest.raises(Exception, match="file:///etc/hostname"):
        list(_errors("Unit", {}))


def test_a_refusal_is_never_without_a_word() -> None:
    good = next(document for document in minimal() if document.data["kind"] == "Unit")
    assert [one.problem for one in explain("Unit", good)] == ["The document is not a valid Unit."]


def test_good_documents_do_not_import_what_explains() -> None:
    code = (
        "import sys\n"
        "from alignctl.load.loading import load\n"
        "from tests.load.samples import COMPLETE, SETTINGS\n"
        "assert not load([COMPLETE], SETTINGS).defects\n"
        "assert 'jsonschema_rs' in sys.modules and 'jsonschema' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
