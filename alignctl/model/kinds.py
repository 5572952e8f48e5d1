"""The kinds: what each document says, typed and frozen.

Generated from `schemas/` by `tools/generate_kinds.py`; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self

from alignctl.model.document import Document
from alignctl.model.entity import Entity
from alignctl.model.metadata import Metadata
from alignctl.model.quantity import Conditions, Duration, Value, decimal
from alignctl.model.read import read_conditions, read_rights, read_values
from alignctl.model.ref import Ref


@dataclass(frozen=True, slots=True)
class Phase:
    """One step."""

    name: str
    from_: date
    until: date
    unit: Ref | None
    needs: tuple[str, ...]

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["name"],
            date.fromisoformat(data["from"]),
            date.fromisoformat(data["until"]),
            Ref("unit:" + data["unit"]) if "unit" in data else None,
            tuple(data.get("needs", [])),
        )


@dataclass(frozen=True, slots=True)
class CapacityLine:
    """What one unit can supply."""

    unit: Ref
    resource: str
    amount: Decimal
    reserve: Decimal

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            Ref("unit:" + data["unit"]),
            data["resource"],
            decimal(data["amount"]),
            decimal(data.get("reserve", 0)),
        )


@dataclass(frozen=True, slots=True)
class Cycle(Entity):
    """A planning period with its phases and the capacity available in it."""

    KIND: ClassVar[str] = "Cycle"

    level: str
    track: str
    starts: date
    ends: date
    parent: Ref | None
    phases: tuple[Phase, ...]
    capacity: tuple[CapacityLine, ...]

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("cycle:" + metadata.name),
            metadata,
            document.place,
            data["level"],
            data.get("track", "company"),
            date.fromisoformat(data["starts"]),
            date.fromisoformat(data["ends"]),
            Ref("cycle:" + data["parent"]) if "parent" in data else None,
            tuple([Phase.read(item) for item in data.get("phases", [])]),
            tuple([CapacityLine.read(item) for item in data.get("capacity", [])]),
        )


@dataclass(frozen=True, slots=True)
class Band:
    """A step of a ladder, or an activity's row; without a lower end it starts where the last of its actions ended."""

    actions: tuple[str, ...] | None
    over: Decimal | None
    at_least: Decimal | None
    under: Decimal | None
    up_to: Decimal | None
    decide: Ref
    agree: tuple[Ref, ...] | None
    recommend: tuple[Ref, ...] | None
    input: tuple[Ref, ...] | None
    perform: tuple[Ref, ...] | None
    inform: tuple[Ref, ...] | None
    sla: Duration | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            tuple(data["actions"]) if "actions" in data else None,
            decimal(data["over"]) if "over" in data else None,
            decimal(data["atLeast"]) if "atLeast" in data else None,
            decimal(data["under"]) if "under" in data else None,
            decimal(data["upTo"]) if "upTo" in data else None,
            Ref(data["decide"]),
            tuple([Ref(item) for item in data["agree"]]) if "agree" in data else None,
            tuple([Ref(item) for item in data["recommend"]]) if "recommend" in data else None,
            tuple([Ref(item) for item in data["input"]]) if "input" in data else None,
            tuple([Ref(item) for item in data["perform"]]) if "perform" in data else None,
            tuple([Ref(item) for item in data["inform"]]) if "inform" in data else None,
            Duration(data["sla"]) if "sla" in data else None,
        )


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """One rung."""

    to: Ref
    within: Duration | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            Ref(data["to"]),
            Duration(data["within"]) if "within" in data else None,
        )


@dataclass(frozen=True, slots=True)
class DecisionRight(Entity):
    """Who decides what, who must agree, who is asked and who is told."""

    KIND: ClassVar[str] = "DecisionRight"

    domains: tuple[Ref, ...]
    actions: tuple[str, ...] | None
    when: Conditions
    decide: Ref | None
    band_on: str | None
    bands: tuple[Band, ...]
    agree: tuple[Ref, ...]
    recommend: tuple[Ref, ...]
    input: tuple[Ref, ...]
    perform: tuple[Ref, ...]
    inform: tuple[Ref, ...]
    reserved: bool
    priority: int
    sla: Duration | None
    agree_within: Duration | None
    on_silence: Literal["escalate", "consent"]
    escalation: tuple[EscalationStep, ...]
    delegable: bool
    sod: tuple[tuple[str, ...], ...]
    volume_per_quarter: Decimal
    effort_hours: Decimal
    class_: Literal["delegated", "cross-cutting", "big-bet"] | None

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("decisionright:" + metadata.name),
            metadata,
            document.place,
            tuple([Ref("domain:" + item) for item in data["domains"]]),
            tuple(data["actions"]) if "actions" in data else None,
            read_conditions(data.get("when", {})),
            Ref(data["decide"]) if "decide" in data else None,
            data["bandOn"] if "bandOn" in data else None,
            tuple([Band.read(item) for item in data.get("bands", [])]),
            tuple([Ref(item) for item in data.get("agree", [])]),
            tuple([Ref(item) for item in data.get("recommend", [])]),
            tuple([Ref(item) for item in data.get("input", [])]),
            tuple([Ref(item) for item in data.get("perform", [])]),
            tuple([Ref(item) for item in data.get("inform", [])]),
            data.get("reserved", False),
            int(data.get("priority", 0)),
            Duration(data["sla"]) if "sla" in data else None,
            Duration(data["agreeWithin"]) if "agreeWithin" in data else None,
            data.get("onSilence", "escalate"),
            tuple([EscalationStep.read(item) for item in data.get("escalation", [])]),
            data.get("delegable", True),
            tuple([tuple(item) for item in data.get("sod", [])]),
            decimal(data.get("volumePerQuarter", 1)),
            decimal(data.get("effortHours", 2)),
            data["class"] if "class" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Criterion:
    """One measure and its weight."""

    metric: Ref
    weight: Decimal

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            Ref("metric:" + data["metric"]),
            decimal(data["weight"]),
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How one unit judged the case, and by what yardstick."""

    unit: Ref
    verdict: Literal["support", "oppose", "neutral", "conditional"]
    criteria: tuple[Criterion, ...]

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            Ref("unit:" + data["unit"]),
            data["verdict"],
            tuple([Criterion.read(item) for item in data.get("criteria", [])]),
        )


@dataclass(frozen=True, slots=True)
class Resolution:
    """How disagreement ended."""

    by: Literal["decider", "precedence", "escalation", "forum-vote"]
    ref: Ref | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["by"],
            Ref(data["ref"]) if "ref" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Decision(Entity):
    """A record of one decision: the case, who took it, who agreed, how disagreement ended."""

    KIND: ClassVar[str] = "Decision"

    initiative: Ref | None
    domains: tuple[Ref, ...]
    attributes: Mapping[str, Value]
    action: str | None
    raised_on: date
    decided_on: date | None
    due: date | None
    proposer: str
    decided_by: str | None
    on_behalf_of: Ref | None
    agreed_by: tuple[Ref, ...]
    counterparty: str | None
    evaluations: tuple[Evaluation, ...]
    resolution: Resolution | None
    outcome_review: date | None
    supersedes: Ref | None
    superseded_by: Ref | None
    reopened: bool

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("decision:" + metadata.name),
            metadata,
            document.place,
            Ref("initiative:" + data["initiative"]) if "initiative" in data else None,
            tuple([Ref("domain:" + item) for item in data.get("domains", [])]),
            read_values(data.get("attributes", {})),
            data["action"] if "action" in data else None,
            date.fromisoformat(data["raisedOn"]),
            date.fromisoformat(data["decidedOn"]) if "decidedOn" in data else None,
            date.fromisoformat(data["due"]) if "due" in data else None,
            data["proposer"],
            data["decidedBy"] if "decidedBy" in data else None,
            Ref(data["onBehalfOf"]) if "onBehalfOf" in data else None,
            tuple([Ref(item) for item in data.get("agreedBy", [])]),
            data["counterparty"] if "counterparty" in data else None,
            tuple([Evaluation.read(item) for item in data.get("evaluations", [])]),
            Resolution.read(data["resolution"]) if "resolution" in data else None,
            date.fromisoformat(data["outcomeReview"]) if "outcomeReview" in data else None,
            Ref("decision:" + data["supersedes"]) if "supersedes" in data else None,
            Ref("decision:" + data["supersededBy"]) if "supersededBy" in data else None,
            data.get("reopened", False),
        )


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of the cases in a domain: the universe in which gaps are looked for."""

    type: Literal["number", "enum", "bool"]
    unit: str | None
    min: Decimal
    max: Decimal | None
    step: Decimal
    values: tuple[str, ...]

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["type"],
            data["unit"] if "unit" in data else None,
            decimal(data.get("min", 0)),
            decimal(data["max"]) if "max" in data else None,
            decimal(data.get("step", 0)),
            tuple(data.get("values", [])),
        )


@dataclass(frozen=True, slots=True)
class Domain(Entity):
    """A subject on which decisions are taken, and whose subject it is."""

    KIND: ClassVar[str] = "Domain"

    parent: Ref | None
    owning_unit: Ref
    actions: tuple[str, ...] | None
    attributes: Mapping[str, Attribute]
    decidable: bool | None
    overlaps: tuple[Ref, ...]
    incompatible_with: tuple[Ref, ...]

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("domain:" + metadata.name),
            metadata,
            document.place,
            Ref("domain:" + data["parent"]) if "parent" in data else None,
            Ref("unit:" + data["owningUnit"]),
            tuple(data["actions"]) if "actions" in data else None,
            MappingProxyType({key: Attribute.read(item) for key, item in data.get("attributes", {}).items()}),
            data["decidable"] if "decidable" in data else None,
            tuple([Ref("domain:" + item) for item in data.get("overlaps", [])]),
            tuple([Ref("domain:" + item) for item in data.get("incompatibleWith", [])]),
        )


@dataclass(frozen=True, slots=True)
class Cadence:
    """When it meets."""

    starts_on: date
    rrule: str

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            date.fromisoformat(data["startsOn"]),
            data["rrule"],
        )


@dataclass(frozen=True, slots=True)
class Forum(Entity):
    """A body that meets, such as a council or a committee: members, a rule for deciding, and a cadence."""

    KIND: ClassVar[str] = "Forum"

    purpose: str | None
    authority: str | None
    members: tuple[Ref, ...]
    chair: Ref | None
    required_units: tuple[Ref, ...]
    quorum: Decimal | None
    decision_rule: Literal["chair", "unanimous", "consent", "majority", "two-thirds"] | None
    tie_break: Literal["chair", "escalate", "precedence"] | None
    cadence: Cadence
    respond_within: Duration | None
    escalates_to: Ref | None
    final: bool

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("forum:" + metadata.name),
            metadata,
            document.place,
            data["purpose"] if "purpose" in data else None,
            data["authority"] if "authority" in data else None,
            tuple([Ref("role:" + item) for item in data["members"]]),
            Ref("role:" + data["chair"]) if "chair" in data else None,
            tuple([Ref("unit:" + item) for item in data.get("requiredUnits", [])]),
            decimal(data["quorum"]) if "quorum" in data else None,
            data["decisionRule"] if "decisionRule" in data else None,
            data["tieBreak"] if "tieBreak" in data else None,
            Cadence.read(data["cadence"]),
            Duration(data["respondWithin"]) if "respondWithin" in data else None,
            Ref(data["escalatesTo"]) if "escalatesTo" in data else None,
            data.get("final", False),
        )


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the variable pay."""

    metric: Ref | None
    objective: Ref | None
    weight: Decimal
    direction: Literal["up", "down", "band"] | None
    target: Decimal | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            Ref("metric:" + data["metric"]) if "metric" in data else None,
            Ref("objective:" + data["objective"]) if "objective" in data else None,
            decimal(data["weight"]),
            data["direction"] if "direction" in data else None,
            decimal(data["target"]) if "target" in data else None,
        )


@dataclass(frozen=True, slots=True)
class IncentivePlan(Entity):
    """What variable pay is paid for, as weights; never amounts, never people."""

    KIND: ClassVar[str] = "IncentivePlan"

    roles: tuple[Ref, ...]
    cycle: Ref
    components: tuple[Component, ...]
    variable_share: Decimal | None
    approved_by: Ref | None

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("incentiveplan:" + metadata.name),
            metadata,
            document.place,
            tuple([Ref("role:" + item) for item in data["roles"]]),
            Ref("cycle:" + data["cycle"]),
            tuple([Component.read(item) for item in data["components"]]),
            decimal(data["variableShare"]) if "variableShare" in data else None,
            Ref(data["approvedBy"]) if "approvedBy" in data else None,
        )


@dataclass(frozen=True, slots=True)
class DemandLine:
    """What it needs from one unit."""

    unit: Ref
    resource: str
    amount: Decimal
    cycle: Ref
    accepted: bool

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            Ref("unit:" + data["unit"]),
            data["resource"],
            decimal(data["amount"]),
            Ref("cycle:" + data["cycle"]),
            data.get("accepted", False),
        )


@dataclass(frozen=True, slots=True)
class Influence:
    """One link."""

    metric: Ref
    effect: Literal["raises", "lowers"]
    strength: Literal["weak", "medium", "strong", "definitional"]
    basis: Literal["definition", "data", "expert"] | None
    condition: str | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            Ref("metric:" + data["metric"]),
            data["effect"],
            data.get("strength", "medium"),
            data["basis"] if "basis" in data else None,
            data["condition"] if "condition" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Initiative(Entity):
    """Work that touches several domains and needs others' resources."""

    KIND: ClassVar[str] = "Initiative"

    sponsor: Ref
    domains: tuple[Ref, ...]
    action: str | None
    attributes: Mapping[str, Value]
    objectives: tuple[Ref, ...]
    stage: Literal["proposed", "committed", "done", "dropped"]
    demand: tuple[DemandLine, ...]
    influences: tuple[Influence, ...]

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("initiative:" + metadata.name),
            metadata,
            document.place,
            Ref("unit:" + data["sponsor"]),
            tuple([Ref("domain:" + item) for item in data["domains"]]),
            data["action"] if "action" in data else None,
            read_values(data.get("attributes", {})),
            tuple([Ref("objective:" + item) for item in data.get("objectives", [])]),
            data.get("stage", "proposed"),
            tuple([DemandLine.read(item) for item in data.get("demand", [])]),
            tuple([Influence.read(item) for item in data.get("influences", [])]),
        )


@dataclass(frozen=True, slots=True)
class Metric(Entity):
    """A measure that a unit answers for, and how it moves others."""

    KIND: ClassVar[str] = "Metric"

    owning_unit: Ref
    direction: Literal["up", "down", "band", "none"]
    target: Decimal | None
    floor: Decimal | None
    ceiling: Decimal | None
    unit_of_measure: str | None
    definition: str | None
    source: str | None
    importance: Literal["critical", "high", "medium", "low"]
    outcome: Literal["functional", "shared", "company"]
    lever: bool
    lever_domain: Ref | None
    guarded_by: tuple[Ref, ...]
    influences: tuple[Influence, ...]

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("metric:" + metadata.name),
            metadata,
            document.place,
            Ref("unit:" + data["owningUnit"]),
            data["direction"],
            decimal(data["target"]) if "target" in data else None,
            decimal(data["floor"]) if "floor" in data else None,
            decimal(data["ceiling"]) if "ceiling" in data else None,
            data["unitOfMeasure"] if "unitOfMeasure" in data else None,
            data["definition"] if "definition" in data else None,
            data["source"] if "source" in data else None,
            data.get("importance", "medium"),
            data.get("outcome", "functional"),
            data.get("lever", False),
            Ref("domain:" + data["leverDomain"]) if "leverDomain" in data else None,
            tuple([Ref("metric:" + item) for item in data.get("guardedBy", [])]),
            tuple([Influence.read(item) for item in data.get("influences", [])]),
        )


@dataclass(frozen=True, slots=True)
class KeyResult:
    """One measurable result."""

    id: str
    metric: Ref
    baseline: Decimal | None
    target: Decimal | None
    direction: Literal["up", "down", "keep"] | None
    contributors: tuple[Ref, ...] | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["id"],
            Ref("metric:" + data["metric"]),
            decimal(data["baseline"]) if "baseline" in data else None,
            decimal(data["target"]) if "target" in data else None,
            data["direction"] if "direction" in data else None,
            tuple([Ref("unit:" + item) for item in data["contributors"]]) if "contributors" in data else None,
        )


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One look at the progress."""

    date: date
    progress: Decimal
    confidence: Decimal | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            date.fromisoformat(data["date"]),
            decimal(data["progress"]),
            decimal(data["confidence"]) if "confidence" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Objective(Entity):
    """A goal of one cycle with its key results, linked upwards to what it supports."""

    KIND: ClassVar[str] = "Objective"

    cycle: Ref
    owners: tuple[Ref, ...]
    level: Literal["company", "function", "team"] | None
    shared: bool
    parents: tuple[Ref, ...]
    commitment: Literal["committed", "aspirational"]
    key_results: tuple[KeyResult, ...]
    check_in: Cadence | None
    check_ins: tuple[CheckIn, ...]
    grade: Decimal | None
    postmortem: str | None

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("objective:" + metadata.name),
            metadata,
            document.place,
            Ref("cycle:" + data["cycle"]),
            tuple([Ref("unit:" + item) for item in data["owners"]]),
            data["level"] if "level" in data else None,
            data.get("shared", False),
            tuple([Ref(item) for item in data.get("parents", [])]),
            data.get("commitment", "aspirational"),
            tuple([KeyResult.read(item) for item in data["keyResults"]]),
            Cadence.read(data["checkIn"]) if "checkIn" in data else None,
            tuple([CheckIn.read(item) for item in data.get("checkIns", [])]),
            decimal(data["grade"]) if "grade" in data else None,
            data["postmortem"] if "postmortem" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Check:
    """One part."""

    key: str
    tier: Literal["core", "strict", "optional"] | None
    on: str | None
    when: str | None
    assert_: str | None
    severity: str | None
    at: str | None
    message: str | None
    fix: str | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["key"],
            data["tier"] if "tier" in data else None,
            data["on"] if "on" in data else None,
            data["when"] if "when" in data else None,
            data["assert"] if "assert" in data else None,
            data["severity"] if "severity" in data else None,
            data["at"] if "at" in data else None,
            data["message"] if "message" in data else None,
            data["fix"] if "fix" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or word that an organisation may set."""

    type: Literal["int", "num", "str", "bool", "map"]
    default: object
    strict: object | None
    description: str | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["type"],
            data["default"],
            data["strict"] if "strict" in data else None,
            data["description"] if "description" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A small workspace and what the policy says of it."""

    name: str
    given: str
    as_of: date | None
    settings: Mapping[str, Any]
    base: str | None
    approvals: Mapping[str, Any] | None
    expect: object

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["name"],
            data["given"],
            date.fromisoformat(data["asOf"]) if "asOf" in data else None,
            MappingProxyType(data.get("settings", {})),
            data["base"] if "base" in data else None,
            MappingProxyType(data["approvals"]) if "approvals" in data else None,
            data["expect"],
        )


@dataclass(frozen=True, slots=True)
class Policy(Entity):
    """What ought to be true of a fact, as data."""

    KIND: ClassVar[str] = "Policy"

    code: str
    tier: Literal["core", "strict", "optional"]
    severity: str
    waivable: bool
    on: str | None
    when: str | None
    assert_: str | None
    at: str | None
    message: str | None
    fix: str | None
    checks: tuple[Check, ...]
    params: Mapping[str, Parameter]
    why: str
    examples: tuple[Example, ...]

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("policy:" + metadata.name),
            metadata,
            document.place,
            data["code"],
            data["tier"],
            data["severity"],
            data.get("waivable", True),
            data["on"] if "on" in data else None,
            data["when"] if "when" in data else None,
            data["assert"] if "assert" in data else None,
            data["at"] if "at" in data else None,
            data["message"] if "message" in data else None,
            data["fix"] if "fix" in data else None,
            tuple([Check.read(item) for item in data.get("checks", [])]),
            MappingProxyType({key: Parameter.read(item) for key, item in data.get("params", {}).items()}),
            data["why"],
            tuple([Example.read(item) for item in data["examples"]]),
        )


@dataclass(frozen=True, slots=True)
class Precedence(Entity):
    """Which goal or unit wins when two conflict."""

    KIND: ClassVar[str] = "Precedence"

    scope: Ref | None
    order: tuple[Ref, ...]
    decided_by: Ref
    rationale: str

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("precedence:" + metadata.name),
            metadata,
            document.place,
            Ref("domain:" + data["scope"]) if "scope" in data else None,
            tuple([Ref(item) for item in data["order"]]),
            Ref(data["decidedBy"]),
            data["rationale"],
        )


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One thing to do."""

    id: str
    owner: Ref
    due: date
    done_on: date | None

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["id"],
            Ref("role:" + data["owner"]),
            date.fromisoformat(data["due"]),
            date.fromisoformat(data["doneOn"]) if "doneOn" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Review(Entity):
    """A record of one meeting: who came, what was looked at, what follows."""

    KIND: ClassVar[str] = "Review"

    forum: Ref
    date: date
    attended: tuple[Ref, ...]
    subjects: tuple[str, ...]
    decisions: tuple[Ref, ...]
    actions: tuple[ActionItem, ...]

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("review:" + metadata.name),
            metadata,
            document.place,
            Ref("forum:" + data["forum"]),
            date.fromisoformat(data["date"]),
            tuple([Ref("role:" + item) for item in data["attended"]]),
            tuple(data.get("subjects", [])),
            tuple([Ref("decision:" + item) for item in data.get("decisions", [])]),
            tuple([ActionItem.read(item) for item in data.get("actions", [])]),
        )


@dataclass(frozen=True, slots=True)
class Absence:
    """One window of absence."""

    holder: str
    from_: date
    until: date

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["holder"],
            date.fromisoformat(data["from"]),
            date.fromisoformat(data["until"]),
        )


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who acts while the holder is away: a delegation with an end, never passed on."""

    to: str
    rights: tuple[Ref, ...] | None
    limits: Conditions
    from_: date | None
    until: date | None
    concurrent: bool

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a mapping that the schema accepts."""
        return cls(
            data["to"],
            read_rights(data.get("rights", "all")),
            read_conditions(data.get("limits", {})),
            date.fromisoformat(data["from"]) if "from" in data else None,
            date.fromisoformat(data["until"]) if "until" in data else None,
            data.get("concurrent", False),
        )


@dataclass(frozen=True, slots=True)
class Role(Entity):
    """A position that people hold: who decides, and who stands in."""

    KIND: ClassVar[str] = "Role"

    unit: Ref
    tier: str | None
    holders: tuple[str, ...]
    unavailable: tuple[Absence, ...]
    deputies: tuple[Deputy, ...]
    escalates_to: Ref | None
    respond_within: Duration | None
    final: bool
    decision_hours: Decimal | None

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("role:" + metadata.name),
            metadata,
            document.place,
            Ref("unit:" + data["unit"]),
            data["tier"] if "tier" in data else None,
            tuple(data["holders"]),
            tuple([Absence.read(item) for item in data.get("unavailable", [])]),
            tuple([Deputy.read(item) for item in data.get("deputies", [])]),
            Ref(data["escalatesTo"]) if "escalatesTo" in data else None,
            Duration(data["respondWithin"]) if "respondWithin" in data else None,
            data.get("final", False),
            decimal(data["decisionHours"]) if "decisionHours" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Unit(Entity):
    """A part of the organisation: the company, a function or a team."""

    KIND: ClassVar[str] = "Unit"

    type: Literal["company", "function", "team"] | None
    parent: Ref | None
    lead: Ref | None

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("unit:" + metadata.name),
            metadata,
            document.place,
            data["type"] if "type" in data else None,
            Ref("unit:" + data["parent"]) if "parent" in data else None,
            Ref("role:" + data["lead"]) if "lead" in data else None,
        )


@dataclass(frozen=True, slots=True)
class Waiver(Entity):
    """A visible exception that ends: which finding is excused, why, by whom."""

    KIND: ClassVar[str] = "Waiver"

    rule: str
    subjects: tuple[Ref, ...] | None
    fingerprint: str | None
    reason: str
    approved_by: Ref

    @classmethod
    def read(cls, document: Document) -> Self:
        """Read a document that the schema accepts."""
        data: Any = document.data["spec"]
        metadata = Metadata.read(document.data["metadata"])
        return cls(
            Ref("waiver:" + metadata.name),
            metadata,
            document.place,
            data["rule"],
            tuple([Ref(item) for item in data["subjects"]]) if "subjects" in data else None,
            data["fingerprint"] if "fingerprint" in data else None,
            data["reason"],
            Ref(data["approvedBy"]),
        )


KINDS: Mapping[str, type[Entity]] = MappingProxyType(
    {
        "Cycle": Cycle,
        "DecisionRight": DecisionRight,
        "Decision": Decision,
        "Domain": Domain,
        "Forum": Forum,
        "IncentivePlan": IncentivePlan,
        "Initiative": Initiative,
        "Metric": Metric,
        "Objective": Objective,
        "Policy": Policy,
        "Precedence": Precedence,
        "Review": Review,
        "Role": Role,
        "Unit": Unit,
        "Waiver": Waiver,
    }
)
