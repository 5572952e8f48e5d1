"""What looks like a document and is not read is reported, alike from the work tree, the index and a revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignctl.load.walk import DANGLING_PROBLEM, FOLDER_PROBLEM, LINK_PROBLEM, SUFFIX_PROBLEM
from alignctl.load.workspace import Origin, Revision, Staged, WorkTree, open_workspace
from tests.repositories import Repo, unit

LINKS = {
    "gov/dangling.yaml": "nowhere.yaml",
    "gov/itself.yml": "itself.yaml",
    "gov/itself.yaml": "itself.yml",
    "gov/self.yaml": "self.yaml",
    "gov/folder.yaml": "deep",
    "gov/other.yaml": "../other/b.yaml",
    "gov/outside.yaml": "../../outside.yaml",
    "gov/out": "../other",
    "gov/gone": "nothing",
    "gov/same.yaml": "a.yaml",
    "gov/chain.yaml": "same.yaml",
    "gov/through.yaml": "down/c.yaml",
    "gov/down": "deep",
    "gov/.#a.yaml": "editor@host",
    "gov/old/dangling.yaml": "nowhere.yaml",
    "gov/README.md": "nowhere.md",
}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Return a repository with everything that a name can stand for, but a file of its own."""
    (tmp_path / "outside.yaml").write_text(unit("outside"), encoding="utf-8")
    repo = Repo.init(tmp_path / "repository")
    repo.write(
        {
            "alignctl.yaml": "paths: [gov, list.txt]\nexclude: [gov/old/]\n",
            "gov/a.yaml": unit("a"),
            "gov/deep/c.yaml": unit("c"),
            "gov/inner.yaml/d.yaml": unit("d"),
            "gov/old/inner.yaml/d.yaml": unit("e"),
            "list.txt": unit("f"),
            "other/b.yaml": unit("b"),
        }
    )
    for name, target in LINKS.items():
        (repo.path / name).symlink_to(target)
    repo.commit({})
    return repo


@pytest.mark.parametrize("origin", [WorkTree(), Staged(), Revision("HEAD")])
def test_it_is_reported(repo: Repo, origin: Origin) -> None:
    found = open_workspace(repo.path).read(origin)
    assert [source.path for source in found.sources] == ["gov/a.yaml", "gov/deep/c.yaml", "gov/inner.yaml/d.yaml"]
    assert {item.place.path: item.message for item in found.unreadable} == {
        "gov/dangling.yaml": DANGLING_PROBLEM,
        "gov/itself.yml": DANGLING_PROBLEM,
        "gov/itself.yaml": DANGLING_PROBLEM,
        "gov/self.yaml": DANGLING_PROBLEM,
        "gov/gone": DANGLING_PROBLEM,
        "gov/folder.yaml": FOLDER_PROBLEM,
        "gov/inner.yaml": FOLDER_PROBLEM,
        "gov/other.yaml": LINK_PROBLEM,
        "gov/outside.yaml": LINK_PROBLEM,
        "gov/out": LINK_PROBLEM,
        "list.txt": SUFFIX_PROBLEM,
    }


@pytest.mark.parametrize("origin", [WorkTree(), Staged(), Revision("HEAD")])
def test_the_default_path_is_no_exception(repo: Repo, origin: Origin) -> None:
    repo.commit({"alignctl.yaml": "exclude: [gov/old/]\n"})
    found = open_workspace(repo.path).read(origin)
    dangling = ["dangling.yaml", "folder.yaml", "inner.yaml", "itself.yaml", "itself.yml", "outside.yaml", "self.yaml"]
    assert [item.place.path for item in found.unreadable] == [f"gov/{name}" for name in dangling]


def test_a_submodule_that_is_called_like_a_document(repo: Repo) -> None:
    commit = repo.git("rev-parse", "HEAD")
    repo.write({"alignctl.yaml": ""})
    repo.git("rm", "-r", "--quiet", "--cached", ".")
    repo.git("add", "alignctl.yaml", "gov/a.yaml")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},gov/module.yaml")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},module")
    found = open_workspace(repo.path).read(Staged())
    assert [item.place.path for item in found.unreadable] == ["gov/module.yaml"]


def test_a_folder_that_cannot_be_entered_is_reported_unless_it_is_excluded(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = __import__("os").scandir

    def closed(path: Path) -> object:
        if path.name in ("deep", "old"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("alignctl.load.walk.os.scandir", closed)
    found = open_workspace(repo.path).read(WorkTree())
    assert {item.place.path: item.message for item in found.unreadable if "denied" in item.message} == {
        "gov/deep": "This folder cannot be read: Permission denied."
    }
