"""A change under review: the site with it and the site without it go in, its changes as pages tell them come out."""

from __future__ import annotations

from dataclasses import dataclass

from alignctl.model.facts import Change
from alignctl.site.atlas import Atlas
from alignctl.site.input import Proposal
from alignctl.site.lines import Line
from alignctl.site.retold import retold


@dataclass(frozen=True, slots=True)
class Review:
    """A change under review: the site with it, the site without it, and its changes, the weightiest first."""

    atlas: Atlas
    before: Atlas
    proposal: Proposal
    changes: tuple[Change, ...]

    @property
    def partial(self) -> bool:
        """Tell whether there may be more than this audience sees, so that nothing is said of the whole change."""
        return bool(self.atlas.site.left_out)

    def told(self, text: str, change: Change, *, linked: bool = True) -> Line:
        """Return words of a change as other pages write them."""
        return retold(self.atlas, self.before, text, change, linked=linked)
