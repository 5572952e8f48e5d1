from __future__ import annotations

from pathlib import Path

from tests.site.pages.words import words
from tests.site.sites import EXAMPLES, files_of, written


def test_deciders_with_the_same_way_up_share_one_ladder(after: dict[str, str]) -> None:
    said = words(after["decide/spend-approval.html"])
    assert "If Procurement Lead or Controller has decided Procurement Lead or Controller decides first" in said
    assert "If Head of Finance has decided Head of Finance decides first" in said
    assert said.count("What to bring when you go up") == 1


def test_what_the_table_of_amounts_says_is_not_said_again(after: dict[str, str]) -> None:
    assert "Time to decide" not in words(after["decide/spend-approval.html"])
    assert "Time to decide 3 working days" in words(after["decide/vendor-contracts.html"])


def test_of_many_decisions_on_record_the_newest_are_shown(tmp_path: Path) -> None:
    text = (EXAMPLES / "minimal" / "governance" / "bakery.yaml").read_text(encoding="utf-8")
    record = (
        "---\napiVersion: alignctl/v1\nkind: Decision\nmetadata: {{name: d{0}, title: Oven {0}}}\n"
        "spec: {{domains: [purchases], action: approve, proposer: ben, raisedOn: 2026-03-{0:02}}}\n"
    )
    page = files_of(written(text + "".join(map(record.format, range(1, 32)))), tmp_path)[
        "decide/approve-purchases.html"
    ]
    said = words(page)
    assert said.index("Oven 31") < said.index("Oven 30") < said.index("Oven 2 ")
    assert "Oven 1 " not in said
    assert "These are the newest 30 of 31." in said
