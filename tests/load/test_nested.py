from __future__ import annotations

import shutil
from pathlib import Path

from alignctl.load.nested import workspaces_below
from tests.command import ROOT, alignctl


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("", encoding="utf-8")


def test_the_nearest_workspaces_are_found(tmp_path: Path) -> None:
    write(tmp_path, "b/alignctl.yaml", "a/x/alignctl.yaml", "a/x/y/alignctl.yaml", "c/other.yaml")
    write(tmp_path, ".hidden/alignctl.yaml", "node_modules/alignctl.yaml", "clone/.git/HEAD", "clone/alignctl.yaml")
    assert workspaces_below(tmp_path) == ("a/x", "b")


def test_links_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "b/alignctl.yaml")
    (tmp_path / "link").symlink_to(tmp_path / "b")
    assert workspaces_below(tmp_path) == ("b",)


def test_a_folder_of_workspaces_is_none_itself(tmp_path: Path) -> None:
    for name in ("after", "before"):
        shutil.copytree(ROOT / "examples" / "martech" / name, tmp_path / "martech" / name)
    for arguments in (("check",), ("check", "martech"), ("who", "x"), ("check", "--staged"), ("log", "role/x")):
        ran = alignctl(*arguments, cwd=tmp_path)
        assert (ran.status, ran.out) == (2, "")
        assert "There is no alignctl.yaml here, but below: " in ran.err
        assert "martech/after`, `" in ran.err
        assert "martech/before`." in ran.err
    assert alignctl("check", "martech/after", "--as-of", "2026-06-15", cwd=tmp_path).status == 0


def test_many_workspaces_are_counted(tmp_path: Path) -> None:
    write(tmp_path, *(f"{letter}/alignctl.yaml" for letter in "abcdefg"))
    assert "`a`, `b`, `c`, `d`, `e` and 2 more." in alignctl("check", cwd=tmp_path).err
