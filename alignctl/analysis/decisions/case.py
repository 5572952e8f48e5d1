"""An organisation and a past day go in; who was to decide a case then can be asked of what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from alignctl.model.organisation import Organisation
from alignctl.model.quantity import Duration, Value
from alignctl.model.ref import Ref


class Verdict(Protocol):
    """Who decides a case, as the authority analysis answers it."""

    @property
    def outcome(self) -> str:
        """Return how it ends; `unknown` if nobody looked."""

    @property
    def regions(self) -> Sequence[Verdict]:
        """Return the verdicts between which the record leaves it open, if so."""

    @property
    def decider(self) -> Ref | None:
        """Return the role or forum that decides, or None."""

    @property
    def people(self) -> tuple[str, ...]:
        """Return the person who acts that day; for a forum its members' holders."""

    @property
    def agree(self) -> tuple[Ref, ...]:
        """Return who must agree."""

    @property
    def sla(self) -> Duration | None:
        """Return the time to decide."""

    @property
    def rights(self) -> tuple[Ref, ...]:
        """Return the rights that the answer rests on."""


class Resolve(Protocol):
    """The authority analysis, asked about one case on the day of the organisation."""

    def __call__(
        self, org: Organisation, domains: tuple[Ref, ...], action: str | None, values: Mapping[str, Value]
    ) -> Verdict:
        """Return who decides."""


def on_day(org: Organisation, day: date) -> Organisation:
    """Return the organisation as the same documents describe it for another day."""
    return org if day == org.as_of else Organisation(org.model, org.settings, day)
