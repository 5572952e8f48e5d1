"""Files as git stores them, and what surrounds alignctl when it runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.states.asking import DAY, FILE, NOTHING, REFUSED, TEAM, UP, ask, bakery, edit
from tests.command import COMMAND, ROOT
from tests.repositories import Repo


class TestFiles:
    @pytest.mark.parametrize("example", ["minimal", "martech/after", "martech/before"])
    def test_documents_that_only_moved_or_were_written_anew_are_no_change(self, tmp_path: Path, example: str) -> None:
        repo = Repo.init(tmp_path / "repository")
        shutil.copytree(ROOT / "examples" / example, repo.path, dirs_exist_ok=True)
        repo.commit({})
        files = sorted((repo.path / "governance").rglob("*.yaml"))
        documents = [text for file in files for text in file.read_text(encoding="utf-8").split("\n---\n")]
        for file in files:
            file.unlink()
        for number, text in enumerate(reversed(documents)):
            anew = "\r\n".join(f"  {line}" if line else "" for line in text.splitlines())
            repo.write({f"governance/{number % 7}/{number} ü.yml": f"---\r\n{anew}\r\n"})
        repo.commit({})
        assert len(documents) > len(files)
        assert ask(repo, "HEAD~") == NOTHING

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
