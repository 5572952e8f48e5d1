from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from alignctl.model.adherence import Adherence, adherence
from alignctl.model.kinds import Cadence
from alignctl.model.quantity import Duration

AS_OF = date(2028, 3, 15)
RULES = st.sampled_from(
    [
        *("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2"),
        *("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTH=1,2,3,9,10"),
    ]
)
RECORDS = st.lists(st.integers(-10, 380).map(lambda days: AS_OF - timedelta(days)), max_size=30)


def keep(rule: str, records: list[date]) -> Adherence:
    return adherence(Cadence(date(2027, 1, 4), rule), records, AS_OF, Duration("7d"))


def tolerance(kept: Adherence) -> int:
    return min(7, (min((b - a).days for a, b in pairwise(kept.days)) - 1) // 2)


@given(RULES, RECORDS)
def test_a_day_is_held_just_where_a_record_is_near(rule: str, records: list[date]) -> None:
    kept = keep(rule, records)
    past = [record for record in records if record <= AS_OF]
    near = tolerance(kept)
    assert [record is not None for record in kept.records] == [
        any(abs((record - day).days) <= near for record in past) for day in kept.expected
    ]


@given(RULES, RECORDS)
def test_no_record_answers_two_days(rule: str, records: list[date]) -> None:
    used = [record for record in keep(rule, records).records if record]
    assert all(used.count(record) <= records.count(record) for record in used)


@given(RULES, RECORDS)
def test_the_numbers_agree_with_each_other(rule: str, records: list[date]) -> None:
    kept = keep(rule, records)
    missed = len(kept.expected) - kept.held
    assert kept.share == kept.held / len(kept.expected)
    assert (kept.miss_run == 0) == (missed == 0)
    assert kept.miss_run <= missed
    assert (kept.overdue is not None) == (kept.records[-1] is None)


@given(RULES, RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_the_records_says_nothing(rule: str, records: list[date], random: Random) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    assert keep(rule, shuffled) == keep(rule, records)
