"""Earlier names become pages that lead to today's, so that no address ever breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alignctl.model.kinds import Cycle, Unit
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, address, calendar_of, feed_of
from alignctl.site.lines import Link
from alignctl.site.page import Page


def pages(atlas: Atlas, taken: frozenset[str]) -> Iterator[Page]:
    """Yield a page at each earlier address that no object has today."""
    for entity in atlas.site.model:
        today = atlas.href(entity.ref)
        for name in entity.metadata.formerly:
            path = address(Ref(f"{entity.KIND.lower()}:{name}"))
            if path and today and path not in taken:
                yield Page(
                    path=path,
                    title=f"{name} is now {entity.title}",
                    heading=("This is now called ", Link(entity.title, today), "."),
                    moved_to=today,
                )


def copies(atlas: Atlas, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield calendars and feeds of renamed objects at their earlier addresses too, for those who have subscribed."""
    for kind, addresses in ((Unit, (calendar_of, feed_of)), (Cycle, (calendar_of,))):
        for entity in atlas.all(kind):
            former = (Ref(f"{entity.KIND.lower()}:{name}") for name in entity.metadata.formerly)
            for old, at in ((old, at) for old in former for at in addresses):
                if at(entity.ref) in files and at(old) not in files:
                    yield at(old), files[at(entity.ref)]
