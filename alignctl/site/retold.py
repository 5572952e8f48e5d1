"""The words of a change go in; they come out as a line in which objects stand as on other pages."""

from __future__ import annotations

from alignctl.model.facts import Change
from alignctl.model.ref import name_of
from alignctl.site.atlas import Atlas
from alignctl.site.lines import Code, Inline, Line, Link
from alignctl.site.pages.common import prose
from alignctl.words.quantities import title


def retold(atlas: Atlas, before: Atlas, text: str, change: Change, *, linked: bool = True) -> Line:
    """Return words of a change with objects as people call them, also those that are only there without the change."""
    line: list[Inline] = []
    for part in prose(atlas, text, change.subjects):
        if isinstance(part, Code):
            line.append(_former(before, part, change))
        elif isinstance(part, Link) and not linked:
            line.append(part.text)
        else:
            line.append(part)
    return tuple(line)


def _former(before: Atlas, name: Code, change: Change) -> Inline:
    found = next((ref for ref in change.subjects if name_of(ref) == name.text), before.by_name.get(name.text))
    if found and before.site.model.find(found):
        return before.title(found)
    return f"“{title(name.text)}”" if "-" in name.text else name
