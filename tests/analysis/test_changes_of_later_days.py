"""Whatever turns on a later day is told from that day on, though only what it can reach is compared."""

from __future__ import annotations

import pytest

from alignctl.analysis.pipeline import analyse_change
from tests.workspace import org

DAY = "2026-03-01"
END = "2026-02-28"
COMPANY = """
kind: Unit
metadata: {name: company}
spec: {type: company}
"""


def role(name: str, more: str = "", meta: str = "") -> str:
    return f"---\nkind: Role\nmetadata: {{name: {name}{meta}}}\nspec: {{unit: company, holders: [{name}-1]{more}}}\n"


def domain(name: str, more: str = "", meta: str = "") -> str:
    return f"---\nkind: Domain\nmetadata: {{name: {name}{meta}}}\nspec: {{owningUnit: company{more}}}\n"


def right(name: str, domains: str, decide: str, meta: str = "") -> str:
    return f"---\nkind: DecisionRight\nmetadata: {{name: {name}{meta}}}\nspec: {{domains: [{domains}], {decide}}}\n"


def board(members: str, more: str = "", meta: str = "") -> str:
    cadence = "cadence: {startsOn: 2026-01-05, rrule: 'FREQ=WEEKLY;BYDAY=MO'}"
    return f"---\nkind: Forum\nmetadata: {{name: board{meta}}}\nspec: {{members: [{members}], {cadence}{more}}}\n"


def first(order: str, meta: str) -> str:
    spec = f"{{order: [{order}], decidedBy: 'role:ann', rationale: So}}"
    return f"---\nkind: Precedence\nmetadata: {{name: first{meta}}}\nspec: {spec}\n"


STARTS, ENDS = f", effectiveFrom: {DAY}", f", effectiveUntil: {END}"
ANN, BEN = "decide: 'role:ann'", "decide: 'role:ben'"
BOARD = "decide: 'forum:board'"
DAN = f", deputies: [{{to: dan, from: {DAY}}}]"
TOOLS = domain("all") + domain("tools", ", parent: all")
LATER = TOOLS + role("ben", meta=STARTS)
PARTS = domain("crm", meta=ENDS) + domain("data") + domain("tools") + role("ann") + role("ben")
WON = (
    TOOLS
    + domain("data", ", parent: all")
    + role("ann")
    + role("ben")
    + role("cem")
    + first("'domain:tools', 'domain:data'", STARTS)
    + right("two", "data, all", BEN + ", priority: 1")
    + right("both", "data, tools", BEN)
)


@pytest.mark.parametrize(
    ("base", "head", "told"),
    [
        pytest.param(
            TOOLS + role("ann") + right("buying", "tools", ANN),
            TOOLS + role("ann", DAN) + right("buying", "tools", ANN),
            ["`tools` can now be decided by dan for `ann`"],
            id="a deputy begins",
        ),
        pytest.param(
            TOOLS + role("ann") + board("ann") + right("buying", "tools", BOARD),
            TOOLS + role("ann", DAN) + board("ann") + right("buying", "tools", BOARD),
            ["`tools` can now be decided by dan for `board`"],
            id="a deputy of a member begins",
        ),
        pytest.param(
            TOOLS + role("ann") + role("ben", meta=STARTS) + right("buying", "tools", ANN),
            TOOLS
            + role("ann", ", deputies: [{to: 'role:ben'}]")
            + role("ben", meta=STARTS)
            + right("buying", "tools", ANN),
            ["`tools` can now be decided by ben-1 for `ann`"],
            id="a role that stands in begins",
        ),
        pytest.param(
            LATER + role("ann") + board("ann") + right("buying", "tools", BOARD),
            LATER + role("ann") + board("ann, ben") + right("buying", "tools", BOARD),
            ["`tools` can now be decided by ben-1 for `board`"],
            id="a member begins",
        ),
        pytest.param(
            LATER + role("ann") + right("buying", "tools", ANN),
            LATER + role("ann", ", escalatesTo: 'role:ben'") + right("buying", "tools", ANN),
            ["`tools` goes to `ben` if disputed, no longer to nobody else"],
            id="the next in the chain begins",
        ),
        pytest.param(
            TOOLS + role("ann") + board("ann", meta=STARTS) + right("buying", "tools", BOARD),
            TOOLS + role("ann") + role("ben") + board("ann, ben", meta=STARTS) + right("buying", "tools", BOARD),
            ["`tools` can now be decided by ben-1 for `board`"],
            id="a forum begins",
        ),
        pytest.param(
            TOOLS + role("ann"),
            TOOLS + role("ann") + right("buying", "all", ANN, STARTS),
            [
                "`all` goes to `ann` (ann-1); nobody decided it before",
                "`tools` goes to `ann` (ann-1); nobody decided it before",
            ],
            id="a right about what is above begins",
        ),
        pytest.param(
            domain("top") + domain("all", ", parent: top") + domain("tools", ", parent: all", ENDS) + role("ann"),
            domain("top")
            + domain("all", ", parent: top")
            + domain("tools", ", parent: all", ENDS)
            + role("ann")
            + right("buying", "top", ANN),
            ["`all` goes to `ann` (ann-1); nobody decided it before"],
            id="the last subject below another ends, which must have somebody who decides from then on",
        ),
        pytest.param(
            PARTS + right("buying", "crm, data, tools", ANN),
            PARTS + right("buying", "crm, data, tools", BEN),
            ["`data` and `tools` moves from `ann` (ann-1) to `ben` (ben-1)"],
            id="one of three subjects of a right ends",
        ),
        pytest.param(
            WON + right("one", "tools, all", ANN + ", priority: 1"),
            WON + right("one", "tools, all", "decide: 'role:cem', priority: 1"),
            ["`data` and `tools` moves from `ann` (ann-1) to `cem` (cem-1)"],
            id="a rule for who wins begins",
        ),
    ],
)
def test_what_turns_later_is_told_from_that_day(base: str, head: str, told: list[str]) -> None:
    found = analyse_change(org(COMPANY + base), org(COMPANY + head), None)
    when = f"From {DAY} on, "
    assert [change.sentence for change in found if change.sentence.startswith(when)] == [when + text for text in told]
