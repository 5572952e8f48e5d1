"""Enhancement proposals and their production-readiness approvals come in; initiatives and decisions go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from documents import Document, Ledger, document, read_yaml, slug
from groups import READINESS, Group

PAGE = "https://github.com/kubernetes/enhancements/tree/master/keps/"
TEMPLATE = "NNNN-kep-template"
STAGES = {
    "provisional": "proposed",
    "deferred": "proposed",
    "implementable": "committed",
    "implemented": "done",
    "rejected": "dropped",
    "withdrawn": "dropped",
    "replaced": "dropped",
}
# What people wrote instead of one of the seven statuses, and the status that it was read as.
READINGS = {
    "implemented (alpha)": "implemented",
    "imlpemented": "implemented",
    "superseded": "replaced",
    "removed": "withdrawn",
}
NOTHING = ("", "none", "n/a")
HANDLE = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?)")
RECORD = re.compile(r"(?:.*\bkeps/.*?|(?=\d)|(?=KEP-\d))([^/]+?)(?:/README\.md)?(?:\.md)?/?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One kep.yaml: `path` is its folder below keps/, `readiness` its production-readiness file."""

    path: str
    data: Mapping[str, Any]
    readiness: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return the name of its initiative and of its decision."""
        return slug(self.path.rsplit("/", 1)[-1])

    @property
    def title(self) -> str:
        """Return its title on one line."""
        return " ".join(self.data["title"].split())

    def texts(self, field: str) -> list[str]:
        """Return the entries of a list field as text, without empty ones and those that say there is none."""
        entries = [str(entry or "").strip(" “”") for entry in self.data.get(field) or []]
        return [entry for entry in entries if entry.lower() not in NOTHING]

    def handles(self, field: str) -> list[str]:
        """Return the handles of a list field: of `@x - for the part y` the handle, of other prose nothing."""
        firsts = [entry.split()[0] for entry in self.texts(field) if entry.startswith("@") or " " not in entry]
        return [found[1] for first in firsts if (found := HANDLE.fullmatch(first))]

    @property
    def status(self) -> str:
        """Return one of the seven statuses; `provisional` for the template's own line."""
        written = str(self.data["status"])
        return written if written in STAGES else READINGS.get(written, "provisional")

    @property
    def approved(self) -> bool:
        """Tell whether its approvers have approved it."""
        return self.status in ("implementable", "implemented")

    @property
    def created(self) -> date | None:
        """Return its creation date, None if there is none or it does not exist in the calendar."""
        found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", str(self.data.get("creation-date")))
        try:
            return date(int(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            return None

    @property
    def ready(self) -> str:
        """Return the handle of who approved production readiness for its current stage, or an empty text."""
        stage = self.readiness.get(str(self.data.get("stage"))) or {}
        return str(stage.get("approver") or "").removeprefix("@")

    @property
    def domains(self) -> list[str]:
        """Return the domain of the owning SIG and those of the participating ones, as written."""
        return list(dict.fromkeys(slug(sig) for sig in [self.data["owning-sig"], *self.texts("participating-sigs")]))


def read_proposals(folder: Path, ledger: Ledger) -> list[Proposal]:
    """Return the proposals below a checkout of kubernetes/enhancements, in the order of their paths."""
    keps = folder / "keps"
    readiness = {(p.parent.name, p.stem): read_yaml(p) for p in sorted((keps / "prod-readiness").glob("*/*.yaml"))}
    found = []
    for path in sorted(p.parent.relative_to(keps).as_posix() for p in keps.rglob("kep.yaml")):
        if path == TEMPLATE:
            ledger.note("proposal left out: the template", path)
            continue
        key = (path.split("/", 1)[0], path.rsplit("/", 1)[-1].split("-", 1)[0].lstrip("0"))
        found.append(Proposal(path, read_yaml(keps / path / "kep.yaml"), readiness.pop(key, {})))
    for sig, number in sorted(readiness):
        ledger.note("production-readiness file without a proposal of that number", f"{sig}/{number}")
    return found


def convert_initiative(proposal: Proposal, ledger: Ledger) -> Document:
    """Return the initiative of a proposal."""
    written = str(proposal.data["status"])
    if written not in STAGES:
        ledger.note(f"status outside the seven, read as {proposal.status}", f"{proposal.path}: {written}")
    spec = {
        "sponsor": slug(proposal.data["owning-sig"]),
        "domains": proposal.domains,
        "stage": STAGES[proposal.status],
    }
    milestones = {f"milestone-{k}": v for k, v in (proposal.data.get("milestone") or {}).items()}
    facts = {
        "kep-number": proposal.data["kep-number"],
        "status": written,
        "stage": proposal.data.get("stage"),
        "latest-milestone": proposal.data.get("latest-milestone"),
        **milestones,
    }
    labels = {key: str(value) for key, value in facts.items() if value not in (None, "")}
    links = [{"url": PAGE + proposal.path}]
    return document("Initiative", proposal.name, spec, title=proposal.title, labels=labels, links=links)


def convert_decision(proposal: Proposal, groups: Mapping[str, Group], ledger: Ledger) -> Document | None:
    """Return the decision record of a proposal; None if it has no creation date or author."""
    authors, approvers = proposal.handles("authors"), proposal.handles("approvers")
    if not proposal.created or not authors:
        written = proposal.data.get("creation-date")
        ledger.note("decision left out: no creation date that exists", f"{proposal.path}: {written}")
        return None
    others = [handle for handle in approvers if handle.lower() != authors[0].lower()]
    spec = {
        "initiative": proposal.name,
        "raisedOn": proposal.created.isoformat(),
        "proposer": authors[0],
        "decidedBy": next(iter(others + approvers), None) if proposal.approved else None,
        "agreedBy": [f"role:{READINESS}"] if proposal.ready else None,
        "evaluations": list(_evaluations(proposal, groups)) or None,
        "supersedes": _reference(proposal, "replaces", ledger),
        "supersededBy": _reference(proposal, "superseded-by", ledger),
    }
    labels = {"authors": " ".join(authors), "approvers": " ".join(approvers), "production-readiness": proposal.ready}
    links = [{"title": "replaces", "url": url} for url in proposal.texts("replaces") if url.startswith("http")]
    labels = {key: value for key, value in labels.items() if value}
    return document("Decision", proposal.name, spec, title=proposal.title, labels=labels, links=links)


def _evaluations(proposal: Proposal, groups: Mapping[str, Group]) -> Iterator[dict[str, str]]:
    """Yield a view for the owning SIG if anyone approves or reviews, for others if a lead of theirs does.

    A named approver of an approved proposal supports it; what a reviewer thought is not recorded: neutral.
    """
    hollow = {"tbd", "todo"}
    approvers = {handle.lower() for handle in proposal.handles("approvers")} - hollow
    reviewers = {handle.lower() for handle in proposal.handles("reviewers")} - hollow
    for domain in proposal.domains:
        if domain not in groups:
            continue
        parties = groups[domain].parties()
        own = domain == proposal.data["owning-sig"]
        approves = approvers if own else approvers & parties
        if approves or (reviewers if own else reviewers & parties):
            yield {"unit": domain, "verdict": "support" if approves and proposal.approved else "neutral"}


def _reference(proposal: Proposal, field: str, ledger: Ledger) -> str | None:
    """Return the first entry that names a proposal, whether that proposal exists or not."""
    entries = [entry for entry in proposal.texts(field) if not entry.startswith("http")]
    records = [found[1] for entry in entries if (found := RECORD.fullmatch(entry))]
    for entry in entries:
        if not RECORD.fullmatch(entry):
            ledger.note(f"`{field}` that names no proposal", f"{proposal.path}: {entry}")
    for record in records[1:]:
        ledger.note(f"second entry of `{field}`, where a decision holds one", f"{proposal.path}: {record}")
    return slug(records[0]) if records else None
