"""The organisation before a change goes in; whose approval it takes, and what is still missing, comes out (A18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alignctl.model.approvals import Approvals, same
from alignctl.model.kinds import Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, kind_of

Need = tuple[str, ...]
"""One approval: any of these people can give it, who is asked first stands first."""


@dataclass(frozen=True)
class Approvers:
    """Who can approve; `org` is the organisation as it was before, so that nobody appoints his own approver."""

    org: Organisation
    approvals: Approvals

    def settle(self, needs: Iterable[Need], *, gains: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the people whose approval is required, and those of them who have not given it.

        The author counts where he is asked himself, unless he gains. Of several people who can give one approval, it
        is the one who has given it, else the one who is asked first.
        """
        given = self.approvals.approved | (frozenset() if gains else {self.approvals.author})
        asked = {need: next((person for person in need if person in given), need[0]) for need in needs if need}
        required = dict.fromkeys(asked.values())
        return tuple(sorted(required)), tuple(sorted(person for person in required if person not in given))

    def seat(self, seat: Ref, *, gains: bool) -> Need:
        """Return who approves for a role or forum, or for a unit its lead.

        Where nobody is there but an author who gains, it is the next in the chain; beyond the last arbiter nobody.
        """
        found: Ref | None = self.org.lead(seat) if kind_of(seat) == "unit" else seat
        for step in dict.fromkeys(self.org.chain(found)) if found else ():
            people = tuple(person for person in self.people(step) if not (gains and person == self.approvals.author))
            if people:
                return people
        return ()

    def staff(self, seat: Ref, *, gains: bool) -> Need:
        """Return who approves that a seat gets other people: those who had it, or the next in its chain.

        Somebody who has left cannot be asked any more.
        """
        own = self.seat(seat, gains=gains)
        above = next((step for step in self.org.chain(seat)[1:] if step != seat), None)
        return tuple(dict.fromkeys((*own, *(self.seat(above, gains=gains) if above else ()))))

    def lead(self, unit: Ref | None, *, gains: bool) -> Need:
        """Return who approves for a unit."""
        return self.seat(unit, gains=gains) if unit else ()

    def people(self, seat: Ref) -> Need:
        """Return the people of a seat, those who are there first; for a forum its chair's, else all members'."""
        found = self.org.seat(seat)
        if isinstance(found, Forum):
            chaired = self.people(found.chair) if found.chair else ()
            return chaired or tuple(dict.fromkeys(p for member in found.members for p in self.people(member)))
        if not isinstance(found, Role):
            return ()
        return tuple(dict.fromkeys(same(person) for person in (*self.org.present(found), *found.holders)))

    def superiors(self) -> Need:
        """Return everybody above the author in the chain of a role that he holds."""
        return tuple(dict.fromkeys(self._superiors()))

    def _superiors(self) -> Iterator[str]:
        author = self.approvals.author
        for seat, found in sorted(self.org.seats.items()):
            if isinstance(found, Role) and author in self.people(seat):
                for step in self.org.chain(seat)[1:]:
                    yield from (person for person in self.people(step) if person != author)

    def governance(self, *, gains: bool) -> Need:
        """Return who answers for the settings: the governance owner, else a last arbiter, else the company's lead."""
        owner = self.org.settings.governance_owner
        if owner and (found := self.seat(owner, gains=gains)):
            return found
        return self.arbiters(gains=gains) or self.lead(self.org.company.ref if self.org.company else None, gains=gains)

    def arbiters(self, *, gains: bool) -> Need:
        """Return the people of the last arbiters."""
        final = (seat for seat, found in sorted(self.org.seats.items()) if found.final)
        found = dict.fromkeys(person for seat in final for person in self.people(seat))
        return tuple(person for person in found if not (gains and person == self.approvals.author))
