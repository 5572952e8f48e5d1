"""The groups of sigs.yaml come in; units, roles, domains, decision rights and forums go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from documents import Document, Ledger, document, slug
from meetings import cadence

COMPANY = "kubernetes"
STEERING = "role:committee-steering-members"
READINESS = "production-readiness-approvers"
SECTIONS = {"sigs": "SIG {}", "workinggroups": "WG {}", "committees": "{} Committee"}
PAGE = "https://github.com/kubernetes/community/tree/master/"


@dataclass(frozen=True, slots=True)
class Group:
    """One SIG, working group or committee, as sigs.yaml has it."""

    section: str
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return the group's folder, such as `sig-node`: the name of its unit and of its domain."""
        return str(self.data["dir"])

    @property
    def title(self) -> str:
        """Return how people call it, such as `SIG Node`."""
        return SECTIONS[self.section].format(self.data["name"])

    def handles(self, part: str) -> list[str]:
        """Return the handles of `chairs`, `tech_leads` or `emeritus_leads`."""
        return [str(person["github"]) for person in self.data["leadership"].get(part, [])]

    @property
    def chairs(self) -> str:
        """Return the role of the chairs; a committee lists all its members there."""
        return f"{self.name}-{'members' if self.section == 'committees' else 'chairs'}"

    @property
    def technical(self) -> str:
        """Return the role that decides technical matters: the chairs where there are no tech leads."""
        return f"{self.name}-tech-leads" if self.handles("tech_leads") else self.chairs

    @property
    def leads(self) -> str:
        """Return the role of chairs and tech leads together."""
        return f"{self.name}-leads" if self.handles("tech_leads") else self.chairs

    def parties(self) -> set[str]:
        """Return everyone who speaks or spoke for the group, lower-case: leads past and present, its teams."""
        people = [h for part in ("chairs", "tech_leads", "emeritus_leads") for h in self.handles(part)]
        teams = [self.name, f"{self.name}-leads", f"{self.name}-tech-leads"]
        return {party.lower() for party in people + teams}


@dataclass(frozen=True, slots=True)
class Subproject:
    """One subproject of a group."""

    group: Group
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return the name of its domain."""
        return slug(f"{self.group.name}-{self.data['name']}")

    @property
    def leads(self) -> list[str]:
        """Return the handles of its own leads, if sigs.yaml names any."""
        return [str(person["github"]) for person in self.data.get("leads", [])]

    @property
    def seat(self) -> str:
        """Return the role that decides it."""
        return f"{self.name}-leads" if self.leads else self.group.technical


def read_groups(data: Mapping[str, Any]) -> list[Group]:
    """Return the groups of sigs.yaml in its order."""
    return [Group(section, group) for section in SECTIONS for group in data[section]]


def root() -> Document:
    """Return the unit that all groups belong to."""
    spec = {"type": "company", "lead": STEERING.removeprefix("role:")}
    return document("Unit", COMPANY, spec, title="Kubernetes", links=[{"url": "https://github.com/kubernetes"}])


def readiness_approvers(aliases: Mapping[str, list[str]]) -> Document:
    """Return the role whose approval a proposal needs before production."""
    spec = {
        "unit": "sig-architecture",
        "holders": sorted(aliases["prod-readiness-approvers"]),
        "escalatesTo": "role:sig-architecture-chairs",
    }
    return document("Role", READINESS, spec, title="Production readiness approvers")


def convert(group: Group, groups: list[Group], since: date, ledger: Ledger) -> Iterator[Document]:
    """Yield the documents of one group: its unit, roles, domains, rights and forums."""
    subprojects = [Subproject(group, data) for data in group.data.get("subprojects", [])]
    yield _unit(group)
    yield from _roles(group, subprojects)
    if group.section != "workinggroups":
        yield from _domains(group, subprojects, _overlaps(group, groups))
        yield from _rights(group, subprojects)
    yield from _forums(group, subprojects, since, ledger)


def _unit(group: Group) -> Document:
    kind = "team" if group.section == "workinggroups" else "function"
    spec = {"type": kind, "parent": COMPANY, "lead": group.chairs}
    return document("Unit", group.name, spec, title=group.title, links=[{"url": PAGE + group.name}])


def _roles(group: Group, subprojects: list[Subproject]) -> Iterator[Document]:
    chairs, tech_leads = group.handles("chairs"), group.handles("tech_leads")
    word = "members" if group.section == "committees" else "chairs"
    rank = {"tier": "steering", "final": True} if _is_steering(group) else {"tier": "chair", "escalatesTo": STEERING}
    yield _role(group, group.chairs, f"{group.title} {word}", chairs, rank)
    if tech_leads:
        lower = {"tier": "tech-lead", "escalatesTo": f"role:{group.chairs}"}
        yield _role(group, group.technical, f"{group.title} tech leads", tech_leads, lower)
        both = list(dict.fromkeys(chairs + tech_leads))
        yield _role(group, group.leads, f"{group.title} leads", both, rank)
    for sub in subprojects:
        if sub.leads:
            lowest = {"tier": "subproject-lead", "escalatesTo": f"role:{group.technical}"}
            yield _role(group, sub.seat, f"{sub.data['name']} leads", sub.leads, lowest)


def _is_steering(group: Group) -> bool:
    """Tell whether a group is the steering committee, the last arbiter."""
    return f"role:{group.chairs}" == STEERING


def _role(group: Group, name: str, title: str, holders: list[str], rank: Mapping[str, Any]) -> Document:
    return document("Role", name, {"unit": group.name, "holders": holders, **rank}, title=title)


def _overlaps(group: Group, groups: list[Group]) -> list[str] | None:
    """Return the SIGs that share a working group with this one and come later in the alphabet."""
    folder = {str(g.data["name"]): g.name for g in groups if g.section == "sigs"}
    stakes = [sorted(folder[name] for name in g.data.get("stakeholder_sigs", [])) for g in groups]
    return sorted({b for names in stakes for a, b in combinations(names, 2) if a == group.name}) or None


def _domains(group: Group, subprojects: list[Subproject], overlaps: list[str] | None) -> Iterator[Document]:
    sig = group.section == "sigs"
    spec = {
        "owningUnit": group.name,
        "actions": ["enhance", "decide"] if sig else None,
        "decidable": True if subprojects else None,
        "overlaps": overlaps,
    }
    yield document("Domain", group.name, spec, title=group.title)
    for sub in subprojects:
        links = [{"title": "OWNERS", "url": str(url)} for url in sub.data.get("owners", [])]
        spec = {"parent": group.name, "owningUnit": group.name}
        yield document("Domain", sub.name, spec, title=str(sub.data["name"]), links=links)


def _rights(group: Group, subprojects: list[Subproject]) -> Iterator[Document]:
    matters = {"domains": [group.name], "actions": ["decide"], "decide": f"role:{group.technical}"}
    yield document("DecisionRight", f"{group.name}-matters", matters, title=f"{group.title} and its subprojects")
    if group.section == "sigs":
        enhancements = {
            "domains": [group.name],
            "actions": ["enhance"],
            "decide": f"role:{group.leads}",
            "agree": [f"role:{READINESS}"],
            "sod": [["proposer", "decider"]],
        }
        yield document("DecisionRight", f"{group.name}-enhancements", enhancements, title=f"{group.title} enhancements")
    for sub in subprojects:
        if sub.leads:
            spec = {"domains": [sub.name], "decide": f"role:{sub.seat}"}
            yield document("DecisionRight", sub.name, spec, title=str(sub.data["name"]))


def _forums(group: Group, subprojects: list[Subproject], since: date, ledger: Ledger) -> Iterator[Document]:
    seats = list(dict.fromkeys([group.chairs, group.technical]))
    meetings = [(group.name, group.chairs, seats, meeting) for meeting in group.data.get("meetings", [])]
    for sub in subprojects:
        members = [sub.seat] if sub.leads else seats
        meetings += [(sub.name, sub.seat, members, meeting) for meeting in sub.data.get("meetings", [])]
    seen: set[tuple[str, str, str]] = set()
    for place, chair, members, meeting in meetings:
        what = f"{place}: {meeting['description']} ({meeting['day']}, {meeting['frequency']})"
        key = (meeting["description"], meeting["day"], meeting["time"])
        if key in seen:
            ledger.note("meeting listed again under a subproject, written once", what)
            continue
        seen.add(key)
        when, assumed = cadence(meeting["day"], meeting["frequency"], since)
        if assumed:
            ledger.note(f"meeting {'' if when else 'left out, '}that does not say {assumed}", what)
        if when:
            spec = {"members": members, "chair": chair, "cadence": when}
            name, title = slug(f"{group.name}-{meeting['description']}"), " ".join(meeting["description"].split())
            labels = {"assumed": assumed} if assumed else None
            yield document("Forum", name, spec, title=f"{group.title}: {title}", labels=labels)
