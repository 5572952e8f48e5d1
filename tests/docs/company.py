"""The repository that the pages call `company`: the smallest example, and half a year of changes to it."""

from __future__ import annotations

from pathlib import Path

from tests.command import ROOT
from tests.repositories import Repo

FILE, OWN = "governance/bakery.yaml", "governance/rights.yaml"
ACCOUNTANT = """\
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: accountant, title: Accountant}
spec: {unit: bakery, holders: [cleo], escalatesTo: role:owner}
"""


def company(folder: Path) -> Repo:
    """Return the repository, written anew: five commits by three people, the same for ever."""
    repo = Repo.init(folder)
    example = ROOT / "examples" / "minimal"
    files = {name: (example / name).read_text(encoding="utf-8") for name in ("alignctl.yaml", FILE)}
    repo.commit(files, "Who may spend how much", author="Ada <ada@example.org>", date="2026-01-12T09:00:00+00:00")
    repo.git("tag", "first-audit")
    _change(repo, "upTo: 500,", "upTo: 2000,")
    _commit(repo, "Managers may spend more (#4)\n\nApproved-by: ada", "ben", "2026-03-02")
    text = (repo.path / FILE).read_text(encoding="utf-8")
    head, _, right = text.rpartition("---\n")
    repo.write({FILE: head.removesuffix("---\n"), OWN: f"# Who decides what.\n{right}"})
    _commit(repo, "A file for rights (#5)", "ben", "2026-04-20")
    _change(repo, "holders: [ben]", "holders: [dora]")
    _commit(repo, "Dora takes over the shop (#7)\n\nApproved-by: ada", "ben", "2026-05-04")
    repo.write({FILE: (repo.path / FILE).read_text(encoding="utf-8") + ACCOUNTANT})
    _change(repo, "{decide: role:owner}", "{decide: role:owner, agree: [role:accountant]}", OWN)
    _commit(
        repo, "Two pairs of eyes on large purchases (#9)\n\nApproved-by: ada\nApproved-by: dora", "cleo", "2026-06-08"
    )
    return repo


def _change(repo: Repo, old: str, new: str, file: str = FILE) -> None:
    text = (repo.path / file).read_text(encoding="utf-8")
    assert old in text
    repo.write({file: text.replace(old, new)})


def _commit(repo: Repo, message: str, author: str, day: str) -> None:
    repo.commit({}, message, author=f"{author.capitalize()} <{author}@example.org>", date=f"{day}T09:00:00+00:00")
