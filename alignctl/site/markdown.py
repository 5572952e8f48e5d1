"""Markdown of a contributor goes in; HTML that is safe to show comes out, with its words alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from alignctl.site.blocks import Prose
from alignctl.site.lines import Line, Rich
from alignctl.site.render import safe_url

# A description stands below a heading of the second level.
TOP, DEEPEST = 3, 6
TAGS = frozenset(
    "a blockquote br code div em h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul".split()  # noqa: SIM905 - a list of words reads better
)
REGION = {"class": {"scroll"}, "role": {"group"}, "tabindex": {"0"}, "aria-label": {"Table"}}


@lru_cache(maxsize=1 << 16)
def read(text: str) -> tuple[Line, tuple[Prose, ...]]:
    """Return the first paragraph as a line, and what follows it as prose, if anything does.

    Raw HTML shows as text, images as their description, links other than to the web or to a mailbox as their words.
    Headings begin at the third level and never skip one.
    """
    tokens = parser().parse(text.strip())
    _demote(tokens)
    for token in tokens:
        _unlink(token.children or ())
    first = tokens[:3] if tokens and tokens[0].type == "paragraph_open" else []
    rest = tokens[len(first) :]
    line: Line = (Rich(_words(first), _html(first[1:2])),) if first else ()
    return line, (Prose(_words(rest), _html(rest)),) if rest else ()


@cache
def parser() -> MarkdownIt:
    """Return the parser: CommonMark and tables, raw HTML as text."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.add_render_rule("image", _alt)
    made.add_render_rule("table_open", _open_table)
    made.add_render_rule("table_close", _close_table)
    return made


def _demote(tokens: Sequence[Token]) -> None:
    above = TOP - 1
    for token in tokens:
        if token.type == "heading_open":
            above = min(int(token.tag[1:]) + TOP - 1, above + 1, DEEPEST)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{above}"


def _unlink(tokens: Sequence[Token]) -> None:
    """Turn links that lead into the repository, or to a harmful place, into their words."""
    dropped = False
    for token in tokens:
        if token.type == "link_open":
            dropped = safe_url(str(token.attrs.get("href", ""))) == "#"
        if token.type in {"link_open", "link_close"} and dropped:
            token.hidden = True


def _html(tokens: Sequence[Token]) -> Markup:
    made = parser()
    clean = nh3.clean(
        made.renderer.render(tokens, made.options, {}),
        tags=set(TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        tag_attribute_values={"div": REGION},
        url_schemes={"http", "https", "mailto"},
    )
    return Markup(clean)  # noqa: S704 - cleaned in the line above


def _words(tokens: Sequence[Token]) -> str:
    parts = (part.content or " " for token in tokens for part in token.children or (token,))
    return " ".join("".join(parts).split())


def _alt(_renderer: RendererHTML, tokens: Sequence[Token], position: int, _options: OptionsDict, _env: EnvType) -> str:
    return escapeHtml(tokens[position].content)


def _open_table(*_: object) -> str:
    return '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>\n'


def _close_table(*_: object) -> str:
    return "</table></div>\n"
