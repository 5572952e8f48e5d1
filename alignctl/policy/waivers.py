"""Findings and excuses go in; which findings are excused, and a fact about every excuse, come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from alignctl.model.facts import Exemption
from alignctl.model.finding import Finding
from alignctl.model.organisation import Organisation
from alignctl.model.rule import RuleInfo
from alignctl.policy.excuse import Excuse

LIMIT_RULE, LIMIT = "WV001", "maxDays"  # the parameter that says how long a waiver may last


@dataclass(frozen=True, slots=True)
class Rules:
    """Every known rule by code, and the codes of those that run."""

    known: Mapping[str, RuleInfo]
    running: frozenset[str]

    def find(self, word: str) -> RuleInfo | None:
        """Return the rule of a code or a name."""
        return self.known.get(word) or next((info for info in self.known.values() if info.name == word), None)

    def effective(self, exemption: Exemption) -> bool:
        """Tell whether an excuse works: all that the rules ask of it must hold, whether or not these rules run."""
        sound = exemption.entitled and not exemption.own and exemption.waivable and exemption.reasoned
        lasting = exemption.until is not None and exemption.span_days <= self._limit
        return sound and lasting and not exemption.ended

    @property
    def _limit(self) -> int:
        rule = self.known.get(LIMIT_RULE)
        return int(str(rule.params[LIMIT])) if rule else 0


def settle(
    findings: tuple[Finding, ...], excuses: Iterable[Excuse], rules: Rules, org: Organisation
) -> tuple[tuple[Finding, ...], tuple[Exemption, ...]]:
    """Return the findings, each excused one with `waived_by`, and a fact for each excuse.

    Waiver documents and comments are decided alike; of several excuses for one finding the first is named.
    """
    exemptions = []
    waived: dict[str, str] = {}
    for excuse in sorted(excuses, key=lambda one: one.place.sort_key()):
        exemption = _exemption(excuse, rules, org)
        exemptions.append(exemption)
        if rules.effective(exemption):
            for finding in excuse.matched:
                waived.setdefault(finding.fingerprint, excuse.said)
    marked = tuple(replace(finding, waived_by=waived.get(finding.fingerprint, "")) for finding in findings)
    return marked, tuple(sorted(exemptions, key=Exemption.sort_key))


def _exemption(excuse: Excuse, rules: Rules, org: Organisation) -> Exemption:
    rule = rules.find(excuse.rule)
    first = excuse.start or org.as_of
    return Exemption(
        subjects=(excuse.subject,),
        key=excuse.key,
        place=excuse.place,
        of=excuse.said,
        rule=rule.code if rule else excuse.rule,
        reasoned=bool(excuse.reason.strip()),
        until=excuse.until,
        span_days=max((excuse.until - first).days, 0) if excuse.until else 0,
        ended=excuse.until is not None and excuse.until < org.as_of,
        matches=len(excuse.matched),
        entitled=_entitled(excuse, replace(org, as_of=first)),
        own=_own(excuse, org),
        waivable=rule is None or rule.waivable,
        ran=rule is None or rule.code in rules.running,
    )


def _entitled(excuse: Excuse, org: Organisation) -> bool:
    """Tell whether the approver could grant waivers on the first day; a comment is granted by who reviews the file."""
    if excuse.approver is None:
        return True
    appointed = org.settings.waiver_approvers
    seated = org.seat(excuse.approver) is not None
    return seated and (excuse.approver in appointed if appointed else org.final(excuse.approver))


def _own(excuse: Excuse, org: Organisation) -> bool:
    """Tell whether the approver is a subject of the finding, or consists of nobody but the people of one."""
    subjects = {*excuse.about, *(subject for finding in excuse.matched for subject in finding.subjects)}
    if excuse.approver is None or excuse.approver in subjects:
        return excuse.approver is not None
    people = org.people(excuse.approver)
    return bool(people) and any(people <= org.people(subject) for subject in sorted(subjects))
