"""Every page of every example is valid HTML, and every link and fragment on it leads somewhere."""

from __future__ import annotations

import pytest

from tests.site.conftest import Folders
from tests.site.html import Html, dead_links

EXAMPLES = ("martech/after", "martech/before", "kubernetes", "revenue", "minimal")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_page_is_valid_and_every_link_leads_somewhere(folders: Folders, name: str) -> None:
    root = folders(name)
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    parsed = {name: Html(path.read_text(encoding="utf-8")) for name, path in files.items() if path.suffix == ".html"}
    assert {name: page.faults for name, page in parsed.items() if page.faults} == {}
    assert list(dead_links(parsed, files)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<p><div></div></p>", "<div> in <p>"),
        ("<ul><p></p></ul>", "<p> in <ul>"),
        ("<ul>word</ul>", "text in <ul>: word"),
        ("<b><i></b></i>", "stray </b>"),
        ("<p>", "open <p>"),
        ("<span aria-label='x'></span>", "aria-label on <span> without a role"),
        ("<a href='#'><a href='#'></a></a>", "<a> in <a>"),
        ("<p id='x' id='y'></p>", "<p> has an attribute twice"),
        ("<p id='x'></p><p id='x'></p>", "id x twice"),
        ("<h1></h1><h3></h3>", "<h3> follows <h1>"),
        ("<h2></h2>", "headings [2]"),
        ("<input>", "<input> without a label"),
        ("<label for='q'></label>", "for points at no id"),
        ("<p onclick='x'></p>", "onclick on <p>"),
        ("<p style='x'></p>", "style on <p>"),
        ("<details><p></p><summary></summary></details>", "<summary> is not the first in <details>"),
        ("<marquee></marquee>", "<marquee> is unknown"),
    ],
)
def test_the_test_itself_sees_what_a_validator_would(text: str, fault: str) -> None:
    assert fault in Html(text).faults


@pytest.mark.parametrize(
    "text", ["<label>A<input></label>", "<label for='q'>A</label><input id='q'>", "<dl><div><dt>a</dt></div></dl>"]
)
def test_the_test_itself_lets_good_html_pass(text: str) -> None:
    assert Html(f"<html lang='en'><head><title>x</title></head><body><h1></h1>{text}</body></html>").faults == []
