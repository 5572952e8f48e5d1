"""One state of a repository on one day: what was loaded goes in, the organisation and all facts come out when asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from alignctl.analysis.pipeline import analyse, analyse_change, rate
from alignctl.load.loading import Loaded
from alignctl.load.locate import Locator
from alignctl.load.refused import refused_documents
from alignctl.model.approvals import Approvals
from alignctl.model.beside import Beside
from alignctl.model.facts import Change, Fact
from alignctl.model.facts.fact import numbered
from alignctl.model.note import Note
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref
from alignctl.model.refused import Refused
from alignctl.model.settings import Settings
from alignctl.policy.comments import comment_excuses
from alignctl.policy.consequences import Gaps


@dataclass(frozen=True)
class State:
    """What was loaded, under which settings, seen on which day; `prefix` leads from the reader's folder to it.

    With a `base`, the state that a change was made from, it has the facts about the change; `approvals` is what is
    proven of it. The policies, settings and people of `law` judge it: those of the branch that it is meant for, as it
    is now, or of the base. A `rulebook` gives other policies; the settings stay.
    """

    loaded: Loaded
    settings: Settings
    as_of: date
    prefix: str = ""
    base: State | None = None
    law: State | None = None
    rulebook: Loaded | None = None
    approvals: Approvals | None = None

    @cached_property
    def org(self) -> Organisation:
        """Return the organisation of that day."""
        return Organisation(self.loaded.model, self.settings, self.as_of)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Return every fact, of the reader and of the analyses, by kind, subjects and key."""
        found = (*self.loaded.facts(self.as_of), *analyse(self.loaded.model, self.settings, self.as_of))
        if self.base:
            found = (*rate(self.org, found, self.base.facts), *self.changes)
        return numbered(found)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return what differs from the base; nothing without one, or where a file was not read and would look gone."""
        if self.base is None or self.loaded.unreadable:
            return ()
        law = self.law.org if self.law else None
        beside = self.base.beside, self.beside
        return analyse_change(self.base.org, self.org, self.approvals, law, beside)

    @cached_property
    def refused(self) -> tuple[Refused, ...]:
        """Return the documents that are there and could not be read."""
        return refused_documents(self.loaded)

    @property
    def beside(self) -> Beside:
        """Return what is there beside the model."""
        return Beside(self.notes, self.refused)

    @cached_property
    def gaps(self) -> Gaps:
        """Return what rests on these documents."""
        return Gaps(self.loaded, self.refused)

    @cached_property
    def titles(self) -> Mapping[Ref, str]:
        """Return what people call the objects that have a title, also those that are only in the base."""
        own = {one.ref: one.metadata.title for one in self.loaded.model if one.metadata.title}
        return {**self.base.titles, **own} if self.base else own

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Return the comments that excuse findings."""
        found = comment_excuses(self.loaded, self.locator, ())
        return tuple(Note(one.rule, one.subject, one.key, one.until, one.reason, one.place) for one in found)

    @cached_property
    def locator(self) -> Locator:
        """Return what turns places into lines and columns."""
        return Locator(self.loaded.sources)
