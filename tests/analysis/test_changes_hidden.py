"""A change that makes a conflict disappear, though both sides want what they wanted, asks the side that it harms."""

from __future__ import annotations

import pytest

from alignctl.analysis.pipeline import analyse_change
from alignctl.model.approvals import Approvals
from alignctl.model.facts import Change
from tests.workspace import laid_over

LINKS = "[{metric: tickets, effect: raises, strength: strong, basis: data}]"
ON = "[{metric: backlog, effect: raises, strength: strong}]"
BASE = f"""
kind: Metric
metadata: {{name: volume}}
spec: {{owningUnit: sales, direction: up, importance: critical, influences: {LINKS}}}
---
kind: Metric
metadata: {{name: tickets}}
spec: {{owningUnit: marketing, direction: none, lever: false, influences: {ON}}}
---
kind: Metric
metadata: {{name: backlog}}
spec: {{owningUnit: finance, direction: down, importance: critical}}
"""
GONE = (
    "The conflict between `finance` and `sales` over `backlog` and `volume` is no longer shown, "
    "though neither side wants anything else"
)
PATH = " (the path was volume -(+ strong)-> tickets -(+ strong)-> backlog)"


def hidden(head: str, *approved: str, base: str = BASE, **settings: object) -> list[Change]:
    approvals = Approvals.of({"author": "carl", "approvals": list(approved)})
    found = analyse_change(laid_over(base), laid_over(head, **settings), approvals)
    return [change for change in found if change.what == "conflict"]


def swapped(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (swapped(LINKS, "[]"), PATH),
        (swapped(ON, "[]"), PATH),
        (swapped("metric: tickets, effect: raises", "metric: tickets, effect: lowers"), PATH),
        (swapped("{name: tickets}", "{name: tickets, status: draft}"), PATH),
        (swapped("{name: tickets}", "{name: tickets, effectiveUntil: 2026-01-14}"), PATH),
        (swapped("strong, basis: data", "weak, basis: data"), " (heat 0.281 before, 0.094 now; shown from 0.1 on)"),
        (BASE.replace("critical", "low"), " (heat 0.281 before, 0.056 now; shown from 0.1 on)"),
        (swapped("{name: backlog}", "{name: backlog, status: retired}"), " (`backlog` is no longer in force)"),
        (swapped("owningUnit: finance", "owningUnit: sales"), " (both answer to one unit now)"),
    ],
)
def test_the_side_that_is_harmed_is_asked(head: str, why: str) -> None:
    (found,) = hidden(head)
    assert found.sentence == GONE + why
    assert (found.missing, found.asked) == (("dora",), ("dora, lead of `finance`, which it harms",))
    (approved,) = hidden(head, "dora")
    assert approved.missing == ()


def test_a_metric_that_ends_later_is_seen_on_the_day_after() -> None:
    (found,) = hidden(swapped("{name: tickets}", "{name: tickets, effectiveUntil: 2026-02-14}"))
    assert found.sentence == f"From 2026-02-15 on, t{GONE[1:]}{PATH}"
    assert found.region == "From 2026-02-15 on"


def test_a_higher_threshold_hides_what_it_was_to_show() -> None:
    (found,) = hidden(BASE, analysis={"heatWarning": 0.3, "heatError": 0.4})
    assert found.sentence == f"{GONE} (heat 0.281 before, 0.281 now; shown from 0.3 on)"


def test_a_conflict_that_is_settled_is_hidden_all_the_same() -> None:
    order = "order: ['metric:volume', 'metric:backlog'], decidedBy: 'role:ceo', rationale: So."
    rule = f"---\nkind: Precedence\nmetadata: {{name: first}}\nspec: {{{order}}}\n"
    assert len(hidden(swapped(LINKS, "[]") + rule, base=BASE + rule)) == 1
    assert hidden(BASE + rule) == []


@pytest.mark.parametrize(
    "head",
    [
        BASE,
        swapped("direction: down", "direction: up"),
        BASE.replace("volume", "orders-won").replace("{name: orders-won}", "{name: orders-won, formerly: [volume]}"),
        BASE.replace("tickets", "cases").replace("{name: cases}", "{name: cases, formerly: [tickets]}"),
        swapped("owningUnit: finance", "owningUnit: marketing"),
        swapped("basis: data", "basis: expert"),
    ],
)
def test_nobody_is_asked_where_a_side_wants_something_else_or_it_is_still_seen(head: str) -> None:
    assert hidden(head) == []


def test_one_of_two_links_may_go_while_the_other_shows_the_conflict() -> None:
    twice = swapped(LINKS, LINKS[:-1] + ", {metric: backlog, effect: raises, strength: strong}]")
    assert hidden(swapped(LINKS, "[{metric: backlog, effect: raises, strength: strong}]"), base=twice) == []
    assert hidden(BASE, base=twice) == []
