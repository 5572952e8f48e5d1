"""References: however they are spelt, the model, the history and the gate see the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alignctl.load.link import Slot, trail
from alignctl.load.loading import Loaded, load
from alignctl.model.bare import bare
from alignctl.model.document import Source
from alignctl.model.place import Pointer
from alignctl.words.past import edits
from tests.command import alignctl
from tests.load.samples import SETTINGS, complete
from tests.repositories import Repo


def respelt(text: str, slot: Slot, *, short: bool) -> str:
    """Return a reference the other way: with its kind where that goes without saying, or without it."""
    if slot.optional and (text in slot.words or not slot.words):
        return text
    if slot.fixed:
        return text if short else f"{slot.fixed}:{text}"
    return text.partition(":")[2] if short else text


def state(*, short: bool | None) -> Loaded:
    texts = []
    for document in complete():
        data: Any = json.loads(json.dumps(document.data))
        if short is not None:
            for pointer, text, slot in trail(str(data["kind"])).follow(data):
                _put(data, pointer, respelt(text, slot, short=short))
        texts.append(json.dumps(data))
    return load([Source("all.yaml", "\n---\n".join(texts).encode())], SETTINGS)


def _put(data: Any, pointer: Pointer, value: str) -> None:
    for step in pointer[:-1]:
        data = data[step]
    data[pointer[-1]] = value


@pytest.mark.parametrize("short", [True, False])
def test_every_reference_of_every_kind_has_two_spellings_of_one_meaning(*, short: bool) -> None:
    plain, other = state(short=None), state(short=short)
    assert [one.problem for one in (*plain.defects, *other.defects)] == []
    assert [bare(one) for one in other.model] == [bare(one) for one in plain.model]
    assert [(one.source, one.field, one.target) for one in other.links] == [
        (one.source, one.field, one.target) for one in plain.links
    ]
    assert list(edits(plain, other)) == []


def doc(kind: str, name: str, spec: str) -> str:
    return f"apiVersion: alignctl/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n"


COMPANY = (
    doc("Unit", "shop", "{lead: boss}"),
    doc("Unit", "law", "{parent: shop, lead: law}"),
    doc("Role", "boss", "{unit: shop, holders: [ann], final: true}"),
    doc("Role", "law", "{unit: law, holders: [lou], escalatesTo: boss}"),
    doc("Domain", "buying", "{owningUnit: shop}"),
)


def problems(right: str) -> list[str]:
    found = load([Source("a.yaml", "---\n".join((*COMPANY, doc("DecisionRight", "buy", right))).encode())], SETTINGS)
    return [f"{one.path}: {one.problem}" for one in found.defects]


def test_a_bare_name_that_several_objects_have_is_refused_with_the_spellings_to_choose_from() -> None:
    assert problems("{domains: [buying], decide: boss, agree: [law]}") == [
        "spec.agree.0: `law` is the name of a role and a unit here; write `role:law` or `unit:law`."
    ]


def test_two_spellings_of_one_name_in_a_list_are_one_name_twice() -> None:
    assert problems("{domains: [buying, 'domain:buying'], decide: boss}") == [
        "spec.domains.1: `buying` stands twice in `domains`, first as item 1; keep one."
    ]


def test_a_bare_name_that_nothing_has_leads_nowhere_like_any_other_reference() -> None:
    right = doc("DecisionRight", "buy", "{domains: [buying], decide: bos}")
    found = load([Source("a.yaml", "---\n".join((*COMPANY, right)).encode())], SETTINGS)
    missing = [(one.field, one.target, one.suggestion) for one in found.links if not one.found]
    assert missing == [("decide", "role:bos", "role:boss")]


def test_history_and_gate_see_no_change_where_only_the_spelling_changes(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path / "company")
    right = "{{domains: [{}], decide: {}, agree: ['role:law']}}"
    first = doc("DecisionRight", "buy", right.format("buying", "'role:boss'"))
    other = doc("DecisionRight", "buy", right.format("'domain:buying'", "boss"))
    base = repo.commit({"all.yaml": "---\n".join((*COMPANY, first))}, "Begin")
    repo.commit({"all.yaml": "---\n".join((*COMPANY, other))}, "Spell it the other way")
    log = alignctl("log", "decisionright/buy", cwd=repo.path)
    assert (log.status, log.out.splitlines()[0]) == (0, "DecisionRight `buy`: 1 change")
    assert "Spell it" not in log.out
    diff = alignctl("diff", base, "HEAD", "--as-of", "2026-01-15", "-f", "json", cwd=repo.path)
    assert (diff.status, json.loads(diff.out)["changes"]) == (0, [])
