from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.errors import SettingsError
from alignctl.model.finding import Finding
from alignctl.model.place import Place
from alignctl.model.ref import Ref
from alignctl.policy.baseline import compare_baseline, read_baseline, write_baseline


def finding(subject: str, rule: str = "ES001", occurrence: int = 0) -> Finding:
    return Finding(
        rule=rule,
        name="x",
        check="",
        severity="error",
        subjects=(Ref(subject), Ref("unit:z")),
        key="",
        message="",
        fix="",
        place=Place("a.yaml"),
        occurrence=occurrence,
    )


A, B, C = finding("unit:a"), finding("unit:b"), finding("unit:c", "DR001")


def test_a_baseline_is_sorted_lines_of_fingerprint_rule_and_subjects() -> None:
    lines = write_baseline([C, A, B]).splitlines()
    assert lines == sorted(lines)
    assert set(lines) == {
        f"{A.fingerprint} ES001 unit:a,unit:z",
        f"{B.fingerprint} ES001 unit:b,unit:z",
        f"{C.fingerprint} DR001 unit:c,unit:z",
    }


def test_known_findings_are_marked_and_new_ones_are_not() -> None:
    known = read_baseline(write_baseline([A, B]), "known.txt")
    compared = compare_baseline(known, [A, B, C])
    assert [found.known for found in compared.findings] == [True, True, False]
    assert compared.removable == ()


def test_a_mended_finding_is_removable_and_does_not_make_room_for_another() -> None:
    known = read_baseline(write_baseline([A, B]), "known.txt")
    compared = compare_baseline(known, [B, C])
    assert [found.known for found in compared.findings] == [True, False]
    assert [str(entry) for entry in compared.removable] == [f"{A.fingerprint} ES001 unit:a,unit:z"]
    assert write_baseline([B, C], within=known) == f"{B.fingerprint} ES001 unit:b,unit:z\n"


def test_an_entry_of_another_rule_or_subject_knows_nothing() -> None:
    forged = read_baseline(f"{A.fingerprint} DR001 unit:a,unit:z\n{B.fingerprint} ES001 unit:b\n", "known.txt")
    assert not any(found.known for found in compare_baseline(forged, [A, B]).findings)


def test_waived_findings_are_neither_known_nor_written() -> None:
    waived = replace(A, waived_by="later")
    compared = compare_baseline(read_baseline(write_baseline([A]), "known.txt"), [waived])
    assert not compared.findings[0].known
    assert len(compared.removable) == 1
    assert write_baseline([waived]) == ""


def test_a_second_finding_of_one_identity_is_another_finding() -> None:
    second = finding("unit:a", occurrence=1)
    compared = compare_baseline(read_baseline(write_baseline([A]), "known.txt"), [A, second])
    assert [found.known for found in compared.findings] == [True, False]


def test_a_file_of_another_kind_is_no_baseline() -> None:
    with pytest.raises(SettingsError) as caught:
        read_baseline(f"{A.fingerprint} ES001 unit:a\n\nkind: Unit\n", "known.txt")
    assert caught.value.where == "known.txt:3"


@given(st.lists(st.text(min_size=1).map(lambda name: finding(f"document:{name}#1")), max_size=5))
def test_whatever_a_document_is_called_its_line_is_read_back(findings: list[Finding]) -> None:
    known = read_baseline(write_baseline(findings), "known.txt")
    assert all(found.known for found in compare_baseline(known, findings).findings)
