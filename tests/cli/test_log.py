from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.command import ROOT, alignctl
from tests.ladders import ladder
from tests.repositories import Repo

DOMAINS = """\
apiVersion: alignctl/v1
kind: Domain
metadata: {name: purchases}
spec: {owningUnit: shop, attributes: {amount: {type: number, unit: %s}}}
"""
UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s}\nspec: {type: company, lead: %s}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo.init(tmp_path.resolve() / "company")


def told(repo: Repo, *arguments: str) -> str:
    ran = alignctl("log", *arguments, cwd=repo.path)
    assert ran.status == 0, ran.err
    assert ran.err == ""
    return ran.out


def data(repo: Repo, *arguments: str) -> dict[str, object]:
    found = json.loads(told(repo, *arguments, "-f", "json"))
    jsonschema.validate(found, json.loads((ROOT / "schemas/output/log.schema.json").read_text(encoding="utf-8")))
    assert isinstance(found, dict)
    return found


def test_a_threshold_that_moved_is_told_by_the_stretch_that_changed_hands(repo: Repo) -> None:
    first = repo.commit({"domains.yaml": DOMAINS % "EUR", "rights.yaml": ladder(50000)}, "Begin")
    second = repo.commit(
        {"rights.yaml": ladder(10000, ", effectiveFrom: 2026-07-01")},
        "Tighten purchases (#12)\n\nAfter the audit.\n\nApproved-by: bea\nApproved-by: Carl <carl@example.com>",
        author="Dora <dora@example.com>",
        date="2026-06-12T09:00:00+00:00",
    )
    assert told(repo, "decisionright/approve-purchases") == (
        "DecisionRight `approve-purchases`: 2 changes\n"
        "\n"
        "2026-06-12 by Dora, approved by bea, Carl (#12)\n"
        f"  {second[:12]} Tighten purchases (#12)\n"
        "  - Amount over 10 000 and up to 50 000 EUR: `cfo` decides instead of `controller`\n"
        "  - In force from: 1 July 2026, no first day before\n"
        "\n"
        "2026-01-15 by Ana Lopez, approval not recorded\n"
        f"  {first[:12]} Begin\n"
        "  - written down:\n"
        "    Amount up to 50 000 EUR: `controller` decides\n"
        "    Amount over 50 000 EUR: `cfo` decides\n"
        "    About `purchases`\n"
    )


@pytest.mark.parametrize(
    ("window", "shown"),
    [
        ("effectiveFrom: 2025-01-01", []),
        ("effectiveFrom: 2026-03-01", ["  - in force from 1 March 2026"]),
        ("effectiveFrom: 2025-01-01, effectiveUntil: 2026-12-31", ["  - in force until 31 December 2026"]),
    ],
)
def test_when_a_version_holds_is_said_if_it_is_not_from_now_on(repo: Repo, window: str, shown: list[str]) -> None:
    repo.commit({"a.yaml": UNIT % (f"shop, {window}", "ana")}, "Begin")
    repo.commit({"a.yaml": UNIT % (f"shop, {window}", "ben")}, "Change")
    assert told(repo, "unit/shop", "-n", "1").splitlines()[4:] == ["  - `ben` leads instead of `ana`", *shown]


def test_the_object_is_followed_through_files_and_names_and_its_end(repo: Repo) -> None:
    repo.commit({"a.yaml": UNIT % ("shop", "ana")}, "Begin")
    (repo.path / "a.yaml").unlink()
    repo.commit({"units/b.yaml": UNIT % ("shop", "ana")}, "Move")
    repo.commit({"units/b.yaml": UNIT % ("store, formerly: [shop]", "ana")}, "Rename")
    (repo.path / "units/b.yaml").unlink()
    repo.commit({"c.yaml": UNIT % ("other", "ana")}, "Close")
    for name in ("unit/store", "unit:shop", "Unit/store"):
        found = data(repo, name)
        assert (found["object"], found["names"]) == ("unit:store", ["unit:store", "unit:shop"])
        entries = found["entries"]
        assert isinstance(entries, list)
        assert [(entry["subject"], entry["what"], entry["file"]) for entry in entries] == [
            ("Close", "removed", "units/b.yaml"),
            ("Rename", "changed", "units/b.yaml"),
            ("Begin", "created", "a.yaml"),
        ]
        assert [change["sentence"] for change in entries[1]["changes"]] == ["Now called store, before shop"]


def test_a_rename_of_what_it_mentions_or_another_layout_is_no_change(repo: Repo) -> None:
    role = "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: %s}\nspec: {unit: shop, holders: [ana]}\n"
    repo.commit({"u.yaml": UNIT % ("shop", "boss"), "r.yaml": role % "boss"}, "Begin")
    repo.commit({"u.yaml": UNIT % ("shop", "head"), "r.yaml": role % "head, formerly: [boss]"}, "Rename")
    repo.commit({"u.yaml": "# reformatted\n" + UNIT % ("shop, status: active", '"head"')}, "Reformat")
    found = data(repo, "unit/shop")
    entries = found["entries"]
    assert isinstance(entries, list)
    assert [entry["subject"] for entry in entries] == ["Begin"]


def test_a_broken_file_is_noted_and_ends_nothing(repo: Repo) -> None:
    repo.commit({"a.yaml": UNIT % ("shop", "ana")}, "Begin")
    repo.commit({"a.yaml": "apiVersion: alignctl/v1\nkind: ["}, "Oops")
    repo.commit({"a.yaml": UNIT % ("shop", "ben")}, "Mend")
    lines = told(repo, "unit/shop").splitlines()
    assert [line for line in lines if line.startswith("  - ")] == [
        "  - `ben` leads instead of `ana`",
        "  - could not be read any more, since a.yaml was broken; it goes on when that is mended",
        "  - written down:",
    ]


def test_a_merge_stands_for_what_it_brought_in(repo: Repo) -> None:
    repo.commit({"a.yaml": UNIT % ("shop", "ana")}, "Begin")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit({"a.yaml": UNIT % ("shop", "ben")}, "Draft", author="Bea <bea@example.com>")
    repo.commit({"a.yaml": UNIT % ("shop", "cleo")}, "Better", author="Carl <carl@example.com>")
    repo.git("checkout", "--quiet", "main")
    message = "Merge pull request #7 from bea/side\n\nA new lead\n\nApproved-by: ana"
    repo.git("merge", "--quiet", "--no-ff", "--message", message, "side")
    lines = told(repo, "unit/shop", "-n", "1").splitlines()
    assert lines[2] == "2026-01-15 by Bea, Carl, approved by ana (#7)"
    assert lines[4] == "  - `cleo` leads instead of `ana`"


@pytest.mark.parametrize(
    ("options", "subjects"),
    [
        (("--since", "2026-02-15"), ["third"]),
        (("--since", "v1"), ["third", "second"]),
        (("-n", "1"), ["third"]),
        (("--rev", "HEAD~1"), ["second", "first"]),
        (("--rev", "HEAD~1", "--since", "v1", "-n", "5"), ["second"]),
    ],
)
def test_less_can_be_asked_for(repo: Repo, options: tuple[str, ...], subjects: list[str]) -> None:
    repo.commit({"a.yaml": UNIT % ("shop", "ana")}, "first")
    repo.git("tag", "v1")
    repo.commit({"a.yaml": UNIT % ("shop", "ben")}, "second", date="2026-02-01T12:00:00+00:00")
    repo.commit({"a.yaml": UNIT % ("shop", "cleo")}, "third", date="2026-03-01T12:00:00+00:00")
    total = "2 changes" if "--rev" in options else "3 changes"
    expected = total if len(subjects) == int(total[0]) else f"{len(subjects)} of {total}"
    assert told(repo, "unit/shop", *options).startswith(f"Unit `shop`: {expected}\n")
    entries = data(repo, "unit/shop", *options)["entries"]
    assert isinstance(entries, list)
    assert [entry["subject"] for entry in entries] == subjects


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("unit/shpo", "There is no Unit `shpo` in the history of HEAD. Did you mean `unit/shop`?"),
        ("unt/shop", "`unt/shop` is not KIND/NAME. Did you mean `Unit/shop`?"),
        ("right/x", "There is no DecisionRight `x` in the history of HEAD."),
        ("unit/", "`unit/` is not KIND/NAME. Did you mean `Unit/NAME`?"),
        ("unit/new", "The Unit `new` is not in the history of HEAD yet. Commit it: the log is read from git."),
    ],
)
def test_an_unknown_object_is_refused_with_what_was_meant(repo: Repo, what: str, told: str) -> None:
    repo.commit({"a.yaml": UNIT % ("shop", "ana")}, "first")
    repo.write({"b.yaml": UNIT % ("new", "ana")})
    ran = alignctl("log", what, cwd=repo.path)
    assert (ran.status, ran.out) == (2, "")
    assert " ".join(ran.err.split()) == f"alignctl: {told}"


def test_an_object_that_a_broken_file_may_hold_is_not_said_never_to_have_been(repo: Repo) -> None:
    repo.commit({"a.yaml": UNIT % ("shop", "ana"), "b.yaml": "apiVersion: alignctl/v1\nkind: ["}, "first")
    ran = alignctl("log", "unit/other", cwd=repo.path)
    assert ran.status == 2
    assert "b.yaml cannot be read" in ran.err


def test_a_shallow_clone_says_what_is_missing(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"a.yaml": UNIT % ("shop", "ana")}, "first")
    repo.commit({"a.yaml": UNIT % ("shop", "ben")}, "second")
    shallow = Repo.clone(repo.path, tmp_path / "shallow", "--depth=1")
    ran = alignctl("log", "unit/shop", cwd=shallow.path)
    assert ran.status == 0
    assert "git fetch --unshallow" in ran.err
    assert "first" not in ran.out
    refused = alignctl("log", "unit/shop", "--require-history", cwd=shallow.path)
    assert (refused.status, refused.out) == (2, "")
    assert "git fetch --unshallow" in refused.err


def test_nothing_in_a_commit_can_forge_output(repo: Repo) -> None:
    repo.commit({"a.yaml": UNIT % ('shop, title: "<b>@all ⟦role:cfo⟧"', "ana")}, "S \x1b[2J <i> @you")
    text = told(repo, "unit/shop")
    assert "\x1b" not in text
    assert "`cfo`" not in text
    page = told(repo, "unit/shop", "-f", "markdown")
    assert "<b>" not in page
    assert "<i>" not in page
    assert "@you" not in page
