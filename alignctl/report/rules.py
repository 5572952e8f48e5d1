"""Rules as text: what policies say of themselves goes in, a list or one page comes out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from alignctl.model.rule import RuleInfo
from alignctl.report.escape import terminal


def listing(rules: Iterable[RuleInfo]) -> str:
    """Return one line for each rule: code, tier, severity, title; families apart."""
    lines: list[str] = []
    for rule in sorted(rules, key=lambda r: r.code):
        if lines and lines[-1][:2] != rule.code[:2]:
            lines.append("")
        level = rule.severity if rule.severity in {"error", "warning", "info"} else "varies"
        lines.append(terminal(f"{rule.code}  {rule.tier:<8}  {level:<7}  {rule.title}"))
    return "\n".join(lines) + "\n"


def page(rule: RuleInfo) -> str:
    """Return all that one rule says of itself."""
    params = [f"  {name} = {value}" for name, value in rule.params.items()]
    blocks = [
        f"{rule.code} {rule.name}\n{rule.title}",
        _wrapped(rule.why),
        f"Tier {rule.tier}, severity {rule.severity}{'' if rule.waivable else ', cannot be waived'}.",
        "Says: " + rule.message,
        f"Fix: {rule.fix}" if rule.fix else "",
        "\n".join(["Parameters (set them under `rules:` in alignctl.yaml):", *params]) if params else "",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(terminal(text), 100))
