"""A repository whose configuration, refs, names and objects were written by an enemy: nothing runs, nothing is lost."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignctl.errors import SourceError, UsageError
from alignctl.load.history import read_history
from alignctl.load.repository import Repository
from alignctl.load.workspace import Revision, Staged, Stdin, WorkTree, open_workspace
from tests.repositories import Repo, unit

SIGNED = """tree {tree}
author A <a@x> 1 +0000
committer A <a@x> 1 +0000
gpgsig -----BEGIN PGP SIGNATURE-----
 x
 -----END PGP SIGNATURE-----

signed
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo.init(tmp_path.resolve() / "repo")
    repo.commit({"gov/a.yaml": unit("a"), ".gitattributes": "*.yaml diff=trap filter=trap merge=trap\n"})
    repo.commit({"gov/a.yaml": unit("a") + "# changed\n"})
    return repo


def arm(repo: Repo) -> Path:
    """Let every configuration that can run a program leave a mark; return the mark."""
    mark, trap = repo.path.parent / "mark", repo.path.parent / "trap"
    trap.write_text(f"#!{sys.executable}\nfrom pathlib import Path\nPath({str(mark)!r}).touch()\n")
    trap.chmod(0o755)
    hooks = repo.path / ".git" / "hooks"
    shutil.rmtree(hooks, ignore_errors=True)
    hooks.mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc", "post-checkout"):
        shutil.copy(trap, hooks / hook)
    programs = ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "diff.external")
    drivers = (
        "diff.trap.textconv",
        "diff.trap.command",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
    )
    others = ("gpg.program", "credential.helper", "pager.log", "core.alternateRefsCommand", "core.gitProxy")
    for key in (*programs, *drivers, *others):
        repo.git("config", key, str(trap))
    for verb in ("log", "rev-parse", "cat-file", "ls-files"):
        repo.git("config", f"alias.{verb}", f"!{trap}")
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "diff.orderFile", str(repo.path / ".gitattributes"))
    repo.git("config", "log.showRoot", "false")
    return mark


def test_nothing_of_a_hostile_configuration_runs_and_nothing_is_lost(repo: Repo) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=SIGNED.format(tree=tree))
    repo.git("update-ref", "refs/heads/signed", commit)
    mark = arm(repo)
    workspace = open_workspace(repo.path)
    for origin in (WorkTree(), Revision("main"), Revision("signed"), Staged(), Stdin(b"x", str(repo.path / "x.yaml"))):
        assert "gov/a.yaml" in [source.path for source in workspace.read(origin).sources]
    assert len(list(read_history(workspace).steps())) == 2
    assert [version.commit.signed for version in read_history(workspace, "signed").versions()] == [True]
    assert not mark.exists()


def test_the_trap_would_have_worked(repo: Repo) -> None:
    mark = arm(repo)
    repo.git("status", check=False)
    assert mark.exists()


def test_a_promisor_that_runs_a_program_is_not_asked(repo: Repo) -> None:
    mark = arm(repo)
    repo.git("config", "protocol.allow", "always")
    repo.git("config", "extensions.partialClone", "origin")
    repo.git("config", "remote.origin.url", f"ext::{repo.path.parent / 'trap'}")
    repo.git("config", "remote.origin.promisor", "true")
    blob = repo.git("rev-parse", "HEAD:gov/a.yaml")
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(SourceError, match="was not fetched"):
        open_workspace(repo.path).read(Revision("HEAD"))
    assert not mark.exists()


def test_replaced_objects_are_not_believed(repo: Repo) -> None:
    repo.git("replace", "HEAD:gov/a.yaml", repo.git("hash-object", "-w", "--stdin", stdin=unit("forged")))
    (source,) = open_workspace(repo.path).read(Revision("HEAD")).sources
    assert b"forged" not in source.content


@pytest.mark.parametrize(
    "name", ["", "-h", "--help", "--git-dir=/tmp", "--upload-pack=touch mark", "a\nb", "a\0b", "\x1b[31m", "\u202e"]
)
def test_a_name_that_is_an_option_or_cannot_be_shown_is_refused(repo: Repo, name: str) -> None:
    with pytest.raises(SourceError, match="not the name of a revision"):
        Repository(repo.path).commit(name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.text(alphabet=st.characters(), max_size=20)
    | st.from_regex(r"(HEAD|main|@)[\^~@{}:/.a-z0-9-]{0,8}", fullmatch=True)
)
def test_any_name_gives_a_hash_or_one_sentence(repo: Repo, name: str) -> None:
    try:
        found = repo.git("cat-file", "-t", Repository(repo.path).commit(name))
    except SourceError as refused:
        found = str(refused) if str(refused).isprintable() else "a sentence that cannot be shown"
    assert found == "commit" or "revision" in found


def bury(repo: Repo) -> Path:
    """Check in files that look like a bare repository, whose configuration leaves a mark."""
    inner = Repo.init(repo.path / "vendor" / "data", "--bare")
    mark = arm(repo)
    with (inner.path / "config").open("a") as config:
        config.write(f"[core]\n\tfsmonitor = {repo.path.parent / 'trap'}\n\tworktree = {repo.path.parent}\n")
    return mark


def test_files_that_look_like_a_bare_repository_are_not_trusted(repo: Repo) -> None:
    mark = bury(repo)
    inner = repo.path / "vendor" / "data"
    for start in (inner, inner / "refs"):
        with pytest.raises(SourceError, match=r"not trusted.*Run alignctl in `.*/repo`"):
            Repository.discover(start)
    assert open_workspace(inner).root == repo.path
    (inner / "alignctl.yaml").write_text("")
    with pytest.raises(SourceError, match="not trusted"):
        open_workspace(inner).read(Revision("HEAD"))
    assert not mark.exists()


def test_a_work_tree_that_is_said_to_be_elsewhere_is_refused(repo: Repo, tmp_path: Path) -> None:
    elsewhere = tmp_path.resolve() / "elsewhere"
    elsewhere.mkdir()
    repo.git("config", "core.worktree", str(elsewhere))
    with pytest.raises(SourceError, match="work tree is elsewhere"):
        open_workspace(repo.path).read(Revision("HEAD"))


@pytest.mark.parametrize("name", ["n\nl.yaml", "tab\t.yaml", "\x1b[2J.yaml", "\u202eb.yaml", 'quote".yaml', "\\.yaml"])
def test_odd_names_are_read_or_refused_alike_in_every_origin(repo: Repo, name: str) -> None:
    repo.commit({name: unit("odd"), "b.yaml": unit("b")})
    workspace = open_workspace(repo.path)
    readings = [workspace.read(origin) for origin in (WorkTree(), Revision("HEAD"), Staged())]
    paths = {tuple(source.path for source in reading.sources) for reading in readings}
    assert len(paths) == 1
    assert (name in next(iter(paths))) == name.isprintable()
    assert {len(reading.unreadable) for reading in readings} == {int(not name.isprintable())}
    assert all(item.place.path.isprintable() for reading in readings for item in reading.unreadable)


def test_a_name_that_is_no_text_is_refused_in_a_revision(repo: Repo) -> None:
    blob = repo.git("rev-parse", "HEAD:gov/a.yaml")
    listing = f"100644 blob {blob}\t".encode() + b'"\\377.yaml"\n'
    tree = repo.git("mktree", stdin=listing.decode())
    commit = repo.git("commit-tree", tree, "-m", "odd")
    reading = open_workspace(repo.path).read(Revision(commit))
    assert not reading.sources
    assert [item.place.path for item in reading.unreadable] == ["<U+DCFF>.yaml"]


@pytest.mark.parametrize("target", ["../../../../etc/hostname", "/etc/hostname", "a\nb", "x" * 5000])
def test_a_link_out_of_a_revision_is_reported(repo: Repo, target: str) -> None:
    blob = repo.git("hash-object", "-w", "--stdin", stdin=target)
    repo.git("update-index", "--add", "--cacheinfo", f"120000,{blob},gov/link.yaml")
    reading = open_workspace(repo.path).read(Staged())
    assert [item.place.path for item in reading.unreadable] == ["gov/link.yaml"]


def test_a_huge_object_is_never_held(repo: Repo) -> None:
    repo.commit({"gov/huge.yaml": unit("huge") + "#" * 3_000_000})
    reading = open_workspace(repo.path).read(Revision("HEAD"))
    assert [item.place.path for item in reading.unreadable] == ["gov/huge.yaml"]
    assert [source.path for source in reading.sources] == ["gov/a.yaml"]


def test_a_path_from_the_command_line_cannot_leave_through_a_link(repo: Repo) -> None:
    (repo.path / "out").symlink_to("/etc")
    with pytest.raises(UsageError, match="outside"):
        open_workspace(repo.path).read(WorkTree((repo.path / "out" / "hostname",)))
