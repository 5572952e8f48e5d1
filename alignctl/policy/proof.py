"""Policies go in; whether their own examples hold, and notice every small change of an expression, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from alignctl.errors import AlignctlError, PolicyError
from alignctl.model.kinds import Policy
from alignctl.model.settings import Settings
from alignctl.policy.cel import BOOL, TEXT, Compiler, Program
from alignctl.policy.choose import describe_all
from alignctl.policy.library import Shelf
from alignctl.policy.mutants import Mutant, mutate
from alignctl.policy.rules import CompiledCheck, Rule, compile_rule
from alignctl.policy.trial import Trial, prepare

EXPRESSIONS = {"when": BOOL, "asserted": BOOL, "severity": TEXT}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a policy lacks: `where` is `path:line:column` in its file, `text` says what to add."""

    code: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class ProofReport:
    """How many policies, examples and mutants were tried, and every problem, by code and place."""

    policies: int
    examples: int
    mutants: int
    problems: tuple[Problem, ...]


def prove(shelf: Shelf, policies: Sequence[Policy]) -> ProofReport:
    """Run the examples of policies and try every mutant of their expressions on them.

    Each example must yield exactly the findings that it expects; each mutant of `assert`, `when` and a computed
    `severity` must make at least one example fail. (Mutation analysis: DeMillo, Lipton and Sayward 1978.)

    Raises:
        PolicyError: an expression does not compile, as in a check: no example can tell anything then.

    """
    infos = describe_all(shelf, Settings.read({}))
    for policy in policies:
        compile_rule(policy, infos[policy.code], Settings.read({}), shelf.where)
    proofs = [_Proof(shelf, policy) for policy in policies]
    problems = [problem for proof in proofs for problem in proof.run()]
    return ProofReport(
        len(policies),
        sum(len(policy.examples) for policy in policies),
        sum(proof.mutants for proof in proofs),
        tuple(problems),
    )


class _Proof:
    """The proof of one policy."""

    def __init__(self, shelf: Shelf, policy: Policy) -> None:
        self.mutants = 0
        self._shelf = shelf
        self._policy = policy

    def run(self) -> Iterator[Problem]:
        trials = []
        for number, example in enumerate(self._policy.examples):
            tell = partial(self._problem, "examples", number)
            try:
                trial = prepare(self._shelf, self._policy, example)
                trials.append(trial)
                yield from (
                    tell(f"The example `{example.name}` fails: {told}.") for told in trial.differences(trial.rule)
                )
            except AlignctlError as error:
                yield tell(f"The example `{example.name}` cannot be run: {error.message} {error.fix}".rstrip())
        if trials:
            yield from self._survivors(trials)

    def _survivors(self, trials: Sequence[Trial]) -> Iterator[Problem]:
        for number, check in enumerate(trials[0].rule.checks):
            for part, yields in EXPRESSIONS.items():
                program = getattr(check, part)
                if isinstance(program, Program):
                    for mutant, changed in _compiled(check.compiler, program, yields):
                        self.mutants += 1
                        if not any(_notices(trial, number, part, changed) for trial in trials):
                            yield self._survivor(check, part, program, mutant)

    def _survivor(self, check: CompiledCheck, part: str, program: Program, mutant: Mutant) -> Problem:
        label = f"`{part.removesuffix('ed')}`" + (f" of `{check.key}`" if check.key else "")
        text = f"No example notices {mutant.change} in the {label}: {mutant.advice}."
        return Problem(self._policy.code, program.where(), text)

    def _problem(self, key: str, number: int, text: str) -> Problem:
        return Problem(self._policy.code, self._shelf.where(self._policy.locate(key, number)), text)


def _compiled(compiler: Compiler, program: Program, yields: object) -> Iterator[tuple[Mutant, Program]]:
    """Yield the mutants that compile."""
    for mutant in mutate(program.source):
        try:
            changed = compiler.compile(mutant.source, program.where, (yields,))
        except PolicyError:
            continue
        yield mutant, changed


def _notices(trial: Trial, number: int, part: str, changed: Program) -> bool:
    """Tell whether an example fails once a program is changed; one that cannot be evaluated is noticed too."""
    try:
        return bool(trial.differences(_mutated(trial.rule, number, part, changed)))
    except PolicyError:
        return True


def _mutated(rule: Rule, number: int, part: str, changed: Program) -> Rule:
    check = rule.checks[number]
    if not isinstance(getattr(check, part), Program):
        return rule  # the example's settings replace the severity
    changes: dict[str, Any] = {part: changed}
    return replace(rule, checks=(*rule.checks[:number], replace(check, **changes), *rule.checks[number + 1 :]))
