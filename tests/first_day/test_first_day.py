"""Three organisations on the day on which they were written down: how much they are told, and of what.

A software company, a hospital department and a town, each written as its people would, with the mistakes that such a
first draft has. A reader acts on most of what `check` says; maturity is asked for by `tier: strict`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.command import alignctl

HERE = Path(__file__).parent
CORE = {
    "software": {
        "error DR001": 1,
        "error DR002": 1,
        "error DR007": 1,
        "error IN005": 3,
        "info PC002": 1,
        "info RV006": 1,
        "warning ES006": 1,
        "warning OK001": 1,
        "warning PC002": 1,
        "warning PC003": 2,
        "warning RV005": 1,
    },
    "hospital": {"info RV006": 1, "warning PC002": 1},
    "council": {
        "error DR001": 3,
        "info PC002": 1,
        "info RV006": 1,
        "warning DR004": 1,
        "warning ES003": 1,
    },
}


@pytest.mark.parametrize("company", sorted(CORE))
def test_a_first_check_says_what_a_reader_acts_on_once(company: str) -> None:
    ran = alignctl("check", str(HERE / company), "--as-of", "2026-06-15", "--format", "json")
    found = [f"{one['severity']} {one['rule']}" for one in json.loads(ran.out)["findings"]]
    assert dict(sorted(Counter(found).items())) == CORE[company]
