"""What a page is made of, before any HTML: the blocks that hold lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Literal

from markupsafe import Markup

from alignctl.site.lines import Line, Link, Tone

Form = Literal["", "desk", "dates", "conflicts", "findings", "changes", "goals", "finder"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `quiet` sets it back."""

    line: Line
    quiet: bool = False
    what: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, lists and tables that their author marked up: `html` is safe to show, `text` are its words alone."""

    text: str
    html: Markup
    what: ClassVar[str] = "prose"


@dataclass(frozen=True, slots=True)
class Callout:
    """One sentence that must not be missed."""

    tone: Tone
    line: Line
    what: ClassVar[str] = "callout"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a line for each column; `anchor` makes it linkable, `data` are attributes for the filter."""

    cells: tuple[Line, ...]
    anchor: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a caption; the first cell of each row is its head. `empty` is said when there are none.

    `form` gives the columns of tables that stand below each other the same widths.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str = "Nothing here."
    filterable: bool = False
    grid: bool = False
    form: Form = ""
    what: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class Terms:
    """Short questions with their answers."""

    items: tuple[tuple[str, Line], ...]
    what: ClassVar[str] = "terms"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of lines; a long one of short lines stands in columns where there is room."""

    items: tuple[Line, ...]
    empty: str = ""
    numbered: bool = False
    columns: bool = False
    what: ClassVar[str] = "bullets"


@dataclass(frozen=True, slots=True)
class Card:
    """A door to another page."""

    title: str
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Doors side by side."""

    items: tuple[Card, ...]
    what: ClassVar[str] = "cards"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name."""

    value: str
    label: str
    href: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers side by side."""

    items: tuple[Figure, ...]
    what: ClassVar[str] = "figures"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: who, in what time, and a remark."""

    who: Line
    time: str
    note: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """Whom a question goes to next, from the first to the last."""

    rungs: tuple[Rung, ...]
    what: ClassVar[str] = "ladder"


@dataclass(frozen=True, slots=True)
class Node:
    """One entry of a tree with what hangs below it; `more` names that, where it can be folded away."""

    line: Line
    children: tuple[Node, ...] = ()
    more: str = ""
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """Nested entries."""

    nodes: tuple[Node, ...]
    empty: str = ""
    what: ClassVar[str] = "tree"


@dataclass(frozen=True, slots=True)
class Shape:
    """One element of a picture; geometry in attributes, colour by class, `href` makes it a link."""

    tag: Literal["rect", "line", "path", "circle", "text"]
    attributes: Mapping[str, str]
    text: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes on a canvas of `width` x `height` pixels, and the table that says the same.

    `wide` pictures are shown on wide screens alone; `fluid` ones are as wide as there is room, up to their width, with
    percentages as places; `data` are attributes for the mark of today.
    """

    title: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    twin: Table
    wide: bool = False
    fluid: bool = False
    data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    what: ClassVar[str] = "picture"


@dataclass(frozen=True, slots=True)
class Actions:
    """Next steps: links, and text that can be copied."""

    links: tuple[Link, ...]
    copy: str = ""
    copy_label: str = "Copy request text"
    what: ClassVar[str] = "actions"


@dataclass(frozen=True, slots=True)
class Jump:
    """Places further down on the same page, side by side."""

    name: str
    links: tuple[Link, ...]
    what: ClassVar[str] = "jump"


@dataclass(frozen=True, slots=True)
class Finder:
    """A form that filters the table below it by word, choice and, where rows depend on one, amount.

    `amount` is what such a field is called; without one there is none.
    """

    choices: tuple[tuple[str, str], ...]
    functions: tuple[tuple[str, str], ...]
    amount: str
    what: ClassVar[str] = "finder"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text as it stands in a file, folded away under a summary."""

    summary: str
    text: str
    what: ClassVar[str] = "verbatim"


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading that can be linked to."""

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    what: ClassVar[str] = "section"


Block = (
    Paragraph
    | Prose
    | Callout
    | Table
    | Terms
    | Bullets
    | Cards
    | Figures
    | Ladder
    | Tree
    | Picture
    | Actions
    | Jump
    | Finder
    | Verbatim
    | Section
)
