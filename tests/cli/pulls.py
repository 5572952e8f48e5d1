"""Pull requests on a copy of the larger example: edits and approvals go in, what gate and `diff` say comes out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.command import ROOT, Ran, alignctl
from tests.repositories import Repo

DAY = ("--as-of", "2026-06-15")
DECISIONS = "governance/decisions.yaml"
DOMAINS = "governance/domains.yaml"
FORUMS = "governance/forums.yaml"
GOALS = "governance/goals.yaml"
METRICS = "governance/metrics.yaml"
ORGANISATION = "governance/organisation.yaml"
PAY = "governance/pay.yaml"
PROJECTS = "governance/projects.yaml"
RIGHTS = "governance/rights.yaml"
RULES = "governance/precedence.yaml"
THRESHOLD = "{upTo: 50000, decide: role:controller}"
LOWER = "{upTo: 40000, decide: role:controller}"
HIGHER = "{upTo: 60000, decide: role:controller}"


def pull(path: Path, **more: str) -> Repo:
    """Return the example on `main`, with further files, and a branch `change` that is checked out."""
    repo = Repo.init(path)
    shutil.copytree(ROOT / "examples" / "martech" / "after", repo.path, dirs_exist_ok=True)
    repo.commit({f"governance/{name}.yaml": text for name, text in more.items()})
    repo.git("switch", "--quiet", "--create", "change")
    return repo


def edit(repo: Repo, old: str, new: str, file: str = RIGHTS) -> None:
    text = (repo.path / file).read_text(encoding="utf-8")
    assert old in text
    repo.commit({file: text.replace(old, new, 1)})


def proof(repo: Repo, author: str = "", *approved: str) -> tuple[str, ...]:
    """Write the file of the forge's wrapper and return the option that names it."""
    if not author:
        return ()
    file = repo.path.parent / "approvals.json"
    file.write_text(json.dumps({"author": author, "approvals": list(approved)}), encoding="utf-8")
    return ("--approvals", str(file))


def gate(repo: Repo, author: str = "", *approved: str, since: str = "main", more: tuple[str, ...] = ()) -> Ran:
    """Run the check as a forge would."""
    given = proof(repo, author, *approved)
    return alignctl("check", "--since", since, *given, *DAY, "-f", "json", *more, cwd=repo.path)


def meaning(repo: Repo, author: str = "", *approved: str, since: str = "main") -> list[dict[str, Any]]:
    """Return what `diff` says, as data."""
    ran = alignctl("diff", since, *proof(repo, author, *approved), *DAY, "-f", "json", cwd=repo.path)
    assert ran.status == 0, ran.err
    changes: list[dict[str, Any]] = json.loads(ran.out)["changes"]
    return changes


def found(ran: Ran) -> list[tuple[str, Any]]:
    assert ran.status in {0, 1}, ran.err
    return [(one["rule"], one["subjects"]) for one in json.loads(ran.out)["findings"] if not one["waived"]]


def rules(ran: Ran) -> list[str]:
    return [rule for rule, _ in found(ran)]


def errors(ran: Ran) -> set[str]:
    """Return the rules that a merge would break."""
    assert ran.status in {0, 1, 2}, ran.err
    return {one["rule"] for one in json.loads(ran.out)["findings"] if not one["waived"] and one["severity"] == "error"}
