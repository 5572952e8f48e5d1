"""Text that was written to do harm stands in every field of every kind, and harms no file of the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.site.everything import everything, filled_fields, text_fields
from tests.site.html import Html, dead_links
from tests.site.sites import files_of, written

HOSTILE = {
    "script": "<script>alert(1)</script><!--]]>",
    "attribute": "\"'><img src=x onerror=alert(1)> onmouseover=alert(1) `",
    "template": "{{7*7}}{% raw %}${7*7}<%= 7*7 %>",
    "markdown": "[x](javascript:alert(1)) ![y](//evil.example/z)\n\n# h\n\n- <javascript:alert(1)>\n\n|a|\n|-|\n|b|",
    "calendar": "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil",
    "direction": "\u0639\u0631\u0628\u064a \u6f22\u5b57",
}


def test_the_workspace_has_text_in_every_field_of_every_kind() -> None:
    assert filled_fields() == text_fields()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_in_every_field_stays_text(name: str, tmp_path: Path) -> None:
    text = HOSTILE[name]
    settings = {"site": {"name": text, "footer": text, "links": [{"title": text, "url": "https://example.org"}]}}
    files = files_of(written(everything(text), **settings), tmp_path)
    assert "decide/right.html" in files
    parsed = {path: Html(content) for path, content in files.items() if path.endswith(".html")}
    assert {path: page.faults for path, page in parsed.items() if page.faults} == {}
    assert list(dead_links(parsed, files)) == []
    for path, page in parsed.items():
        assert {script["src"].rpartition("/")[2] for script in page.tags("script")} == {"site.js"}, path
        assert page.tags("img") == [], path
        assert not [key for _, given in page.elements for key in given if key.startswith("on")], path
        assert not [link for link in page.values("href") if link.lower().lstrip().startswith("javascript")], path
    assert "<" not in files["search-docs.js"]
    assert [json.loads(content) for path, content in files.items() if path.endswith(".json")]


def test_the_words_are_shown_as_they_are_written(tmp_path: Path) -> None:
    files = files_of(written(everything(HOSTILE["template"])), tmp_path)
    assert HOSTILE["template"] in Html(files["decide/right.html"]).heading


def test_a_line_break_adds_nothing_to_a_calendar(tmp_path: Path) -> None:
    def events(text: str) -> dict[str, int]:
        files = files_of(written(everything(text)), tmp_path / str(len(text)))
        calendars = {path: Calendar.from_ical(content) for path, content in files.items() if path.endswith(".ics")}
        return {path: len(calendar.walk("vevent")) for path, calendar in calendars.items()}

    assert events(HOSTILE["calendar"]) == events("plain")
