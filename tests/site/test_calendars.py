"""Calendars as a program that subscribes to them takes them (RFC 5545)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from tests.repositories import Repo
from tests.site.review import built, commit, company, edit, settings
from tests.site.sites import example, files_of

OUTCOME = "Buy the customer data platform: outcome review"


def entries(text: str) -> Mapping[str, Component]:
    found = list(Calendar.from_ical(text).walk("vevent"))
    return {str(one["summary"]): one for one in found}


def dates(text: str) -> dict[str, date]:
    return {name: one.decoded("dtstart") for name, one in entries(text).items()}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    found = company(tmp_path / "company")
    found.git("switch", "--quiet", "main")
    return found


def test_the_calendar_of_all_dates_can_be_read_and_names_what_is_due(after: dict[str, str]) -> None:
    found = dates(after["calendar/all.ics"])
    assert found[OUTCOME] == date(2026, 9, 22)
    assert min(found.values()) >= date(2026, 3, 15)


def test_a_team_has_its_own_dates_only(after: dict[str, str]) -> None:
    marketing, finance = dates(after["teams/marketing.ics"]), dates(after["teams/finance.ics"])
    assert "Marketing Operations Lead: end of the delegation to kim" in marketing
    assert "Marketing Operations Lead: end of the delegation to kim" not in finance


def test_every_calendar_has_what_the_format_asks_for(after: dict[str, str]) -> None:
    calendars = {path: text for path, text in after.items() if path.endswith(".ics")}
    assert len(calendars) > 10
    for path, text in calendars.items():
        calendar = Calendar.from_ical(text)
        assert (str(calendar["version"]), "prodid" in calendar, calendar.errors) == ("2.0", True, []), path
        ids = []
        for entry in calendar.walk("vevent"):
            assert entry.errors == [], path
            assert entry.decoded("dtstamp").tzinfo is not None, path
            assert entry.decoded("dtend") > entry.decoded("dtstart"), path
            ids.append(str(entry["uid"]))
        assert len(ids) == len(set(ids)), path


def test_lines_end_and_fold_as_the_format_asks(tmp_path: Path) -> None:
    files_of(example("martech/after"), tmp_path)
    content = (tmp_path / "calendar" / "all.ics").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_an_entry_is_as_old_as_the_last_change_of_its_object(repo: Repo) -> None:
    found = entries(built(repo)["calendar/all.ics"])
    entry = found[OUTCOME]
    assert entry.decoded("dtstart") == date(2026, 10, 1)
    assert entry.decoded("dtstamp") == entry.decoded("last-modified") == datetime(2026, 5, 20, 12, tzinfo=UTC)
    assert entry.decoded("sequence") == 1
    assert {one.decoded("sequence") for name, one in found.items() if "meeting" in name} == {0}


def test_a_day_that_moves_keeps_its_identity_and_counts_on(repo: Repo) -> None:
    before = entries(built(repo)["calendar/all.ics"])[OUTCOME]
    edit(repo, "decisions", "outcomeReview: 2026-10-01", "outcomeReview: 2026-10-08")
    commit(repo, "ben", "2026-06-14", "A week later")
    after = entries(built(repo)["calendar/all.ics"])[OUTCOME]
    assert after["uid"] == before["uid"]
    assert (after.decoded("dtstart"), after.decoded("sequence")) == (date(2026, 10, 8), before.decoded("sequence") + 1)


def test_other_words_are_newer_and_count_nothing(repo: Repo) -> None:
    before = entries(built(repo)["calendar/all.ics"])[OUTCOME]
    edit(repo, "decisions", "  title: Buy the customer data platform\n", "  title: Buy a customer data platform\n")
    commit(repo, "ben", "2026-06-14", "Another title")
    after = entries(built(repo)["calendar/all.ics"])[OUTCOME.replace("the customer", "a customer")]
    assert (after["uid"], after.decoded("sequence")) == (before["uid"], before.decoded("sequence"))
    assert after.decoded("dtstamp") == datetime(2026, 6, 14, 12, tzinfo=UTC)


def test_what_recurs_has_an_entry_for_each_day(after: dict[str, str]) -> None:
    calendar = Calendar.from_ical(after["calendar/all.ics"])
    meetings = [one for one in calendar.walk("vevent") if str(one["summary"]) == "Martech Council: meeting"]
    assert len(meetings) > 3
    assert len({str(one["uid"]) for one in meetings}) == len(meetings)


def test_entries_lead_to_their_pages_where_the_address_is_known(repo: Repo) -> None:
    assert "url" not in entries(built(repo)["calendar/all.ics"])[OUTCOME]
    settings(repo, "  url: https://rules.example.org/\n")
    entry = entries(built(repo)["calendar/all.ics"])[OUTCOME]
    assert str(entry["url"]) == "https://rules.example.org/decisions/choose-cdp.html"


def test_the_pages_lead_to_their_calendars(after: dict[str, str]) -> None:
    assert 'href="marketing.ics"' in after["teams/marketing.html"]
    assert 'href="h2-2026.ics"' in after["calendar/h2-2026.html"]


def test_without_a_history_entries_are_older_than_any_that_has_one(after: dict[str, str], tmp_path: Path) -> None:
    again = files_of(dataclasses.replace(example("martech/after"), past=()), tmp_path)
    assert re.sub(r"PRODID.*", "", again["calendar/all.ics"]) == re.sub(r"PRODID.*", "", after["calendar/all.ics"])
    stamps = {one.decoded("dtstamp") for one in entries(again["calendar/all.ics"]).values()}
    assert stamps == {datetime(1970, 1, 1, tzinfo=UTC)}
