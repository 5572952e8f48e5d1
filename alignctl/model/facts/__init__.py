"""The kinds of facts: what analysis hands to policies, one dataclass per kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from alignctl.model.facts.attention import Due, EntityFact
from alignctl.model.facts.authority import (
    Authority,
    Case,
    Decider,
    Gap,
    Inversion,
    Overlap,
    Right,
    Seat,
    SelfApproval,
)
from alignctl.model.facts.calendar import CyclePlan, CycleStep
from alignctl.model.facts.capacity import Capacity, Demand
from alignctl.model.facts.changes import Change
from alignctl.model.facts.conflicts import Arbiter, Conflict, Coverage, PrecedenceRule, Tension, UnitPair
from alignctl.model.facts.decisions import Ruling, Series
from alignctl.model.facts.delegation import Delegation
from alignctl.model.facts.duties import Duty
from alignctl.model.facts.escalation import Bottleneck, CSuite, Escalation, Impasse, Response
from alignctl.model.facts.fact import Fact
from alignctl.model.facts.incentives import MetricSheet, PaidMetric, Plan, PlanGoal
from alignctl.model.facts.influence import Effect, InfluenceFact, Stake
from alignctl.model.facts.load import Bound, Defect, Name, Reference
from alignctl.model.facts.objectives import Goal, GoalLink, GoalSet, KeyResultFact, MetricTargets
from alignctl.model.facts.precedence import Preference
from alignctl.model.facts.reviews import CadenceFact, Charter, Meeting, Minutes
from alignctl.model.facts.scorecard import Budget, Measure
from alignctl.model.facts.structure import Knot
from alignctl.model.facts.waivers import Exemption
from alignctl.model.facts.workload import Leading, Load

FACT_KINDS: Mapping[str, type[Fact]] = MappingProxyType(
    {
        kind.fact_kind(): kind
        for kind in (
            Defect,
            Name,
            Bound,
            Reference,
            EntityFact,
            Due,
            Authority,
            Gap,
            Overlap,
            Inversion,
            Right,
            Decider,
            Seat,
            SelfApproval,
            Case,
            Delegation,
            Duty,
            Load,
            Leading,
            Escalation,
            Impasse,
            Bottleneck,
            Response,
            CSuite,
            Stake,
            InfluenceFact,
            Effect,
            Preference,
            Knot,
            Tension,
            Conflict,
            UnitPair,
            Arbiter,
            Coverage,
            PrecedenceRule,
            MetricSheet,
            Plan,
            PaidMetric,
            PlanGoal,
            Goal,
            KeyResultFact,
            MetricTargets,
            GoalLink,
            GoalSet,
            CycleStep,
            CyclePlan,
            Capacity,
            Demand,
            CadenceFact,
            Minutes,
            Meeting,
            Charter,
            Ruling,
            Series,
            Change,
            Measure,
            Budget,
            Exemption,
        )
    }
)

__all__ = [
    "FACT_KINDS",
    "Arbiter",
    "Authority",
    "Bottleneck",
    "Bound",
    "Budget",
    "CSuite",
    "CadenceFact",
    "Capacity",
    "Case",
    "Change",
    "Charter",
    "Conflict",
    "Coverage",
    "CyclePlan",
    "CycleStep",
    "Decider",
    "Defect",
    "Delegation",
    "Demand",
    "Due",
    "Duty",
    "Effect",
    "EntityFact",
    "Escalation",
    "Exemption",
    "Fact",
    "Gap",
    "Goal",
    "GoalLink",
    "GoalSet",
    "Impasse",
    "InfluenceFact",
    "Inversion",
    "KeyResultFact",
    "Knot",
    "Leading",
    "Load",
    "Measure",
    "Meeting",
    "MetricSheet",
    "MetricTargets",
    "Minutes",
    "Name",
    "Overlap",
    "PaidMetric",
    "Plan",
    "PlanGoal",
    "PrecedenceRule",
    "Preference",
    "Reference",
    "Response",
    "Right",
    "Ruling",
    "Seat",
    "SelfApproval",
    "Series",
    "Stake",
    "Tension",
    "UnitPair",
]
