"""A policy that would fill the memory is stopped at once, in the policy's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import alignctl

POLICY = """\
apiVersion: alignctl/v1
kind: Policy
metadata: {{name: hungry, title: Hungry}}
spec:
  code: OWN001
  tier: core
  severity: error
  on: Unit
  assert: "{0} == 'a'"
  message: Hungry.
  fix: Eat less.
  why: Because.
  examples: [{{name: one, given: '', expect: pass}}, {{name: two, given: '', expect: pass}}]
---
apiVersion: alignctl/v1
kind: Unit
metadata: {{name: company, description: {1}}}
spec: {{type: company}}
"""


def check(folder: Path, expression: str, description: str = "x") -> tuple[int, str]:
    (folder / "alignctl.yaml").write_text("tier: core\n", encoding="utf-8")
    (folder / "own.yaml").write_text(POLICY.format(expression, description), encoding="utf-8")
    ran = alignctl("check", "--as-of", "2026-01-15", cwd=folder)
    return ran.status, ran.out + ran.err


@pytest.mark.parametrize("times", [25, 30, 80])
def test_chained_replacements_end_in_a_located_error(tmp_path: Path, times: int) -> None:
    status, told = check(tmp_path, "'a'" + ".replace('a', 'aaaaaaaaaa')" * times)
    assert (status, told.startswith("alignctl: own.yaml:9:11: ")) == (2, True)


def test_a_loop_over_sums_ends_in_a_located_error(tmp_path: Path) -> None:
    status, told = check(tmp_path, "['a']" + ".map(x, x + x)" * 25 + "[0]")
    assert (status, "too much text or too long lists" in told) == (2, True)


def test_one_text_cannot_be_large(tmp_path: Path) -> None:
    assert check(tmp_path, "'a'", "x" * 16_384)[0] == 0
    status, told = check(tmp_path, "'a'", "x" * 16_385)
    assert (status, "`description` has 16385 characters; the limit is 16384." in told) == (1, True)
