from __future__ import annotations

from tests.site.pages.words import words


def test_pay_for_a_kpi_is_told_as_its_plan_says_it_and_apart_from_goals(after: dict[str, str]) -> None:
    said = words(after["kpis/closed-revenue.html"])
    assert "Variable pay in Sales pay plan 30% of variable pay, 46.7% with the goals that it measures" in said
    assert "Variable pay in Finance pay plan 16.7% of variable pay, through a goal that it measures" in said
    assert "Variable pay in Marketing pay plan 50% of variable pay" in words(after["kpis/pipeline.html"])
