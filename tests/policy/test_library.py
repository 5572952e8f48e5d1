from __future__ import annotations

from types import MappingProxyType

import pytest

from alignctl.errors import PolicyError
from alignctl.model.kinds import Policy
from alignctl.model.model import Model
from alignctl.model.settings import Settings
from alignctl.policy.choose import describe_all
from alignctl.policy.library import bundled_shelf, open_shelf
from alignctl.policy.rules import compile_rule
from tests.policy.policies import policy

SHELF = bundled_shelf()
INFOS = describe_all(SHELF, Settings.read({}))


@pytest.mark.parametrize("one", SHELF.policies, ids=lambda one: one.code)
def test_every_bundled_policy_compiles_against_the_fields_of_its_facts(one: Policy) -> None:
    rule = compile_rule(one, INFOS[one.code], Settings.read({}), SHELF.where)
    assert len(rule.checks) == max(len(one.checks), 1)


@pytest.mark.parametrize("one", SHELF.policies, ids=lambda one: one.code)
def test_every_bundled_policy_is_filed_under_its_code(one: Policy) -> None:
    assert one.place.path == f"alignctl:{one.code[:-3].lower()}/{one.code}.yaml"
    assert one.code in SHELF.builtin


@pytest.mark.parametrize("twin", [policy("ST001", "other-name"), policy("XX001", "document-matches-its-schema")])
def test_an_own_policy_cannot_take_a_code_or_name(twin: Policy) -> None:
    with pytest.raises(PolicyError, match="stands for two policies") as caught:
        open_shelf(Model.of([twin]), {})
    assert "alignctl:st/ST001.yaml:4:9" in str(caught.value)


def test_own_policies_stand_among_the_others() -> None:
    shelf = open_shelf(Model.of([policy("OWN001", "own-rule")]), {})
    assert len(shelf.policies) == len(SHELF.policies) + 1
    assert "OWN001" not in shelf.builtin
    assert [one.code for one in shelf.policies] == sorted(one.code for one in shelf.policies)


def test_places_in_policies_have_line_and_column() -> None:
    one = next(one for one in SHELF.policies if one.code == "ST001")
    source = SHELF.sources[one.place.path].content.decode().splitlines()
    path, line, column = SHELF.where(one.locate("assert")).rsplit(":", 2)
    assert path == "alignctl:st/ST001.yaml"
    assert source[int(line) - 1][int(column) - 1 :] == '"false"'
    assert isinstance(SHELF.sources, MappingProxyType)
