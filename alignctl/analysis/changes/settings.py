"""Settings and policies before and after a change go in; a delta for each that differs, loosened or not, comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
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
APART = {"site", "rules", "tier"}  # the site says only who may see what; the others are looked at closely
UNSET = RuleSettings(None, {})
UNKNOWN = -1  # the level of a rule that the settings do not name
GIVES = {
    "": "what it usually gives",
    "off": "nothing",
    "info": "a note",
    "warning": "a warning",
    "error": "an error",
}
LABELS = {
    "paths": "the folders that are read",
    "exclude": "the files that are left out",
    "policies": "the folders with rules of your own",
    "role_tiers": "the levels of roles",
    "c_suite_tiers": "the levels that count as the C-suite",
    "leader_tiers": "the levels that count as leaders",
    "timezone": "the time zone",
    "governance_owner": "who answers for governance",
    "waiver_approvers": "who may grant exceptions",
    "analysis": "what is computed",
    "limits": "the sizes that are read",
    "overlays": "the further folders that are read",
}


def settings(comparison: Comparison) -> Iterator[Delta]:
    """Yield settings that changed; what is not known to be stricter counts as loosened."""
    old, new = comparison.base.settings, comparison.head.settings
    for row in (*_tier(old, new), *_rules(old, new), *_others(old, new)):
        of, values = Ref(f"settings:{row.path}"), (row.before, row.after)
        yield _delta(comparison, of, row.told, values, loosened=row.loosened, losers=row.losers)


def policies(comparison: Comparison) -> Iterator[Delta]:
    """Yield policies that judge otherwise; a new one is no loosening."""
    for old, new in comparison.pairs(Policy):
        if isinstance(old, Policy) and _content(old) != _content(new):
            verb = "changes" if new else "is deleted"
            of = new or old
            told = f"The policy {old.code} ({quoted(of.ref)}) {verb}"
            yield _delta(comparison, of.ref, told, ("", ""), loosened=True)
        elif old is None and isinstance(new, Policy):
            told = f"The policy {new.code} ({quoted(new.ref)}) is new"
            yield _delta(comparison, new.ref, told, ("", ""), loosened=False)


def _delta(  # noqa: PLR0913 - one argument for each part of a delta
    comparison: Comparison,
    of: Ref,
    told: str,
    values: tuple[str, str],
    *,
    loosened: bool,
    losers: tuple[Ref, ...] = (),
) -> Delta:
    """Return the delta; who answers for governance gains where less is checked: no author lets himself off."""
    before, after = values
    approvers = comparison.approvers
    gaining = frozenset(voice.person for voice in approvers.governance()) if loosened else frozenset[str]()
    lost = tuple(approvers.seat(seat, "who loses the power to grant exceptions", gaining) for seat in losers)
    return Delta(
        what="settings",
        of=of,
        sentence=told,
        base=before,
        head=after,
        needs=(approvers.governance(gaining), *lost) if loosened else (),
        gaining=gaining,
        loosened=loosened,
    )


def _content(entity: object) -> object:
    """Return what a policy judges, and when; not its words."""
    if not isinstance(entity, Policy):
        return None
    checks = tuple(replace(check, message=None, fix=None) for check in entity.checks)
    params = {name: replace(param, description=None) for name, param in entity.params.items()}
    return replace(bare(entity), checks=checks, params=params, message=None, fix=None, why="", examples=())


@dataclass(frozen=True, slots=True)
class _Row:
    """One setting that differs: its path, what that means, its values, whether less is checked, and who loses by it."""

    path: str
    told: str
    before: str
    after: str
    loosened: bool
    losers: tuple[Ref, ...] = ()


def _row(path: str, label: str, before: Any, after: Any, *, loosened: bool = True) -> _Row:
    old, new = _text(before), _text(after)
    return _Row(
        path, f"The setting for {label} is {new or 'nothing'} instead of {old or 'nothing'}", old, new, loosened
    )


def _tier(old: Settings, new: Settings) -> Iterator[_Row]:
    if old.tier != new.tier:
        fewer = TIERS.index(new.tier) < TIERS.index(old.tier)
        yield _row("tier", "the rules that run", old.tier, new.tier, loosened=fewer)


def _rules(old: Settings, new: Settings) -> Iterator[_Row]:
    for word in sorted({*old.rules, *new.rules}):
        before, after = old.rules.get(word, UNSET), new.rules.get(word, UNSET)
        if before.severity != after.severity:
            levels = [UNKNOWN if rule.severity is None else LEVELS.index(rule.severity) for rule in (before, after)]
            stricter = UNKNOWN < levels[0] < levels[1] or after.severity == LEVELS[-1]
            old_level, new_level = before.severity or "", after.severity or ""
            told = _level(word, old_level, new_level)
            yield _Row(f"rules.{word}.severity", told, old_level, new_level, not stricter)
        if dict(before.params) != dict(after.params):
            yield _row(f"rules.{word}.params", f"the limits of the rule {word}", before.params, after.params)


def _level(word: str, before: str, after: str) -> str:
    if after == LEVELS[0]:
        return f"The rule {word} is switched off"
    return f"The rule {word} gives {GIVES[after]} instead of {GIVES[before]}"


def _others(old: Settings, new: Settings) -> Iterator[_Row]:
    if dict(old.site.audiences) != dict(new.site.audiences):
        yield _row("site.audiences", "who may see what on the site", old.site.audiences, new.site.audiences)
    for name in (field.name for field in fields(Settings) if field.name not in APART):
        before, after = getattr(old, name), getattr(new, name)
        label = LABELS.get(name, f"`{camel(name)}`")
        if is_dataclass(before):
            for part in (field.name for field in fields(before)):
                first, second = getattr(before, part), getattr(after, part)
                if _plain(first) != _plain(second):
                    path = camel(part)
                    yield _row(f"{camel(name)}.{path}", f"{label} (`{path}`)", first, second)
        elif before != after:
            lost = tuple(seat for seat in before if seat not in after) if name == "waiver_approvers" else ()
            yield replace(_row(camel(name), label, before, after), losers=lost)


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "items") else value


def _text(value: Any) -> str:
    if hasattr(value, "items"):
        return ", ".join(f"{key} {_text(item)}" for key, item in sorted(value.items()))
    if isinstance(value, tuple):
        return ", ".join(_text(item) for item in value)
    return "" if value is None else str(getattr(value, "text", value))
