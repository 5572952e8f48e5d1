"""Histories and names: from where a change is measured."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.states.asking import DOWN, NOTHING, REFUSED, UP, Answer, ask, bakery, edit
from tests.command import ROOT
from tests.repositories import Repo


class TestHistory:
    def test_a_branch_that_is_behind_is_not_blamed_for_what_it_lacks(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        edit(repo, UP)
        repo.git("switch", "--quiet", "change")
        repo.commit({"note.txt": "something else"})
        assert ask(repo) == NOTHING

    def test_a_branch_that_merged_its_base_is_asked_for_its_own_part_only(self, repo: Repo) -> None:
        edit(repo, UP)
        repo.git("switch", "--quiet", "main")
        edit(repo, "holders: [eve]", old="holders: [ben]")
        assert len(ask(repo, "change").meaning) == 1
        repo.git("switch", "--quiet", "change")
        repo.git("merge", "--quiet", "--no-edit", "main")
        assert ask(repo) == REFUSED

    def test_the_merge_commit_that_a_forge_makes_is_the_change_against_its_first_parent(self, repo: Repo) -> None:
        edit(repo, UP)
        repo.git("switch", "--quiet", "--detach", "main")
        repo.git("merge", "--quiet", "--no-ff", "--no-edit", "change")
        assert ask(repo) == ask(repo, "HEAD^1") == REFUSED
        assert ask(repo, "HEAD^2") == NOTHING

    def test_a_base_that_was_forced_elsewhere_gives_the_commit_that_is_still_common(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        edit(repo, UP)
        repo.git("switch", "--quiet", "--force-create", "change")
        assert ask(repo) == NOTHING
        repo.git("branch", "--quiet", "--force", "main", "main~")
        assert ask(repo) == REFUSED

    def test_a_base_that_was_forced_to_another_history_is_no_base(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "--orphan", "other")
        bakery(repo)
        repo.git("commit", "--quiet", "--amend", "--message", "another beginning")
        repo.git("branch", "--quiet", "--force", "main")
        repo.git("switch", "--quiet", "change")
        answer = ask(repo)
        assert answer.status == 2
        assert "have no common history" in answer.error
        assert "Name a base that the change was made from." in answer.error

    def test_several_bases_are_refused_since_one_of_them_may_hide_the_change(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "--create", "lower", "main")
        lower = edit(repo, DOWN)
        repo.git("switch", "--quiet", "main")
        higher = repo.commit({"note.txt": "something else"})
        repo.git("merge", "--quiet", "--no-edit", lower)
        repo.git("switch", "--quiet", "--force-create", "change", higher)
        repo.git("merge", "--quiet", "--no-commit", lower)
        edit(repo, "upTo: 500", old=DOWN)  # it merges the lower threshold, and takes it back on the way
        assert repo.git("diff", "--name-only", higher) == ""
        answer = ask(repo)
        assert answer.status == 2
        assert "parted at 2 commits" in answer.error
        repo.git(*answer.command, "--quiet", "--no-edit")
        assert ask(repo) == REFUSED

    def test_a_commit_that_stands_in_for_another_is_not_believed(self, repo: Repo) -> None:
        edit(repo, UP)
        repo.git("replace", "main", "change")
        assert ask(repo) == REFUSED

    def test_the_same_commit_or_an_older_one_changes_nothing(self, repo: Repo) -> None:
        assert ask(repo) == ask(repo, "HEAD") == NOTHING
        edit(repo, UP)
        assert ask(repo, "change") == NOTHING
        repo.git("switch", "--quiet", "main")
        assert ask(repo, "change") == NOTHING

    def test_an_empty_repository_has_nothing_to_compare_with(self, tmp_path: Path) -> None:
        repo = Repo.init(tmp_path / "empty")
        shutil.copytree(ROOT / "examples" / "minimal", repo.path, dirs_exist_ok=True)
        answer = ask(repo)
        assert answer.status == 2
        assert "no commit here yet" in answer.error


class TestNames:
    def test_every_name_of_a_commit_is_a_base(self, repo: Repo) -> None:
        base = repo.git("rev-parse", "main")
        repo.git("tag", "light")
        repo.git("tag", "--annotate", "--message", "m", "heavy")
        repo.git("update-ref", "refs/remotes/origin/main", base)
        repo.git("branch", "fix/#12-ü", base)
        edit(repo, UP)
        for name in (
            "fix/#12-ü",
            "light",
            "heavy",
            "origin/main",
            "refs/heads/main",
            "main^{commit}",
            "HEAD~1",
            base,
            base[:9],
        ):
            assert ask(repo, name) == REFUSED, name

    @pytest.mark.parametrize("name", ["--upload-pack=x", "-h", "", "a\nb", "main\x7f", "\u202emain"])
    def test_what_cannot_be_a_name_is_refused(self, repo: Repo, name: str) -> None:
        edit(repo, UP)
        answer = ask(repo, name)
        assert answer.status == 2
        assert "not the name of a revision" in answer.error

    @pytest.mark.parametrize("name", ["origin/main", "main:governance", "heads", "mian"])
    def test_what_is_not_here_comes_with_the_command_that_fetches_it(self, repo: Repo, name: str) -> None:
        edit(repo, UP)
        answer = ask(repo, name)
        assert answer.status == 2
        assert answer.command[:2] == ["fetch", "origin"]

    @pytest.mark.parametrize("other", ["tags/main", "remotes/main"])
    def test_a_name_that_stands_for_two_is_refused(self, repo: Repo, other: str) -> None:
        head = edit(repo, UP)
        repo.git("update-ref", f"refs/{other}", head)
        answer = ask(repo)
        assert answer.status == 2
        assert f"refs/{other}" in answer.error
        assert ask(repo, "refs/heads/main") == REFUSED


class TestBase:
    def test_a_base_without_settings_had_the_defaults(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        (repo.path / "alignctl.yaml").unlink()
        repo.commit({})
        repo.git("switch", "--quiet", "--force-create", "change")
        edit(repo, UP)
        assert ask(repo) == REFUSED
        repo.commit({"alignctl.yaml": "rules: {CH001: {severity: 'off'}}\n"})
        assert set(ask(repo).rules) == {"CH001", "CH007"}

    def test_before_the_first_documents_there_was_nothing_to_lose(self, tmp_path: Path) -> None:
        repo = Repo.init(tmp_path / "repository")
        repo.commit({"README.md": "new"})
        repo.git("switch", "--quiet", "--create", "change")
        bakery(repo)
        answer = ask(repo)
        assert (answer.status, answer.rules) == (0, [])
        assert {"role:owner", "unit:bakery"} <= {of for _, of in answer.meaning}

    @pytest.mark.parametrize(
        ("file", "text", "told"),
        [
            ("governance/broken.yaml", "kind: [", "governance/broken.yaml"),
            ("alignctl.yaml", "teir: core\n", "`teir` is not a field"),
            ("alignctl.yaml", "paths: [govrenance]\n", "does not exist"),
            ("alignctl.yaml", "paths: [", "alignctl.yaml"),
        ],
    )
    def test_a_base_that_cannot_be_read_judges_nothing(self, repo: Repo, file: str, text: str, told: str) -> None:
        before = (repo.path / file).read_text(encoding="utf-8") if (repo.path / file).exists() else ""
        repo.git("switch", "--quiet", "main")
        repo.commit({file: text})
        repo.git("switch", "--quiet", "--force-create", "change")
        repo.commit({file: before})
        answer = ask(repo)
        assert answer.status == 2
        assert told in answer.error
        assert f"base {repo.git('rev-parse', '--short=12', 'main')} cannot be" in answer.error
        assert "Mend it on the base branch, and merge that into this one" in answer.error
        edit(repo, UP)
        repo.git("switch", "--quiet", "main")
        repo.commit({file: before}, "mended here, too")
        repo.git("switch", "--quiet", "change")
        assert ask(repo).status == 2
        repo.git("merge", "--quiet", "--no-edit", "main")
        assert ask(repo).rules == ["CH001"]

    def test_a_document_that_does_not_match_its_schema_cannot_be_changed_unseen(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        wrong = "bandOn: amount\n  bandsOn: amount"
        edit(repo, wrong, old="bandOn: amount")
        repo.git("switch", "--quiet", "--force-create", "change")
        repo.commit({"note.txt": "something else"})
        assert ask(repo) == NOTHING
        edit(repo, UP)
        assert ask(repo) == Answer(1, ["ST001"], [])
        edit(repo, "bandOn: amount", old=wrong)
        assert set(ask(repo).rules) == {"CH001"}
