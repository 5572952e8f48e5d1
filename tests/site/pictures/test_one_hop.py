from __future__ import annotations

from dataclasses import replace

from alignctl.model.facts import InfluenceFact
from alignctl.site.atlas import Atlas
from alignctl.site.lines import text_of
from alignctl.site.pictures.one_hop import influence_table
from tests.site.sites import example


def test_whether_a_reason_is_given_is_said_only_where_one_is_missing() -> None:
    atlas = Atlas(example("martech/after"))
    one, two = (replace(fact, based=True) for fact in atlas.facts(InfluenceFact)[:2])
    assert influence_table(atlas, (one, two)).head == ("This", "moves", "that")
    some = influence_table(atlas, (one, replace(two, based=False)))
    assert some.head == ("This", "moves", "that", "Reason given")
    assert [text_of(row.cells[3]) for row in some.rows] == ["yes", "none"]
