from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import markdown_it
import pytest

from alignctl.report.phone import HEIGHT, lines_of
from tests.command import ROOT, alignctl
from tests.repositories import Repo

DAY = ("--as-of", "2026-06-15")
RIGHTS = "governance/rights.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a repository with the larger example on `main`, on a branch `change`."""
    repo = Repo.init(tmp_path / "repository")
    shutil.copytree(ROOT / "examples" / "martech" / "after", repo.path, dirs_exist_ok=True)
    repo.commit({})
    repo.git("switch", "--quiet", "--create", "change")
    return repo


def edit(repo: Repo, old: str, new: str, file: str = RIGHTS) -> None:
    text = (repo.path / file).read_text(encoding="utf-8")
    assert old in text
    repo.commit({file: text.replace(old, new, 1)})


def test_the_change_of_a_threshold_in_words(repo: Repo) -> None:
    edit(repo, "{upTo: 50000", "{upTo: 40000")
    ran = alignctl("diff", "main", *DAY, cwd=repo.path)
    assert ran.status == 0
    assert ran.out == (
        "Who decides:\n"
        "  `software-spend` over 40 000 and up to 50 000 EUR a year moves from `controller` (june) to `head-of-finance`"
        " (hugo).\n"
        "    asked: hugo, lead of `finance`, which owns `software-spend`\n"
        "    asked: june (away until 2026-07-17, or mara), who loses the decision\n"
        "\n"
        "Must still approve: hugo; june or mara.\n"
    )


def test_two_revisions_are_compared_whatever_the_work_tree_holds(repo: Repo) -> None:
    edit(repo, "{upTo: 50000", "{upTo: 40000")
    repo.git("switch", "--quiet", "main")
    (repo.path / RIGHTS).write_text("broken: [", encoding="utf-8")
    before = repo.git("status", "--porcelain")
    ran = alignctl("diff", "main", "change", *DAY, "-f", "json", cwd=repo.path)
    found = json.loads(ran.out)
    jsonschema.validate(found, json.loads((ROOT / "schemas/output/diff.schema.json").read_text(encoding="utf-8")))
    assert (found["base"], found["head"]) == (repo.git("rev-parse", "main"), repo.git("rev-parse", "change"))
    assert [change["missing"] for change in found["changes"]] == [["hugo", "june"]]
    assert repo.git("status", "--porcelain") == before


def test_what_happened_on_the_base_meanwhile_is_no_part_of_the_change(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, "{upTo: 50000", "{upTo: 40000")
    repo.git("switch", "--quiet", "change")
    assert alignctl("diff", "main", *DAY, cwd=repo.path).out.startswith("Nothing changes")


def test_moved_reformatted_documents_are_no_change(repo: Repo) -> None:
    text = (repo.path / RIGHTS).read_text(encoding="utf-8")
    pieces = text.split("\n---\n")
    (repo.path / RIGHTS).unlink()
    repo.commit({f"governance/split/{number}.yaml": f"# moved\n{piece}\n" for number, piece in enumerate(pieces)})
    ran = alignctl("diff", "main", *DAY, "-f", "markdown", cwd=repo.path)
    assert "Nothing changes" in ran.out


def test_the_comment_says_first_who_must_approve(repo: Repo, tmp_path: Path) -> None:
    edit(repo, "{upTo: 50000", "{upTo: 40000")
    approvals = tmp_path / "approvals.json"
    approvals.write_text(json.dumps({"author": "vera", "approvals": ["june"]}), encoding="utf-8")
    ran = alignctl("diff", "main", *DAY, "-f", "markdown", "--approvals", str(approvals), cwd=repo.path)
    lines = [line.rstrip() for line in ran.out.splitlines() if line]
    assert lines[:3] == ["### What this change means", "**Must still approve: hugo.**", "**Approved by june.**"]
    assert "spec" not in ran.out


def test_the_comment_of_the_check_says_once_who_must_approve_and_what_else_is_wrong(repo: Repo) -> None:
    edit(repo, "{upTo: 10000", "{upTo: 20000")
    head, _, folded = alignctl("check", "--since", "main", *DAY, "-f", "markdown", cwd=repo.path).out.partition("<det")
    lines = [line for line in head.splitlines() if line]
    assert lines[:2] == ["### Not ready to merge: 2 things in the way", "**Must still approve: hugo.**"]
    (found,) = lines[lines.index("**Also found**") + 1 :]
    assert found.startswith("- 🛑 `piet` may decide more as deputy")
    assert [code for code in ("DR009", "CH001") if f"<sub>{code} " in folded] == ["DR009", "CH001"]
    unchanged = alignctl("check", "--since", "main", "--rev", "main", *DAY, "-f", "markdown", cwd=repo.path).out
    assert unchanged.startswith("### Ready to merge\n\nNothing changes in who decides")


@pytest.mark.parametrize("option", [("--rev", "main"), ("--staged",)])
def test_two_heads_are_one_too_many(repo: Repo, option: tuple[str, ...]) -> None:
    ran = alignctl("diff", "main", "change", *option, cwd=repo.path)
    assert ran.status == 2
    assert "exclude each other" in ran.err


def test_outside_of_git_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "minimal", tmp_path / "minimal")
    ran = alignctl("diff", "main", cwd=tmp_path / "minimal")
    assert ran.status == 2
    assert "git init" in ran.err


def test_the_comment_is_one_screen_of_a_phone_however_much_changes(repo: Repo) -> None:
    for old, new in (
        ("{upTo: 50000", "{upTo: 40000"),
        ("agreeWithin: 1w", "agreeWithin: 1h\n  onSilence: consent"),
        ("volumePerQuarter: 20", "volumePerQuarter: 20\n  priority: 3"),
        ("    - [role:marketing-ops-lead, decider]\n", ""),
    ):
        edit(repo, old, new)
    for name in ("vera", "theo", "ravi", "lena", "anya"):
        edit(repo, f"holders: [{name}]", f"holders: [{name}, zed]", "governance/organisation.yaml")
    edit(repo, "quorum: 4", "quorum: 2", "governance/forums.yaml")
    edit(repo, "tier: core", "tier: core\nrules: {DR001: {severity: 'off'}}", "alignctl.yaml")
    whole = alignctl("check", "--since", "main", *DAY, "-f", "markdown", cwd=repo.path).out
    text = alignctl("diff", "main", *DAY, "-f", "markdown", cwd=repo.path).out
    for comment in (text, whole):
        assert sum(map(lines_of, comment.partition("<details>")[0].splitlines())) <= HEIGHT
        assert "\n\n\n" not in comment
    head, _, folded = text.partition("<details>")
    assert head.index("**Must still approve") < head.index("**What changes**")
    assert head.partition("**What changes**")[2].splitlines()[1].startswith("- Campaigns can now be decided by zed")
    told = json.loads(alignctl("diff", "main", *DAY, "-f", "json", cwd=repo.path).out)["changes"]
    assert folded.count("\n- ") == len(told) > 12
    assert folded.count("\n  - asked: ") == sum(len(change["missing"]) for change in told)


def test_text_of_documents_forges_nothing_in_a_comment(repo: Repo) -> None:
    hostile = "</details><img src=x> @all www.evil.example #12 [x](https://evil.example) `rm` **bold**"
    edit(repo, "unit: EUR a year", f"unit: '{hostile}'", "governance/domains.yaml")
    text = alignctl("diff", "main", *DAY, "-f", "markdown", cwd=repo.path).out
    assert "evil" in text
    assert text.count("</details>") == text.count("<details>") == 0
    shown = markdown_it.MarkdownIt("commonmark", {"html": True}).render(text)
    assert not re.search(r"<img|<a |@all|www\.evil|https://evil|<strong>bold", shown)
    assert not re.search(
        r"<img|@all|https://evil", alignctl("check", "--since", "main", *DAY, "-f", "markdown", cwd=repo.path).out
    )


def test_the_past_is_no_matter_of_approval(repo: Repo) -> None:
    edit(repo, "progress: 0.05", "progress: 0.5", "governance/goals.yaml")
    ran = alignctl("diff", "main", *DAY, cwd=repo.path)
    assert ran.out == (
        "Records:\n"
        "  The results of the objective `profitable-growth-2026` are changed after they were recorded.\n"
        "    no approval lets this pass: the past stays as it is\n"
        "\n"
        "It rewrites the past, and no approval lets that pass.\n"
    )


def test_a_change_that_needs_nobody_says_so(repo: Repo) -> None:
    edit(repo, "input: [role:data-steward]", "input: [role:data-steward, role:controller]")
    ran = alignctl("diff", "main", *DAY, cwd=repo.path)
    assert ran.out == (
        "Who decides:\n"
        "  The decision right `integration-approval` has `controller` added to its list of whose view is asked.\n"
        "    needs no approval\n"
        "\n"
        "Nobody has to approve this change.\n"
    )
