"""The case behind a decision record: what it touches, and who was to decide it on its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from alignctl.model.kinds import Decision, Initiative
from alignctl.model.organisation import Organisation
from alignctl.model.quantity import Duration, Value
from alignctl.model.ref import Ref


class Verdict(Protocol):
    """Who decides a case, as the authority analysis answers it."""

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


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision is about."""

    domains: tuple[Ref, ...]
    action: str | None
    values: Mapping[str, Value]
    initiative: Initiative | None


def matter(org: Organisation, decision: Decision) -> Matter:
    """Return the case of a decision: its own fields, else those of its initiative."""
    initiative = org.model.get(Initiative, decision.initiative)
    if initiative is None:
        return Matter(decision.domains, decision.action, decision.attributes, None)
    return Matter(
        decision.domains or initiative.domains,
        decision.action or initiative.action,
        {**initiative.attributes, **decision.attributes},
        initiative,
    )


def on_day(org: Organisation, day: date) -> Organisation:
    """Return the organisation as the same documents describe it for another day."""
    return org if day == org.as_of else Organisation(org.model, org.settings, day)
