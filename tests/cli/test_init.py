from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from alignctl.cli.init import CI, STARTER
from tests.command import COMMAND, alignctl
from tests.repositories import Repo


@pytest.mark.parametrize(("example", "status"), [("minimal", 0), ("martech", 1), ("martech-after", 0)])
def test_what_init_writes_can_be_checked(tmp_path: Path, example: str, status: int) -> None:
    assert alignctl("init", "new", "--example", example, cwd=tmp_path).status == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "alignctl.yaml", "governance", ".pre-commit-config.yaml", ".gitattributes", ".github",
    }  # fmt: skip
    assert alignctl("check", "new", "--as-of", "2026-06-15", cwd=tmp_path).status == status


@pytest.mark.parametrize(
    ("forge", "files"),
    [
        ("github", {".github/workflows/alignctl.yaml", ".github/workflows/alignctl-review.yaml"}),
        ("gitlab", {".gitlab-ci.yml"}),
    ],
)
def test_init_writes_the_gate_of_the_forge(tmp_path: Path, forge: str, files: set[str]) -> None:
    assert alignctl("init", "--ci", forge, cwd=tmp_path).status == 0
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    others = {".pre-commit-config.yaml", ".gitattributes", "alignctl.yaml"}
    assert {path for path in written if not path.startswith("governance/")} - others == files
    assert CI[forge].keys() == files
    for file, name in CI[forge].items():
        assert (tmp_path / file).read_bytes() == (STARTER / name).read_bytes()


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    settings = tmp_path / "alignctl.yaml"
    settings.write_text("paths: [mine]\n", encoding="utf-8")
    ran = alignctl("init", cwd=tmp_path)
    assert ran.status == 2
    assert "is there already" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["alignctl.yaml"]
    assert settings.read_text(encoding="utf-8") == "paths: [mine]\n"


@pytest.mark.parametrize(
    ("forge", "moved", "setting"),
    [
        ("github", ".pre-commit-config.yaml, .github", "workflows/alignctl.yaml: `with: {path: teams/rules}`"),
        (
            "gitlab",
            ".pre-commit-config.yaml, .gitlab-ci.yml",
            "`alignctl: {variables: {ALIGNCTL_GATE_PATH: teams/rules}}`",
        ),
    ],
)
def test_init_says_what_nobody_finds_below_the_root_of_a_repository(
    tmp_path: Path, forge: str, moved: str, setting: str
) -> None:
    Repo.init(tmp_path)
    ran = alignctl("init", "teams/rules", "--ci", forge, cwd=tmp_path)
    note = ran.out[ran.out.index("Note: ") :].splitlines()
    assert ran.status == 0
    assert note[0].startswith(f"Note: `{Path('teams/rules')}` is in the repository `{tmp_path.resolve()}`")
    assert note[1] == f"  Move there: {moved}. Then name the folder:"
    assert "`args: [-C, teams/rules]`" in note[2]
    assert setting in note[2]
    assert note[4:] == [f"Next: alignctl check {Path('teams/rules')}"]


def test_init_has_nothing_to_say_at_the_root_of_a_repository(tmp_path: Path) -> None:
    Repo.init(tmp_path / "own")
    assert "Note" not in alignctl("init", cwd=tmp_path / "own").out
    assert "Note" not in alignctl("init", "new", cwd=tmp_path).out


def test_git_tells_the_meaning_of_what_init_writes(tmp_path: Path) -> None:
    assert alignctl("init", cwd=tmp_path).status == 0
    repo = Repo.init(tmp_path)
    repo.git("config", "diff.alignctl.textconv", f"{shlex.quote(COMMAND.as_posix())} words")
    repo.commit({})
    bakery = tmp_path / "governance" / "bakery.yaml"
    repo.write(
        {"governance/bakery.yaml": bakery.read_text(encoding="utf-8").replace("holders: [ben]", "holders: [cleo]")}
    )
    patch = repo.git("diff", "-U0").splitlines()
    assert patch[-2:] == ["-  Held by ben", "+  Held by cleo"]


def test_attributes_that_are_there_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("* text=auto\n", encoding="utf-8")
    assert alignctl("init", cwd=tmp_path).status == 0
    assert (tmp_path / ".gitattributes").read_text(encoding="utf-8") == "* text=auto\n"


def test_editors_are_set_up_with_schemas(tmp_path: Path) -> None:
    assert alignctl("schema", "--write", cwd=tmp_path).status == 0
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")}
    assert found == {
        ".alignctl/schemas/alignctl.schema.json", ".alignctl/schemas/document.schema.json", ".vscode/settings.json",
    }  # fmt: skip


def test_completion_completes_and_complains_about_nothing() -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_ALIGNCTL_COMPLETE" in alignctl("completion", shell).out
    asked = {"_ALIGNCTL_COMPLETE": "bash_complete", "COMP_WORDS": "alignctl ex", "COMP_CWORD": "1"}
    ran = alignctl(env=asked)
    assert (ran.status, ran.out, ran.err) == (0, "plain,explain\n", "")
