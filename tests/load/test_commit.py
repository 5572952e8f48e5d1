from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignctl.load.commit import HANDLE, handle, is_merge, read_commit

HEADERS = "tree 1\nparent 2\nauthor Ana Lopez <ana@example.com> 1 +0000\ncommitter Forge <x@y> 1768467600 +0100\n"


def message(text: str) -> bytes:
    return f"{HEADERS}\n{text}".encode()


def test_a_plain_commit() -> None:
    found = read_commit("abc", message("Move the\nthreshold\n\nBecause.\n"))
    assert (found.hash, found.author, found.by, found.subject) == ("abc", "ana", ("ana",), "Move the threshold")
    assert found.time == datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
    assert (found.approved_by, found.request, found.signed) == ((), "", False)


@pytest.mark.parametrize(
    ("text", "approved"),
    [
        (
            "s\n\nApproved-by: bea\napproved-BY: Carl Cox <carl@x.org>\nSigned-off-by: no\nApproved-by: @ana\n",
            "ana bea carl",
        ),
        ("s\n\nWhy.\n\nApproved-by: bea\r\nApproved-by: bea\r\n", "bea"),
        ("Approved-by: subject\n", ""),
        ("s\n\nApproved-by: early\n\nThe end.\n", ""),
        ("s\n\nNot-approved-by: a\nx Approved-by: b\nApproved-by:\n", ""),
        ("s\n\nApproved-by: 12+dora@users.noreply.github.com\n", "dora"),
        ("s\n\nApproved-by: two words\n", "two-words"),
        ("s\n\nReviewed-by: bea\nAcked-by: Carl <carl@x.org>\n", ""),
    ],
)
def test_approvals_are_the_trailers_of_the_last_paragraph(text: str, approved: str) -> None:
    assert read_commit("abc", message(text)).approved_by == tuple(approved.split())


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("Merge pull request #12 from a/b\n\nTitle", "#12"),
        ("Title (#7)\n\nmore (#8)", "#7"),
        ("Merge branch 'x'\n\nTitle\n\nSee merge request group/project!34", "!34"),
        ("Fix (#7) again", ""),
        ("nothing", ""),
    ],
)
def test_the_request_is_read_from_what_forges_write(text: str, request_: str) -> None:
    assert read_commit("abc", message(text)).request == request_


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Ana", "ana.lopez@example.com", "ana.lopez"),
        ("Ana", "123+ana-l@users.noreply.github.com", "ana-l"),
        ("Ana", "123-ana@users.noreply.gitlab.com", "ana"),
        ("Ana", "ana@users.noreply.github.com", "ana"),
        ("Ana Lopez", "", "Ana-Lopez"),
        ("Ana Lopez", "ana+tag@example.com", "Ana-Lopez"),
        ("", "", "unknown"),
        ("Åsa <script>", "", "sa-script"),
        ("\x1b[31m", "\x1b@x", "31m"),
    ],
)
def test_a_handle_is_the_local_part_or_made_of_the_name(name: str, email: str, expected: str) -> None:
    assert handle(name, email) == expected


@given(st.text(), st.text())
def test_whatever_a_person_is_called_the_handle_is_one(name: str, email: str) -> None:
    assert HANDLE.fullmatch(handle(name, email))


def test_a_signature_and_parents_are_seen_in_the_headers_only() -> None:
    signed = message("x").replace(b"\n\n", b"\ngpgsig -----BEGIN\n parent 9\n \n -----END\n\n", 1)
    assert read_commit("abc", signed).signed
    assert not is_merge(signed)
    assert not read_commit("abc", message("x\n\ngpgsig y\nparent 3\nparent 4")).signed
    assert not is_merge(message("x\nparent 3\nparent 4"))
    assert is_merge(message("x").replace(b"parent 2", b"parent 2\nparent 3"))


@pytest.mark.parametrize("seconds", ["-5", "99999999999999999", "x", ""])
def test_a_date_that_cannot_be_is_moved_to_one_that_can(seconds: str) -> None:
    odd = message("x").replace(b"1768467600", seconds.encode())
    assert 1970 <= read_commit("abc", odd).time.year <= 9999


def test_old_commits_in_latin_1_are_read() -> None:
    assert read_commit("abc", HEADERS.encode() + "\nÜber\n".encode("latin-1")).subject == "Über"


def test_people_are_called_by_their_names() -> None:
    text = "s\n\nApproved-by: Carl Cox <c.cox+work@x.org>\nApproved-by: bea\n"
    found = read_commit("abc", message(text))
    assert found.called == {"ana": "Ana Lopez", "Carl-Cox": "Carl Cox", "bea": "bea"}
    nameless = message("s").replace(b"Ana Lopez ", b"")
    assert read_commit("abc", nameless).called == {"ana": "ana"}
    merged = read_commit("abc", message("s"), {"dora.d": "Dora Dean", "eve": "Eve"})
    assert (merged.by, merged.called) == (("dora.d", "eve"), {"dora.d": "Dora Dean", "eve": "Eve"})


@given(st.binary(max_size=200) | st.text().map(message))
def test_any_bytes_give_a_commit(content: bytes) -> None:
    found = read_commit("abc", content)
    assert HANDLE.fullmatch(found.author)
    assert all(map(HANDLE.fullmatch, found.approved_by))
