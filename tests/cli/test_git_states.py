"""What `check --since` and `diff` answer in each state that git can be in; docs/gate.md has the same list in words."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from alignctl.cli import boundary
from tests.command import COMMAND, ROOT, Ran
from tests.repositories import Repo

DAY = ("--as-of", "2026-06-15")
FILE = "governance/bakery.yaml"
UP, DOWN = "upTo: 700", "upTo: 400"
MOVED = [("authority", "domain:purchases")]
TEAM = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s}\nspec: {type: team, parent: bakery}\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What both commands say: the rules broken and the exit status of `check`, what `diff` names, or the one error."""

    status: int
    rules: list[str]
    meaning: list[tuple[str, str]]
    error: str = ""

    @property
    def command(self) -> list[str]:
        """Return the arguments of the git command that the error asks for."""
        return re.findall(r"`git ([^`]+)`", self.error)[-1].split()


def run(*arguments: str, cwd: Path) -> Ran:
    """Run a command as `alignctl` does, in this process: there are many states, and the start would be most of it."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        status = boundary.run(arguments)
    texts = [stream.flush() or stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return Ran(status, *texts)


def ask(repo: Repo | Path, since: str = "main", *options: str) -> Answer:
    """Run both commands; where the change cannot be judged, both say so in the same words."""
    folder = repo.path if isinstance(repo, Repo) else repo
    check = run("check", f"--since={since}", *options, *DAY, "-f", "json", cwd=folder)
    diff = run("diff", *options, *DAY, "-f", "json", "--", since, cwd=folder)
    if check.status == 2:
        assert diff.status == 2
        assert check.out or diff.err == check.err
        return Answer(2, [], [], diff.err)
    assert diff.status == 0, diff.err
    found = [one["rule"] for one in json.loads(check.out)["findings"]]
    return Answer(check.status, found, [(one["what"], one["of"]) for one in json.loads(diff.out)["changes"]])


REFUSED = Answer(1, ["CH001"], MOVED)
NOTHING = Answer(0, [], [])


def bakery(repo: Repo, folder: str = "") -> None:
    shutil.copytree(ROOT / "examples" / "minimal", repo.path / folder, dirs_exist_ok=True)
    repo.commit({})


def edit(repo: Repo, new: str, file: str = FILE, *, old: str = "upTo: 500") -> str:
    text = (repo.path / file).read_text(encoding="utf-8")
    assert old in text
    return repo.commit({file: text.replace(old, new)})


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("GIT_", "ALIGNCTL_")):
            monkeypatch.delenv(name)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a repository with documents on `main`, and a branch `change` without a change that is checked out."""
    repo = Repo.init(tmp_path.resolve() / "repository")
    bakery(repo)
    repo.git("switch", "--quiet", "--create", "change")
    return repo


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
        edit(repo, UP)
        for name in ("light", "heavy", "origin/main", "refs/heads/main", "main^{commit}", "HEAD~1", base, base[:9]):
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
        assert "Mend it on the base branch first" in answer.error

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
        without = ask(bare)
        assert without.status == 2
        assert "Name a revision, such as `--rev HEAD`" in without.error


class TestPlaces:
    def test_a_detached_head_is_the_commit_that_it_is(self, repo: Repo) -> None:
        edit(repo, UP)
        repo.git("switch", "--quiet", "--detach")
        repo.git("branch", "--quiet", "--delete", "--force", "change")
        assert ask(repo) == REFUSED

    def test_a_linked_worktree_has_its_own_head_index_and_files(self, repo: Repo) -> None:
        edit(repo, UP)
        repo.git("worktree", "add", "--quiet", "--detach", "../second", "main")
        second = Repo(repo.path.parent / "second")
        assert ask(second) == ask(second, "main", "--staged") == NOTHING
        assert ask(second, "main", "--rev", "change") == ask(repo) == REFUSED
        second.write({FILE: (repo.path / FILE).read_text(encoding="utf-8")})
        assert ask(second) == REFUSED
        assert ask(second, "main", "--staged") == NOTHING

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


class TestFiles:
    def test_files_that_only_moved_or_were_written_anew_are_no_change(self, repo: Repo) -> None:
        text = (repo.path / FILE).read_text(encoding="utf-8")
        (repo.path / FILE).unlink()
        documents = text.split("---\n")
        for number, document in enumerate(reversed(documents)):
            repo.write({f"governance/{number} ü.yml": document.replace("\n", "\r\n")})
        repo.commit({})
        assert ask(repo) == NOTHING

    @pytest.mark.parametrize("side", ["main", "change"])
    def test_a_name_that_is_not_utf8_is_refused_on_either_side(self, repo: Repo, side: str) -> None:
        edit(repo, UP)
        repo.git("switch", "--quiet", side)
        blob = repo.git("hash-object", "-w", "--stdin", stdin=TEAM % "oven")
        name = os.fsdecode(b"governance/n\xff.yaml")
        repo.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{name}")
        repo.git("commit", "--quiet", "--message", "strange")
        answer = ask(repo, "main", "--rev", "change")
        assert answer.status == 2
        assert "governance/n<U+DCFF>.yaml" in answer.error

    def test_a_sparse_checkout_is_judged_as_a_whole_by_revision(self, repo: Repo) -> None:
        repo.git("switch", "--quiet", "main")
        repo.commit({"governance/teams/oven.yaml": TEAM % "oven"})
        repo.git("switch", "--quiet", "--force-create", "change")
        repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/governance/teams")
        assert not (repo.path / "governance/teams").exists()
        assert ask(repo, "main", "--rev", "HEAD") == ask(repo, "main", "--staged") == NOTHING
        repo.git("sparse-checkout", "set", "--no-cone", "/alignctl.yaml")
        assert "governance: What the change means cannot be told: This path does not exist" in ask(repo).error

    @pytest.mark.parametrize(
        "attributes",
        ["", "* text eol=crlf", "* export-ignore export-subst", "* ident", "* binary -merge linguist-generated"],
    )
    def test_attributes_and_line_ends_change_nothing(self, repo: Repo, attributes: str) -> None:
        repo.git("switch", "--quiet", "main")
        repo.commit({".gitattributes": f"{attributes}\n", "governance/oven.yaml": "# $Id$\n" + TEAM % "oven"})
        clone = Repo.clone(repo.path, repo.path.parent / "clone", "--config=core.autocrlf=true", "--branch=main")
        assert (b"\r\n" in (clone.path / FILE).read_bytes()) == (attributes != "* binary -merge linguist-generated")
        assert ask(clone) == ask(clone, "main", "--staged") == ask(clone, "main", "--rev", "HEAD") == NOTHING
        clone.write({FILE: (clone.path / FILE).read_bytes().decode().replace("upTo: 500", UP)})
        assert ask(clone) == REFUSED

    def test_a_filter_never_runs_and_what_is_stored_is_what_counts(self, repo: Repo, tmp_path: Path) -> None:
        ran = tmp_path / "ran"
        repo.commit({".gitattributes": "*.yaml filter=raise diff=raise\n"})
        repo.git("config", "filter.raise.clean", "sed s/500/900/")
        repo.git("config", "filter.raise.smudge", f"touch {ran}; sed s/900/500/")
        repo.git("config", "diff.raise.textconv", f"touch {ran}; cat")
        text = (repo.path / FILE).read_text(encoding="utf-8")
        repo.commit({FILE: f"# touched\n{text}"})
        assert "upTo: 900" in repo.git("show", "HEAD:governance/bakery.yaml", "--no-textconv")
        assert ask(repo) == NOTHING
        assert ask(repo, "main", "--rev", "HEAD") == ask(repo, "main", "--staged") == REFUSED
        assert not ran.exists()

    def test_a_pointer_to_a_file_that_is_kept_elsewhere_is_no_document(self, repo: Repo) -> None:
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1\n"
        repo.commit({FILE: pointer})
        assert f"{FILE}: What the change means cannot be told" in ask(repo, "main", "--rev", "HEAD").error


@pytest.mark.skipif(os.name == "nt", reason="POSIX scripts")
class TestSurroundings:
    @pytest.mark.parametrize(
        "name",
        [
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_COMMON_DIR",
            "GIT_OBJECT_DIRECTORY",
            "GIT_NAMESPACE",
            "GIT_CEILING_DIRECTORIES",
        ],
    )
    def test_what_a_hook_finds_in_its_environment_leads_nowhere_else(
        self, repo: Repo, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        edit(repo, UP)
        other = Repo.init(repo.path.parent / "other")
        bakery(other)
        monkeypatch.setenv(name, str(other.path / ".git"))
        assert ask(repo) == ask(repo, "main", "--staged") == ask(repo, "main", "--rev", "change") == REFUSED

    def test_a_repository_that_git_does_not_trust_comes_with_the_command_that_trusts_it(
        self, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edit(repo, UP)
        fake = tmp_path / "bin" / "git"
        fake.parent.mkdir()
        fake.write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {shutil.which("git")} "$@"\n')
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)
        monkeypatch.setenv("HOME", str(tmp_path))
        answer = ask(repo)
        assert answer.status == 2
        assert "belongs to another user" in answer.error
        repo.git(*answer.command, env={"GIT_CONFIG_GLOBAL": str(tmp_path / ".gitconfig")})
        assert ask(repo) == REFUSED

    @pytest.mark.parametrize(
        ("hook", "new", "told"), [("update", "$3", "CH001"), ("pre-receive", "$(cut -d' ' -f2)", "no revision")]
    )
    def test_a_server_judges_what_is_pushed_once_it_is_among_its_objects(
        self, repo: Repo, tmp_path: Path, hook: str, new: str, told: str
    ) -> None:
        bare = Repo.clone(repo.path, tmp_path / "bare.git", "--bare")
        gate = f'"{COMMAND}" check --since main --rev "{new}" {" ".join(DAY)} >said 2>&1'
        (bare.path / "hooks" / hook).write_text(f"#!/bin/sh\n{gate}\n")
        (bare.path / "hooks" / hook).chmod(0o755)
        edit(repo, UP)
        before = bare.git("show-ref")
        repo.git("push", "--quiet", bare.path.as_uri(), "change", check=False)
        assert bare.git("show-ref") == before
        assert told in (bare.path / "said").read_text()
