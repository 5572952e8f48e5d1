from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from alignctl.errors import UsageError
from alignctl.site.output import Folder, intact, write


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": b"1", "b/c.html": b"2"}, {})
    done = write(tmp_path, {"a.html": b"1", "b/c.html": b"3"}, {})
    assert (done.written, done.removed) == (1, 0)
    assert (tmp_path / "b" / "c.html").read_bytes() == b"3"


def test_only_our_own_leftovers_are_removed(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": b"1", "b/c.html": b"2"}, {})
    (tmp_path / "b" / "notes.txt").write_text("mine", encoding="utf-8")
    done = write(tmp_path, {"a.html": b"1"}, {})
    assert done.removed == 1
    assert not (tmp_path / "b" / "c.html").exists()
    assert (tmp_path / "b" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_goes_with_its_last_page(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": b"1", "b/c.html": b"2"}, {})
    write(tmp_path, {"a.html": b"1"}, {})
    assert not (tmp_path / "b").exists()


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(UsageError, match="is not empty and no site"):
        write(tmp_path, {"a.html": b"1"}, {})


def test_a_forged_manifest_removes_nothing_outside(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep", encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    manifest = {"generator": "alignctl", "files": {"../outside.txt": ""}}
    (site / "build.json").write_text(json.dumps(manifest), encoding="utf-8")
    write(site, {"a.html": b"1"}, {})
    assert outside.exists()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    write(tmp_path / "site", {"a.html": b"1"}, {})
    (tmp_path / "site" / "teams").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(UsageError, match="leads out of"):
        write(tmp_path / "site", {"teams/x.html": b"1"}, {})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_manifest_says_what_the_site_was_made_of(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": b"1"}, {"asOf": "2026-06-15"})
    data = json.loads((tmp_path / "build.json").read_text(encoding="utf-8"))
    assert data["asOf"] == "2026-06-15"
    assert list(data["files"]) == ["a.html"]


def test_a_build_clears_up_behind_one_that_was_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.html": b"1", "old.html": b"1"}, {"asOf": "2026-06-15"})
    put = Folder.put

    def stop_at_c(folder: Folder, path: str, content: bytes) -> None:
        if path == "c.html":
            raise KeyboardInterrupt
        put(folder, path, content)

    monkeypatch.setattr(Folder, "put", stop_at_c)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, {"a.html": b"2", "b.html": b"2", "c.html": b"2"}, {"asOf": "2026-06-16"})
    monkeypatch.undo()
    assert "asOf" not in json.loads((tmp_path / "build.json").read_text(encoding="utf-8"))
    write(tmp_path, {"d.html": b"3"}, {})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build.json", "d.html"]


def test_a_site_is_intact_while_every_file_is_as_it_was_written(tmp_path: Path) -> None:
    done = write(tmp_path, {"a.html": b"1", "b/c.html": b"22"}, {})
    assert intact(tmp_path, done.listing) == replace(done, written=0)


@pytest.mark.parametrize("path", ["a.html", "b/c.html", "build.json"])
def test_a_site_with_a_changed_or_missing_file_is_not(tmp_path: Path, path: str) -> None:
    done = write(tmp_path, {"a.html": b"1", "b/c.html": b"22"}, {})
    content = (tmp_path / path).read_bytes()
    (tmp_path / path).write_bytes(content[::-1] + b"!")
    assert intact(tmp_path, done.listing) is None
    (tmp_path / path).unlink()
    assert intact(tmp_path, done.listing) is None
