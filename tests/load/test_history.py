from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from alignctl.errors import SettingsError, SourceError
from alignctl.load import history
from alignctl.load.history import History, Version, read_history
from alignctl.load.workspace import open_workspace
from alignctl.model.ref import Ref
from tests.repositories import Repo, unit


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo.init(tmp_path.resolve() / "repo")


def past(repo: Repo, name: str = "HEAD") -> History:
    return read_history(open_workspace(repo.path), name)


def told(versions: Iterable[Version]) -> list[tuple[str, str, str]]:
    return [(version.commit.subject, version.ref, what(version)) for version in versions]


def what(version: Version) -> str:
    if version.before is None:
        return "new"
    return "gone" if version.after is None else "changed"


def titled(name: str, title: str, former: str = "") -> str:
    formerly = f", formerly: [{former}]" if former else ""
    return unit(name).replace(f"{{name: {name}}}", f"{{name: {name}, title: {title}{formerly}}}")


def test_objects_are_followed_from_commit_to_commit_newest_first(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a"), "b.yaml": unit("b")}, "first")
    repo.commit({"a.yaml": titled("a", "A")}, "second")
    (repo.path / "b.yaml").unlink()
    repo.commit({}, "third")
    assert told(past(repo).versions()) == [
        ("third", "unit:b", "gone"),
        ("second", "unit:a", "changed"),
        ("first", "unit:a", "new"),
        ("first", "unit:b", "new"),
    ]
    newest, oldest = past(repo).of(Ref("unit:a"))
    assert newest.before
    assert newest.after
    assert newest.before.data == (oldest.after and oldest.after.data)
    assert newest.after.data["metadata"] == {"name": "a", "title": "A"}
    assert newest.after.source.path == "a.yaml"


def test_a_move_another_layout_or_another_order_is_no_change(repo: Repo) -> None:
    repo.commit({"a.yaml": f"{unit('a')}---\n{titled('b', 'B')}"}, "first")
    (repo.path / "a.yaml").unlink()
    split = "spec:\n  type: function\nmetadata:\n  title: 'B' # same\n  name: b\nkind: Unit\napiVersion: alignctl/v1\n"
    repo.commit({"x/b.yaml": split, "x/a.yaml": unit("a")}, "second")
    assert [step.commit.subject for step in past(repo).steps()] == ["second", "first"]
    assert {subject for subject, *_ in told(past(repo).versions())} == {"first"}


def test_an_object_is_followed_through_its_earlier_names(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("old"), "b.yaml": unit("other")}, "first")
    repo.commit({"a.yaml": titled("middle", "M", "old")}, "second")
    (repo.path / "a.yaml").unlink()
    repo.commit({"c.yaml": titled("new", "N", "middle")}, "third")
    repo.commit({"d.yaml": unit("old")}, "an unrelated object takes the old name")
    assert told(past(repo).of(Ref("unit:new"))) == [
        ("third", "unit:new", "changed"),
        ("second", "unit:middle", "changed"),
        ("first", "unit:old", "new"),
    ]


def test_an_object_that_keeps_its_name_is_not_taken_for_a_renamed_one(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    repo.commit({"a.yaml": titled("a", "A"), "b.yaml": titled("b", "B", "a")}, "second")
    assert told(past(repo).versions())[:2] == [("second", "unit:a", "changed"), ("second", "unit:b", "new")]


def test_of_two_objects_with_one_name_the_first_by_path_counts(repo: Repo) -> None:
    repo.commit({"a.yaml": titled("x", "A"), "b.yaml": titled("x", "B")})
    (version,) = past(repo).versions()
    assert version.after
    assert version.after.source.path == "a.yaml"


def test_a_merge_stands_for_what_it_brought_in_and_names_who_wrote_it(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit({"b.yaml": unit("b")}, "draft", author="Bea <bea@example.com>")
    repo.commit({"b.yaml": titled("b", "B")}, "final", author="Carl <carl@example.com>")
    repo.git("checkout", "--quiet", "main")
    repo.commit({"c.yaml": unit("c")}, "meanwhile", author="Dora <dora@example.com>")
    message = "Merge pull request #7 from bea/side\n\nAdd b\n\nApproved-by: eve"
    repo.git("merge", "--quiet", "--no-ff", "--message", message, "side")
    merge, *others = past(repo).versions()
    assert (merge.ref, what(merge)) == ("unit:b", "new")
    assert (merge.commit.author, merge.commit.by) == ("ana", ("bea", "carl"))
    assert (merge.commit.approved_by, merge.commit.request) == (("eve",), "#7")
    assert [(version.commit.subject, version.commit.by) for version in others] == [
        ("meanwhile", ("dora",)),
        ("first", ("ana",)),
    ]


def test_what_a_merge_itself_changes_is_not_hidden(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit({"b.yaml": unit("b")}, "side")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    repo.commit({"a.yaml": titled("a", "Quietly")}, "merge")
    assert told(past(repo).versions())[:2] == [("merge", "unit:a", "changed"), ("merge", "unit:b", "new")]


def test_a_second_merge_names_only_who_wrote_since_the_first(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    for name in ("bea", "carl"):
        repo.git("checkout", "--quiet", "-B", "side", "main" if name == "bea" else "side")
        repo.commit({f"{name}.yaml": unit(name)}, name, author=f"{name} <{name}@example.com>")
        repo.git("checkout", "--quiet", "main")
        repo.git("merge", "--quiet", "--no-ff", "--message", f"merge {name}", "side")
    assert [(step.commit.subject, step.commit.by) for step in past(repo).steps()] == [
        ("merge carl", ("carl",)),
        ("merge bea", ("bea",)),
        ("first", ("ana",)),
    ]


def test_only_files_of_the_workspace_count(repo: Repo) -> None:
    files = {"alignctl.yaml": "paths: [gov]\nexclude: [old.yaml]\n", "gov/a.yaml": unit("a"), "gov/old.yaml": unit("o")}
    repo.commit({f"sub/{name}": text for name, text in files.items()} | {"gov/b.yaml": unit("b")}, "first")
    repo.commit({"README.md": "x", "sub/x.yaml": unit("x")}, "second")
    found = read_history(open_workspace(repo.path / "sub"))
    assert told(found.versions()) == [("first", "unit:a", "new")]
    assert [change.path for step in found.steps() for change in step.changes] == ["gov/a.yaml"]


def test_a_file_that_was_broken_for_a_while_ends_nothing(repo: Repo) -> None:
    repo.commit({"a.yaml": f"{unit('a')}---\n{unit('b')}"}, "first")
    repo.commit({"a.yaml": f"{titled('a', 'A')}---\n{unit('b')}  broken: ["}, "broken")
    repo.commit({"a.yaml": "apiVersion: alignctl/v1\nkind: ["}, "broken more")
    repo.commit({"a.yaml": f"{titled('a', 'A')}---\n{titled('b', 'B')}"}, "mended")
    versions = past(repo).versions()
    assert [(v.commit.subject, v.ref, v.unreadable or what(v)) for v in versions] == [
        ("mended", "unit:b", "changed"),
        ("broken more", "unit:a", "a.yaml"),
        ("broken more", "unit:b", "a.yaml"),
        ("broken", "unit:a", "changed"),
        ("broken", "unit:b", "a.yaml"),
        ("first", "unit:a", "new"),
        ("first", "unit:b", "new"),
    ]
    mended = versions[0]
    assert (mended.before and mended.before.data["metadata"]) == {"name": "b"}


def test_what_a_broken_file_held_is_gone_when_the_file_is(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    repo.commit({"a.yaml": "apiVersion: alignctl/v1\nkind: ["}, "broken")
    (repo.path / "a.yaml").unlink()
    repo.commit({"b.yaml": unit("b")}, "deleted")
    assert [(v.commit.subject, v.ref, what(v)) for v in past(repo).versions()][:2] == [
        ("deleted", "unit:a", "gone"),
        ("deleted", "unit:b", "new"),
    ]


def test_an_object_is_found_by_a_name_that_it_gave_up(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("old")}, "first")
    repo.commit({"a.yaml": titled("new", "N", "old")}, "second")
    repo.commit({"a.yaml": titled("newest", "N", "new")}, "third")
    names = ("unit:newest", "unit:new", "unit:old")
    assert {told(past(repo).of(Ref(name))) == told(past(repo).versions()) for name in names} == {True}


def test_a_name_that_was_given_to_another_object_is_not_mixed_up(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("old")}, "first")
    repo.commit({"a.yaml": titled("new", "N", "old")}, "second")
    repo.commit({"b.yaml": unit("old")}, "third")
    assert told(past(repo).of(Ref("unit:old"))) == [("third", "unit:old", "new")]
    assert [subject for subject, *_ in told(past(repo).of(Ref("unit:new")))] == ["second", "first"]


def test_an_object_that_was_removed_and_written_again_is_one(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    (repo.path / "a.yaml").unlink()
    repo.commit({}, "second")
    repo.commit({"b.yaml": titled("a", "A")}, "third")
    assert [what(version) for version in past(repo).of(Ref("unit:a"))] == ["new", "gone", "new"]


DOMAIN = (
    "apiVersion: alignctl/v1\nkind: Domain\nmetadata: {name: spend}\n"
    "spec: {owningUnit: a, attributes: {cost: {type: number, unit: %s}}}\n"
)
BELOW = "apiVersion: alignctl/v1\nkind: Domain\nmetadata: {name: software}\nspec: {parent: spend, owningUnit: a}\n"
RIGHT = "apiVersion: alignctl/v1\nkind: DecisionRight\nmetadata: {name: r}\nspec: {domains: [software], decide: %s}\n"


def test_a_version_knows_the_units_of_measure_of_its_time(repo: Repo) -> None:
    repo.commit({"d.yaml": f"{DOMAIN % 'EUR'}---\n{BELOW}", "r.yaml": RIGHT % "role:a"})
    repo.commit({"r.yaml": RIGHT % "role:b"})
    repo.commit({"d.yaml": f"{DOMAIN % 'USD'}---\n{BELOW}", "r.yaml": RIGHT % "role:c"})
    versions = past(repo).of(Ref("decisionright:r"))
    assert [dict(version.units) for version in versions] == [{"cost": "USD"}, {"cost": "EUR"}, {"cost": "EUR"}]


def test_a_version_knows_what_the_objects_that_it_mentions_are_called_now(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("old"), "r.yaml": RIGHT % "role:a"})
    repo.commit({"a.yaml": titled("new", "N", "old"), "r.yaml": RIGHT % "role:b"})
    repo.commit({"b.yaml": unit("old"), "r.yaml": RIGHT % "role:c"})
    versions = past(repo).of(Ref("decisionright:r"))
    assert [dict(version.names) for version in versions] == [{}, {"unit:old": "unit:new"}, {}]


def test_objects_are_followed_when_the_settings_move_the_documents(repo: Repo) -> None:
    repo.commit({"alignctl.yaml": "paths: [old]\n", "old/a.yaml": unit("a"), "old/b.yaml": unit("b")}, "first")
    repo.commit({"old/a.yaml": titled("a", "A")}, "second")
    repo.git("mv", "old", "new")
    repo.commit({"alignctl.yaml": "paths: [new]\n"}, "moved")
    repo.commit({"alignctl.yaml": "teir: x\n", "new/b.yaml": titled("b", "B")}, "broken settings")
    repo.commit({"alignctl.yaml": "paths: [new]\n"}, "mended settings")
    assert told(past(repo).versions()) == [
        ("broken settings", "unit:b", "changed"),
        ("second", "unit:a", "changed"),
        ("first", "unit:a", "new"),
        ("first", "unit:b", "new"),
    ]


def test_what_the_settings_leave_out_or_take_in_goes_and_comes(repo: Repo) -> None:
    repo.commit({"x/a.yaml": unit("a"), "y/b.yaml": unit("b")}, "first")
    repo.commit({"alignctl.yaml": "paths: [x]\n"}, "narrow")
    repo.commit({"y/b.yaml": titled("b", "B")}, "unseen")
    repo.commit({"alignctl.yaml": "paths: [x, y]\n"}, "wide")
    (repo.path / "alignctl.yaml").unlink()
    repo.commit({}, "default")
    assert told(past(repo).versions()) == [
        ("wide", "unit:b", "new"),
        ("narrow", "unit:b", "gone"),
        ("first", "unit:a", "new"),
        ("first", "unit:b", "new"),
    ]


def test_files_of_other_tools_links_and_broken_files_hold_nothing(repo: Repo) -> None:
    (repo.path / "link.yaml").symlink_to("a.yaml")
    repo.commit({"mkdocs.yml": "x: y\n", "broken.yaml": "apiVersion: alignctl/v1\n  kind: [", "a.yaml": unit("a")})
    assert [version.ref for version in past(repo).versions()] == ["unit:a"]


def test_the_past_is_read_up_to_any_revision(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    repo.git("tag", "v1")
    repo.commit({"alignctl.yaml": "teir: x\n"}, "broken settings")
    assert told(past(repo, "v1").versions()) == [("first", "unit:a", "new")]
    with pytest.raises(SettingsError):
        past(repo)
    with pytest.raises(SourceError, match="no revision"):
        past(repo, "v2")


def test_a_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    repo.commit({"a.yaml": titled("a", "A")}, "second")
    shallow = Repo.clone(repo.path, tmp_path / "shallow", "--depth=1")
    assert past(shallow).shallow
    assert told(past(shallow).versions()) == [("second", "unit:a", "new")]
    assert not past(repo).shallow


def test_a_bare_repository_has_a_past(repo: Repo) -> None:
    repo.commit({"a.yaml": unit("a")}, "first")
    bare = Repo.clone(repo.path, repo.path.parent / "bare.git", "--bare")
    assert told(past(bare).versions()) == [("first", "unit:a", "new")]


def test_batches_do_not_show(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        repo.commit({f"{name}.yaml": titled(name, f"T{number}") for name in "abc"}, f"c{number}")
    whole = told(past(repo).versions())
    monkeypatch.setattr(history, "BATCH", 1)
    assert told(past(repo).versions()) == whole
    assert len(whole) == 15


def test_odd_file_names_are_read(repo: Repo) -> None:
    repo.commit({"ünï *[x]?.yaml": unit("a"), ":(top).yaml": unit("b"), "-n.yaml": unit("c")})
    assert [version.ref for version in past(repo).versions()] == ["unit:a", "unit:b", "unit:c"]
