"""What every object's page ends with: an object goes in, findings, source and the frame of its page come out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from alignctl.model.entity import Entity
from alignctl.model.finding import Finding, Located
from alignctl.model.ref import Ref, kind_of, name_of
from alignctl.site.atlas import NOUNS, Atlas
from alignctl.site.blocks import Block, Bullets, Paragraph, Row, Section, Table, Verbatim
from alignctl.site.lines import Badge, Code, Inline, Line, Link, Strong, Tone
from alignctl.site.markdown import read
from alignctl.site.pages.log import history
from alignctl.words.quantities import THIN, day

TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "info": "plain"}
_NAME = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_GROUPS = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")  # a number must not break at the end of a line
_SLUG = re.compile(r"(?<![\w/.:-])((?:[a-z]+:[a-z0-9]+|[a-z0-9]+-[a-z0-9]+)(?:-[a-z0-9]+)*)(?![\w/-])")
_ARROW = r"-\([+-] [a-z]+\)->"
LEVELS = {"error": "must change", "warning": "should change", "info": "good to know"}


def closing(atlas: Atlas, entity: Entity) -> tuple[Block, ...]:
    """Return the last blocks of an object's page: what more its authors say, what the checker says, and its source."""
    found = atlas.findings(entity.ref)
    blocks: list[Block] = []
    if more := read(entity.metadata.description or "")[1]:
        blocks.append(Section("more", "More about it", more))
    if entity.metadata.links:
        links: tuple[Line, ...] = tuple((Link(link.title or link.url, link.url),) for link in entity.metadata.links)
        blocks.append(Section("links", "Where to read more", (Bullets(links),)))
    if found:
        blocks.append(Section("findings", "What needs attention here", (findings_table(atlas, found),)))
    blocks.extend(history(atlas, entity.ref))
    text = atlas.site.texts.get(entity.ref)
    if text:
        blocks.append(Verbatim(f"Source: {entity.place.path}", text))
    return tuple(blocks)


def findings_table(atlas: Atlas, found: Iterable[Located], caption: str = "Findings, worst first") -> Table:
    """Return findings as rows: how urgent, what, and what to do."""
    rows = tuple(_finding(atlas, located.finding) for located in found)
    return Table(
        caption, ("How urgent", "What", "What to do"), rows, empty="Nothing to mend.", filterable=True, form="findings"
    )


def _finding(atlas: Atlas, of: Finding) -> Row:
    level = Badge(LEVELS[of.severity], TONES[of.severity])
    rule = Link(of.rule, f"rules/{of.rule.lower()}.html")
    said = prose(atlas, of.message, of.subjects)
    return Row(((level,), (*said, " ", rule), prose(atlas, of.fix, of.subjects, others=False)))


def prose(atlas: Atlas, text: str, subjects: Iterable[Ref], *, others: bool = True) -> Line:
    """Return a message with names as people say them.

    Names in backticks become links where they name a subject or, with `others`, any one object alone; else code. Names
    of several words become links without backticks too. Paths such as `a -(+ strong)-> b` become `A raises B`, days
    are written out.
    """
    known = {name_of(subject): subject for subject in subjects}
    line: list[Inline] = []
    before = ""
    for position, part in enumerate(re.split(r"`([^`]*)`", text)):
        if position % 2:
            found = known.get(part) or (_named(atlas, part, before) if others else None)
            line.append(atlas.link(found) if found and atlas.site.model.find(found) else Code(part))
        elif part:
            whole = _GROUPS.sub(lambda found: found.group().replace(" ", THIN), path_words(atlas, part))
            line.extend(_bare(atlas, _DAY.sub(_spoken_day, whole)))
        before = part
    return tuple(line)


def _bare(atlas: Atlas, text: str) -> Iterator[Inline]:
    """Yield words in which a reference, or the one object of a name of several words, stands by its title."""
    for position, part in enumerate(_SLUG.split(text)):
        found = Ref(part) if ":" in part else atlas.by_name.get(part, Ref(""))
        if position % 2 and atlas.site.model.find(found):
            yield atlas.link(found)
        elif part:
            yield part


def _spoken_day(found: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(found.group()))
    except ValueError:
        return found.group()


def _named(atlas: Atlas, name: str, before: str) -> Ref | None:
    """Return the one object of a name, or of several that of the sort that the words before it say."""
    refs = (Ref(f"{kind}:{name}") for kind, noun in NOUNS.items() if before.endswith(f" {noun.lower()} "))
    return atlas.by_name.get(name) or next((ref for ref in refs if atlas.site.model.find(ref)), None)


def path_words(atlas: Atlas, text: str) -> str:
    """Return text in which paths of influence read as sentences."""
    return re.sub(rf"{_NAME}(?: {_ARROW} {_NAME})+", lambda path: _spoken(atlas, path.group()), text)


def _spoken(atlas: Atlas, path: str) -> str:
    steps = re.split(rf" {_ARROW} ", path)
    signs = ["which raises" if sign == "+" else "which lowers" for sign in re.findall(r"-\(([+-])", path)]
    titles = [_mover(atlas, step) for step in steps]
    pairs = zip(signs, titles[1:], strict=True)
    return titles[0] + "".join(f", {sign} {title}" for sign, title in pairs).replace(", which", "", 1)


def _mover(atlas: Atlas, name: str) -> str:
    """Return the title of what moves metrics: a metric or an initiative."""
    refs = (Ref(f"{kind}:{name}") for kind in ("metric", "initiative"))
    return next((atlas.title(ref) for ref in refs if atlas.site.model.find(ref)), name)


def in_force(entity: Entity) -> str:
    """Return since when and until when something holds, in words."""
    since, until = entity.metadata.effective_from, entity.metadata.effective_until
    if since and until:
        return f"{day(since)} to {day(until)}"
    if until:
        return f"until {day(until)}"
    return f"since {day(since)}" if since else "until somebody changes it"


def crumb(text: str, href: str) -> tuple[Link, ...]:
    """Return the way back to a section."""
    return (Link("Start", "index.html"), Link(text, href))


def lean(table: Table, silent: Line = ()) -> Table:
    """Return a table without the columns in which no row says anything, or each only the `silent` words."""
    kept = [
        column
        for column in range(len(table.head))
        if column == 0 or any(row.cells[column] not in {(), ("–",), silent} for row in table.rows)
    ]
    if not table.rows or len(kept) == len(table.head):
        return table
    rows = tuple(dataclasses.replace(row, cells=tuple(row.cells[column] for column in kept)) for row in table.rows)
    return dataclasses.replace(table, head=tuple(table.head[column] for column in kept), rows=rows)


def written_as(kind: str, what: str) -> Line:
    """Return where somebody learns how to write down the first of a kind."""
    return (f"{what} is written down as a short text. ", Link("What it says", f"kinds/{kind.lower()}.html"))


def dash(line: Line) -> Line:
    """Return a line, or a dash where there is nothing to say."""
    return line or ("–",)


def strong_list(titles: Iterable[str], last: str = "and") -> Line:
    """Return titles as an enumeration of strong words."""
    parts = list(titles)
    line: list[Inline] = []
    for position, part in enumerate(parts):
        if position:
            line.append(f" {last} " if position == len(parts) - 1 else ", ")
        line.append(Strong(part))
    return tuple(line)


def several(atlas: Atlas, seat: Ref) -> bool:
    """Tell whether the title of a role is the plural of what its holders are, such as `Sales leads`."""
    name = atlas.title(seat)
    shaped = name.endswith("s") and not name.endswith("ss")
    return shaped and kind_of(seat) == "role" and len(atlas.holders(seat)) > 1


def decides(atlas: Atlas, seats: Sequence[Ref]) -> str:
    """Return the verb after one of some seats, which agrees with the last."""
    return "decide" if several(atlas, seats[-1]) else "decides"


def about(entity: Entity) -> Line:
    """Return the first paragraph of an object's description; `closing` shows the others."""
    return read(entity.metadata.description or "")[0]


def paragraphs(text: str) -> tuple[Block, ...]:
    """Return text that its author marked up as blocks."""
    first, more = read(text)
    return (*((Paragraph(first),) if first else ()), *more)
