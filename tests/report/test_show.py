"""What a reader is shown of one object."""

from __future__ import annotations

from alignctl.report.show import render
from tests.workspace import entities

RIGHT = """
kind: DecisionRight
metadata: {name: spending, title: Spending}
spec:
  domains: [spend]
  volumePerQuarter: 12000
  bandOn: amount
  bands: [{upTo: 25000, decide: 'role:cmo'}, {decide: 'role:cfo'}]
"""


def test_amounts_are_shown_in_groups_of_three_digits() -> None:
    (right,) = entities(RIGHT)
    lines = [line.strip() for line in render(right, (), (), ()).splitlines()]
    assert [line for line in lines if "000" in line] == [
        "- upTo: 25 000, decide: role:cmo",
        "volumePerQuarter: 12 000",
    ]
