from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.command import alignctl, environment

ROLE = (
    "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: %s, title: %s}\n"
    "spec: {unit: acme, holders: [ana], final: true}\n"
)
UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: acme}\nspec: {type: company, lead: %s}\n"
PLAN = (
    "apiVersion: alignctl/v1\nkind: IncentivePlan\nmetadata: {name: secret-plan}\n"
    "spec: {roles: [cmo], cycle: y, components: [{metric: m, weight: %s}]}\n"
)


def commit(root: Path, message: str, day: str) -> None:
    who = {f"GIT_{part}_{what}": value for part in ("AUTHOR", "COMMITTER") for what, value in PERSON.items()}
    dates = {f"GIT_{part}_DATE": f"{day}T12:00:00Z" for part in ("AUTHOR", "COMMITTER")}
    env = environment(**who, **dates)
    for arguments in (["add", "-A"], ["commit", "-qm", message]):
        subprocess.run(["git", *arguments], cwd=root, check=True, env=env)


PERSON = {"NAME": "Ben", "EMAIL": "ben@example.org"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True, env=environment())
    (root / "roles.yaml").write_text("---\n".join([ROLE % ("cmo", "CMO"), ROLE % ("cso", "CSO")]), encoding="utf-8")
    (root / "unit.yaml").write_text(UNIT % "cmo", encoding="utf-8")
    (root / "plan.yaml").write_text(PLAN % 40, encoding="utf-8")
    commit(root, "Begin", "2026-01-05")
    (root / "unit.yaml").write_text(UNIT % "cso", encoding="utf-8")
    (root / "plan.yaml").write_text(PLAN % 73.5, encoding="utf-8")
    commit(root, "A new lead (#7)\n\nApproved-by: ana", "2026-06-12")
    (root / "unit.yaml").rename(root / "moved.yaml")
    commit(root, "Only moved", "2026-06-13")
    return root


def built(repository: Path, *options: str) -> dict[str, str]:
    out = repository.parent / "out"
    ran = alignctl("build", str(repository), "-o", str(out), "--as-of", "2026-06-15", *options)
    assert ran.status == 0, ran.err
    return {p.relative_to(out).as_posix(): p.read_text(encoding="utf-8") for p in out.rglob("*") if p.is_file()}


def said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split())


def test_an_auditor_reads_what_changed_by_whom_approved_by_whom(repository: Path) -> None:
    page = said(built(repository)["teams/acme.html"])
    assert "12 June 2026 CSO leads instead of CMO ben ana in #7" in page
    assert "5 January 2026 written down \N{EN DASH} Begin ben not recorded" in page
    assert "13 June 2026" not in page


def test_the_log_holds_every_change_and_the_table_as_well(repository: Path) -> None:
    files = built(repository)
    assert "6 changes since 5 January 2026." in said(files["log/index.html"])
    assert "6 changes in 2026." in said(files["log/2026.html"])
    assert "2026-06-12,unit,acme,changed,Lead,cmo,cso,ben,ana,#7," in files["log/log.csv"]
    assert "Changed in the last seven days" in said(files["index.html"])


def test_the_past_of_a_pay_plan_is_not_for_all_staff(repository: Path) -> None:
    (repository / "plan.yaml").unlink()
    commit(repository, "Drop secret-plan", "2026-06-14")
    files = built(repository, "--audience", "all-staff")
    assert [path for path, text in files.items() if "secret-plan" in text or "73.5" in text] == []
    assert any("secret-plan" in text for text in built(repository).values())


def test_history_can_be_required(repository: Path) -> None:
    plain = repository.parent / "plain"
    plain.mkdir()
    (plain / "unit.yaml").write_text(UNIT % "cmo", encoding="utf-8")
    out = repository.parent / "other"
    assert alignctl("build", str(plain), "-o", str(out), "--require-history", "--as-of", "2026-06-15").status == 2
    assert alignctl("build", str(repository), "-o", str(out), "--require-history", "--as-of", "2026-06-15").status == 0
