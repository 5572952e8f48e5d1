from __future__ import annotations

import os
from pathlib import Path

import pytest

from alignctl.errors import SettingsError, SourceError, UsageError
from alignctl.load.workspace import Origin, Reading, Revision, Staged, Stdin, Workspace, WorkTree, open_workspace
from tests.repositories import Repo, unit


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo.init(tmp_path.resolve() / "repo")


def contents(reading: Reading) -> dict[str, str]:
    return {source.path: source.content.decode() for source in reading.sources}


def refused(reading: Reading) -> list[str]:
    return [item.place.path for item in reading.unreadable]


def test_the_root_is_the_folder_of_the_nearest_settings(repo: Repo) -> None:
    repo.commit({"sub/alignctl.yaml": "", "sub/gov/a.yaml": unit("a"), "b.yaml": unit("b")})
    workspace = open_workspace(repo.path / "sub" / "gov")
    assert workspace == Workspace(repo.path / "sub", repo.path / "sub" / "alignctl.yaml")
    assert list(contents(workspace.read(WorkTree()))) == ["gov/a.yaml"]


def test_without_settings_the_root_is_that_of_the_work_tree(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"gov/a.yaml": unit("a")})
    assert open_workspace(repo.path / "gov") == Workspace(repo.path)
    assert open_workspace(tmp_path).root == tmp_path.resolve()


def test_a_named_configuration_decides_root_and_settings(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"sub/strict.yaml": "tier: strict\n", "sub/a.yaml": unit("a"), "alignctl.yaml": ""})
    monkeypatch.chdir(repo.path)
    workspace = open_workspace(Path(), Path("sub/strict.yaml"))
    for origin in (WorkTree(), Revision("HEAD"), Staged()):
        reading = workspace.read(origin)
        assert reading.settings.tier == "strict"
        assert list(contents(reading)) == ["a.yaml"]
    with pytest.raises(UsageError, match=r"no file `gone\.yaml`"):
        open_workspace(Path(), Path("gone.yaml"))


def test_each_origin_has_its_own_settings_and_files(repo: Repo) -> None:
    first = repo.commit({"alignctl.yaml": "paths: [gov]\n", "gov/a.yaml": "committed", "new/b.yaml": "no"})
    repo.write({"alignctl.yaml": "paths: [gov, new]\ntier: strict\n", "gov/a.yaml": "staged"})
    repo.git("add", ".")
    repo.write({"alignctl.yaml": "paths: [new]\ntier: optional\n", "gov/a.yaml": "work tree"})
    workspace = open_workspace(repo.path)
    committed, index, now = (workspace.read(origin) for origin in (Revision("main"), Staged(), WorkTree()))
    assert contents(committed) == {"gov/a.yaml": "committed"}
    assert contents(index) == {"gov/a.yaml": "staged", "new/b.yaml": "no"}
    assert contents(now) == {"new/b.yaml": "no"}
    assert [reading.settings.tier for reading in (committed, index, now)] == ["core", "strict", "optional"]
    assert committed.revision == committed.sources[0].revision == first
    assert index.revision == now.revision == now.sources[0].revision == ""


def test_a_revision_without_settings_has_the_defaults(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a"), "mkdocs.yml": "x: y\n"})
    repo.commit({"alignctl.yaml": "paths: [gov]\ntier: strict\n", "gov/b.yaml": "x"})
    workspace = open_workspace(repo.path)
    before = workspace.read(Revision("HEAD~"))
    assert list(contents(before)) == ["a.yaml"]
    assert before.foreign == 1
    assert before.settings.tier == "core"


def test_in_a_subfolder_paths_count_from_the_settings_in_every_origin(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"alignctl.yaml": "paths: [gov]\nexclude: [/gov/old]\n", "gov/a.yaml": "a", "gov/old/b.yaml": "b"}
    repo.commit({f"examples/one/{name}": text for name, text in files.items()} | {"gov/other.yaml": "o"})
    monkeypatch.chdir(repo.path / "examples" / "one" / "gov")
    workspace = open_workspace(Path())
    for origin in (WorkTree(), Revision("HEAD"), Staged(), Stdin(b"a", "a.yaml")):
        assert contents(workspace.read(origin)) == {"gov/a.yaml": "a"}
    assert workspace.git()[1] == "examples/one"


@pytest.mark.parametrize("kind", [WorkTree, lambda paths: Revision("HEAD", paths), Staged])
def test_given_paths_count_from_the_current_folder(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, kind: type[WorkTree]
) -> None:
    repo.commit({f"gov/{name}.yaml": unit(name) for name in "abc"})
    workspace = open_workspace(repo.path)
    monkeypatch.chdir(repo.path / "gov")
    assert list(contents(workspace.read(kind((Path("a.yaml"), Path("../gov/c.yaml")))))) == ["gov/a.yaml", "gov/c.yaml"]
    assert len(workspace.read(kind((repo.path,))).sources) == len("abc")
    assert refused(workspace.read(kind((Path("gone.yaml"),)))) == ["gov/gone.yaml"]
    with pytest.raises(UsageError, match="is outside"):
        workspace.read(kind((Path("/etc/passwd"),)))


def test_a_path_given_through_a_link_is_its_real_one(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"gov/a.yaml": unit("a")})
    (tmp_path / "link").symlink_to(repo.path)
    monkeypatch.chdir(tmp_path)
    workspace = open_workspace(Path("link"))
    assert workspace.root == repo.path
    assert list(contents(workspace.read(WorkTree((Path("link/gov/a.yaml"),))))) == ["gov/a.yaml"]


def test_a_text_on_standard_input_stands_in_for_its_file(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"alignctl.yaml": "paths: [gov]\n", "gov/a.yaml": "a", "gov/b.yaml": "b"})
    (repo.path / "gov" / "broken.yaml").symlink_to("/etc/hostname")
    monkeypatch.chdir(repo.path)
    workspace = open_workspace(Path())
    assert contents(workspace.read(Stdin(b"new", "gov/a.yaml"))) == {"gov/a.yaml": "new", "gov/b.yaml": "b"}
    assert contents(workspace.read(Stdin(b"new", "elsewhere/c.yaml")))["elsewhere/c.yaml"] == "new"
    assert contents(workspace.read(Stdin(b"alone"))) == {"<stdin>": "alone"}
    assert refused(workspace.read(Stdin(b"", "gov/a.yaml"))) == ["gov/broken.yaml"]
    assert refused(workspace.read(Stdin(b"", "gov/broken.yaml"))) == []
    with pytest.raises(UsageError, match="is outside"):
        workspace.read(Stdin(b"", "../x.yaml"))


def test_settings_on_standard_input_are_the_settings(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"alignctl.yaml": "", "a.yaml": unit("a")})
    monkeypatch.chdir(repo.path)
    reading = open_workspace(Path()).read(Stdin(b"tier: strict\n", "alignctl.yaml"))
    assert reading.settings.tier == "strict"
    assert list(contents(reading)) == ["a.yaml"]


@pytest.mark.parametrize("origin", [WorkTree(), Revision("HEAD"), Staged()])
def test_settings_that_are_a_link_or_wrong_are_refused_in_every_origin(repo: Repo, origin: Origin) -> None:
    (repo.path / "alignctl.yaml").symlink_to("/etc/hostname")
    repo.commit({"a.yaml": unit("a")})
    with pytest.raises(SettingsError, match="is a link"):
        open_workspace(repo.path).read(origin)
    (repo.path / "alignctl.yaml").unlink()
    repo.commit({"alignctl.yaml": "teir: core\n"})
    with pytest.raises(SettingsError) as wrong:
        open_workspace(repo.path).read(origin)
    assert wrong.value.where == "alignctl.yaml:1:1"


def test_settings_that_cannot_be_opened_say_why(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    repo.commit({"alignctl.yaml": ""})
    monkeypatch.setattr(os, "open", deny)
    with pytest.raises(SettingsError, match="Permission denied"):
        open_workspace(repo.path).read(WorkTree())


@pytest.mark.parametrize("origin", [Revision("HEAD"), Staged()])
def test_outside_of_git_there_are_no_revisions(tmp_path: Path, origin: Origin) -> None:
    with pytest.raises(SourceError, match="not in a git repository"):
        open_workspace(tmp_path).read(origin)


def test_a_bare_repository_is_read_by_revision(repo: Repo) -> None:
    repo.commit({"alignctl.yaml": "tier: strict\n", "a.yaml": unit("a")})
    bare = Repo.clone(repo.path, repo.path.parent / "bare.git", "--bare")
    reading = open_workspace(bare.path).read(Revision("main"))
    assert reading.settings.tier == "strict"
    assert list(contents(reading)) == ["a.yaml"]


@pytest.fixture
def outer(repo: Repo, tmp_path: Path) -> Repo:
    """Return a repository with documents and, beside and below them, a submodule that has documents of its own."""
    inner = Repo.init(tmp_path.resolve() / "inner")
    inner.commit({"gov/in.yaml": unit("inner")})
    repo.commit({"gov/out.yaml": unit("outer")})
    for place in ("module", "gov/module"):
        repo.git("submodule", "--quiet", "add", inner.path.as_uri(), place)
    repo.commit({})
    return repo


EVERYWHERE = (WorkTree(), Revision("HEAD"), Staged())


def test_a_submodule_is_a_repository_of_its_own(outer: Repo) -> None:
    for origin in EVERYWHERE:
        reading = open_workspace(outer.path).read(origin)
        assert (list(contents(reading)), refused(reading)) == (["gov/out.yaml"], [])
        assert list(contents(open_workspace(outer.path / "module").read(origin))) == ["gov/in.yaml"]


def test_a_submodule_among_documents_cannot_be_checked_in_this_repository(outer: Repo) -> None:
    for paths, modules in (("[gov]", ["gov/module"]), ("[module/gov]", ["module"]), ("[module]", ["module"])):
        outer.commit({"alignctl.yaml": f"paths: {paths}\n"})
        for origin in EVERYWHERE[1:]:
            reading = open_workspace(outer.path).read(origin)
            assert refused(reading) == modules
            assert "submodule" in reading.unreadable[0].message
        assert open_workspace(outer.path).read(WorkTree()).unreadable == ()
    outer.commit({"alignctl.yaml": "paths: [gov]\nexclude: [gov/module]\n"})
    for origin in EVERYWHERE:
        reading = open_workspace(outer.path).read(origin)
        assert (list(contents(reading)), refused(reading)) == (["gov/out.yaml"], [])


def test_a_submodule_in_the_place_of_the_settings_is_refused(repo: Repo) -> None:
    commit = repo.commit({"a.yaml": unit("a")})
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},alignctl.yaml")
    with pytest.raises(SettingsError, match="not a file"):
        open_workspace(repo.path).read(Staged())


def test_overlays_belong_to_the_work_tree_only(repo: Repo) -> None:
    Repo(repo.path.parent).write({"pay/p.yaml": unit("pay")})
    repo.commit({"alignctl.yaml": "overlays: [../pay]\n", "a.yaml": unit("a")})
    workspace = open_workspace(repo.path)
    assert list(contents(workspace.read(WorkTree()))) == ["../pay/p.yaml", "a.yaml"]
    assert list(contents(workspace.read(Revision("HEAD")))) == ["a.yaml"]
    assert list(contents(workspace.read(Staged()))) == ["a.yaml"]


def test_work_tree_revision_and_index_of_a_clean_checkout_agree(repo: Repo) -> None:
    files = {"gov/a.yaml": unit("a"), "gov/ünï cödé *[x]?.yaml": unit("b"), ".h/x.yaml": unit("h"), "m.yml": "x: y\n"}
    repo.write(files)
    for name, target in {"gov/same.yaml": "a.yaml", "gov/out.yaml": "/etc/hostname", "gov/up.yaml": "../../x"}.items():
        (repo.path / name).symlink_to(target)
    repo.commit({"policies/p.yaml": "any\n", "alignctl.yaml": "policies: [policies, gone]\nlimits: {fileBytes: 500}\n"})
    repo.commit({"gov/large.yaml": unit("large") + "#" * 500})
    workspace = open_workspace(repo.path)
    now, committed, index = (workspace.read(origin) for origin in (WorkTree(), Revision("HEAD"), Staged()))
    assert contents(now) == contents(committed) == contents(index)
    assert list(contents(now)) == ["gov/a.yaml", "gov/ünï cödé *[x]?.yaml", "policies/p.yaml"]
    assert now.unreadable == committed.unreadable == index.unreadable
    assert refused(now) == ["gone", "gov/large.yaml", "gov/out.yaml", "gov/up.yaml"]
    assert now.foreign == committed.foreign == index.foreign == 1


def test_a_link_to_a_folder_below_a_strict_path_is_judged_alike(repo: Repo) -> None:
    repo.write({"gov/real/a.yaml": unit("a"), "other/b.yaml": unit("b")})
    for name, target in {"same": "real", "other": "../other", "out": "/etc", "README.md": "/etc/hostname"}.items():
        (repo.path / "gov" / name).symlink_to(target)
    repo.commit({"alignctl.yaml": "paths: [gov]\n"})
    workspace = open_workspace(repo.path)
    for origin in (WorkTree(), Revision("HEAD"), Staged()):
        assert refused(workspace.read(origin)) == ["gov/other", "gov/out"]
