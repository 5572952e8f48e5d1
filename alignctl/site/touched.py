"""The pages of two builds go in; which of them say something else, with their answers before and after, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from alignctl.site.blocks import Block, Bullets, Paragraph, Row, Section, Table, Verbatim
from alignctl.site.lines import Inline, Line, Link, Strong, sentence, text_of
from alignctl.site.page import SECTIONS, Page
from alignctl.words.quantities import count

LISTED = 200  # pages that are named
HEAD = ("Page", "Answer before", "Answer after")


def touched(made: Sequence[Page], before: Sequence[Page]) -> Section:
    """Return the list of pages that differ by what they are made of, the log left out: first those with new answers."""
    old, new = ({page.path: page for page in found if not page.path.startswith("log/")} for found in (before, made))
    paths = [path for path in {**new, **old} if _content(old.get(path)) != _content(new.get(path))]
    answers = [path for path in paths if _answer(old.get(path)) != _answer(new.get(path))]
    rows = tuple(_row(old.get(path), new.get(path)) for path in sorted(answers, key=_position))
    blocks: list[Block] = []
    if rows:
        blocks.append(Table("Pages with another answer", HEAD, rows[:LISTED], filterable=True))
    if len(rows) > LISTED:
        blocks.append(Paragraph((f"And {count(len(rows) - LISTED, 'page')} more.",), quiet=True))
    same = sorted(set(paths) - set(answers), key=_position)
    if same:
        other = "In details only:" if rows else "Their answers stay the same; details differ:"
        blocks += [Paragraph((other,)), Bullets(tuple(_listed(new, same)))]
    return Section("pages", count(len(paths), "page changes", "pages change"), tuple(blocks or (_NONE,)))


def _listed(pages: Mapping[str, Page], paths: Sequence[str]) -> Iterator[Line]:
    """Yield one line for each section with its pages."""
    for place, found in groupby(paths[:LISTED], key=lambda path: _position(path)[0]):
        name = SECTIONS[place][1] if place < len(SECTIONS) else "Other"
        yield (f"{name}: ", *sentence(Link(pages[path].title, path) for path in found))
    if len(paths) > LISTED:
        yield (f"and {count(len(paths) - LISTED, 'page')} more",)


def _content(page: Page | None) -> object:
    """Return what a page says, without the file that it stands in and how that is written."""
    if page is None:
        return None
    blocks = tuple(block for block in page.blocks if not isinstance(block, Verbatim))
    return page.title, page.eyebrow, page.heading, page.lead, blocks, page.moved_to


def _answer(page: Page | None) -> str:
    return text_of(page.heading) if page else ""


def _position(path: str) -> tuple[int, str]:
    """Return the place of a page in the list: by section as in the head of every page."""
    folders = [href.partition("/")[0] for _, _, href in SECTIONS]
    folder = path.partition("/")[0]
    return (folders.index(folder) if folder in folders else len(folders)), path


def _row(old: Page | None, new: Page | None) -> Row:
    page = new or old or _NOWHERE
    name: Inline = Link(page.title, page.path) if new else page.title
    was, now = (_answer(one) or "no such page" for one in (old, new))
    return Row(((name,), (was,), (Strong(now),)))


_NOWHERE = Page(path="", title="", heading=())
_NONE = Paragraph(("Every page stays as it is.",), quiet=True)
