"""`alignctl new` helps to write the first document of a kind, and never harms what is there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from alignctl.model.kinds import KINDS
from tests.command import ROOT, Ran, alignctl

DAY = {"SOURCE_DATE_EPOCH": "1781481600"}  # 15 June 2026
KIND_OF = {
    "forum": "Forum", "DECISIONRIGHT": "DecisionRight", "decision-right": "DecisionRight", "goal": "Objective",
    "KPI": "Metric", "team": "Unit", "pay-plan": "IncentivePlan", "Pay plan": "IncentivePlan", "minutes": "Review",
    "subject": "Domain", "decision": "Decision", "precedence_rule": "Precedence",
    "right": "DecisionRight", "rights": "DecisionRight", "RACI": "DecisionRight", "OKR": "Objective",
    "okrs": "Objective",
    "delegation": "Role", "KPIs": "Metric", "council": "Forum", "bonus": "IncentivePlan", "department": "Unit",
}  # fmt: skip


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples" / "minimal", tmp_path / "bakery")
    return tmp_path / "bakery"


def summary(ran: Ran) -> str:
    return ran.out.splitlines()[-1].partition(" (")[0]


def check(folder: Path, *more: str) -> Ran:
    return alignctl("check", *more, cwd=folder, env=DAY)


def test_one_of_each_kind_can_be_added_without_a_finding(bakery: Path) -> None:
    file = bakery / "governance" / "new.yaml"
    file.write_text("# What we plan", encoding="utf-8")  # which ends within a line
    for kind in KINDS:
        ran = alignctl("new", kind, "first", cwd=bakery)
        assert (ran.status, ran.err) == (0, "")
        with file.open("a", encoding="utf-8") as appended:
            appended.write(ran.out)
    for how in ((), ("--schema-only",)):
        ran = check(bakery, *how)
        assert (ran.status, summary(ran)) == (0, "0 errors, 0 warnings, 0 infos"), ran.out
    shown = alignctl("show", "precedence/first", "--format", "json", cwd=bakery, env=DAY)
    assert json.loads(shown.out)["object"]["metadata"]["status"] == "draft"


def test_what_is_filled_in_counts(bakery: Path) -> None:
    ran = alignctl("new", "forum", "round-table", "--title", "Round Table", "--write", cwd=bakery)
    assert (ran.status, ran.out.splitlines()[0]) == (0, "wrote governance/forum-round-table.yaml")
    file = bakery / "governance" / "forum-round-table.yaml"
    text = file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("  status: draft")]
    file.write_text("\n".join(lines), encoding="utf-8")
    forgotten = check(bakery, "--format", "concise")
    assert forgotten.status == 1
    hollow = "members (todo) and cadence.startsOn (9999-12-31)"
    assert [line.split(": ", 1)[1] for line in forgotten.out.splitlines()] == [
        f"warning HY004 `round-table` holds a placeholder where something is decided: {hollow}.",
        'error RF001 `round-table` names `todo` under "Members", but that does not exist.',
    ]
    done = (
        "\n".join(lines)
        .replace("members: [todo] ", "members: [owner, shop-manager] ")
        .replace("startsOn: 9999-12-31 ", "startsOn: 2026-06-16 ")
        .replace("# escalatesTo: role:todo ", "escalatesTo: role:owner ")
        .replace("# decisionRule: chair ", "decisionRule: chair ")
        .replace("# chair: todo ", "chair: owner ")
    )
    file.write_text(done, encoding="utf-8")
    assert summary(check(bakery)) == "0 errors, 0 warnings, 0 infos", check(bakery).out
    assert "chair: role:owner" in alignctl("show", "forum/round-table", cwd=bakery, env=DAY).out


@pytest.mark.parametrize(("word", "kind"), KIND_OF.items())
def test_a_kind_is_known_by_its_name_and_by_what_people_call_it(bakery: Path, word: str, kind: str) -> None:
    ran = alignctl("new", word, "first", cwd=bakery)
    assert ran.status == 0
    assert f"\nkind: {kind}\n" in ran.out


def test_what_people_call_a_kind_is_known_wherever_one_is_named(bakery: Path) -> None:
    assert alignctl("show", "team/bakery", cwd=bakery).out == alignctl("show", "Unit/bakery", cwd=bakery).out != ""


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("Forun", "Did you mean `Forum`?"),
        ("rihgt", "Did you mean `DecisionRight`?"),
        ("golas", "Did you mean `Objective`?"),
        ("counsil", "Did you mean `Forum`?"),
        ("delegaton", "Did you mean `Role`?"),
        ("zebra", "`alignctl new --help` says what there is."),
    ],
)
def test_a_kind_that_is_not_known_is_refused(bakery: Path, word: str, hint: str) -> None:
    ran = alignctl("new", word, "first", cwd=bakery)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"alignctl: There is no kind `{word}`. {hint}\n"


@pytest.mark.parametrize(
    ("name", "near"),
    [("Pricing Council", "pricing-council"), ("Größe & Ärger", "grosse-arger"), ("-a-", "a"), ("a" * 70, "a" * 63)],
)
def test_a_name_that_is_none_is_mended(bakery: Path, name: str, near: str) -> None:
    ran = alignctl("new", "forum", "--", name, cwd=bakery)
    assert (ran.status, ran.out) == (2, "")
    assert f"Did you mean `{near}`? `--title` says how people call it." in ran.err
    assert alignctl("new", "forum", "***", cwd=bakery).err.endswith("at most 63.\n")


def test_a_title_that_cannot_be_written_is_refused(bakery: Path) -> None:
    for title, why in (("", "`title` is empty"), ("a\u202eb", "U+202E")):
        ran = alignctl("new", "forum", "x", "--title", title, "--write", cwd=bakery)
        assert (ran.status, ran.out) == (2, "")
        assert why in ran.err
        assert ran.err.endswith("Mend --title.\n")
    assert not list(bakery.glob("governance/forum-*"))


def test_a_name_that_is_taken_is_refused_and_shown(bakery: Path) -> None:
    for more in ((), ("--write",)):
        ran = alignctl("new", "role", "owner", *more, "-C", "bakery", cwd=bakery.parent)
        told = "alignctl: bakery/governance/bakery.yaml:9:18: There is a Role `owner` already. Choose another name.\n"
        assert (ran.status, ran.out, ran.err) == (2, "", told)
    assert alignctl("new", "unit", "owner", cwd=bakery).status == 0
    (bakery / "governance" / "broken.yaml").write_text(
        "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: half}\n", encoding="utf-8"
    )
    assert "broken.yaml:3:18: There is a Unit `half`" in alignctl("new", "unit", "half", cwd=bakery).err


def test_a_name_that_was_used_once_is_not_given_again(bakery: Path) -> None:
    file = bakery / "governance" / "bakery.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: Owner}", "title: Owner, formerly: [boss]}"), encoding="utf-8")
    ran = alignctl("new", "role", "boss", cwd=bakery)
    told = "alignctl: governance/bakery.yaml:9:18: This Role was called `boss` before. Choose another name.\n"
    assert (ran.status, ran.out, ran.err) == (2, "", told)


def test_a_file_that_is_there_is_never_written_to(bakery: Path) -> None:
    file = bakery / "governance" / "role-baker.yaml"
    file.write_text("# mine\n", encoding="utf-8")
    ran = alignctl("new", "role", "baker", "--write", cwd=bakery)
    assert (ran.status, ran.out) == (2, "")
    assert "`governance/role-baker.yaml` is there already, and nothing was written." in ran.err
    assert file.read_text(encoding="utf-8") == "# mine\n"


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").write_text("paths: [org]\n", encoding="utf-8")
    (tmp_path / "org").write_text("", encoding="utf-8")
    ran = alignctl("new", "role", "baker", "--write", cwd=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert "alignctl: `org/role-baker.yaml` cannot be written: " in ran.err


@pytest.mark.parametrize(
    ("settings", "kind", "path"),
    [
        ("paths: [org/who, org/what]\n", "role", "org/who/role-x.yaml"),
        ("paths: [org/all.yaml]\nexclude: []\n", "role", None),
        ("paths: [org]\npolicies: [rules]\n", "policy", "rules/policy-x.yaml"),
        ("paths: [org]\npolicies: [rules]\n", "role", "org/role-x.yaml"),
        ("{}\n", "role", "role-x.yaml"),
        ("paths: [org]\nexclude: [role-*]\n", "role", None),
    ],
)
def test_it_is_written_where_it_will_be_read(tmp_path: Path, settings: str, kind: str, path: str | None) -> None:
    (tmp_path / "alignctl.yaml").write_text(settings, encoding="utf-8")
    ran = alignctl("new", kind, "x", "--write", cwd=tmp_path)
    written = [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*-x.yaml")]
    if path:
        assert (ran.status, written) == (0, [path])
        assert (tmp_path / path).read_text(encoding="utf-8").startswith("---\n# ")
    else:
        assert (ran.status, ran.out, written) == (2, "", [])
        assert "would not be read: alignctl.yaml leaves it out. Choose a file yourself" in ran.err


def test_editors_are_told_the_schema_that_is_installed(bakery: Path) -> None:
    assert alignctl("schema", "--write", cwd=bakery).status == 0
    assert alignctl("new", "role", "baker", "--write", cwd=bakery).status == 0
    file = bakery / "governance" / "role-baker.yaml"
    head = file.read_text(encoding="utf-8").splitlines()[0]
    schema = head.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / schema).resolve() == (bakery / ".alignctl" / "schemas" / "document.schema.json").resolve()
    assert "yaml-language-server" not in alignctl("new", "role", "cook", cwd=bakery).out


def test_it_needs_no_repository(tmp_path: Path) -> None:
    ran = alignctl("new", "role", "baker", cwd=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert "  unit: todo                        # TODO Home unit. A unit.\n" in ran.out


def test_help_says_what_the_kinds_are() -> None:
    text = " ".join(alignctl("new", "--help").out.split())
    assert "Precedence Which goal or unit wins when two conflict." in text
    assert all(f" {kind} " in text for kind in KINDS)


def test_two_policies_do_not_get_one_code(bakery: Path) -> None:
    for name in ("one-rule", "another-rule"):
        assert alignctl("new", "policy", name, "--write", cwd=bakery).status == 0
    assert "code: OWN002" in (bakery / "governance" / "policy-another-rule.yaml").read_text(encoding="utf-8")
    assert check(bakery).status == 0
