"""Earlier names become pages that lead to today's, so that no address ever breaks."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Link
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
