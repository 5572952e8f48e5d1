"""Whose conflicts: of a role, of a pay plan; a plan names those that it takes part in."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.command import ROOT, alignctl

EXAMPLE = ("-C", "examples/martech/before", "--as-of", "2026-06-15")


def conflicts(*options: str) -> list[str]:
    ran = alignctl("conflicts", *options, "-f", "json", *EXAMPLE)
    assert ran.status == 0, ran.err
    return sorted(one["id"] for one in json.loads(ran.out)["conflicts"])


def shown(what: str) -> list[str]:
    ran = alignctl("show", what, "-f", "json", *EXAMPLE)
    data = json.loads(ran.out)
    jsonschema.validate(data, json.loads((ROOT / "schemas" / "output" / "show.schema.json").read_text("utf-8")))
    found: list[str] = data["conflicts"]
    return found


@pytest.mark.parametrize("plan", ["marketing-pay-2026", "sales-pay-2026", "it-pay-2026", "finance-pay-2026"])
def test_a_plan_names_the_conflicts_that_it_takes_part_in_wherever_it_is_asked(plan: str) -> None:
    found = conflicts("--plan", plan)
    assert shown(f"incentiveplan/{plan}") == found
    text = alignctl("show", f"incentiveplan/{plan}", *EXAMPLE).out
    assert ("conflicts that it takes part in" in text) is bool(found)


def test_a_role_takes_part_where_its_unit_is_a_side() -> None:
    everything = conflicts()
    assert conflicts("--unit", "marketing") == conflicts("--role", "head-of-marketing")
    assert set(conflicts("--role", "head-of-marketing", "--metric", "pipeline")) < set(everything)


@pytest.mark.parametrize(
    ("option", "name", "error"),
    [
        ("--plan", "it-pay-2027", "There is no IncentivePlan `it-pay-2027`. Did you mean `it-pay-2026`?"),
        ("--role", "head-of-marketnig", "There is no Role `head-of-marketnig`. Did you mean `head-of-marketing`?"),
    ],
)
def test_a_name_that_does_not_exist_is_an_error_with_a_suggestion(option: str, name: str, error: str) -> None:
    ran = alignctl("conflicts", option, name, *EXAMPLE)
    assert (ran.status, ran.out, ran.err) == (2, "", f"alignctl: {error}\n")


def test_the_page_of_a_plan_lists_them(tmp_path: Path) -> None:
    ran = alignctl("build", "-o", str(tmp_path / "site"), *EXAMPLE)
    assert ran.status == 0, ran.err
    page = (tmp_path / "site" / "incentives" / "marketing-pay-2026.html").read_text(encoding="utf-8")
    linked = {one for one in conflicts("--plan", "marketing-pay-2026") if f"conflicts/{one}.html" in page}
    assert sorted(linked) == conflicts("--plan", "marketing-pay-2026") != []
