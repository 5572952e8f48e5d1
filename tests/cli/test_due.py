from __future__ import annotations

import json
from datetime import date

import pytest
from icalendar import Calendar

from tests.command import alignctl

HERE = ("-C", "examples/martech/before", "--as-of", "2026-06-15")


def days(*options: str) -> list[str]:
    ran = alignctl("due", *HERE, *options, "-f", "json")
    return [row["on"] for row in json.loads(ran.out)["due"] if not row["late"]]


def test_the_window_counts_both_ends() -> None:
    found = days("--within", "60d")
    assert found == sorted(found)
    last = date.fromisoformat(found[-1])
    reach = (last - date(2026, 6, 15)).days
    assert days("--within", f"{reach}d") == found
    assert found[-1] not in days("--within", f"{reach - 1}d")


def test_the_calendar_has_one_event_for_each_duty() -> None:
    rows = json.loads(alignctl("due", *HERE, "-f", "json").out)["due"]
    events = Calendar.from_ical(alignctl("due", *HERE, "-f", "ical").out).walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [f"{row['id']}@alignctl" for row in rows]
    assert [event.decoded("dtstart").isoformat() for event in events] == [row["on"] for row in rows]


def test_one_can_ask_for_a_single_owner() -> None:
    mine = json.loads(alignctl("due", *HERE, "--who", "it", "-f", "json").out)["due"]
    assert mine
    assert all("unit:it" in row["who"] or row["of"] == "unit:it" for row in mine)


@pytest.mark.parametrize("window", ["30", "d", "2bd", "-3d"])
def test_a_window_that_is_none_is_refused(window: str) -> None:
    assert alignctl("due", *HERE, f"--within={window}").status == 2


def test_what_one_unit_has_to_do_is_grouped_by_day() -> None:
    ran = alignctl("due", *HERE, "--who", "it")
    rows = json.loads(alignctl("due", *HERE, "--who", "it", "-f", "json").out)["due"]
    days = [line for line in ran.out.splitlines() if line and not line.startswith(" ")]
    assert days == sorted({row["on"] for row in rows})
    lines = [line for line in ran.out.splitlines() if line.startswith("  ")]
    assert [line.partition(":")[0].strip() for line in lines] == [row["what"] for row in rows]
