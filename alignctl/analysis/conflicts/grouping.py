"""Conflicts as a reader counts them: opposed tensions go in, one fact for each cause on which they hang comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alignctl.analysis.conflicts.cause import Cause
from alignctl.analysis.conflicts.clash import Clash
from alignctl.model.facts import Conflict, Tension
from alignctl.model.facts.conflicts import Elsewhere
from alignctl.model.facts.fact import digest
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref, name_of

Group = list[Tension]


def by_cause(told: Iterable[tuple[Clash, Tension]]) -> tuple[tuple[Tension, ...], dict[Cause, Group]]:
    """Return all tensions, each opposed one with the id of its conflict, and the opposed ones by cause."""
    tensions: list[Tension] = []
    groups: dict[Cause, Group] = {}
    for clash, tension in told:
        if clash.cause is None:
            tensions.append(tension)
        else:
            named = replace(tension, conflict=conflict_id(clash.cause))
            tensions.append(named)
            groups.setdefault(clash.cause, []).append(named)
    return tuple(tensions), groups


def conflict_id(cause: Cause) -> str:
    """Return the identity of the conflict that hangs on a cause."""
    return digest(Conflict.fact_kind(), tuple(sorted(cause.objects)), _key(cause))


def conflict_facts(org: Organisation, groups: dict[Cause, Group]) -> Iterator[Conflict]:
    """Yield one conflict for each cause."""
    warning = float(org.settings.analysis.heat_warning)
    for cause in sorted(groups):
        yield _conflict(org, cause, groups[cause], warning)


def _conflict(org: Organisation, cause: Cause, group: Group, warning: float) -> Conflict:
    ranked = sorted(group, key=lambda tension: _rank(org, cause, tension))
    counted = [tension for tension in group if tension.raw_heat >= warning] or [_hottest(group)]
    unsettled = [tension for tension in counted if not tension.covered]
    first = next((tension for tension in ranked if tension in (unsettled or counted)), ranked[0])
    rest = [tension for tension in ranked if tension is not first]
    rules = tuple(sorted({rule for tension in counted for rule in tension.covered_by}))
    winners = {tension.wins for tension in counted if tension.wins}
    return Conflict(
        subjects=tuple(sorted(cause.objects)),
        key=_key(cause),
        place=first.place,
        evidence=(*first.evidence, *(Evidence(tension.place, f"also: {tension.clash}") for tension in rest)),
        mechanism=cause.mechanism,
        lever=cause.objects[0] if cause.mechanism == "lever" else None,
        link=cause.objects if cause.mechanism == "path" else (),
        units=_all(unit for tension in group for unit in tension.units),
        metrics=_all(metric for tension in group for metric in tension.metrics),
        pairs=len({tension.units for tension in group}),
        minor=max(tension.raw_heat for tension in group) < warning,
        level=min((tension.level for tension in unsettled), key=("error", "warning", "info").index, default="info"),
        heat=first.raw_heat,
        covered=not unsettled,
        covered_by=rules,
        wins=next(iter(winners)) if len(winners) == 1 and not unsettled else None,
        exceptions=_exceptions(group),
        sides=first.sides,
        clash=first.clash,
        path=first.path,
    )


def _exceptions(group: Group) -> tuple[Elsewhere, ...]:
    """Return the domains in which some tension ends in another way than around."""
    found = {(one.scope, one.wins, one.covered_by): one for tension in group for one in tension.exceptions}
    return tuple(one for _, one in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or "", item[0][2])))


def _rank(org: Organisation, cause: Cause, tension: Tension) -> tuple[object, ...]:
    """Order tensions: those of the cause's own kind first, of parts before the whole company, the hottest first."""
    whole = org.company.ref if org.company else None
    return tension.mechanism != cause.mechanism, whole in tension.units, -tension.raw_heat, tension.subjects


def _hottest(group: Group) -> Tension:
    return max(group, key=lambda tension: (tension.raw_heat, tension.subjects))


def _key(cause: Cause) -> str:
    """Return what tells the causes of equal subjects apart: of a link, which end comes first."""
    return " ".join((cause.mechanism, *map(name_of, cause.objects if cause.mechanism == "path" else ())))


def _all(found: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(set(found)))
