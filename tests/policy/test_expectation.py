from __future__ import annotations

from typing import Any

import pytest

from alignctl.model.finding import Finding
from alignctl.model.place import Place
from alignctl.model.ref import Ref
from alignctl.policy.expectation import compare


def finding(*subjects: str, check: str = "", severity: Any = "error", message: str = "Said.") -> Finding:
    return Finding(
        rule="XX001",
        name="x",
        check=check,
        severity=severity,
        subjects=tuple(Ref(one) for one in subjects),
        key="",
        message=message,
        fix="",
        place=Place("a.yaml", 0, ("spec", "bands", 0)),
    )


ONE = {"subjects": ["unit:b", "unit:a"]}


@pytest.mark.parametrize(
    ("expect", "findings"),
    [
        ("pass", ()),
        ({"fail": [ONE]}, (finding("unit:a", "unit:b"),)),
        (
            {"fail": [{**ONE, "severity": "error", "message": "Said.", "at": "/spec/bands/0"}]},
            (finding("unit:a", "unit:b"),),
        ),
        (
            {"fail": [ONE, {**ONE, "message": "Other."}]},
            (finding("unit:a", "unit:b", message="Other."), finding("unit:a", "unit:b")),
        ),
        ({"fail": [{**ONE, "check": "a"}]}, (finding("unit:a", "unit:b", check="a"),)),
    ],
)
def test_what_is_expected_holds(expect: Any, findings: tuple[Finding, ...]) -> None:
    assert compare(expect, findings) == ()


SEEN = "it does not expect a finding about unit:a severity 'error' message 'Said.' at '/spec/bands/0'"


@pytest.mark.parametrize(
    ("expect", "findings", "told"),
    [
        ("pass", (finding("unit:a"),), (SEEN,)),
        ({"fail": [{"subjects": ["unit:a"]}]}, (), ("it expects a finding about unit:a",)),
        ({"fail": [{"subjects": ["unit:a"]}]}, (finding("unit:a"), finding("unit:a")), (SEEN,)),
        (
            {"fail": [{"subjects": ["unit:a"], "severity": "info"}]},
            (finding("unit:a"),),
            ("it expects a finding about unit:a severity 'info'", SEEN),
        ),
        (
            {"fail": [{"subjects": ["unit:a"], "check": "size"}]},
            (finding("unit:a"),),
            ("it expects a finding about unit:a check 'size'", SEEN),
        ),
        (
            {"fail": [{"subjects": ["unit:a"], "message": "No.", "at": "/spec"}]},
            (finding("unit:a"),),
            ("it expects a finding about unit:a message 'No.' at '/spec'", SEEN),
        ),
    ],
)
def test_every_difference_is_told(expect: Any, findings: tuple[Finding, ...], told: tuple[str, ...]) -> None:
    assert compare(expect, findings) == told


def test_the_check_of_a_finding_must_be_expected() -> None:
    (told,) = compare("pass", [finding("unit:a", check="size")])
    assert "check 'size'" in told
    assert len(compare({"fail": [{"subjects": ["unit:a"]}]}, [finding("unit:a", check="size")])) == 2
