from __future__ import annotations

import re
from pathlib import Path

import pytest

from alignctl.site.audience import restrict
from tests.site.html import heading
from tests.site.sites import example, files_of
from tests.site.test_building import dead_links

PLANS = ("marketing-pay-2026", "sales-pay-2026", "Variable pay in")


@pytest.mark.parametrize("name", ["martech/after", "martech/before"])
def test_all_staff_learn_nothing_of_pay_plans_from_any_file(name: str, tmp_path: Path) -> None:
    files = files_of(restrict(example(name), "all-staff"), tmp_path)
    leaks = {path for path, text in files.items() for word in PLANS if word in text}
    own = {path: text for path, text in files.items() if not path.startswith("rules/")}  # rules quote their examples
    quoted = {path for path, text in own.items() if re.search(r"\d+% of (bonus|pay|variable)|pays \d+%", text)}
    assert (leaks, quoted) == (set(), set())
    assert list(dead_links(files)) == []


def test_leaders_see_pay_plans(tmp_path: Path) -> None:
    files = files_of(restrict(example("martech/after"), "leaders"), tmp_path)
    assert heading(files["incentives/marketing-pay-2026.html"]) == "100% is paid for shared outcomes."


def test_conflicts_stay_visible_to_everybody_without_what_makes_them_hot(tmp_path: Path) -> None:
    files = files_of(restrict(example("martech/before"), "all-staff"), tmp_path)
    assert heading(files["conflicts/index.html"]) == "4 conflicts without a rule."
    assert heading(files["incentives/index.html"]) == "Pay plans are not part of this edition."


def test_a_kind_can_be_kept_for_auditors(tmp_path: Path) -> None:
    site = example("martech/after", site={"audiences": {"Decision": "audit"}})
    files = files_of(restrict(site, "leaders"), tmp_path)
    assert not [path for path, text in files.items() if "choose-cdp" in text]
    assert "decisions/choose-cdp.html" in files_of(restrict(site, "audit"), tmp_path / "audit")
