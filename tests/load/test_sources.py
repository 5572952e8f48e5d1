from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.errors import SourceError
from alignctl.load.files import NotPlainError, read_plain
from alignctl.load.selection import Selection, is_foreign, normalise
from alignctl.load.sources import SETTINGS_PROBLEM, Sources, worktree
from alignctl.model.settings import Settings
from tests.repositories import unit


def lay_out(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    return root.resolve()


def read(root: Path, *paths: str, **settings: object) -> Sources:
    return worktree(root, Settings.read(settings), paths)


def names(found: Sources) -> list[str]:
    return [source.path for source in found.files]


def refused(found: Sources) -> dict[str, str]:
    return {item.place.path: item.message for item in found.unreadable}


def test_documents_are_found_at_any_depth_and_come_sorted(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"z.yaml": unit("z"), "a/b/c.yml": unit("c"), "a/B.YAML": unit("b"), "a.txt": unit("t")})
    found = read(root)
    assert names(found) == ["a/B.YAML", "a/b/c.yml", "z.yaml"]
    assert found.files[1].content == unit("c").encode()
    assert found.files[1].revision == ""


def test_hidden_names_dependencies_and_settings_are_no_documents(tmp_path: Path) -> None:
    left_out = [".github/w.yaml", ".venv/x.yaml", "node_modules/x.yaml", ".pre-commit-config.yaml", "alignctl.yaml"]
    root = lay_out(tmp_path, {name: unit("x") for name in [*left_out, "sub/.x.yaml", "ok.yaml"]})
    assert names(read(root)) == ["ok.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "rules: {CH001: {severity: 'off'}}\n",
        "# ours\n\nrules:\n  CH001: {severity: 'off'}\n",
        "'exclude' : [old]\n",
        '{"governanceOwner": "role:cfo"}\n',
        "paths: [.]\r\n",
        unit("x"),
    ],
)
@pytest.mark.parametrize("paths", [["."], ["gov"]])
def test_settings_below_those_that_count_are_reported(tmp_path: Path, text: str, paths: list[str]) -> None:
    root = lay_out(tmp_path, {"alignctl.yaml": "", "gov/alignctl.yaml": text, "gov/a.yaml": unit("a")})
    found = read(root, paths=paths)
    assert names(found) == ["gov/a.yaml"]
    assert refused(found) == {"gov/alignctl.yaml": SETTINGS_PROBLEM}
    assert not refused(read(root, paths=paths, exclude=["gov/alignctl.yaml"]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "on: push\njobs: {align: {uses: alignctl/alignctl@v1}}\n",
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules: []\n",
        "spec:\n  rules: []\n",
    ],
)
def test_a_file_of_another_tool_may_be_called_like_the_settings(tmp_path: Path, text: str) -> None:
    found = read(lay_out(tmp_path, {"deploy/alignctl.yaml": text, "a.yaml": unit("a")}))
    assert (names(found), refused(found), found.foreign) == (["a.yaml"], {}, 1)


def test_a_hidden_folder_counts_when_the_settings_name_it(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {".gov/a.yaml": unit("a"), ".gov/.old/b.yaml": unit("b"), "c.yaml": unit("c")})
    assert names(read(root, paths=[".gov"])) == [".gov/a.yaml"]


def test_by_default_files_of_other_tools_are_counted_and_left_alone(tmp_path: Path) -> None:
    theirs = {
        "mkdocs.yml": "site_name: x\n",
        "k8s/role.yaml": "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n",
        "ci.yaml": "steps: [{uses: alignctl/alignctl@v1}]\n",
        "chart.yaml": "kind: Pod\n",
    }
    found = read(lay_out(tmp_path, {**theirs, "ours.yaml": unit("ours")}))
    assert names(found) == ["ours.yaml"]
    assert found.foreign == len(theirs)
    assert not found.unreadable


@pytest.mark.parametrize(
    "text",
    [
        'apiVersion: "alignctl/v1"\n',
        '{"apiVersion":"alignctl/v1"}',
        "apiVersion:\n  alignctl/v2\n",
        "? apiVersion\n: alignctl/v1\n",
        "apiVersoin: alignctl/v1\n",
        "kind: Unit\nmetadata: {name: x}\n",
        'kind: "DecisionRight"\n',
        "a: 1\n---\r\nkind: Forum\r\n",
    ],
)
def test_a_file_that_means_to_be_ours_is_never_passed_over(text: str) -> None:
    assert not is_foreign(text.encode())
    assert not is_foreign(text.encode("utf-8-sig"))
    assert not is_foreign(text.encode("utf-16"))


def test_below_a_configured_path_every_yaml_file_counts(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"gov/a.yaml": "anything\n", "policies/p.yaml": "what: ever\n", "other/b.yaml": unit("b")})
    found = read(root, paths=["./gov/"], policies=["policies"])
    assert names(found) == ["gov/a.yaml", "policies/p.yaml"]
    assert found.foreign == 0


def test_exclude_reads_patterns_as_gitignore_does(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {f"{name}.yaml": unit("x") for name in ["drafts/a", "drafts/keep", "x/drafts/b", "c"]})
    assert names(read(root, exclude=["/drafts/*", "!/drafts/keep.yaml"])) == [
        "c.yaml",
        "drafts/keep.yaml",
        "x/drafts/b.yaml",
    ]


def test_given_paths_narrow_those_of_the_settings_and_exclude_stays(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {f"gov/{name}.yaml": unit("x") for name in "abc"} | {"mkdocs.yml": "x: y\n"})
    found = read(root, "gov/a.yaml", "gov/c.yaml", "mkdocs.yml", exclude=["c.yaml"])
    assert names(found) == ["gov/a.yaml"]
    assert found.foreign == 1


def test_given_paths_never_widen_those_of_the_settings(tmp_path: Path) -> None:
    files = ["sub/.gov/a.yaml", "sub/.gov/b.yaml", "sub/other/c.yaml", "d.yaml", ".github/e.yaml"]
    root = lay_out(tmp_path, {name: unit("x") for name in files})
    assert names(read(root, *files, paths=["sub/.gov", ".github/w"])) == ["sub/.gov/a.yaml", "sub/.gov/b.yaml"]
    for wider in ("", "sub", "sub/.gov"):
        assert names(read(root, wider, paths=["sub/.gov"])) == ["sub/.gov/a.yaml", "sub/.gov/b.yaml"]
    assert names(read(root, "sub/.gov/b.yaml", paths=["sub/.gov"])) == ["sub/.gov/b.yaml"]
    assert names(read(root, *files)) == ["d.yaml", "sub/other/c.yaml"]


def test_a_path_that_does_not_exist_is_reported_beside_the_others(tmp_path: Path) -> None:
    found = read(lay_out(tmp_path, {"gov/a.yaml": unit("a")}), paths=["gov", "govrenance"])
    assert names(found) == ["gov/a.yaml"]
    assert "does not exist" in refused(found)["govrenance"]


def test_paths_that_overlap_give_each_file_once(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"gov/a.yaml": unit("a")})
    assert names(read(root, paths=[".", "gov", "gov/a.yaml"])) == ["gov/a.yaml"]


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_reported(tmp_path: Path) -> None:
    text = unit("x")
    root = lay_out(tmp_path, {"at.yaml": text, "past.yaml": text + "#", "foreign.yaml": "x" * 1000})
    found = read(root, limits={"fileBytes": len(text)})
    assert names(found) == ["at.yaml"]
    assert "larger than" in refused(found)["past.yaml"]
    assert found.foreign == 1


def test_as_many_files_as_the_limit_are_read_and_one_more_stops(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {f"{name}.yaml": unit("x") for name in "abc"})
    assert len(read(root, limits={"files": 3}).files) == 3
    with pytest.raises(SourceError, match="more than 2 YAML files"):
        read(root, limits={"files": 2})


def test_overlays_are_merged_under_the_path_that_the_settings_write(tmp_path: Path) -> None:
    lay_out(tmp_path, {"pay/plans/p.yaml": unit("p"), "pay/mkdocs.yml": "x: y\n", "pay/.hidden/h.yaml": unit("h")})
    root = lay_out(tmp_path / "main", {"a.yaml": unit("a")})
    found = read(root, overlays=["../pay/"])
    assert names(found) == ["../pay/plans/p.yaml", "a.yaml"]
    assert found.foreign == 1
    assert names(read(root, "a.yaml", overlays=["../pay"])) == ["a.yaml"]


def test_an_overlay_that_is_not_there_is_reported(tmp_path: Path) -> None:
    assert "../pay" in refused(read(lay_out(tmp_path, {"a.yaml": unit("a")}), overlays=["../pay"]))


def test_what_stands_in_the_way_in_an_overlay_is_reported_under_its_path(tmp_path: Path) -> None:
    lay_out(tmp_path, {"pay/p.yaml": unit("p")})
    (tmp_path / "pay/link.yaml").symlink_to("/etc/hostname")
    found = read(lay_out(tmp_path / "main", {"a.yaml": unit("a")}), overlays=["../pay"])
    assert list(refused(found)) == ["../pay/link.yaml"]


def test_a_folder_that_cannot_be_listed_is_reported_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = os.scandir

    def deny(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    root = lay_out(tmp_path, {"closed/a.yaml": unit("a"), "open/b.yaml": unit("b")})
    monkeypatch.setattr("os.scandir", deny)
    found = read(root)
    assert names(found) == ["open/b.yaml"]
    assert refused(found) == {"closed": "This folder cannot be read: Permission denied."}


def test_an_overlay_inside_the_root_does_not_double_its_files(tmp_path: Path) -> None:
    assert names(read(lay_out(tmp_path, {"pay/a.yaml": unit("a")}), overlays=["pay"])) == ["pay/a.yaml"]


def test_a_link_out_of_the_tree_is_reported_and_not_followed(tmp_path: Path) -> None:
    lay_out(tmp_path, {"outside/secret.yaml": unit("secret")})
    root = lay_out(tmp_path / "main", {"gov/a.yaml": unit("a")})
    (root / "gov/link.yaml").symlink_to(tmp_path / "outside/secret.yaml")
    (root / "gov/folder").symlink_to(tmp_path / "outside")
    (root / "folder").symlink_to(tmp_path / "outside")
    assert sorted(refused(read(root))) == ["gov/link.yaml"]
    strict = read(root, paths=["gov"])
    assert names(strict) == ["gov/a.yaml"]
    assert sorted(refused(strict)) == ["gov/folder", "gov/link.yaml"]


def test_a_link_to_what_is_read_anyway_is_silent_and_to_what_is_not_is_reported(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"gov/a.yaml": unit("a"), "other/b.yaml": unit("b")})
    (root / "gov/same.yaml").symlink_to("a.yaml")
    (root / "gov/other.yaml").symlink_to("../other/b.yaml")
    (root / "gov/README.md").symlink_to("/etc/hostname")
    found = read(root, paths=["gov"])
    assert names(found) == ["gov/a.yaml"]
    assert list(refused(found)) == ["gov/other.yaml"]


def test_a_configured_path_that_is_a_link_is_reported(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"real/gov/a.yaml": unit("a")})
    (root / "link").symlink_to("real")
    found = read(root, paths=["link/gov"])
    assert not found.files
    assert list(refused(found)) == ["link"]


def test_pipes_sockets_and_folders_with_yaml_names_do_not_block(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"folder.yaml/a.yaml": unit("a")})
    os.mkfifo(root / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(root)  # the name of a socket has at most 107 bytes
        server.bind("socket.yaml")
        os.chdir(here)
        found = read(root)
    assert names(found) == ["folder.yaml/a.yaml"]
    assert "is a pipe" in refused(found)["pipe.yaml"]
    assert "is a socket" in refused(found)["socket.yaml"]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_not_opened(device: str) -> None:
    with pytest.raises(NotPlainError, match="is a device"):
        read_plain(device, 10)


def test_a_file_that_is_replaced_between_looking_and_opening_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text("a")
    (tmp_path / "b.yaml").write_text("b")
    before = os.lstat(tmp_path / "b.yaml")
    monkeypatch.setattr("os.lstat", lambda _: before)
    with pytest.raises(NotPlainError, match="was replaced"):
        read_plain(str(tmp_path / "a.yaml"), 10)
    (tmp_path / "link.yaml").symlink_to("b.yaml")
    with pytest.raises(OSError, match="symbolic links"):
        read_plain(str(tmp_path / "link.yaml"), 10)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a")
    look = os.fstat

    def look_and_grow(descriptor: int) -> os.stat_result:
        status = look(descriptor)
        with path.open("a") as file:
            file.write("more")
        return status

    monkeypatch.setattr("os.fstat", look_and_grow)
    with pytest.raises(NotPlainError, match="changed while"):
        read_plain(str(path), 10)


def test_a_file_that_may_not_be_read_is_reported_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: str, _: int) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    root = lay_out(tmp_path, {"a.yaml": unit("a")})
    monkeypatch.setattr("alignctl.load.sources.read_plain", deny)
    assert refused(read(root)) == {"a.yaml": "The file cannot be read: Permission denied."}


@pytest.mark.parametrize("name", ["a\nb.yaml", "a\x1b[31m.yaml", "a\u202eb.yaml", "a\u200bb.yaml"])
def test_a_name_that_cannot_be_shown_is_refused_by_code_point(tmp_path: Path, name: str) -> None:
    found = read(lay_out(tmp_path, {name: unit("a"), "größe.yaml": unit("g"), "b.yaml": unit("b")}))
    assert names(found) == ["b.yaml", "größe.yaml"]
    (path, message), *others = refused(found).items()
    assert not others
    assert path.isprintable()
    assert "<U+" in path
    assert "<U+" in message


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml")).write_text(unit("a"))
    assert list(refused(read(tmp_path.resolve()))) == ["<U+DCFF>.yaml"]


@pytest.mark.parametrize("path", ["/etc", "..", "../x", "a/../../b", "C:/x", "..\\x"])
def test_no_path_of_the_settings_leads_out(path: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        normalise(path)


@pytest.mark.parametrize(
    ("path", "plain"), [(".", ""), ("./", ""), ("a/./b/", "a/b"), ("a/../b", "b"), ("a\\b", "a/b")]
)
def test_paths_of_the_settings_are_made_plain(path: str, plain: str) -> None:
    assert normalise(path) == plain


NAMES = st.sampled_from(["a", "b", ".c", "node_modules"])


@given(st.lists(NAMES, min_size=1, max_size=4), st.sets(st.lists(NAMES, max_size=3).map("/".join), max_size=3))
def test_a_file_is_covered_if_one_base_above_it_reaches_it_plainly(parts: list[str], bases: set[str]) -> None:
    path = "/".join([*parts, "x.yaml"])
    plainly = [
        base
        for base in bases
        if path.startswith(f"{base}/" if base else "")
        and not {".c", "node_modules"} & set(path.removeprefix(base).split("/"))
    ]
    assert Selection(frozenset(bases), frozenset(), None).covers(path) == bool(plainly)
