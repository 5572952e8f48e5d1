"""The ways in which a gate passes what it should not, each through the installed command."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.command import COMMAND, ROOT, alignctl, environment

DAY = ("--as-of", "2026-06-15")
BEFORE = "examples/martech/before"


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    """Return a copy of the smallest example, which is clean."""
    target = tmp_path / "repository"
    shutil.copytree(ROOT / "examples" / "minimal", target)
    return target


def test_the_minimal_example_passes(minimal: Path) -> None:
    assert alignctl("check", cwd=minimal).status == 0


def test_nothing_to_check_is_no_pass(tmp_path: Path) -> None:
    ran = alignctl("check", cwd=tmp_path)
    assert ran.status == 2
    assert "nothing to check" in ran.err


def test_a_folder_that_is_not_there_is_no_pass(minimal: Path) -> None:
    (minimal / "alignctl.yaml").write_text("paths: [governence]\n", encoding="utf-8")
    assert alignctl("check", cwd=minimal).status == 2


def test_a_broken_file_hides_no_finding_in_silence(tmp_path: Path) -> None:
    target = tmp_path / "repository"
    shutil.copytree(ROOT / BEFORE, target)
    whole = alignctl("check", *DAY, "-f", "json", cwd=target)
    (target / "governance" / "broken.yaml").write_text("kind: [Role\n", encoding="utf-8")
    broken = alignctl("check", *DAY, "-f", "json", cwd=target)
    assert (whole.status, broken.status) == (1, 2)
    report = json.loads(broken.out)
    before = json.loads(whole.out)["findings"]
    shown = report["findings"]
    assert [one for one in before if one in shown] == shown  # what may follow from the broken file is counted instead
    assert len(shown) + report["counts"]["held"] == len(before)
    assert [(row["file"], row["line"]) for row in report["unreadable"]] == [("governance/broken.yaml", 2)]
    assert report["complete"] is False


@pytest.mark.parametrize("option", [("--select", "ES9"), ("--ignore", "escalation-end"), ("--severity", "XX001=off")])
def test_an_unknown_rule_is_no_pass(minimal: Path, option: tuple[str, str]) -> None:
    ran = alignctl("check", *option, cwd=minimal)
    assert ran.status == 2
    assert "does not exist" in ran.err


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("rules: {DC999: {severity: off}}", "DC999"),
        ("rules: {DC004: {params: {minOverlep: 0.5}}}", "minOverlap"),
        ("rules: {DC004: {params: {minOverlap: much}}}", "minOverlap"),
        ("teir: strict", "tier"),
        ("timezone: Europe/Berln", "Europe/Berlin"),
    ],
)
def test_misspelt_settings_are_no_pass(minimal: Path, settings: str, told: str) -> None:
    (minimal / "alignctl.yaml").write_text(f"paths: [governance]\n{settings}\n", encoding="utf-8")
    ran = alignctl("check", cwd=minimal)
    assert ran.status == 2
    assert told in ran.err


POLICY = """apiVersion: alignctl/v1
kind: Policy
metadata: {{name: own, title: Own}}
spec:
  code: XX001
  tier: core
  severity: error
  on: Unit
  assert: {expression}
  message: "{{{{ name('unit:x') }}}} is wrong."
  fix: Mend it.
  why: Because.
  examples: [{{name: a, given: '', expect: pass}}, {{name: b, given: '', expect: pass}}]
"""


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("this.spec.led == 'x'", "lead"),
        ("this.spec.lead", "governance/policy.yaml"),
        ("this.spec.lead.matches('(')", "governance/policy.yaml"),
    ],
)
def test_a_policy_that_fails_is_no_pass(minimal: Path, expression: str, told: str) -> None:
    text = POLICY.format(expression=json.dumps(expression))
    (minimal / "governance" / "policy.yaml").write_text(text, encoding="utf-8")
    ran = alignctl("check", cwd=minimal)
    assert ran.status == 2
    assert told in ran.err


@pytest.mark.parametrize("form", ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"])
def test_the_status_is_the_same_in_every_format(form: str) -> None:
    assert alignctl("check", BEFORE, *DAY, "-f", form).status == 1
    assert alignctl("check", "examples/minimal", *DAY, "-f", form).status == 0


def test_fail_on_moves_the_limit() -> None:
    assert alignctl("check", "examples/martech/after", *DAY, "--fail-on", "error").status == 0
    assert alignctl("check", "examples/martech/after", *DAY, "--fail-on", "info").status == 1


def test_formats_go_to_the_screen_and_into_files(tmp_path: Path) -> None:
    file = tmp_path / "out" / "report.sarif"
    ran = alignctl("check", BEFORE, *DAY, "-f", "concise", "-f", f"sarif:{file}")
    assert ran.out.startswith("examples/martech/before/")
    assert json.loads(file.read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_the_report_is_the_same_bytes_everywhere(tmp_path: Path) -> None:
    target = tmp_path / "repository"
    shutil.copytree(ROOT / BEFORE, target)
    places = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Anchorage", "LANG": "tr_TR.UTF-8", "PYTHONOPTIMIZE": "1"},
    ]
    reports = {alignctl("check", *DAY, "--tier", "strict", cwd=target, env=env).out for env in places}
    assert len(reports) == 1


def test_today_can_be_given_by_the_environment() -> None:
    by_epoch = alignctl("check", BEFORE, "-f", "json", env={"SOURCE_DATE_EPOCH": "1781481600"})
    assert json.loads(by_epoch.out)["asOf"] == "2026-06-15"
    by_option = alignctl("check", BEFORE, "-f", "json", env={"ALIGNCTL_CHECK_AS_OF": "2026-06-15"})
    assert by_option.out == by_epoch.out


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals and pipes")
class TestStreams:
    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(COMMAND), "check", *arguments, *DAY],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads
        )

    @pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_signals_have_their_status(self, tmp_path: Path, sent: signal.Signals, status: int) -> None:
        pipe = tmp_path / "known.txt"
        os.mkfifo(pipe)
        process = self.start("examples/minimal", "--baseline", str(pipe))
        with pipe.open("wb"):  # open once the command reads from it, and waits
            process.send_signal(sent)
            _, err = process.communicate(timeout=60)
        assert process.returncode == status
        assert b"Traceback" not in err

    def test_a_closed_pipe_is_no_finding(self) -> None:
        process = self.start("examples/kubernetes")
        assert process.stdout
        process.stdout.close()
        assert process.wait(timeout=60) == 141
        assert process.stderr
        assert b"Traceback" not in process.stderr.read()
        process.stderr.close()
