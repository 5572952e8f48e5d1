"""A company whose documents have a past and a proposal: a folder goes in, a repository with both comes out."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from tests.command import alignctl
from tests.repositories import Repo
from tests.site.sites import EXAMPLES

AS_OF = "2026-06-15"


def company(root: Path) -> Repo:
    """Return a repository of five commits on `main`, one of which changes a comment, and one more on `change`."""
    shutil.copytree(EXAMPLES / "martech" / "after", root)
    repo = Repo.init(root)
    commit(repo, "mara", "2026-01-05", "Write down who decides")
    edit(repo, "organisation", "holders: [iris]", "holders: [iris, tom]")
    commit(repo, "iris", "2026-03-02", "Tom joins the head of marketing (#4)\n\nApproved-by: mara")
    edit(repo, "decisions", "outcomeReview: 2026-09-22", "outcomeReview: 2026-10-01")
    commit(repo, "ben", "2026-05-20", "Review the platform later\n\nApproved-by: ben")
    edit(repo, "pay", "{metric: closed-revenue, weight: 30}", "{metric: closed-revenue, weight: 35}")
    edit(repo, "pay", "{metric: forecast-accuracy, weight: 20}", "{metric: forecast-accuracy, weight: 15}")
    commit(repo, "iris", "2026-06-12", "Pay more for orders\n\nApproved-by: mara")
    edit(repo, "pay", "# What", "# Of what")
    commit(repo, "iris", "2026-06-13", "A comment")
    repo.git("switch", "--quiet", "--create", "change")
    edit(repo, "rights", "{upTo: 10000, decide", "{upTo: 20000, decide")
    commit(repo, "june", "2026-06-14", "The buying lead may spend more")
    return repo


def commit(repo: Repo, who: str, day: str, message: str) -> str:
    """Commit everything in somebody's name at noon of a day, and return the hash."""
    return repo.commit({}, message, author=f"{who} <{who}@example.org>", date=f"{day}T12:00:00+00:00")


def edit(repo: Repo, name: str, old: str, new: str) -> None:
    file = repo.path / "governance" / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def settings(repo: Repo, more: str) -> None:
    """Add lines to `site:` in alignctl.yaml."""
    file = repo.path / "alignctl.yaml"
    file.write_text(re.sub(r"(?m)^site:\n", f"site:\n{more}", file.read_text(encoding="utf-8")), encoding="utf-8")


def approvals(repo: Repo, author: str, *approved: str) -> str:
    """Write who proposed a change and who approved it, and return the options that name the file."""
    file = repo.path.parent / "approvals.json"
    file.write_text(json.dumps({"author": author, "approvals": list(approved), "date": AS_OF}), encoding="utf-8")
    return str(file)


def built(repo: Repo, *options: str) -> dict[str, str]:
    """Build the site of a repository beside it, and return its files."""
    out = repo.path.parent / "site"
    ran = alignctl("build", str(repo.path), "-o", str(out), "--as-of", AS_OF, *options)
    assert ran.status == 0, ran.err
    found = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in found}


def said(page: str) -> str:
    """Return the text of the main part of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split()).removeprefix('id="main"> ')
