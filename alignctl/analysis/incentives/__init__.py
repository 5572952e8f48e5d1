"""What pay pulls towards: plans, deciders and effects go in, facts about metrics, plans and opposed goals come out."""

from __future__ import annotations

from alignctl.analysis.incentives.goals import plan_goals
from alignctl.analysis.incentives.plans import paid_metrics, plans
from alignctl.analysis.incentives.reach import Reach
from alignctl.analysis.incentives.sheets import metric_sheets
from alignctl.model.facts import Authority, Effect, MetricSheet, PaidMetric, Plan, PlanGoal
from alignctl.model.organisation import Organisation


def incentives(
    org: Organisation, authorities: tuple[Authority, ...], effects: tuple[Effect, ...]
) -> tuple[MetricSheet | Plan | PaidMetric | PlanGoal, ...]:
    """Return what each plan pays for, whether those paid can move it, and which shared goals it works against.

    Weights are in percent, 0..100. Several tasks paid unequally draw effort to the best paid (Holmstrom & Milgrom
    1991); pay that opposes the goal is "rewarding A while hoping for B" (Kerr 1975). Worked example: Sales leaders are
    paid 50% on `signups`; the trial credits that Sales controls raise `signups` and lower the shared goal
    `gross-margin` (strong), so the plan opposes it by a lever.
    """
    reach = Reach(org, authorities, effects)
    return (*metric_sheets(org), *plans(org), *paid_metrics(org, reach), *plan_goals(org, reach))
