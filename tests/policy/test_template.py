from __future__ import annotations

import pytest

from alignctl.errors import PolicyError
from alignctl.policy.cel import Compiler, open_scope
from alignctl.policy.shape import Field, Shape
from alignctl.policy.template import compile_template

COMPILER = Compiler(
    lambda: Shape("Thing", (Field("a", "text"), Field("n", "int"), Field("x", "num"))), lambda: Shape("Params", ())
)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("plain", "plain"),
        ("{{ this.a }}", "A"),
        ("{{this.a}}{{ this.n }}.", "A3."),
        ("is {{ this.n > 2 ? 'many' : 'few' }}!", "is many!"),
        ("one } and { two", "one } and { two"),
        ("over\n{{ this.a\n }}lines", "over\nAlines"),
    ],
)
def test_holes_are_filled(text: str, filled: str) -> None:
    scope = open_scope({"a": "A", "n": 3, "x": 1.5}, {}, "2026-01-15")
    assert compile_template(text, COMPILER, str).fill(scope) == filled


@pytest.mark.parametrize(
    "text", ["{{ this.a", "this.a }}", "{{ this.a }} and {{", "{{ this.x }}", "{{ this.b }}", "{{ }}"]
)
def test_what_is_not_closed_or_no_text_is_refused(text: str) -> None:
    with pytest.raises(PolicyError) as caught:
        compile_template(text, COMPILER, lambda: "here")
    assert caught.value.where == "here"


def test_values_are_not_filled_in_again() -> None:
    scope = open_scope({"a": "{{ this.n }}", "n": 3, "x": 1.5}, {}, "2026-01-15")
    assert compile_template("{{ this.a }}", COMPILER, str).fill(scope) == "{{ this.n }}"
