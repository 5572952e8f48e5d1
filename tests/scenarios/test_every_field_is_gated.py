"""The gate's own proof: a clean repository, one field deleted, misspelt or corrupted, and `check` does not pass."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import pytest

from alignctl.load.loading import load
from alignctl.model.document import Document, Source
from alignctl.model.settings import Settings
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice
from alignctl.policy.state import State
from tests.command import ROOT, alignctl
from tests.load.samples import Field, complete, rename, required_fields, spoil

SETTINGS = Settings.read({})
BAKERY = Source("governance/bakery.yaml", (ROOT / "examples/minimal/governance/bakery.yaml").read_bytes())
FIELDS = [field for field in required_fields(complete()) if field.pointer[-1] != "default"]


def status(*sources: Source) -> int:
    return judge_state(State(load(sources, SETTINGS), SETTINGS, date(2026, 1, 15)), Choice(("ST",))).status("error")


@cache
def clean() -> int:
    return status(BAKERY)


def spoilt(field: Field) -> list[Document]:
    name = str(field.pointer[-1])
    return [
        rename(field.document, field.pointer, None),
        rename(field.document, field.pointer, f"{name}zz"),
        spoil(field.document, field.pointer, {"no": "such"}),
    ]


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_a_spoilt_field_is_refused(field: Field) -> None:
    assert clean() == 0
    for document in spoilt(field):
        added = Source("governance/spoilt.yaml", json.dumps(document.data).encode())
        assert status(BAKERY, added) == 1


@pytest.mark.parametrize("field", FIELDS[:: len(FIELDS) // 6], ids=str)
def test_so_it_is_through_the_installed_command(field: Field) -> None:
    text = json.dumps(spoilt(field)[0].data)
    ran = alignctl(
        "check", "examples/minimal", "--stdin-filename", "examples/minimal/governance/spoilt.yaml", stdin=text
    )
    assert ran.status == 1
    assert "ST001" in ran.out
