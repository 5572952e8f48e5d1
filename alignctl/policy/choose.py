"""All known policies, the settings and the options go in; the rules that run come out, compiled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from alignctl.errors import AlignctlError, PolicyError, SettingsError, UsageError
from alignctl.load.suggest import nearest
from alignctl.model.kinds import Policy
from alignctl.model.rule import RuleInfo
from alignctl.model.settings import RuleSettings, Settings
from alignctl.policy.library import Shelf
from alignctl.policy.rules import TIERS, Rule, compile_rule, describe, setting_of

LEVELS = ("error", "warning", "info", "off")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the options say: codes, names or families to run or to leave out, and severities by code or name."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def choose(shelf: Shelf, settings: Settings, choice: Choice, as_of: date) -> tuple[Rule, ...]:
    """Return the rules that run on a day, compiled, by code.

    A selected rule runs whatever its tier, with all its parts; one that is named exactly, even if it is switched off.
    A policy that is a draft, retired or not in force on the day never runs.

    Raises:
        UsageError: an option names no rule, or no severity.
        SettingsError: the settings name no rule or parameter, or a value has the wrong type.
        PolicyError: a policy does not compile, or no rule is left.

    """
    settings = apply_severities(shelf, settings, choice.severities)
    infos = describe_all(shelf, settings)
    selected = _words(shelf, choice.select, "`--select`")
    ignored = _words(shelf, choice.ignore, "`--ignore`")
    chosen = [
        policy
        for policy in shelf.policies
        if policy.active(as_of) and not _named(policy, ignored) and _runs(policy, settings, selected)
    ]
    if not chosen:
        raise PolicyError(
            "No rule is left to check with.", fix="Look at `--select`, `--ignore` and `rules:` in the settings."
        )
    _refuse_idle(selected, ignored, chosen, shelf, as_of)
    # Bundled policies were checked when they were proven; that again would be most of the start.
    rules = [
        compile_rule(policy, infos[policy.code], settings, shelf.where, checked=policy.code not in shelf.builtin)
        for policy in chosen
    ]
    return tuple(_trim(rule, settings, selected) for rule in rules)


def _refuse_idle(
    selected: frozenset[str], ignored: frozenset[str], chosen: Sequence[Policy], shelf: Shelf, as_of: date
) -> None:
    """Raise where a word of `--select` adds no rule: who asks for one must not believe that it ran."""
    for word in sorted(selected):
        meant = [policy for policy in shelf.policies if _named(policy, frozenset({word}))]
        if any(policy in chosen for policy in meant):
            continue
        if all(_named(policy, ignored) for policy in meant):
            why, fix = "`--ignore` leaves it out", "Keep one of the two options."
        elif not any(policy.active(as_of) for policy in meant):
            why, fix = f"it is not in force on {as_of}", "Look at its status and its days."
        else:
            why, fix = "the settings switch it off", "Name each rule by its code to run it all the same."
        raise UsageError(f"`--select {word}` runs no rule: {why}.", fix=fix)


def describe_all(shelf: Shelf, settings: Settings) -> Mapping[str, RuleInfo]:
    """Return every known rule as reports show it, by code; raises SettingsError for a setting of none of them."""
    known = {word for policy in shelf.policies for word in (policy.code, policy.name)}
    for word in settings.rules:
        if word not in known:
            raise _unknown(SettingsError, word, known, "`rules:` in the settings")
    return MappingProxyType(
        {
            policy.code: describe(policy, settings, builtin=policy.code in shelf.builtin, locate=shelf.where)
            for policy in shelf.policies
        }
    )


def apply_severities(shelf: Shelf, settings: Settings, severities: Mapping[str, str]) -> Settings:
    """Return settings in which the severities of the options win over those that are written."""
    rules = dict(settings.rules)
    for word, level in severities.items():
        if level not in LEVELS:
            raise UsageError(f"`{level}` is no severity.", fix=f"Use one of {', '.join(LEVELS)}.")
        policy = find(shelf, word)
        written = setting_of(policy, settings)
        rules.pop(policy.name, None)
        rules[policy.code] = RuleSettings(level, written.params if written else {})  # type: ignore[arg-type]  # checked
    return replace(settings, rules=MappingProxyType(rules))


def find(shelf: Shelf, word: str) -> Policy:
    """Return the policy of a code or name; raises UsageError with the nearest one that there is."""
    for policy in shelf.policies:
        if word in (policy.code, policy.name) or word.upper() == policy.code:
            return policy
    raise _unknown(
        UsageError, word, [w for policy in shelf.policies for w in (policy.code, policy.name)], "The command line"
    )


def select_policies(shelf: Shelf, words: Iterable[str]) -> tuple[Policy, ...]:
    """Return the policies that codes, names or families name, all of them if none is given."""
    wanted = _words(shelf, words, "The command line")
    return tuple(policy for policy in shelf.policies if not wanted or _named(policy, wanted))


def _words(shelf: Shelf, given: Iterable[str], option: str) -> frozenset[str]:
    """Return the words of comma lists; codes and families may be written in lower case."""
    words = [word.strip() for item in given for word in item.split(",") if word.strip()]
    names = {policy.name for policy in shelf.policies}
    spelt = [word if word in names else word.upper() for word in words]
    for word, original in zip(spelt, words, strict=True):
        if not any(_named(policy, frozenset({word})) for policy in shelf.policies):
            raise _unknown(UsageError, original, [*names, *(p.code for p in shelf.policies)], option)
    return frozenset(spelt)


def _named(policy: Policy, words: frozenset[str]) -> bool:
    return policy.name in words or any(policy.code.startswith(word) for word in words)


def _runs(policy: Policy, settings: Settings, selected: frozenset[str]) -> bool:
    setting = setting_of(policy, settings)
    if setting and setting.severity == "off":
        return policy.code in selected or policy.name in selected
    return _named(policy, selected) if selected else _in_force(policy.tier, settings)


def _in_force(tier: str, settings: Settings) -> bool:
    return TIERS.index(tier) <= TIERS.index(settings.tier)


def _trim(rule: Rule, settings: Settings, selected: frozenset[str]) -> Rule:
    """Leave out the parts of a higher tier; rules that were selected keep them."""
    if selected:
        return rule
    return replace(rule, checks=tuple(check for check in rule.checks if _in_force(check.tier, settings)))


def _unknown(error: type[AlignctlError], word: str, known: Iterable[str], where: str) -> AlignctlError:
    near = nearest(word.lower(), known)
    fix = f"Did you mean `{near}`?" if near else "`alignctl rules` lists all rules."
    return error(f"{where} names the rule `{word}`, which does not exist.", fix=fix)
