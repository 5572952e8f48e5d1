"""How goals hang together: objectives and effects go in, facts about goals, their links and their number come out."""

from __future__ import annotations

from alignctl.analysis.objectives.goals import goals
from alignctl.analysis.objectives.links import goal_links
from alignctl.analysis.objectives.results import key_results, metric_targets
from alignctl.analysis.objectives.sets import goal_sets
from alignctl.model.facts import Effect, Goal, GoalLink, GoalSet, KeyResultFact, MetricTargets
from alignctl.model.organisation import Organisation

Hanging = Goal | KeyResultFact | MetricTargets | GoalLink | GoalSet


def objectives(org: Organisation, effects: tuple[Effect, ...]) -> tuple[Hanging, ...]:
    """Return each goal with what it lacks, each key result against its metric and what it supports, and their number.

    Objectives and key results as Doerr (2018) tells them; contradicting links are the "break" contributions of goal
    models (i*, GRL). Worked example: a child's key result pushes `agents` down, its parent's pushes `answer-time` down,
    and `agents` lowers `answer-time`: fewer agents raise the answer time, so the child works against its parent.
    """
    return (*goals(org), *key_results(org), *metric_targets(org), *goal_links(org, effects), *goal_sets(org))
