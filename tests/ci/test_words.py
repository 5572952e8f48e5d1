"""What the gate says: within the limits of a forge, and unable to be anything but text."""

from __future__ import annotations

from typing import Any

import pytest

from alignctl_forge.comment import LIMIT, shortened
from alignctl_forge.errors import ForgeError, plain
from alignctl_forge.gate import failure
from alignctl_forge.github import Pull, error
from tests.ci.forge import recorded


def test_a_long_comment_keeps_whole_lines_and_closes_what_it_opened() -> None:
    line = "- `software-spend` moves\n"
    text = "### What this change means\n<details><summary>9999 changes</summary>\n" + line * 9999 + "</details>\n"
    short = shortened(text)
    assert len(short) < LIMIT + 100
    kept, _, rest = short.partition("\n</details>")
    assert text.startswith(kept + "\n")
    assert rest == "\n\nThe rest is in the log of the job.\n"
    assert shortened(text[:LIMIT]) == text[:LIMIT]


@pytest.mark.parametrize("told", ["plain", "a ``` b", "````\n<b>@all</b>\n````"])
def test_a_failure_stays_in_its_block(told: str) -> None:
    _, _, fence, *lines, end, _ = failure(told).split("\n")
    assert fence == end
    assert set(fence) == {"`"}
    assert fence not in told
    assert "\n".join(lines) == told


def test_an_error_is_one_command() -> None:
    shown = error("a\n::set-output name=x::y\r%0A\u2028b")
    assert shown == "::error title=alignctl::a?::set-output name=x::y?%250A?b"
    assert plain("x" * 900) == "x" * 500


@pytest.mark.parametrize(("private", "public"), [(True, False), (False, True), (None, True), ("true", True)])
def test_what_is_not_known_to_be_private_is_public(private: Any, public: bool) -> None:  # noqa: FBT001 - a table
    event = recorded("github/event", repository={"private": private})
    assert Pull.read(event).public is public


@pytest.mark.parametrize("sha", ["", "main", "--all", "$(touch x)", "abc\n" + "0" * 40])
def test_a_head_that_is_no_commit_is_refused(sha: str) -> None:
    event = recorded("github/event")
    event["pull_request"]["head"]["sha"] = sha
    with pytest.raises(ForgeError, match="is no commit"):
        Pull.read(event)
