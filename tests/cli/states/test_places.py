"""Clones, worktrees, folders and submodules: where documents are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.states.asking import DAY, DOWN, FILE, NOTHING, REFUSED, UP, ask, bakery, edit, run
from tests.repositories import Repo


class TestClones:
    @pytest.fixture
    def parted(self, repo: Repo) -> Repo:
        """Return a repository whose two branches have gone on since they parted."""
        edit(repo, UP)
        repo.git("switch", "--quiet", "main")
        repo.commit({"note.txt": "later"})
        return repo

    @pytest.mark.parametrize(
        "how",
        [("--branch=change",), ("--branch=change", "--no-single-branch"), ("--branch=main", "--no-single-branch")],
    )
    def test_a_shallow_clone_says_what_to_fetch_and_that_is_enough(
        self, parted: Repo, tmp_path: Path, how: tuple[str, ...]
    ) -> None:
        shallow = Repo.clone(parted.path, tmp_path / "shallow", "--depth=1", *how)
        shallow.git("switch", "--quiet", "--detach", "origin/change")
        answer = ask(shallow, "origin/main")
        assert answer.status == 2
        assert answer.command[:2] == ["fetch", "--unshallow"]
        shallow.git(*answer.command, "--quiet")
        assert ask(shallow, "origin/main") == REFUSED

    def test_the_merge_commit_of_a_forge_in_a_shallow_clone(self, parted: Repo, tmp_path: Path) -> None:
        parted.git("merge", "--quiet", "--no-edit", "change")
        parted.git("update-ref", "refs/pull/1/merge", "HEAD")
        parted.git("reset", "--quiet", "--hard", "HEAD^1")
        shallow = Repo.init(tmp_path / "shallow")
        shallow.git("remote", "add", "origin", parted.path.as_uri())
        shallow.git("fetch", "--quiet", "--depth=1", "origin", "+refs/pull/1/merge:refs/remotes/pull/1/merge")
        shallow.git("switch", "--quiet", "--detach", "pull/1/merge")
        answer = ask(shallow, "origin/main")
        assert answer.status == 2
        shallow.git(*answer.command, "--quiet")
        assert ask(shallow, "origin/main") == REFUSED

    def test_a_partial_clone_says_what_to_fetch_and_that_is_enough(self, parted: Repo, tmp_path: Path) -> None:
        parted.git("config", "uploadpack.allowFilter", "true")
        partial = Repo.clone(parted.path, tmp_path / "partial", "--filter=blob:none", "--branch=change")
        answer = ask(partial, "origin/main")
        assert answer.status == 2
        assert "not fetched" in answer.error
        partial.git(*answer.command, "--quiet")
        assert ask(partial, "origin/main") == REFUSED

    def test_a_bare_repository_is_judged_by_revision(self, parted: Repo, tmp_path: Path) -> None:
        bare = Repo.clone(parted.path, tmp_path / "bare.git", "--bare")
        assert ask(bare, "main", "--rev", "change") == REFUSED
        assert ask(bare, "main", "--rev", "main") == NOTHING
        by_name, by_option = (
            run("diff", "main", *how, *DAY, cwd=bare.path) for how in (("change",), ("--rev", "change"))
        )
        assert by_name == by_option
        without = ask(bare)
        assert without.status == 2
        assert "Name a revision, such as `--rev HEAD`" in without.error


class TestPlaces:
    def test_a_detached_head_is_the_commit_that_it_is(self, repo: Repo) -> None:
        edit(repo, UP)
        repo.git("switch", "--quiet", "--detach")
        repo.git("branch", "--quiet", "--delete", "--force", "change")
        assert ask(repo) == REFUSED

    def test_a_repository_behind_a_link_is_the_same_one(self, repo: Repo, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(repo.path)
        edit(repo, UP)
        for folder in (tmp_path / "link", tmp_path / "link" / "governance"):
            assert ask(folder) == ask(folder, "main", "--rev", "change") == REFUSED

    def test_a_linked_worktree_has_its_own_head_index_and_files(self, repo: Repo) -> None:
        edit(repo, UP)
        repo.git("worktree", "add", "--quiet", "--detach", "../second", "main")
        second = Repo(repo.path.parent / "second")
        assert ask(second) == ask(second, "main", "--staged") == NOTHING
        assert ask(second, "main", "--rev", "change") == ask(repo) == REFUSED
        second.write({FILE: (repo.path / FILE).read_text(encoding="utf-8")})
        assert ask(second) == REFUSED
        assert ask(second, "main", "--staged") == NOTHING

    def test_a_worktree_inside_of_the_repository_is_not_read_twice(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        (repo.path / "alignctl.yaml").unlink()  # now documents are looked for everywhere
        repo.commit({})
        repo.git("worktree", "add", "--quiet", "--detach", "trees/second", "main")
        assert ask(repo) == NOTHING
        edit(repo, UP)
        assert ask(repo, "HEAD~") == REFUSED

    def test_work_tree_index_and_commit_are_three_answers(self, repo: Repo) -> None:
        text = (repo.path / FILE).read_text(encoding="utf-8")
        repo.write({FILE: text.replace("upTo: 500", UP)})
        assert ask(repo) == REFUSED
        assert ask(repo, "main", "--staged") == ask(repo, "main", "--rev", "HEAD") == NOTHING
        repo.git("add", "--all")
        repo.write({FILE: text})
        assert ask(repo) == ask(repo, "main", "--rev", "HEAD") == NOTHING
        assert ask(repo, "main", "--staged") == REFUSED

    def test_a_merge_that_is_not_resolved_passes_nowhere(self, repo: Repo) -> None:
        edit(repo, UP)
        repo.git("switch", "--quiet", "main")
        edit(repo, DOWN)
        repo.git("merge", "change", check=False)
        assert "merge conflict" in ask(repo, "main", "--staged").error
        assert FILE in ask(repo).error

    def test_a_workspace_in_a_folder_of_a_larger_repository(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        bakery(repo, "teams/one")
        bakery(repo, "teams/two")
        repo.git("switch", "--quiet", "--force-create", "change")
        edit(repo, UP, f"teams/one/{FILE}")
        assert ask(repo, "main", "-C", "teams/one") == ask(repo.path / "teams/one") == REFUSED
        assert ask(repo.path / "teams/one/governance", "main", "--rev", "HEAD") == REFUSED
        assert ask(repo, "main", "-C", "teams/two") == ask(repo) == NOTHING

    def test_a_workspace_that_is_new_takes_nothing_from_others(self, repo: Repo) -> None:
        bakery(repo, "teams/new")
        for folder in ("teams/new", "teams/new/governance"):
            answer = ask(repo, "main", "-C", folder)
            assert (answer.status, answer.rules) == (0, [])
            assert answer == ask(repo, "main", "-C", folder, "--rev", "HEAD")
        assert ask(repo) == NOTHING

    def test_settings_that_are_put_nearer_do_not_take_the_place_of_those_of_the_base(self, repo: Repo) -> None:
        repo.commit({"governance/alignctl.yaml": "rules: {CH001: {severity: 'off'}}\n"})
        edit(repo, UP)
        for options in ((), ("--rev", "HEAD")):
            answer = ask(repo.path / "governance", "main", *options)
            assert (answer.status, set(answer.rules)) == (1, {"CH001", "CH007"})

    def test_settings_of_a_folder_that_are_taken_away_still_judge(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        bakery(repo, "team")
        repo.commit({"team/alignctl.yaml": "paths: [governance]\ntier: strict\n"})
        for other in (FILE, "alignctl.yaml"):
            (repo.path / other).unlink()
        repo.commit({})
        repo.git("switch", "--quiet", "--force-create", "change")
        (repo.path / "team/alignctl.yaml").unlink()
        repo.commit({})
        answer = ask(repo, "main", "-C", "team")
        assert (answer.status, set(answer.rules)) == (1, {"CH007"})


class TestSubmodules:
    @pytest.fixture
    def outer(self, repo: Repo) -> Repo:
        """Return a repository that holds `repo`, as its submodule `company`, on a branch of its own."""
        outer = Repo.init(repo.path.parent / "outer")
        outer.git("submodule", "--quiet", "add", repo.path.as_uri(), "company")
        bakery(outer)
        outer.git("switch", "--quiet", "--create", "change")
        return outer

    def test_documents_in_a_submodule_are_judged_in_it(self, outer: Repo) -> None:
        inner = Repo(outer.path / "company")
        edit(inner, UP)
        assert ask(inner, "origin/main") == ask(outer, "origin/main", "-C", "company") == REFUSED

    def test_a_repository_does_not_judge_documents_of_its_submodule(self, outer: Repo) -> None:
        outer.git("switch", "--quiet", "main")
        outer.commit({"alignctl.yaml": "paths: [governance, company/governance]\n"})
        outer.git("switch", "--quiet", "--force-create", "change")
        edit(Repo(outer.path / "company"), UP)
        outer.commit({})
        answer = ask(outer)
        assert answer.status == 2
        assert "is a submodule" in answer.error
        assert "Run alignctl there" in answer.error

    def test_a_submodule_beside_the_documents_is_left_alone(self, outer: Repo) -> None:
        edit(Repo(outer.path / "company"), UP)
        outer.commit({})
        (outer.path / "alignctl.yaml").unlink()  # now documents are looked for everywhere
        outer.commit({})
        outer.git("branch", "--quiet", "--force", "main")
        assert ask(outer) == ask(outer, "main", "--rev", "HEAD") == ask(outer, "main", "--staged") == NOTHING
        edit(outer, UP)
        assert ask(outer) == ask(outer, "main", "--rev", "HEAD") == ask(outer, "main", "--staged") == REFUSED
