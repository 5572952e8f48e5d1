from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alignctl.site.lines import text_of
from alignctl.site.markdown import TAGS, read
from tests.site.html import Html

HARMLESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
PIECES = st.sampled_from(
    [
        *("# ", "## ", "###### ", "\n\n", "\n", "- ", "1. ", "> ", "`", "```\n", "| a | b |\n|--|--|\n| c | d |\n"),
        *("[x](", "javascript:alert(1)", "JaVa\tscript:alert(1)", "data:text/html,<b>", "//evil.example", "../a.md"),
        *("https://example.org/?a=1&b=2", ")", "![y](", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"),
        *("[r]: javascript:alert(1)\n\n[r]", "<javascript:alert(1)>", "&lt;", "&#106;avascript:", "**", "_", '"><b>'),
        *("\u202e", "\x00", "\N{ZERO WIDTH SPACE}", "*" * 30, "word", "\t", "    "),
    ]
)


def html(text: str) -> str:
    line, more = read(text)
    pieces = (part if isinstance(part, str) else getattr(part, "html", part.text) for part in line)
    return "".join((*pieces, *(block.html for block in more)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain & simple.", "Plain &amp; simple."),
        ("Who **decides**, and `what`.", "Who <strong>decides</strong>, and <code>what</code>."),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("[here](https://a.example/)", '<a href="https://a.example/" rel="noopener noreferrer">here</a>'),
        ("[there](teams.md) and [up](//a.example)", "there and up"),
        ("![a chart](https://a.example/x.png)", "a chart"),
        ("[click](javascript:alert(1))", "[click](javascript:alert(1))"),
        ("", ""),
    ],
)
def test_a_line_shows_what_its_author_meant_and_nothing_else(text: str, expected: str) -> None:
    assert html(text) == expected


def test_the_first_paragraph_stands_apart_from_the_rest() -> None:
    line, (rest,) = read("It *ends*\nhere.\n\n- one\n- two")
    assert text_of(line) == "It ends here."
    assert rest.html == "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    assert rest.text == "one two"


def test_headings_begin_below_those_of_the_page_and_skip_no_level() -> None:
    page = Html(html("### Third\n\n# First\n\n#### Fourth\n\n##### Fifth\n\n## Second"))
    assert [tag for tag, _ in page.elements] == ["h3", "h3", "h4", "h5", "h4"]


def test_a_table_can_be_scrolled_by_keyboard() -> None:
    assert html("| a | b |\n|--:|---|\n| 1 | 2 |").startswith(
        '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>'
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=20).map("".join))
@example("[x](\x01javascript:alert(1))")
@example("[a](https://x.example/\"onmouseover='alert(1)')")
def test_no_text_becomes_a_script_an_image_or_a_link_elsewhere(text: str) -> None:
    page = Html(html(text))
    assert (page.unclosed, page.stray) == ([], [])
    names = {name for _, attributes in page.elements for name in attributes}
    assert names <= {"href", "rel", "title", "class", "role", "tabindex", "aria-label", "start", "lang"}
    assert all(HARMLESS.match(link["href"]) for link in page.tags("a"))
    assert {tag for tag, _ in page.elements} <= TAGS
