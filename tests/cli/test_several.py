"""`check` on several workspaces, and every way to name something that is then not looked at."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.command import Ran, alignctl
from tests.repositories import Repo

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s}\nspec: {type: %s}\n"
GOOD, BROKEN, THREE = (
    UNIT % parts for parts in (("one", "company"), ("two", "team, parent: nobody"), ("three", "team, parent: one"))
)
SENTENCE = '`two` names `nobody` under "Parent", but that does not exist.'


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """Return a repository with two workspaces and none at its root; `b` is broken."""
    repo = Repo.init(tmp_path_factory.mktemp("several") / "repository")
    repo.commit(
        {
            "a/alignctl.yaml": "paths: [gov]\n",
            "a/gov/one.yaml": GOOD,
            "b/alignctl.yaml": "paths: [gov, extra.yaml]\nexclude: [old.yaml, drafts/]\n",
            "b/extra.yaml": GOOD,
            "b/gov/two.yaml": BROKEN,
            "b/gov/deep/three.yaml": THREE,
            "b/gov/old.yaml": BROKEN,
            "b/gov/drafts/x.yaml": BROKEN,
            "b/gov/notes.txt": "",
            "b/gov/.hidden.yaml": BROKEN,
            "b/elsewhere/x.yaml": BROKEN,
            "docs/ci.yaml": "on: push\n",
        }
    )
    return repo


def check(repo: Repo, *arguments: str, folder: str = "", stdin: str = "") -> Ran:
    return alignctl("check", "--as-of", "2026-06-15", *arguments, cwd=repo.path / folder, stdin=stdin)


@pytest.mark.parametrize(
    "named",
    [
        ("a", "b"),
        ("b", "a"),
        ("a", "b/gov/two.yaml"),
        ("a", "b/gov", "b/gov/two.yaml", "./b", "a"),
        ("a/alignctl.yaml", "b/alignctl.yaml"),
        ("--rev", "HEAD", "a", "b"),
        ("--staged", "a", "b"),
    ],
)
def test_every_workspace_that_is_named_is_checked(repo: Repo, named: tuple[str, ...]) -> None:
    ran = check(repo, *named, "-f", "concise")
    said = [line.partition(" ")[0] for line in ran.out.splitlines()]
    assert (ran.status, said, ran.err) == (1, ["b/gov/two.yaml:4:28:"], "")


def test_paths_narrow_the_report_of_their_own_workspace(repo: Repo) -> None:
    assert check(repo, "a", "b/gov/deep").status == 0
    assert check(repo, ".", "../b/gov/deep", folder="a").status == 0
    assert check(repo, ".", "../b", folder="a").status == 1


def test_since_compares_each_with_its_own_base(repo: Repo) -> None:
    assert check(repo, "a", "b", "--since", "HEAD").status == 0
    text = repo.path / "b/gov/deep/three.yaml"
    text.write_text(THREE.replace("parent: one", "parent: nobody"), encoding="utf-8")
    ran = check(repo, "a", "b", "--since", "HEAD", "-f", "concise")
    repo.git("checkout", "--quiet", "b")
    assert (ran.status, ran.out.count("\n"), ran.out[:24]) == (1, 1, "b/gov/deep/three.yaml:4:")


def test_text_says_which_workspace_and_how_much_in_all(repo: Repo) -> None:
    out = check(repo, "a", "b", "--select", "RF001").out
    assert re.sub(r"\d+ evaluations?", "N", out) == (
        "Workspace a\n\n"
        "0 errors, 0 warnings, 0 infos (1 file, 1 document, 1 rule, N; as of 2026-06-15)\n\n"
        "Workspace b\n\n"
        "b/gov/two.yaml:4:28 error RF001 references-resolve\n"
        f"  {SENTENCE}\n"
        "    |\n  4 | spec: {type: team, parent: nobody}\n    |                            ^^^^^^\n"
        "   = fix: Correct the name, or declare `nobody`.\n\n"
        "1 error, 0 warnings, 0 infos (3 files, 3 documents, 1 rule, N; as of 2026-06-15)\n\n"
        "In all 2 workspaces: 1 error, 0 warnings, 0 infos\n"
    )
    assert check(repo, "a", "b/gov/deep", "--quiet").out == ""


def test_machine_formats_are_one_file_that_tells_the_workspaces_apart(repo: Repo) -> None:
    def told(form: str) -> str:
        return check(repo, "a", "b", "--select", "RF001", "-f", form).out

    found = json.loads(told("json"))
    assert [(one["workspace"], one["file"]) for one in found["findings"]] == [("b", "b/gov/two.yaml")]
    assert (found["complete"], found["counts"]["error"], found["counts"]["files"], found["counts"]["rules"]) == (
        *(True, 1, 4, 1),
    )
    assert [(one["workspace"], one["counts"]["error"]) for one in found["workspaces"]] == [("a", 0), ("b", 1)]
    assert [json.loads(line) for line in told("jsonl").splitlines()] == found["findings"]
    runs = json.loads(told("sarif"))["runs"]
    assert [(run["automationDetails"]["id"], len(run["results"])) for run in runs] == [
        ("alignctl/a/", 0),
        ("alignctl/b/", 1),
    ]
    suites = ET.fromstring(told("junit").partition("\n")[2])  # noqa: S314 - our own text
    assert (suites.tag, [(suite.get("name"), suite.get("failures")) for suite in suites]) == (
        "testsuites",
        [("alignctl a", "0"), ("alignctl b", "1")],
    )
    assert [line[:27] for line in told("github").splitlines()] == [
        "::error file=b/gov/two.yaml",
        "a: 0 errors, 0 warnings, 0 ",
        "b: 1 error, 0 warnings, 0 i",
    ]
    assert told("markdown").startswith(
        "- a: All clear\n- b: 1 thing to mend before this can be merged\n\n## a\n\n### All clear\n"
    )


def test_the_same_finding_in_two_workspaces_has_two_fingerprints_for_gitlab(repo: Repo) -> None:
    repo.write({"c/alignctl.yaml": "paths: [gov]\n", "c/gov/two.yaml": BROKEN})
    rows = json.loads(check(repo, "b", "c", "--select", "RF001", "-f", "gitlab").out)
    assert [row["location"]["path"] for row in rows] == ["b/gov/two.yaml", "c/gov/two.yaml"]
    assert len({row["fingerprint"] for row in rows}) == len(rows)


def test_one_workspace_is_reported_as_ever(repo: Repo) -> None:
    found = json.loads(check(repo, "b", "-f", "json").out)
    assert "workspaces" not in found
    assert "workspace" not in found["findings"][0]
    assert "automationDetails" not in check(repo, "b", "-f", "sarif").out
    assert ET.fromstring(check(repo, "b", "-f", "junit").out.partition("\n")[2]).tag == "testsuite"  # noqa: S314


def test_one_that_cannot_be_checked_hides_no_other(repo: Repo) -> None:
    repo.write({"d/alignctl.yaml": "pths: []\n", "e/alignctl.yaml": ""})
    ran = check(repo, "d", "e", "b", "-f", "json")
    found = json.loads(ran.out)
    assert (ran.status, found["complete"], [one["file"] for one in found["findings"]]) == (2, False, ["b/gov/two.yaml"])
    assert [(one["workspace"], one["file"], one.get("line"), one["message"]) for one in found["unreadable"]] == [
        ("d", "d/alignctl.yaml", 1, "`pths` is not a field of alignctl.yaml. Did you mean `paths`?"),
        (
            "e",
            "e/alignctl.yaml",
            None,
            (
                "There is nothing to check in `e`: no document of alignctl was found. Run `alignctl init`, or name the"
                " folders with documents under `paths` in alignctl.yaml."
            ),
        ),
    ]


SUFFIX = "Documents are in files named `*.yaml` or `*.yml`."
OUTSIDE = "It is below none of the `paths` and `policies` in alignctl.yaml."
EXCLUDED = "`exclude` in alignctl.yaml leaves it out."
NAME_THEM = "Name those to check, such as `alignctl check a b`, or write an alignctl.yaml here."


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["."], f"There is no alignctl.yaml here, but below: `a`, `b`. {NAME_THEM}"),
        (["a", "docs"], f"There is no alignctl.yaml in or above `docs`, but elsewhere: `a`, `b`. {NAME_THEM}"),
        (["a", "b/nope"], "`b/nope` does not exist."),
        (["a", "b/gof"], "`b/gof` does not exist. Did you mean `b/gov`?"),
        (["a", "b/gov/notes.txt"], f"`b/gov/notes.txt` is not checked. {SUFFIX}"),
        (["a", "b/gov/old.yaml"], f"`b/gov/old.yaml` is not checked. {EXCLUDED}"),
        (["a", "b/gov/drafts"], f"`b/gov/drafts` is not checked. {EXCLUDED}"),
        (["b/gov/drafts/x.yaml"], f"`b/gov/drafts/x.yaml` is not checked. {EXCLUDED}"),
        (["b/elsewhere"], f"`b/elsewhere` is not checked. {OUTSIDE}"),
        (["b/elsewhere/x.yaml"], f"`b/elsewhere/x.yaml` is not checked. {OUTSIDE}"),
        (
            ["b/gov/.hidden.yaml"],
            (
                "`b/gov/.hidden.yaml` is not checked. `.hidden.yaml` is passed over, like all names that begin with a"
                " dot, and `node_modules`."
            ),
        ),
        (["--rev", "HEAD", "a", "zz"], "`zz` is not in the revision HEAD."),
        (["--staged", "b/gov/nope.yaml"], "`b/gov/nope.yaml` is not in the git index."),
        (["--staged", "b/gov/notes.txt"], f"`b/gov/notes.txt` is not checked. {SUFFIX}"),
        (
            ["-C", "a", "gov/one.yaml"],
            "`gov/one.yaml` does not exist. Paths count from the current folder: did you mean `a/gov/one.yaml`?",
        ),
        (
            ["a", "b", "--baseline", "known.txt"],
            (
                "A baseline lists the known findings of one workspace, and several are named. Check each by itself,"
                " with a baseline of its own."
            ),
        ),
        (
            ["a", "b", "--stdin-filename", "a/x.yaml"],
            "--stdin-filename is one file in one workspace, and several are named. Name its own.",
        ),
        (
            ["b", "--select", "ES001,RF", "--ignore", "RF"],
            "`--select RF` runs no rule: `--ignore` leaves it out. Keep one of the two options.",
        ),
        (["b", "--severity", "RF001=info,RF001=error"], "`--severity` gives `RF001` several levels. Keep one of them."),
    ],
)
def test_what_is_named_and_not_looked_at_is_an_error(repo: Repo, arguments: list[str], told: str) -> None:
    for folder in "cde":  # of other tests
        for file in sorted((repo.path / folder).rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
    ran = check(repo, *arguments)
    assert (ran.status, ran.out, ran.err) == (2, "", f"alignctl: {told}\n")


def test_with_a_chosen_workspace_every_path_is_in_it(repo: Repo) -> None:
    assert check(repo, "-C", "b", "b/gov/deep").status == 0
    ran = check(repo, "-C", "a", "b")
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(r"alignctl: `b` is outside `.*/a`\. Name a path .*\n", ran.err)
    repo.write({"a/gov/inner/alignctl.yaml": "paths: [x.yaml]\n", "a/gov/inner/x.yaml": GOOD})
    ran = check(repo, "-C", "a", "a/gov/inner/x.yaml")
    (repo.path / "a/gov/inner/alignctl.yaml").unlink()
    (repo.path / "a/gov/inner/x.yaml").unlink()
    assert (ran.status, ran.err) == (
        2,
        (
            "alignctl: `a/gov/inner/x.yaml` is in the workspace `a/gov/inner`, not in `a`. Leave out -C: the workspace"
            " of each path is found.\n"
        ),
    )


def test_a_file_on_standard_input_is_in_its_own_workspace(repo: Repo) -> None:
    assert check(repo, "--stdin-filename", "b/gov/two.yaml", stdin=THREE.replace("three", "two")).status == 0
    assert check(repo, "--stdin-filename", "b/gov/two.yaml", stdin=BROKEN).status == 1


def test_a_check_that_cannot_fail_says_so(repo: Repo) -> None:
    ran = check(repo, "a", "--select", "MT001")
    told = "This check cannot fail: the rule that runs is at most warning, and it fails on error."
    assert (ran.status, ran.err) == (0, f"alignctl: {told}\n")
    assert check(repo, "a", "--select", "MT001", "--fail-on", "warning").err == ""
    ran = check(repo, "a", "--select", "RF001", "--severity", "MT001=error")
    told = "`--severity MT001=error` changes nothing: that rule does not run here. Choose it with --select or --tier."
    assert (ran.status, ran.err) == (0, f"alignctl: {told}\n")


def test_a_family_that_is_switched_off_is_not_chosen_in_silence(repo: Repo) -> None:
    repo.write({"f/alignctl.yaml": "rules: {PC001: {severity: 'off'}}\n", "f/x.yaml": GOOD})
    ran = check(repo, "f", "--select", "PC001,ES001")
    (repo.path / "f/alignctl.yaml").write_text("rules: {ST003: {severity: 'off'}}\n", encoding="utf-8")
    assert ran.status == 0  # named exactly, it runs all the same
    ran = check(repo, "f", "--select", "ST003,RF001")
    assert ran.status == 0
    repo.write(
        {
            "f/alignctl.yaml": "".join(
                ["rules:\n", *(f"  {code}: {{severity: 'off'}}\n" for code in ("ST001", "ST002", "ST003"))]
            )
        }
    )
    ran = check(repo, "f", "--select", "ST,RF001")
    (repo.path / "f/alignctl.yaml").unlink()
    (repo.path / "f/x.yaml").unlink()
    assert (ran.status, ran.err) == (
        2,
        (
            "alignctl: `--select ST` runs no rule: the settings switch it off. Name each rule by its code to run it all"
            " the same.\n"
        ),
    )


def test_two_formats_do_not_share_a_file(repo: Repo) -> None:
    ran = check(repo, "a", "-f", "json:x.out", "-f", "sarif:x.out")
    assert ran.status == 2
    assert "two formats would be written to `x.out`" in ran.err
    assert not Path(repo.path / "x.out").exists()
