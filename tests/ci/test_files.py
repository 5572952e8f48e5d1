"""The CI files that the project offers: pinned, equal everywhere, and with no place where text becomes a script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alignctl import __version__
from alignctl.cli.init import CI, STARTER
from tests.ci.jobs import read
from tests.command import ROOT, environment

TEMPLATE = ROOT / "templates" / "alignctl.yml"
GITHUB = (ROOT / "action.yml", STARTER / "workflow.yaml", STARTER / "review.yaml")
OWN = f"alignctl/alignctl@v{__version__}"
SHELLCHECK = Path(sys.executable).with_name("shellcheck")


def steps(path: Path) -> Iterator[dict[str, Any]]:
    found = read(path)
    yield from found["runs"]["steps"] if "runs" in found else ()
    for job in found.get("jobs", {}).values():
        yield from job["steps"]


def scripts() -> list[tuple[str, str]]:
    """Return every script in these files, by a name for the test."""
    found = [(f"{path.name}-{at}", one["run"]) for path in GITHUB for at, one in enumerate(steps(path)) if "run" in one]
    return [*found, (TEMPLATE.name, "\n".join(read(TEMPLATE)["alignctl"]["script"]))]


@pytest.mark.parametrize("script", [script for _, script in scripts()], ids=[name for name, _ in scripts()])
def test_scripts_are_sound_and_nothing_is_pasted_into_them(script: str) -> None:
    assert "${{" not in script
    ran = subprocess.run(
        [SHELLCHECK, "--shell=bash", "-"],
        input=f"set -eo pipefail\n{script}",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def test_other_actions_are_pinned_by_their_hash() -> None:
    used = [step["uses"] for path in GITHUB for step in steps(path) if "uses" in step]
    assert OWN in used
    assert [name for name in used if name != OWN and not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []
    assert [step for step in steps(ROOT / "action.yml") if "uses" in step] == []


def test_the_workflow_runs_with_the_rights_of_the_pull_request_alone() -> None:
    for path in GITHUB[1:]:
        workflow = read(path)
        assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])
        assert workflow["permissions"] == {}
        assert "secrets." not in path.read_text(encoding="utf-8")
    assert read(GITHUB[1])["jobs"]["alignctl"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert next(steps(GITHUB[1]))["with"] == {"fetch-depth": "0", "persist-credentials": "false"}


def test_versions_agree() -> None:
    assert f"alignctl=={__version__})" in TEMPLATE.read_text(encoding="utf-8")
    (include,) = read(STARTER / "gitlab-ci.yml")["include"]
    assert f"/alignctl/v{__version__}/templates/{TEMPLATE.name}" in include["remote"]
    digest = base64.b64encode(hashlib.sha256(TEMPLATE.read_bytes()).digest()).decode()
    assert include["integrity"] == f"sha256-{digest}"


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_the_page_shows_the_files_that_init_writes(forge: str) -> None:
    page = (ROOT / "docs" / f"{forge}.md").read_text(encoding="utf-8")
    shown = re.findall(r"`([^`]*)`:\n\n```yaml\n(.*?)```\n", page, re.DOTALL)
    written = {path: (STARTER / name).read_text(encoding="utf-8") for path, name in CI[forge].items()}
    assert shown == list(written.items())


def program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!{sys.executable} -I\n{text}", encoding="utf-8")
    path.chmod(0o755)


PYTHON = """
import os, shutil, sys
with open(os.environ["SEEN"], "a", encoding="utf-8") as file:
    print(os.getcwd(), *sys.argv[1:], file=file)
if sys.argv[1:3] == ["-m", "venv"]:
    os.makedirs(sys.argv[3] + "/bin", exist_ok=True)
    shutil.copy2(sys.argv[0], sys.argv[3] + "/bin/python")
"""


def test_the_action_installs_itself_away_from_what_it_judges(tmp_path: Path) -> None:
    program(tmp_path / "bin", "python3", PYTHON)
    (temp := tmp_path / "temp").mkdir()
    (clone := tmp_path / "clone").mkdir()
    env = environment(
        PATH=f"{tmp_path / 'bin'}:/usr/bin:/bin",
        SEEN=str(tmp_path / "seen"),
        RUNNER_TEMP=str(temp),
        GITHUB_ACTION_PATH="/its own",
    )
    script = next(steps(ROOT / "action.yml"))["run"]
    subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=clone, env=env, check=True)
    pip = f"{temp} -m pip install --quiet --disable-pip-version-check"
    assert (tmp_path / "seen").read_text(encoding="utf-8").splitlines() == [
        f"{temp} -m venv alignctl",
        f"{pip} --require-hashes -r /its own/requirements/runtime.txt",
        f"{pip} --no-deps --no-build-isolation /its own",
    ]
    assert list(clone.iterdir()) == []


GH = """
import json, os, sys
state = json.load(open(os.environ["STATE"], encoding="utf-8"))
asked = sys.argv[2:]
state["asked"].append(asked)
found = {"workflow_runs": state["runs"], "status": (state["statuses"] or ["completed"]).pop(0)}
json.dump(state, open(os.environ["STATE"], "w", encoding="utf-8"))
if "--jq" not in asked:
    sys.exit(state["refused"])
what = asked[asked.index("--jq") + 1]
print({".status": found["status"], ".workflow_runs[0].id // empty": (state["runs"] or [{"id": ""}])[0]["id"]}[what])
"""
RUNS = "repos/company/rights/actions"


def repeat(tmp_path: Path, **state: Any) -> tuple[str, list[list[str]]]:
    """Run the step that repeats the check, with a `gh` that gives recorded answers; return its output and its calls."""
    program(tmp_path / "bin", "gh", GH)
    program(tmp_path / "bin", "sleep", "")
    file = tmp_path / "state.json"
    file.write_text(
        json.dumps({"asked": [], "runs": [{"id": 31}], "statuses": [], "refused": 0, **state}), encoding="utf-8"
    )
    (step,) = steps(STARTER / "review.yaml")
    env = environment(PATH=f"{tmp_path / 'bin'}:/usr/bin:/bin", STATE=str(file), HEAD="abc", RUNS=RUNS)
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    ran = subprocess.run(shell, env=env, capture_output=True, text=True, check=True)
    return ran.stdout, json.loads(file.read_text(encoding="utf-8"))["asked"]


class TestReview:
    """A review repeats the last check of the commit."""

    def test_once_it_has_ended(self, tmp_path: Path) -> None:
        said, asked = repeat(tmp_path, statuses=["", "queued", "in_progress", "completed"])
        assert said == ""
        assert [call[0] for call in asked] == [
            f"{RUNS}/workflows/alignctl.yaml/runs?event=pull_request&head_sha=abc&per_page=1",
            *[f"{RUNS}/runs/31"] * 3,
            "--method",
        ]
        assert asked[-1] == ["--method", "POST", f"{RUNS}/runs/31/rerun"]

    def test_not_when_there_is_none(self, tmp_path: Path) -> None:
        said, asked = repeat(tmp_path, runs=[])
        assert (said, len(asked)) == ("There is no check of this commit to repeat.\n", 1)

    def test_and_says_so_when_a_fork_may_not(self, tmp_path: Path) -> None:
        said, _ = repeat(tmp_path, refused=1)
        assert said.startswith("::notice title=alignctl::Not allowed from a fork")
