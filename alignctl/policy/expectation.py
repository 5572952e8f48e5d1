"""What an example expects and what a rule found go in; how the two differ comes out, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from alignctl.model.finding import Finding


def compare(expect: Any, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the differences between an example's `expect` and the complete findings of its rule; empty if it holds.

    Check and subjects must be equal; severity, message and place only where the example states them.
    """
    expected = [] if expect == "pass" else sorted(expect["fail"], key=len, reverse=True)
    left = list(findings)
    missing = []
    for one in expected:
        match = next((found for found in left if _agree(one, found)), None)
        if match:
            left.remove(match)
        else:
            missing.append(f"it expects {_tell_expected(one)}")
    return (*missing, *(f"it does not expect {_tell_found(found)}" for found in left))


def pointer(finding: Finding) -> str:
    """Return where a finding points, as a JSON pointer such as `/spec/decide`."""
    return "".join(f"/{step}" for step in finding.place.pointer)


def _agree(expected: Any, found: Finding) -> bool:
    return (
        expected.get("check", "") == found.check
        and sorted(expected["subjects"]) == list(found.subjects)
        and expected.get("severity", found.severity) == found.severity
        and expected.get("message", found.message) == found.message
        and expected.get("at", pointer(found)) == pointer(found)
    )


def _tell_expected(expected: Any) -> str:
    stated = [f"{key} {expected[key]!r}" for key in ("check", "severity", "message", "at") if key in expected]
    return " ".join([f"a finding about {', '.join(sorted(expected['subjects']))}", *stated])


def _tell_found(found: Finding) -> str:
    check = f"check {found.check!r} " if found.check else ""
    return (
        f"a finding about {', '.join(found.subjects)} {check}severity {found.severity!r} "
        f"message {found.message!r} at {pointer(found)!r}"
    )
