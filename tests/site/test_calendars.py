from __future__ import annotations

from datetime import date

from icalendar import Calendar


def events(text: str) -> dict[str, date]:
    calendar = Calendar.from_ical(text)
    return {str(event["summary"]): event.decoded("dtstart") for event in calendar.walk("vevent")}


def test_the_calendar_of_all_dates_can_be_read_and_names_what_is_due(after: dict[str, str]) -> None:
    found = events(after["calendar/all.ics"])
    assert found["Buy the customer data platform: outcome review"] == date(2026, 9, 22)
    assert min(found.values()) >= date(2026, 3, 15)


def test_a_team_has_its_own_dates_only(after: dict[str, str]) -> None:
    marketing, finance = events(after["teams/marketing.ics"]), events(after["teams/finance.ics"])
    assert "Marketing Operations Lead: end of the delegation to kim" in marketing
    assert "Marketing Operations Lead: end of the delegation to kim" not in finance


def test_each_event_has_an_identity_that_stays(after: dict[str, str], before: dict[str, str]) -> None:
    calendar = Calendar.from_ical(after["calendar/all.ics"])
    ids = [str(event["uid"]) for event in calendar.walk("vevent")]
    assert len(ids) == len(set(ids))
    assert all("dtstamp" in event for event in calendar.walk("vevent"))
    assert len(events(before["calendar/all.ics"])) > 0


def test_the_pages_lead_to_their_calendars(after: dict[str, str]) -> None:
    assert 'href="marketing.ics"' in after["teams/marketing.html"]
    assert 'href="h2-2026.ics"' in after["calendar/h2-2026.html"]
