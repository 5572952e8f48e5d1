from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from alignctl.model.kinds import Cadence
from alignctl.model.recurrence import occurrences

STARTS = st.dates(date(1980, 1, 1), date(2030, 12, 31)) | st.sampled_from([date(2024, 2, 29), date(2023, 1, 31)])
FREQUENCIES = st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
PARTS = st.lists(
    st.sampled_from(["BYDAY=TU,TH", "BYMONTH=1,6", "BYMONTHDAY=-1,15", "UNTIL=20270131"]), max_size=2, unique=True
)


@given(STARTS, FREQUENCIES, st.integers(1, 40), PARTS, st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_an_old_cadence_gives_the_days_that_its_rule_gives(
    starts: date, frequency: str, interval: int, parts: list[str], first: date
) -> None:
    text = ";".join([f"FREQ={frequency}", f"INTERVAL={interval}", *parts])
    last = first + timedelta(days=365)
    rule = rrulestr(text, dtstart=datetime.combine(starts, time()), cache=False)
    expected = rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    assert occurrences(Cadence(starts, text), first, last) == tuple(day.date() for day in expected)
