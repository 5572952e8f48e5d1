from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alignctl.analysis.pipeline import analyse_change
from alignctl.load.loading import load
from alignctl.model.approvals import Approvals
from alignctl.model.document import Source
from alignctl.model.facts import Change
from alignctl.model.organisation import Organisation
from alignctl.model.settings import Settings
from tests.workspace import AS_OF, laid_over

ROOT = Path(__file__).parent.parent.parent

SPEND = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance, attributes: {amount: {type: number}}}
---
kind: DecisionRight
metadata: {name: spending}
spec:
  domains: [spend]
  bandOn: amount
  bands: [{upTo: LIMIT, decide: 'role:cmo'}, {decide: 'role:cfo'}]
"""
CFO = "kind: Role\nmetadata: {name: cfo}\nspec: {unit: finance, tier: vp, escalatesTo: 'role:ceo', %s}\n"
VETO = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: sales}
---
kind: DecisionRight
metadata: {name: spending%s}
spec: {domains: [spend], decide: 'role:cmo'%s}
"""


def spend(limit: int) -> str:
    return SPEND.replace("LIMIT", str(limit))


def changes(base: str, head: str, author: str = "", *approved: str, **settings: Any) -> tuple[Change, ...]:
    approvals = Approvals.of({"author": author, "approvals": list(approved)}) if author else None
    return analyse_change(laid_over(base), laid_over(head, **settings), approvals)


def only(base: str, head: str, author: str = "", *approved: str) -> Change:
    (found,) = changes(base, head, author, *approved)
    return found


def test_a_threshold_moves_authority_from_one_seat_to_another() -> None:
    found = only(spend(10000), spend(20000))
    assert found.sentence == "`spend` over 10 000 and up to 20 000 moves from `cfo` (dora) to `cmo` (bea)"
    assert (found.what, found.of, found.key) == (
        "authority",
        "domain:spend",
        "authority decide role:cfo > role:cmo",
    )
    assert found.required == found.missing == ("dora",)
    assert not found.author_gains


def test_authority_may_be_given_away_alone_where_the_loser_owns_the_subject() -> None:
    found = only(spend(10000), spend(20000), "dora")
    assert (found.missing, found.author_gains) == ((), False)


def test_the_owner_of_the_subject_is_asked_as_well() -> None:
    base, head = (spend(limit).replace("finance", "sales") for limit in (10000, 20000))
    assert only(base, head, "dora").missing == ("carl",)


def test_an_author_who_gains_is_replaced_by_the_next_in_his_chain() -> None:
    found = only(spend(20000), spend(10000), "dora", "bea")
    assert found.author_gains
    assert found.independent
    assert found.required == ("ann", "bea")
    assert found.missing == ("ann",)


def test_a_peer_is_not_independent_and_who_is_above_is() -> None:
    assert not only(spend(10000), spend(20000), "bea", "carl").independent
    assert only(spend(10000), spend(20000), "bea", "ann").independent


def test_handles_are_compared_as_forges_do() -> None:
    assert only(spend(10000), spend(20000), "Bea", "@DORA").missing == ()


def test_nobody_approves_his_own_change() -> None:
    assert only(spend(10000), spend(20000), "bea", "bea").missing == ("dora",)


def test_a_new_holder_is_a_gain_without_a_loser_and_needs_the_next_above_the_author() -> None:
    head = spend(10000) + "---\n" + CFO % "holders: [dora, emil]"
    found = only(spend(10000), head, "dora")
    assert found.sentence == "`spend` over 10 000 can now be decided by emil for `cfo`"
    assert found.missing == ("ann",)


def test_a_new_deputy_can_decide_only_within_his_limits() -> None:
    deputy = "holders: [dora], deputies: [{to: emil, until: 2026-06-30, limits: {amount: {upTo: 15000}}}]"
    found = only(spend(10000), spend(10000) + "---\n" + CFO % deputy)
    assert found.sentence == "`spend` over 10 000 and up to 15 000 can now be decided by emil for `cfo`"


def test_who_succeeds_somebody_is_approved_by_the_next_above() -> None:
    head = spend(10000) + "---\n" + CFO % "holders: [emil]"
    assert only(spend(10000), head, "carl").missing == ("dora",)
    assert only(spend(10000), head, "carl", "ann").missing == ()
    own = only(spend(10000), head, "emil")
    assert own.author_gains
    assert not own.independent


def test_a_leave_of_absence_takes_no_authority_but_lets_others_stand_in() -> None:
    away = "holders: [dora], unavailable: [{holder: dora, from: 2026-01-20, until: 2026-02-01}]"
    found = only(spend(10000), spend(10000) + "---\n" + CFO % away, "dora")
    assert found.sentence == "The role `cfo` notes that dora is away from 2026-01-20 until 2026-02-01"
    assert found.missing == ()


def test_who_loses_a_veto_approves_and_who_is_freed_from_it_gains() -> None:
    found = only(VETO % ("", ", agree: [role:cfo]"), VETO % ("", ""), "bea")
    assert found.sentence == "`spend` no longer needs the agreement of `cfo` (dora)"
    assert found.author_gains
    assert set(found.missing) == {"carl", "dora"}


def test_another_last_arbiter_is_a_change_of_authority() -> None:
    head = spend(10000) + "---\n" + (CFO % "holders: [dora]").replace("role:ceo", "role:cso")
    told = [found.sentence for found in changes(spend(10000), head)]
    assert told == [
        "`spend` over 10 000 goes to `cso`, then `ceo` if disputed, no longer to `ceo`",
        "The role `cfo` sends disputes on to `cso` instead of `ceo`",
    ]


def test_what_begins_later_is_told_today() -> None:
    later = VETO % (", effectiveFrom: 2026-03-01", "")
    base = later.partition("---")[0]
    found = only(base, later, "bea")
    assert found.sentence == "From 2026-03-01 on, `spend` goes to `cmo` (bea); nobody decided it before"
    assert found.author_gains


def test_a_new_name_is_no_change() -> None:
    head = spend(10000).replace("name: spend}", "name: outlay, formerly: [spend]}").replace("[spend]\n", "[outlay]\n")
    assert changes(spend(10000), head) == ()


def test_two_seats_do_not_become_one_by_a_claim_about_names() -> None:
    cmo = "kind: Role\nmetadata: {name: cmo, formerly: [cfo]}\nspec: {unit: marketing, tier: vp, holders: [bea]}\n"
    gone = "kind: Role\nmetadata: {name: cfo, status: retired}\nspec: {unit: finance, holders: []}\n"
    head = spend(10000).replace("role:cfo", "role:cmo") + "---\n" + cmo + "---\n" + gone
    moved = [found for found in changes(spend(10000), head, "bea") if "over 10 000" in found.region]
    assert [found.author_gains for found in moved] == [True]
    assert "dora" in moved[0].missing


def test_a_composite_right_is_compared_where_its_domains_meet() -> None:
    both = """
kind: Domain
metadata: {name: %s}
spec: {owningUnit: finance}
"""
    right = "kind: DecisionRight\nmetadata: {name: joint}\nspec: {domains: [tools, data], decide: 'role:%s'}\n"
    domains = both % "tools" + "---" + both % "data" + "---\n"
    found = only(domains + right % "cmo", domains + right % "cso")
    assert found.sentence == "`data` and `tools` moves from `cmo` (bea) to `cso` (carl)"
    assert found.subjects == ("domain:data", "domain:tools")


def test_a_smaller_universe_takes_authority_too() -> None:
    base = spend(10000).replace("type: number", "type: number, max: 50000")
    head = spend(10000).replace("type: number", "type: number, max: 40000")
    taken, attribute = changes(base, head)
    assert taken.sentence.endswith("is taken from `cfo` (dora); nobody decides it any more")
    assert attribute.sentence == "The subject `spend` knows the amount up to 40 000 instead of up to 50 000"


def test_the_owner_of_a_subject_is_not_replaced_by_who_wants_to_approve_in_it() -> None:
    found = only(spend(10000), spend(10000).replace("finance", "marketing"), "bea")
    assert found.sentence == "`spend` belongs to `marketing`, no longer to `finance`"
    assert (found.author_gains, found.independent, found.missing) == (True, False, ("dora",))


def test_another_lead_of_a_unit_is_approved_by_the_one_before() -> None:
    unit = "kind: Unit\nmetadata: {name: finance}\nspec: {type: function, parent: company, lead: %s}\n"
    found = only(unit % "cfo", unit % "cmo", "bea", "dora")
    assert found.sentence == "`finance` is led by `cmo`, no longer by `cfo`"
    assert (found.author_gains, found.independent, found.missing) == (True, True, ())


def test_nobody_seats_himself_where_others_approve() -> None:
    found = only("", CFO % "holders: [dora, bea]", "bea")
    assert found.sentence == "`cfo` is held by bea and dora, no longer by dora"
    assert (found.author_gains, found.independent, found.missing) == (True, False, ("dora",))
    assert only("", CFO % "holders: [dora, bea]", "carl", "ann").missing == ()


def test_another_layout_of_an_example_is_no_change() -> None:
    folder = ROOT / "examples" / "martech" / "after" / "governance"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))]
    pieces = [piece for text in texts for piece in text.split("\n---\n")]
    one = [Source(f"{number}.yaml", text.encode()) for number, text in enumerate(texts)]
    other = [Source(f"moved/{number}.yaml", f"# moved\n{piece}".encode()) for number, piece in enumerate(pieces[::-1])]
    settings = Settings.read({})
    before, after = (Organisation(load(found, settings).model, settings, AS_OF) for found in (one, other))
    assert len(before.model.objects) > 80
    assert analyse_change(before, after, None) == ()


NESTED = """
kind: Domain
metadata: {name: spend}
spec: {owningUnit: finance%s}
---
kind: Domain
metadata: {name: spend-eu}
spec: {owningUnit: sales, parent: spend}
---
kind: DecisionRight
metadata: {name: eu}
spec: {domains: [spend-eu], decide: 'role:cso'}
---
kind: DecisionRight
metadata: {name: all}
spec: {domains: [spend], decide: 'role:%s'}
"""


@pytest.mark.parametrize("decidable", ["", ", decidable: false"])
def test_a_right_is_compared_where_nobody_must_decide_too(decidable: str) -> None:
    found = only(NESTED % (decidable, "cfo"), NESTED % (decidable, "cmo"), "bea")
    assert found.sentence == "`spend` moves from `cfo` (dora) to `cmo` (bea)"
    assert (found.author_gains, found.missing) == (True, ("dora",))


def test_a_new_narrower_subject_takes_its_cases_from_the_wider_one_and_gives_them_back() -> None:
    parts = NESTED % ("", "cfo")
    wide = parts.partition("---")[0] + "---" + parts.rpartition("---")[2]
    assert [found.sentence for found in changes(wide, parts)] == [
        "`spend-eu` moves from `cfo` (dora) to `cso` (carl)",
        "The subject `spend-eu` is new: it belongs to `sales`",
    ]
    assert [found.sentence for found in changes(parts, wide)] == [
        "`spend-eu` moves from `cso` (carl) to `cfo` (dora)",
        "The subject `spend-eu` is gone",
    ]


EITHER = """
---
kind: Role
metadata: {name: cfo}
spec: {unit: finance, tier: vp, escalatesTo: 'role:ceo', holders: [greta, henrik]}
---
kind: Role
metadata: {name: buyer}
spec: {unit: finance, tier: vp, escalatesTo: 'role:cfo', holders: [henrik, greta]}
"""


def test_nobody_is_named_as_missing_where_the_approval_of_another_is_enough() -> None:
    base, head = (spend(10000).replace("role:cfo", seat) + EITHER for seat in ("role:buyer", "role:cmo"))
    found = only(base, head)
    assert (found.missing, found.awaited) == (("greta", "henrik"), "greta or henrik")
    assert only(base, head, "bea", "greta").missing == ()
    assert only(base, head, "bea", "henrik").missing == ()


def test_who_must_approve_anyway_settles_what_others_could_approve_as_well() -> None:
    alone = EITHER.replace("holders: [henrik, greta]", "holders: [henrik]")
    base, head = (spend(10000).replace("role:cfo", seat) + alone for seat in ("role:buyer", "role:cmo"))
    assert only(base, head).awaited == "henrik"
