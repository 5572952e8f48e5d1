"""Policy documents go in; compiled rules come out, ready to judge facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from alignctl.errors import PolicyError
from alignctl.load.suggest import nearest
from alignctl.model.facts import FACT_KINDS
from alignctl.model.finding import SEVERITIES, Severity
from alignctl.model.kinds import KINDS, Check, Policy
from alignctl.model.place import Place
from alignctl.model.rule import RuleExample, RuleInfo
from alignctl.model.settings import Settings
from alignctl.policy.cel import TEXT, Compiler, Program
from alignctl.policy.documents import document_shape, has_field
from alignctl.policy.parameters import defaults, override, parameter_shape
from alignctl.policy.shape import Shape, fact_shape
from alignctl.policy.template import Template, compile_template

TIERS = ("core", "strict", "optional")
Locate = Callable[[Place], str]  # a place becomes `path:line:column`


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledCheck:
    """One part of a rule; `fields` are those of `this` that decide it, None for all."""

    key: str
    tier: str
    on: str
    at: str | None
    when: Program | None
    asserted: Program
    severity: Severity | Program
    message: Template
    fix: Template
    fields: frozenset[str] | None
    compiler: Compiler


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in force: what it says of itself, its parts, and the values of its parameters."""

    info: RuleInfo
    checks: tuple[CompiledCheck, ...]
    params: Mapping[str, Any]
    place: Place

    @property
    def second_pass(self) -> bool:
        """Tell whether it looks at exemptions, which exist only once all other rules have run."""
        return any(check.on == "Exemption" for check in self.checks)


def describe(policy: Policy, settings: Settings, *, builtin: bool, locate: Locate = str) -> RuleInfo:
    """Return a rule as reports show it, with severity and parameters in force; compiles nothing.

    Raises:
        PolicyError: a default is not of the declared type.
        SettingsError: the settings name a parameter that is not there, or give it another type.

    """
    chosen = setting_of(policy, settings)
    first = policy.checks[0] if policy.checks else policy
    strict = settings.tier != "core"
    values = defaults(policy.params, strict=strict, where=lambda name: locate(policy.locate("params", name)))
    severity = chosen.severity if chosen else None
    return RuleInfo(
        code=policy.code,
        name=policy.name,
        title=policy.title,
        on=policy.on or first.on or "",
        tier=policy.tier,
        severity=severity if severity and severity != "off" else policy.severity,
        waivable=policy.waivable,
        message=policy.message or first.message or "",
        fix=policy.fix or first.fix or "",
        why=policy.why,
        params=MappingProxyType(override(policy.code, policy.params, values, chosen.params if chosen else {})),
        builtin=builtin,
        examples=tuple(RuleExample(example.name, tuple(_said(example.expect))) for example in policy.examples),
    )


def _said(expect: Any) -> Iterator[str]:
    """Yield what an example expects its rule to say."""
    for one in () if expect == "pass" else expect["fail"]:
        yield one.get("message", "")


def setting_of(policy: Policy, settings: Settings) -> Any:
    """Return what the settings say of a rule, by its code or its name, or None."""
    return settings.rules.get(policy.code) or settings.rules.get(policy.name)


def compile_rule(
    policy: Policy, info: RuleInfo, settings: Settings, locate: Locate = str, *, checked: bool = True
) -> Rule:
    """Compile all parts of a policy; `checked` against the fields of the facts, unless that was done before.

    Raises:
        PolicyError: a part lacks something, or an expression does not compile; located in the policy file.

    """
    parts = policy.checks or (Check("", None, None, None, None, None, None, None, None),)
    keys = [part.key for part in parts]
    if len(set(keys)) < len(keys):
        raise PolicyError(f"Two checks of `{policy.code}` have the same key.", where=locate(policy.locate("checks")))
    setting = setting_of(policy, settings)
    forced = setting.severity if setting and setting.severity != "off" else None
    checks = tuple(_Part(policy, part, number, locate, checked).compile(forced) for number, part in enumerate(parts))
    return Rule(info, checks, info.params, policy.place)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a policy, with what it inherits."""

    policy: Policy
    check: Check
    number: int
    locate: Locate
    checked: bool

    def compile(self, forced: Severity | None) -> CompiledCheck:
        compiler = Compiler(self._shape(), partial(parameter_shape, self.policy.params), self.checked)
        when = self._optional("when")
        condition = compiler.compile(when, self._where("when")) if when else None
        asserted = compiler.compile(self._given("assert_"), self._where("assert"))
        severity = forced or self._severity(compiler)
        deciding = [p for p in (condition, asserted, severity) if isinstance(p, Program)]
        return CompiledCheck(
            key=self.check.key,
            tier=max(self.check.tier or "core", self.policy.tier, key=TIERS.index),
            on=self._given("on"),
            at=self._at(),
            when=condition,
            asserted=asserted,
            severity=severity,
            message=compile_template(self._given("message"), compiler, self._where("message")),
            fix=compile_template(self._given("fix"), compiler, self._where("fix")),
            fields=_union(deciding),
            compiler=compiler,
        )

    def _shape(self) -> Callable[[], Shape]:
        kind = self._given("on")
        if kind in FACT_KINDS:
            return partial(fact_shape, kind)
        if kind in KINDS:
            return partial(document_shape, kind)
        near = nearest(kind, [*FACT_KINDS, *KINDS])
        fix = f"Did you mean `{near}`?" if near else "See `alignctl rules` for the kinds of facts."
        raise PolicyError(f"`{kind}` is no kind of fact or document.", where=self._where("on")(), fix=fix)

    def _severity(self, compiler: Compiler) -> Severity | Program:
        text = self._given("severity")
        return text if text in SEVERITIES else compiler.compile(text, self._where("severity"), (TEXT,))

    def _at(self) -> str | None:
        name, kind = self._optional("at"), self._given("on")
        if name and kind not in FACT_KINDS and not has_field(kind, name):
            raise PolicyError(f"`{kind}` has no field `{name}`.", where=self._where("at")())
        return name

    def _optional(self, field: str) -> str | None:
        found: str | None = getattr(self.check, field)
        return getattr(self.policy, field) if found is None else found

    def _given(self, field: str) -> str:
        found = self._optional(field)
        if found is None:
            label = f"{self.policy.code}/{self.check.key}" if self.check.key else self.policy.code
            word = field.rstrip("_")
            raise PolicyError(f"`{label}` does not say its `{word}`.", where=self.locate(self.policy.locate()))
        return found

    def _where(self, key: str) -> Callable[[], str]:
        attribute = "assert_" if key == "assert" else key
        own = getattr(self.check, attribute) is not None
        return partial(self.locate, self.policy.locate(*(("checks", self.number) if own else ()), key))


def _union(programs: list[Program]) -> frozenset[str] | None:
    used = [program.fields for program in programs]
    return None if None in used else frozenset().union(*(fields for fields in used if fields is not None))
