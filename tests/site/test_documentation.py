from __future__ import annotations

import doctest

import pytest

from alignctl.site import atlas, blocks, hidden, page, render
from alignctl.site.pages import decide, rules
from alignctl.site.pictures import conflict_map


@pytest.mark.parametrize("module", [atlas, blocks, hidden, page, render, decide, rules, conflict_map])
def test_examples_in_the_documentation_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
