from __future__ import annotations

import pytest

from alignctl.model.kinds import KINDS, Domain, Unit
from alignctl.policy.cel import Compiler
from alignctl.policy.documents import document_shape, has_field, read_document
from alignctl.policy.grounds import Grounds
from alignctl.policy.judge import judge
from alignctl.policy.shape import Shape
from tests.policy.policies import DAY, compiled, policy, state

UNITS = """
apiVersion: alignctl/v1
kind: Unit
metadata: {name: company}
spec: {type: company, lead: ceo}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: sales}
spec: {type: team, parent: company}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: gone, status: retired}
spec: {type: team, parent: company}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: spend}
spec: {owningUnit: sales, attributes: {amount: {type: number, step: 1}}}
"""


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_looked_at(kind: str) -> None:
    compiler = Compiler(lambda: document_shape(kind), lambda: Shape("Params", ()))
    source = "this.metadata.name == 'a' && this.metadata.status == 'active' && this.metadata.labels['b'] == 'c'"
    assert compiler.compile(source, str).fields == frozenset({"metadata"})


def test_defaults_are_filled_in_and_numbers_are_as_declared() -> None:
    loaded = state(text=UNITS).loaded
    documents = {document.place: document for document in loaded.documents}
    sales, spend = loaded.model.all(Unit)[2], loaded.model.all(Domain)[0]
    unit, domain = read_document(sales, documents[sales.place]), read_document(spend, documents[spend.place])
    assert unit["metadata"]["status"] == "active"
    assert unit["metadata"]["labels"] == {}
    assert isinstance(domain["spec"]["attributes"]["amount"]["step"], float)


def test_a_policy_on_a_document_kind_looks_at_what_is_in_force() -> None:
    seen = state(text=UNITS)
    rule = compiled(
        policy(on="Unit", **{"assert": "has(this.spec.lead)", "message": "{{ this.metadata.name }} has no lead."}),
    )
    grounds = Grounds(seen.facts, DAY, seen.loaded.model, seen.loaded.documents)
    (finding,) = judge([rule], grounds).findings
    assert (finding.subjects, finding.message) == (("unit:sales",), "sales has no lead.")
    assert finding.place.pointer == ()


def test_a_finding_lands_on_the_key_that_the_policy_names() -> None:
    seen = state(text=UNITS)
    rule = compiled(policy(on="Unit", at="spec.lead", message="No lead.", **{"assert": "has(this.spec.lead)"}))
    grounds = Grounds((), DAY, seen.loaded.model, seen.loaded.documents)
    (finding,) = judge([rule], grounds).findings
    assert finding.place == seen.loaded.model.all(Unit)[2].locate("lead")


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("spec.lead", True),
        ("metadata.labels.team", True),
        ("spec.led", False),
        ("spec.lead.name", False),
        ("lead", False),
    ],
)
def test_the_places_of_a_document_are_its_keys(path: str, *, there: bool) -> None:
    assert has_field("Unit", path) is there
