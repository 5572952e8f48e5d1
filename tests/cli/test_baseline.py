from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, Ran, alignctl
from tests.repositories import Repo


@pytest.fixture
def company(tmp_path: Path) -> Path:
    target = tmp_path / "company"
    shutil.copytree(ROOT / "examples" / "martech" / "before", target)
    return target


def check(company: Path, *options: str) -> Ran:
    return alignctl("check", "--as-of", "2026-06-15", "--baseline", "known.txt", *options, cwd=company)


def add(company: Path) -> None:
    """Add a role that leads nowhere: one finding more."""
    text = "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: new}\nspec: {unit: nowhere, holders: []}\n"
    (company / "governance" / "new.yaml").write_text(text, encoding="utf-8")


def test_what_is_known_passes_and_what_is_new_does_not(company: Path) -> None:
    assert check(company).status == 2
    assert check(company, "--write-baseline").status == 0
    assert check(company).status == 0
    add(company)
    refused = check(company, "-f", "json")
    assert refused.status == 1
    assert [f["rule"] for f in json.loads(refused.out)["findings"]] == ["RF001"]


def test_a_baseline_shrinks_and_never_absorbs_another_finding(company: Path) -> None:
    check(company, "--write-baseline")
    file = company / "known.txt"
    before = file.read_text(encoding="utf-8").splitlines()
    (company / "governance" / "reviews").rename(company / "gone")
    add(company)
    assert "Mended since then: 3 lines of `known.txt`" in check(company).err
    check(company, "--write-baseline")
    after = file.read_text(encoding="utf-8").splitlines()
    assert before == sorted(before)
    assert set(after) < set(before)
    assert check(company).status == 1


def test_an_incomplete_check_writes_no_baseline(company: Path) -> None:
    (company / "governance" / "broken.yaml").write_text("kind: [", encoding="utf-8")
    assert check(company, "--write-baseline").status == 2
    assert not (company / "known.txt").exists()


UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s}\nspec: {type: team, parent: nobody}\n"


@pytest.fixture
def kept(tmp_path: Path) -> Repo:
    """Return a repository whose one finding is in its baseline, both committed."""
    repo = Repo.init(tmp_path / "kept")
    repo.write({"alignctl.yaml": "paths: [gov]\n", "gov/one.yaml": UNIT % "one"})
    assert check(repo.path, "--write-baseline").status == 0
    repo.commit({})
    return repo


@pytest.mark.parametrize(("option", "where"), [("--staged", "the git index"), ("--rev=HEAD", "the revision HEAD")])
def test_a_baseline_is_read_from_where_the_documents_are(kept: Repo, option: str, where: str) -> None:
    known = kept.path / "known.txt"
    whole = known.read_text(encoding="utf-8")
    known.write_text("", encoding="utf-8")
    assert check(kept.path, option).status == 0
    assert check(kept.path).status == 1
    kept.write({"gov/two.yaml": UNIT % "two"})
    kept.git("add", "gov") if option == "--staged" else kept.commit({"known.txt": whole})
    known.unlink()
    assert check(kept.path, "--write-baseline").status == 0  # in the work tree only
    assert check(kept.path).status == 0
    assert check(kept.path, option).status == 1
    kept.git("rm", "--quiet", "--cached", "known.txt")
    kept.git("commit", "--quiet", "--message", "no baseline")
    ran = check(kept.path, option)
    fix = "Run `git add known.txt`." if option == "--staged" else "Commit it, or leave out --baseline."
    assert (ran.status, ran.err) == (2, f"alignctl: There is no baseline `known.txt` in {where}. {fix}\n")


def test_a_baseline_from_outside_of_the_repository_is_taken_as_it_is(kept: Repo) -> None:
    outside = kept.path.parent / "outside.txt"
    (kept.path / "known.txt").rename(outside)
    kept.git("rm", "--quiet", "--cached", "known.txt")
    for option in ("--staged", "--rev=HEAD"):
        ran = alignctl("check", option, "--baseline", "../outside.txt", "--as-of", "2026-06-15", cwd=kept.path)
        assert (ran.status, ran.err) == (0, "")


def test_a_baseline_that_cannot_be_read_is_no_defect(kept: Repo) -> None:
    (kept.path / "known.txt").write_bytes(b"\xff\xfe\n")
    ran = check(kept.path)
    assert (ran.status, ran.err.partition(". ")[0]) == (2, "alignctl: known.txt:1: This is no line of a baseline")
