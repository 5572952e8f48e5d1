"""A seat and a right go in; who can be asked that day comes out: holders, who of them is away, and who stands in."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.deputies import entrusted
from alignctl.model.facts import Seat
from alignctl.model.kinds import DecisionRight, Role
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas
from alignctl.words.quantities import condition, day


def people(atlas: Atlas, seat: Ref, right: DecisionRight) -> str:
    """Return who acts in a seat for a right on the day of the build, in words.

    The members of a forum by title; the holders of a role by account name, and where all of them are away or there is
    none, until when, and the deputies that may use the right, each with the limits of its entry.
    """
    role = atlas.org.seat(seat)
    if not isinstance(role, Role):
        return ", ".join(atlas.holders(seat)) or "vacant"
    held = ", ".join(atlas.org.holders(role)) or "vacant"
    if atlas.org.present(role):
        return held
    until = next((f.until for f in atlas.about(Seat, seat) if f.seat == seat and f.until), None)
    away = f", away until {day(until)}" if until else ", away" if atlas.org.holders(role) else ""
    meanwhile = ", or ".join(_deputies(atlas, role, right))
    return f"{held}{away}{f'; meanwhile {meanwhile}' if meanwhile else ''}"


def _deputies(atlas: Atlas, role: Role, right: DecisionRight) -> Iterator[str]:
    units = {name: unit for domain in right.domains for name, unit in atlas.units_of.get(domain, {}).items()}
    for deputy in role.deputies:
        if entrusted(deputy, right):
            limits = "; ".join(condition(name, of, units) for name, of in sorted(deputy.limits.items()))
            yield from (f"{one} for {limits}" if limits else one for one in atlas.org.standing_in(deputy))
