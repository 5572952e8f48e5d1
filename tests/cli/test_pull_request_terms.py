"""What weakens a right without moving it: each edit alone, through the installed command, is told and approved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.pulls import (
    DOMAINS,
    FORUMS,
    GOALS,
    METRICS,
    ORGANISATION,
    PAY,
    RIGHTS,
    RULES,
    edit,
    errors,
    gate,
    meaning,
    pull,
)
from tests.repositories import Repo

COUNCIL = ("anya", "hugo", "iris", "omar", "petra")
PLATFORM = "agreeWithin: 1w"


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a document; what `diff` says of it, and whose approval it takes."""

    name: str
    file: str
    old: str
    new: str
    told: str
    needs: Sequence[str]
    rule: str = "CH001"


EDITS = (
    Edit(
        "unit of an attribute",
        DOMAINS,
        "unit: EUR a year",
        "unit: kEUR a year",
        "The subject `customer-platform` counts the annual cost in kEUR a year instead of EUR a year",
        ("anya", "hugo", "june", "mara", "vera"),
    ),
    Edit(
        "step of an attribute",
        DOMAINS,
        "step: 0.01",
        "step: 1000",
        "The subject `customer-platform` counts the annual cost in steps of 1000 instead of 0.01",
        ("anya", "hugo", "june", "mara", "vera"),
    ),
    Edit(
        "silence",
        RIGHTS,
        PLATFORM,
        f"{PLATFORM}\n  onSilence: consent",
        "The decision right `customer-platform` takes no answer for consent, where it went to the next above before",
        COUNCIL,
    ),
    Edit(
        "time for a veto",
        RIGHTS,
        PLATFORM,
        "agreeWithin: 1h",
        "The decision right `customer-platform` gives those who must agree 1 hour instead of 1 week",
        COUNCIL,
    ),
    Edit(
        "time to decide",
        RIGHTS,
        "sla: 4w",
        "sla: 40w",
        "The decision right `customer-platform` gives 40 weeks to decide instead of 4 weeks",
        COUNCIL,
    ),
    Edit(
        "separation of duties",
        RIGHTS,
        "    - [role:marketing-ops-lead, decider]\n",
        "",
        "The decision right `spend-approval` no longer keeps `marketing-ops-lead` and `decider` apart",
        ("hugo",),
        "CH007",
    ),
    Edit(
        "a decider that is not needed",
        DOMAINS,
        "actions: [sign, terminate]",
        "actions: [sign, terminate]\n  decidable: false",
        "The subject `vendor-contracts` no longer needs anybody who decides",
        ("hugo", "vera"),
    ),
    Edit(
        "a right that beats others",
        RIGHTS,
        "volumePerQuarter: 10",
        "volumePerQuarter: 10\n  reserved: true",
        "The decision right `vendor-contracts` now beats every nearer right",
        ("hugo",),
    ),
    Edit(
        "a rank above others",
        RIGHTS,
        "volumePerQuarter: 10",
        "volumePerQuarter: 10\n  priority: 7",
        "The decision right `vendor-contracts` has the priority 7 instead of 0",
        ("hugo",),
    ),
    Edit(
        "a right that nobody may stand in for",
        RIGHTS,
        "volumePerQuarter: 6",
        "volumePerQuarter: 6\n  delegable: false",
        "The decision right `integration-approval` may no longer be handed to deputies",
        ("nils", "petra"),
    ),
    Edit(
        "chair",
        FORUMS,
        "chair: head-of-data",
        "chair: head-of-it",
        "The forum `martech-council` has the chair `head-of-it` instead of `head-of-data`",
        COUNCIL,
    ),
    Edit(
        "quorum",
        FORUMS,
        "quorum: 4\n  decisionRule",
        "quorum: 2\n  decisionRule",
        "The forum `martech-council` has the quorum 2 instead of 4",
        COUNCIL,
    ),
    Edit(
        "way to vote",
        FORUMS,
        "decisionRule: majority",
        "decisionRule: chair",
        "The forum `martech-council` decides by its chair instead of majority",
        COUNCIL,
    ),
    Edit(
        "a tie",
        FORUMS,
        "tieBreak: precedence",
        "tieBreak: chair",
        "The forum `martech-council` breaks a tie by its chair instead of what takes precedence",
        COUNCIL,
    ),
    Edit(
        "who must be there",
        FORUMS,
        "requiredUnits: [it, data, finance]",
        "requiredUnits: [it]",
        "The forum `martech-council` has `data` and `finance` taken from its list of units that must be present",
        COUNCIL,
    ),
    Edit(
        "cadence",
        FORUMS,
        "INTERVAL=4;BYDAY=TU",
        "INTERVAL=8;BYDAY=TU",
        "The forum `martech-council` meets at other times",
        ("anya",),
    ),
    Edit(
        "time of a forum",
        FORUMS,
        "respondWithin: 4w",
        "respondWithin: 9w",
        "The forum `martech-council` has 9 weeks to answer instead of 4 weeks",
        ("anya",),
    ),
    Edit(
        "the last word",
        ORGANISATION,
        "holders: [anya]",
        "holders: [anya]\n  final: true",
        "The role `head-of-data` now has the last word",
        ("hugo",),
    ),
    Edit(
        "who is asked next",
        ORGANISATION,
        "  deputies:\n    - {to: elif, from: 2026-01-12, until: 2026-12-31}\n  escalatesTo: role:head-of-data",
        "  deputies:\n    - {to: elif, from: 2026-01-12, until: 2026-12-31}\n  escalatesTo: role:head-of-it",
        "The role `data-steward` sends disputes on to `head-of-it` instead of `head-of-data`",
        ("anya",),
    ),
    Edit(
        "absence",
        ORGANISATION,
        "holders: [vera]",
        "holders: [vera]\n  unavailable: [{holder: vera, from: 2026-06-15, until: 2026-12-31}]",
        "The role `procurement-lead` notes that vera is away from 2026-06-15 until 2026-12-31",
        ("vera",),
    ),
    Edit(
        "a rule that ends",
        RULES,
        "effectiveFrom: 2025-07-01",
        "effectiveFrom: 2025-07-01\n  effectiveUntil: 2026-06-16",
        "The rule `running-systems-first` (`security-incidents` before `uptime` before `data-quality` before"
        " `closed-revenue` before `pipeline`) holds from 2025-07-01 until 2026-06-16, no longer from 2025-07-01",
        ("anya", "iris", "omar", "petra"),
        "CH004",
    ),
    Edit(
        "a goal that is shared no longer",
        GOALS,
        "  level: company\n  shared: true\n",
        "  level: company\n",
        "The objective `profitable-growth-2026` is no longer shared by its functions",
        (*COUNCIL, "mara"),
        "CH003",
    ),
    Edit(
        "what is measured",
        METRICS,
        "definition: Value of the new opportunities that Sales accepted in the quarter",
        "definition: Value of all opportunities",
        "The metric `pipeline` is defined in another way",
        ("mara",),
        "CH003",
    ),
    Edit(
        "pay",
        PAY,
        "    - {objective: profitable-growth-2026, weight: 50}\n    - {metric: pipeline, weight: 50}",
        "    - {objective: profitable-growth-2026, weight: 20}\n    - {metric: pipeline, weight: 80}",
        "The pay plan `marketing-pay-2026` pays 80% instead of 50% for `pipeline`; pays 20% instead of 50% for"
        " `profitable-growth-2026`",
        ("mara",),
        "CH003",
    ),
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return the larger example on `main`, with a branch `change` that is checked out."""
    return pull(tmp_path / "repository")


@pytest.mark.parametrize("case", EDITS, ids=lambda case: case.name)
def test_an_edit_is_told_and_passes_only_with_all_approvals(repo: Repo, case: Edit) -> None:
    edit(repo, case.old, case.new, case.file)
    changes = meaning(repo, "kim")
    found = next(change for change in changes if change["sentence"] == case.told)
    assert found["required"] == sorted(case.needs)
    asked = sorted({person for change in changes for person in change["required"]})
    assert case.rule in errors(gate(repo, "kim", *(person for person in asked if person != case.needs[-1])))
    assert not {rule for rule in errors(gate(repo, "kim", *asked)) if rule.startswith("CH")}


def test_two_subjects_that_nobody_may_decide_together(repo: Repo) -> None:
    apart = "actions: [sign, terminate]\n  incompatibleWith: [campaigns]"
    repo.git("switch", "--quiet", "main")
    edit(repo, "actions: [sign, terminate]", apart, DOMAINS)
    repo.git("switch", "--quiet", "--create", "loosen")
    edit(repo, apart, "actions: [sign, terminate]", DOMAINS)
    (found,) = meaning(repo, "kim")
    assert found["sentence"] == (
        "The subject `vendor-contracts` no longer lets nobody decide both here and in `campaigns`"
    )
    assert (found["what"], found["loosened"], found["required"]) == ("safeguard", True, ["hugo"])
    assert errors(gate(repo, "kim")) == {"CH007"}


def test_a_finding_lands_on_the_band_that_is_new(repo: Repo) -> None:
    edit(repo, "{upTo: 50000, decide", "{upTo: 40000, decide")
    (found,) = json.loads(gate(repo, "kim").out)["findings"]
    lines = (repo.path / RIGHTS).read_text(encoding="utf-8").splitlines()
    assert (found["file"], lines[found["line"] - 1].strip()) == (RIGHTS, "- {decide: role:head-of-finance}")
    (before,) = found["evidence"]
    assert before["text"] == "before the change, `spend-approval (over 10 000 and up to 50 000)`: `controller` decides"
    assert before["file"] == RIGHTS
    assert found["fix"].startswith("Ask for approval: hugo, lead of `finance`, which owns `software-spend`; june (")
