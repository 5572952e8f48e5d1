"""The organisation whose people approve goes in; whose approval it takes, why, and what is missing, comes out (A18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from alignctl.analysis.changes.phrases import listed, quoted
from alignctl.model.approvals import Approvals, fewest, same
from alignctl.model.kinds import Forum, Role
from alignctl.model.organisation import Organisation
from alignctl.model.placeholder import is_crowd
from alignctl.model.ref import Ref, kind_of

FEW = 2  # reasons that are told in full
Handles = frozenset[str]
NOBODY: Handles = frozenset()


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who can give an approval, and why he is asked: `who loses the decision`; `note`: that he is away."""

    person: str
    why: str
    note: str = ""


Need = tuple[Voice, ...]
"""One approval: any of these people can give it, who is asked first stands first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose approval is required, those of them who have not given it, and for each required one why, in words.

    `able` holds for each missing one who can give it: `june or mara`; `awaited` says it of all of them.
    """

    required: tuple[str, ...]
    missing: tuple[str, ...]
    why: tuple[str, ...]
    able: tuple[str, ...]

    @property
    def awaited(self) -> str:
        """Return whose approval is missing, in words; nobody is named where that of another who must approve is enough.

        >>> Asked((), (), (), ("ann", "bob")).awaited, Asked((), (), (), ("ann", "june or mara")).awaited
        ('ann and bob', 'ann and by june or mara')
        """
        found = [" or ".join(able) for able in fewest(one.split(" or ") for one in self.able)]
        choice = any(" or " in one for one in found)
        return " and by ".join(found) if choice else listed(found, "")


@dataclass(frozen=True)
class Approvers:
    """Who can approve; `org` is the organisation without the change, so that nobody appoints his own approver.

    Deputies decide cases; they never approve that a seat gains or loses something. While all who hold a seat are
    away, the next above who gains nothing by the change can approve instead.
    """

    org: Organisation
    approvals: Approvals

    def settle(self, needs: Iterable[Need], gaining: Handles) -> Asked:
        """Return who is asked. The author counts where he is asked himself, unless he gains.

        Of several people who can give one approval, it is the one who has given it, else the one who is asked first.
        Where nobody is there to ask, it is who answers for governance.
        """
        author = self.approvals.author
        given = self.approvals.approved | ({author} - gaining)
        asked: dict[str, list[Need]] = {}
        for need in dict.fromkeys(need or self.governance(gaining) for need in needs):
            if need:
                chosen = next((voice for voice in need if voice.person in given), need[0])
                asked.setdefault(chosen.person, []).append(need)
        required = tuple(sorted(asked))
        missing = tuple(person for person in required if person not in given)
        return Asked(
            required,
            missing,
            tuple(_told(person, asked[person]) for person in required),
            tuple(" or ".join((person, *_others(person, asked[person]))) for person in missing),
        )

    def seat(self, seat: Ref, why: str, gaining: Handles = NOBODY) -> Need:
        """Return who approves for a role or forum, or for a unit its lead.

        Where nobody is there but an author who gains, it is the next in the chain; beyond the last arbiter nobody.
        """
        found = self.org.lead(seat) if kind_of(seat) == "unit" else seat
        steps = tuple(dict.fromkeys(self.org.chain(found))) if found else ()
        for place, step in enumerate(steps):
            own = self._voices(step, why if step == found else f"in place of {quoted(found or seat)}, {why}", gaining)
            if own:
                away = all(voice.note for voice in own)
                return (*own, *(self._instead(step, steps[place + 1 :], why, gaining) if away else ()))
        return ()

    def staff(self, seat: Ref, why: str, gaining: Handles = NOBODY) -> Need:
        """Return who approves that a seat gets other people: those who had it, or the next in its chain.

        Somebody who has left cannot be asked any more.
        """
        above = next((step for step in self.org.chain(seat)[1:] if step != seat), None)
        found = (*self.seat(seat, why, gaining), *(self.seat(above, f"above {quoted(seat)}", gaining) if above else ()))
        return tuple({voice.person: voice for voice in reversed(found)}.values())[::-1]

    def lead(self, unit: Ref | None, why: str, gaining: Handles = NOBODY) -> Need:
        """Return who approves for a unit: its lead, who is asked because of `why`, such as `which owns `spend``."""
        return self.seat(unit, f"lead of {quoted(unit)}, {why}", gaining) if unit else ()

    def each_or_above(self, seats: Iterable[Ref], why: str, gaining: Handles = NOBODY) -> tuple[Need, ...]:
        """Return the approval of every seat, or of the first seat above all of them once that has been given.

        Where there is no seat at all, that is one approval that nobody here can give.
        """
        found = tuple(seats)
        each = tuple(self.seat(seat, why, gaining) for seat in found)
        chains = [self.org.chain(seat) for seat in found]
        shared = (seat for seat in (chains[0][1:] if chains else ()) if all(seat in chain[1:] for chain in chains))
        first = next(shared, None)
        above = self.seat(first, "above all of them", gaining | {self.approvals.author}) if first else ()
        given = any(voice.person in self.approvals.approved for voice in above)
        return (above,) if above and (given or not any(each)) else each or ((),)

    def people(self, seat: Ref) -> tuple[str, ...]:
        """Return the people of a seat, those who are there first; for a forum its chair's, else all members'.

        One handle for several people cannot approve: nobody could say who did.
        """
        found = self.org.seat(seat)
        if isinstance(found, Forum):
            chaired = self.people(found.chair) if found.chair else ()
            return chaired or tuple(dict.fromkeys(p for member in found.members for p in self.people(member)))
        if not isinstance(found, Role):
            return ()
        people = (*self.org.present(found), *self.org.holders(found))
        return tuple(dict.fromkeys(same(person) for person in people if not is_crowd(person)))

    @cached_property
    def superiors(self) -> tuple[str, ...]:
        """Return everybody above the author in the chain of a role that he holds."""
        return tuple(dict.fromkeys(self._superiors()))

    def _superiors(self) -> Iterator[str]:
        author = self.approvals.author
        for seat, found in sorted(self.org.seats.items()):
            if isinstance(found, Role) and author in self.people(seat):
                for step in self.org.chain(seat)[1:]:
                    yield from (person for person in self.people(step) if person != author)

    def governance(self, gaining: Handles = NOBODY) -> Need:
        """Return who answers for the settings: the governance owner, else a last arbiter, else the company's lead."""
        owner = self.org.settings.governance_owner
        if owner and (found := self.seat(owner, "who answers for governance", gaining)):
            return found
        company = self.org.company
        return self.arbiters(gaining) or (self.seat(company.ref, "who leads the company", gaining) if company else ())

    def arbiters(self, gaining: Handles = NOBODY) -> Need:
        """Return the people of the last arbiters."""
        final = (seat for seat, found in sorted(self.org.seats.items()) if found.final)
        found = (voice for seat in final for voice in self._voices(seat, "who has the last word", gaining))
        return tuple({voice.person: voice for voice in found}.values())

    def _voices(self, seat: Ref, why: str, gaining: Handles) -> Need:
        author = self.approvals.author
        return tuple(
            Voice(person, why, self._away(person))
            for person in self.people(seat)
            if not (person == author and author in gaining)
        )

    def _instead(self, away: Ref, above: Sequence[Ref], why: str, gaining: Handles) -> Need:
        """Return the first in a chain who is there and gains nothing; where all gain, the last in it."""
        told = f"in place of {quoted(away)}, {why}"
        there = [tuple(voice for voice in self._voices(step, told, gaining) if not voice.note) for step in above]
        neutral = (tuple(voice for voice in voices if voice.person not in gaining) for voices in there)
        return next(filter(None, neutral), there[-1] if there else ())

    def _away(self, person: str) -> str:
        """Return until when a person is away, as a note; handles that differ in case alone are one person."""
        windows = (absences for holder, absences in self.org.absences.items() if same(holder) == person)
        ends = [absence.ends for found in windows for absence in found if absence.covers(self.org.as_of)]
        return f"away until {max(ends)}" if ends else ""


def _told(person: str, needs: list[Need]) -> str:
    """Return who is asked, why, and who can approve as well: `june (away until 2026-07-17, or mara), who decides`."""
    own = [voice for need in needs for voice in need if voice.person == person]
    others = _others(person, needs)
    notes = [*dict.fromkeys(voice.note for voice in own if voice.note), *([f"or {listed(others)}"] if others else ())]
    reasons = list(dict.fromkeys(voice.why for voice in own))
    more = [f"{len(reasons) - FEW} more reasons"] if len(reasons) > FEW + 1 else reasons[FEW:]
    why = listed([*reasons[:FEW], *more])
    return person + (f" ({', '.join(notes)})" if notes else "") + f", {why}"


def _others(person: str, needs: list[Need]) -> list[str]:
    """Return who else can give all approvals that somebody is asked for."""
    shared = set.intersection(*({voice.person for voice in need} for need in needs)) - {person}
    return list(dict.fromkeys(voice.person for voice in needs[0] if voice.person in shared))
