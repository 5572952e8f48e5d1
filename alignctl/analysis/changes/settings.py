"""Settings and policies before and after a change go in; a delta for each that differs, loosened or not, comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import quoted
from alignctl.model.bare import bare
from alignctl.model.kinds import Policy
from alignctl.model.plain import camel
from alignctl.model.ref import Ref
from alignctl.model.settings import RuleSettings, Settings

TIERS = ("core", "strict", "optional")
LEVELS = ("off", "info", "warning", "error")
HARMLESS = {"site", "rules", "tier"}  # the site says nothing about what is checked; the others are looked at closely
UNSET = RuleSettings(None, {})


def settings(comparison: Comparison) -> Iterator[Delta]:
    """Yield settings that changed; what is not known to be stricter counts as loosened."""
    old, new = comparison.base.settings, comparison.head.settings
    for label, before, after, loosened in (*_tier(old, new), *_rules(old, new), *_others(old, new)):
        yield _delta(
            comparison, Ref(f"settings:{label}"), f"The setting `{label}` changes", (before, after), loosened=loosened
        )


def policies(comparison: Comparison) -> Iterator[Delta]:
    """Yield policies that judge otherwise; a new one is no loosening."""
    for old, new in comparison.pairs(Policy):
        if isinstance(old, Policy) and _content(old) != _content(new):
            verb = "changes" if new else "is deleted"
            of = new or old
            yield _delta(
                comparison, of.ref, f"The policy {old.code} ({quoted(of.ref)}) {verb}", ("", ""), loosened=True
            )
        elif old is None and isinstance(new, Policy):
            told = f"The policy {new.code} ({quoted(new.ref)}) is new"
            yield _delta(comparison, new.ref, told, ("", ""), loosened=False)


def _delta(comparison: Comparison, of: Ref, told: str, values: tuple[str, str], *, loosened: bool) -> Delta:
    before, after = values
    return Delta(
        what="settings",
        of=of,
        sentence=told + (f" from {before or 'nothing'} to {after or 'nothing'}" if before or after else ""),
        base=before,
        head=after,
        needs=(comparison.approvers.governance(),) if loosened else (),
        loosened=loosened,
    )


def _content(entity: object) -> object:
    """Return what a policy judges, and when; not its words."""
    if not isinstance(entity, Policy):
        return None
    checks = tuple(replace(check, message=None, fix=None) for check in entity.checks)
    params = {name: replace(param, description=None) for name, param in entity.params.items()}
    return replace(bare(entity), checks=checks, params=params, message=None, fix=None, why="", examples=())


Row = tuple[str, str, str, bool]


def _tier(old: Settings, new: Settings) -> Iterator[Row]:
    if old.tier != new.tier:
        yield "tier", old.tier, new.tier, TIERS.index(new.tier) < TIERS.index(old.tier)


def _rules(old: Settings, new: Settings) -> Iterator[Row]:
    for word in sorted({*old.rules, *new.rules}):
        before, after = old.rules.get(word, UNSET), new.rules.get(word, UNSET)
        if before.severity != after.severity:
            stricter = (
                before.severity and after.severity and LEVELS.index(before.severity) < LEVELS.index(after.severity)
            )
            yield (
                f"rules.{word}.severity",
                before.severity or "",
                after.severity or "",
                not stricter and after.severity != "error",
            )
        if dict(before.params) != dict(after.params):
            yield f"rules.{word}.params", _text(before.params), _text(after.params), True


def _others(old: Settings, new: Settings) -> Iterator[Row]:
    for name in (field.name for field in fields(Settings) if field.name not in HARMLESS):
        before, after = getattr(old, name), getattr(new, name)
        if hasattr(before, "__dataclass_fields__"):
            for part in fields(before):
                first, second = getattr(before, part.name), getattr(after, part.name)
                if _plain(first) != _plain(second):
                    yield f"{camel(name)}.{camel(part.name)}", _text(first), _text(second), True
        elif before != after:
            yield camel(name), _text(before), _text(after), True


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "items") else value


def _text(value: Any) -> str:
    if hasattr(value, "items"):
        return ", ".join(f"{key} {_text(item)}" for key, item in sorted(value.items()))
    if isinstance(value, tuple):
        return ", ".join(_text(item) for item in value)
    return "" if value is None else str(getattr(value, "text", value))
