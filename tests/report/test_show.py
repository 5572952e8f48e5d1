"""What a reader is shown of one object."""

from __future__ import annotations

from datetime import date

from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.settings import Settings
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

NOBODY = Organisation(Model.of(()), Settings.read({}), date(2026, 1, 15))


def test_amounts_are_shown_in_groups_of_three_digits() -> None:
    (right,) = entities(RIGHT)
    lines = [line.strip() for line in render(NOBODY, right, (), (), ()).splitlines()]
    assert [line for line in lines if "000" in line] == [
        "- upTo: 25 000, decide: role:cmo",
        "volumePerQuarter: 12 000",
    ]
