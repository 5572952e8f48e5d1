"""The answer to "who decides?": one value with everything that a reader may ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from alignctl.analysis.authority.acting import Rung
from alignctl.analysis.authority.outcome import Result, Silence
from alignctl.model.place import Evidence
from alignctl.model.quantity import Duration, Value
from alignctl.model.ref import Ref

WORST_FIRST: tuple[Result, ...] = ("unknown", "unresolved", "tied", "gap", "decided")
COMMON = (
    "decider",
    "leads",
    "seat",
    "forum",
    "people",
    "agree",
    "approvers",
    "silence",
    "input",
    "inform",
    "sla",
    "escalation",
    "at_most",
    "rights",
    "settled_by",
)
"""The fields of an answer that may differ between the regions of a case."""


@dataclass(frozen=True, slots=True)
class Approver:
    """A party whose approval is needed, and the people who can give it that day.

    `void` where the one person who decides is the only one who can give it, so that nobody else has to approve.
    """

    of: Ref
    people: tuple[str, ...]
    void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who decides a case on a day.

    `decider` is a role or forum; `seat` is the one that acts for it (another rung where nobody is there); `people`
    are those who may act, of a forum its members' holders. `leads` are the candidates of a tie, or the deciders of
    the parts of an unresolved case. An `unknown` one was not looked into; `trace` tells why. `escalation` begins with
    the first who has not decided; `at_most` is the time until its last step has answered, the decision included, None
    where that is no final arbiter. `region` tells for which values of the open attributes the answer holds. `regions`
    holds one answer for each region where the answer depends on what was left open; what all of them say stands here
    too, and `outcome` is then that of the worst.
    """

    domains: tuple[Ref, ...]
    action: str
    attributes: Mapping[str, Value]
    as_of: date
    outcome: Result
    decider: Ref | None = None
    leads: tuple[Ref, ...] = ()
    seat: Ref | None = None
    forum: bool = False
    people: tuple[str, ...] = ()
    agree: tuple[Ref, ...] = ()
    approvers: tuple[Approver, ...] = ()
    silence: tuple[Silence, ...] = ()
    input: tuple[Ref, ...] = ()
    inform: tuple[Ref, ...] = ()
    sla: Duration | None = None
    escalation: tuple[Rung, ...] = ()
    at_most: Duration | None = None
    region: str = "everything"
    rights: tuple[Ref, ...] = ()
    settled_by: str = "none"
    trace: tuple[Evidence, ...] = ()
    regions: tuple[Answer, ...] = ()

    @property
    def person(self) -> str | None:
        """Return the one who is asked first; None for a forum, or where nobody is there."""
        return self.people[0] if self.people and not self.forum else None


def summary(found: tuple[Answer, ...]) -> Answer:
    """Return what the answers of all regions have in common, with the answers themselves."""
    first = found[0]
    same = {name: getattr(first, name) for name in COMMON if len({getattr(answer, name) for answer in found}) == 1}
    outcomes = {answer.outcome for answer in found}
    blank = Answer(
        domains=first.domains,
        action=first.action,
        attributes=first.attributes,
        as_of=first.as_of,
        outcome=next(result for result in WORST_FIRST if result in outcomes),
        regions=found,
    )
    return replace(blank, **same)
