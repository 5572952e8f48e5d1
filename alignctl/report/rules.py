"""Rules as text: what policies say of themselves goes in, a list or one page comes out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from alignctl.model.finding import SEVERITIES, Finding
from alignctl.model.kinds import Policy
from alignctl.model.rule import RuleInfo
from alignctl.report.escape import terminal

WRITTEN = ("on", "when", "assert_", "severity", "at", "message", "fix")


def listing(rules: Iterable[RuleInfo]) -> str:
    """Return one line for each rule: code, tier, severity, title; families apart."""
    lines: list[str] = []
    for rule in sorted(rules, key=lambda r: r.code):
        if lines and lines[-1][:2] != rule.code[:2]:
            lines.append("")
        level = rule.severity if rule.severity in SEVERITIES else "varies"
        lines.append(terminal(f"{rule.code}  {rule.tier:<8}  {level:<7}  {rule.title}"))
    return "\n".join(lines) + "\n"


def page(rule: RuleInfo, policy: Policy, samples: Sequence[Finding]) -> str:
    """Return all that one rule says of itself: why and what in sentences, then how it is checked."""
    params = [f"  {name} = {value}" for name, value in rule.params.items()]
    blocks = [
        f"{rule.code} {rule.name}\n{rule.title}",
        _wrapped(rule.why),
        f"Tier {rule.tier}, {_severity(rule)}{'' if rule.waivable else ', cannot be waived'}.",
        *(_sample(finding) for finding in samples),
        "\n".join(["Parameters (set them under `rules:` in alignctl.yaml):", *params]) if params else "",
        "How it is checked:",
        *("\n".join(f"  {key:<8}  {text}" for key, text in part) for part in _parts(policy)),
    ]
    return "\n\n".join("\n".join(map(terminal, block.splitlines())) for block in blocks if block) + "\n"


def _severity(rule: RuleInfo) -> str:
    return f"severity {rule.severity}" if rule.severity in SEVERITIES else "severity by the case"


def _sample(finding: Finding) -> str:
    """Return what a rule says in one of its own examples."""
    return f"For example: {finding.message}" + (f"\n  Fix: {finding.fix}" if finding.fix else "")


def _parts(policy: Policy) -> Iterator[list[tuple[str, str]]]:
    """Yield the fields of each part of a policy as they are written; what a part inherits stands in the first block."""
    for one in (policy, *policy.checks):
        fields = [("part", getattr(one, "key", ""))] + [(key.rstrip("_"), getattr(one, key) or "") for key in WRITTEN]
        yield [(key, text) for key, text in fields if text]


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, 100))
