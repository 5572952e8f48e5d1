"""Who wants what, in words for a manager: stakes go in, sentence parts and evidence come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from alignctl.analysis.conflicts.clash import Clash
from alignctl.model.facts import Stake
from alignctl.model.kinds import Metric, Objective, Unit
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.ref import Ref, kind_of, name_of

Identity = tuple[tuple[Ref, ...], str]
GOALS: Mapping[str, str] = MappingProxyType({"committed": "a committed goal", "aspirational": "an aspirational goal"})


class Wording:
    """The words for the stakes of one model."""

    def __init__(self, org: Organisation) -> None:
        """Begin without words; those of a unit and of a stake are found once."""
        self.org = org
        self.titles: dict[Ref, str] = {}
        self.reasons: dict[Identity, str] = {}
        self.proofs: dict[Identity, Evidence] = {}

    def clash(self, clash: Clash) -> str:
        """Return who wants what, such as "Sales wants `leads` up (60% of variable pay) and Data wants it down (…)".

        Numbers are named where a band is involved, because they decide whether both can be met.
        """
        first, second = clash.first, clash.second
        numbers = clash.mechanism == "metric" and "band" in (first.direction, second.direction)
        again = "it" if first.metric == second.metric else f"`{name_of(second.metric)}`"
        one = self._wish(first, f"`{name_of(first.metric)}`", numbers=numbers)
        return f"{one} and {self._wish(second, again, numbers=numbers)}"

    def evidence(self, stake: Stake) -> Evidence:
        """Return where a stake comes from, with a sentence."""
        identity = stake.subjects, stake.key
        if identity not in self.proofs:
            self.proofs[identity] = Evidence(stake.place, self._proof(stake))
        return self.proofs[identity]

    def reason(self, stake: Stake) -> str:
        """Return the source of a stake in words: its share of variable pay, the kind of goal, or the own metric."""
        identity = stake.subjects, stake.key
        if identity not in self.reasons:
            self.reasons[identity] = self._reason(stake)
        return self.reasons[identity]

    def _proof(self, stake: Stake) -> str:
        source, metric = f"`{name_of(stake.source)}`", f"`{name_of(stake.metric)}`"
        want = f"{metric} {_way(stake, numbers=True)}"
        unit, reason = self.title(stake.unit), self.reason(stake)
        return {
            "incentiveplan": f"{source} pays {unit} for {want} ({reason})",
            "objective": f"{source} wants {want} from {unit} ({reason})",
        }.get(kind_of(stake.source), f"{unit} wants {want} ({reason})")

    def title(self, unit: Ref) -> str:
        """Return what a unit is called: its title, else its name as code."""
        if unit not in self.titles:
            found = self.org.model.get(Unit, unit)
            self.titles[unit] = (found and found.metadata.title) or f"`{name_of(unit)}`"
        return self.titles[unit]

    def _reason(self, stake: Stake) -> str:
        source = self.org.model.find(stake.source)
        if isinstance(source, Objective):
            return GOALS[source.commitment]
        if isinstance(source, Metric):
            return f"its own metric, {source.importance} importance"
        whole = "pay" if self.org.settings.analysis.use_variable_share else "variable pay"
        return f"{round(stake.weight * 100, 1):g}% of {whole}"

    def _wish(self, stake: Stake, what: str, *, numbers: bool) -> str:
        return f"{self.title(stake.unit)} wants {what} {_way(stake, numbers=numbers)} ({self.reason(stake)})"


def _way(stake: Stake, *, numbers: bool) -> str:
    if stake.direction == "band":
        return " and ".join(_ends(stake)) or "in its band"
    return f"{stake.direction} to {stake.target}" if numbers and stake.target is not None else stake.direction


def _ends(stake: Stake) -> Iterator[str]:
    if stake.floor is not None:
        yield f"at least {stake.floor}"
    if stake.ceiling is not None:
        yield f"at most {stake.ceiling}"
