"""What desks say about who decides, agrees and how fast, against the answer to each case."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.analysis.authority import resolve
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas
from alignctl.site.desks import AGREES, DECIDES, Desks, Share
from tests.site.pages.words import words
from tests.site.sites import files_of, written

COMPANY = """
kind: Unit
apiVersion: alignctl/v1
metadata: {name: co}
spec: {type: company, lead: ceo}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: ceo, title: CEO}
spec: {unit: co, holders: [ann], final: true}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: cfo, title: CFO}
spec: {unit: co, holders: [bob], escalatesTo: ceo}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: ciso, title: CISO}
spec: {unit: co, holders: [cleo], escalatesTo: ceo}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: contracts}
spec: {owningUnit: co, attributes: {amount: {type: number, unit: EUR}, years: {type: number}}}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: signing, title: Sign contracts}
spec:
  domains: [contracts]
"""
BANDS = """
  when: {years: {upTo: 9}}
  agree: [cfo]
  agreeWithin: 3bd
  bandOn: amount
  bands:
    - {upTo: 10, decide: ciso, agree: [], sla: 1bd}
    - {upTo: 50, decide: ciso, agree: [unit:co], sla: 5bd}
    - {upTo: 90, decide: cfo, sla: 5bd}
    - {decide: ceo, agree: [cfo, ciso]}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files_of(written(COMPANY + BANDS), Path(tmp_path_factory.mktemp("desks")))


def test_a_row_holds_only_cases_with_one_answer(pages: dict[str, str]) -> None:
    decides = words(pages["roles/ciso.html"]).partition("Decides Decision When Must agree Time ")[2]
    assert decides.partition(" Source:")[0] == (
        "Sign contracts Up to 10 EUR; only if years up to 9 - 1 working day"
        " Sign contracts Over 10 and up to 50 EUR; only if years up to 9 co 5 working days"
        " Must agree to Must agree to Decision When Decided by Time"
        " Sign contracts Over 90 EUR; only if years up to 9 CEO 3 working days"
    )


def test_nobody_agrees_to_a_decision_of_their_own(pages: dict[str, str]) -> None:
    said = words(pages["roles/cfo.html"])
    assert "Decides Decision When Time Sign contracts Over 50 and up to 90 EUR; only if years up to 9 5 working" in said
    agrees = said.partition("Must agree to Decision When Decided by Time ")[2]
    assert agrees.startswith("Sign contracts Over 90 EUR; only if years up to 9 CEO 3 working days")
    assert agrees.partition("What needs attention here")[0].count("Sign contracts") == 1


SEATS = st.sampled_from(["ceo", "cfo", "ciso"])
AGREED = st.none() | st.lists(st.sampled_from(["ceo", "cfo", "ciso", "unit:co"]), max_size=3, unique=True)
BAND = st.tuples(SEATS, AGREED, st.sampled_from([None, "1bd", "2d"]))


def band(number: int, last: int, decide: str, agree: list[str] | None, sla: str | None) -> str:
    parts = [f"decide: {decide}", *([f"upTo: {10 * number}"] if number < last else [])]
    parts += [f"agree: [{', '.join(agree)}]"] if agree is not None else []
    parts += [f"sla: {sla}"] if sla else []
    return f"    - {{{', '.join(parts)}}}\n"


@given(st.lists(BAND, min_size=1, max_size=5), AGREED)
@settings(max_examples=40, deadline=None)
def test_each_share_of_a_desk_is_what_the_case_is_answered(
    bands: list[tuple[str, list[str] | None, str | None]], agree: list[str] | None
) -> None:
    own = f"  agree: [{', '.join(agree)}]\n" if agree else ""
    rows = "".join(band(number, len(bands), *one) for number, one in enumerate(bands, 1))
    atlas = Atlas(written(f"{COMPANY}{own}  bandOn: amount\n  bands:\n{rows}"))
    desks = Desks(atlas)
    for number in range(len(bands)):
        answer = resolve(atlas.org, (Ref("domain:contracts"),), None, {"amount": Decimal(10 * number + 5)})
        seats = {atlas.org.lead(party) if party.startswith("unit:") else party for party in answer.agree}
        [(decider, share)] = told(desks, DECIDES, number)
        assert (decider, share.within) == (answer.decider, answer.sla)
        assert {atlas.org.lead(p) if p.startswith("unit:") else p for p in share.agree} == seats - {answer.decider}
        agreeing = told(desks, AGREES, number)
        assert {seat for seat, _ in agreeing} == seats - {answer.decider}
        assert all(part.deciders == (answer.decider,) for _, part in agreeing)


def told(desks: Desks, kind: str, number: int) -> list[tuple[Ref, Share]]:
    """Return the shares of all roles that speak about one band."""
    found = []
    for seat in (Ref("role:ceo"), Ref("role:cfo"), Ref("role:ciso")):
        for part in desks.desk((seat,), kind):
            found += [(seat, share) for share, held in desks.cut(part, kind) if number in held]
    return found
