"""`alignctl who`: a case goes in, who decides it comes out, with the person of the day and the reasons."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial

import click

from alignctl.analysis.authority import Answer, resolve
from alignctl.cli.case import case_of
from alignctl.cli.completing import names
from alignctl.cli.gaps import refuse_unread, warn
from alignctl.cli.ground import ground
from alignctl.cli.lookup import meant
from alignctl.cli.options import Reading, reading, write
from alignctl.cli.reading import read_state
from alignctl.errors import UsageError
from alignctl.load.suggest import nearest
from alignctl.model.amounts import plain, readings, text_of
from alignctl.model.kinds import Attribute, Domain, Role
from alignctl.model.organisation import Organisation
from alignctl.model.quantity import Value
from alignctl.model.ref import Ref
from alignctl.model.refused import Refused
from alignctl.policy.state import State
from alignctl.report.escape import terminal
from alignctl.report.standing import payload as standing
from alignctl.report.standing import render as render_ground
from alignctl.report.who import payload, render

UNANSWERED = 2


@click.command(name="who")
@click.argument("domains", metavar="DOMAIN...", nargs=-1, required=True, shell_complete=names("Domain"))
@reading
@click.option("--action", help="What is to be decided; each domain's first action when absent.")
@click.option("--set", "values", metavar="NAME=VALUE", multiple=True, help="One attribute of the case; repeatable.")
@click.option("--proposer", metavar="HANDLE", help="Who proposes it, for the separation of duties.")
@click.option("--between", nargs=2, metavar="SIDE SIDE", help="Two units, metrics or goals that disagree about it.")
@click.option("--explain", is_flag=True, help="Show why.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(  # noqa: PLR0913 - one argument for each option
    ask: Reading,
    *,
    domains: tuple[str, ...],
    action: str | None,
    values: tuple[str, ...],
    proposer: str | None,
    between: tuple[str, ...] | None,
    explain: bool,
    form: str,
) -> int:
    """Say who decides a case that touches DOMAIN...; an attribute left open gives one answer for each region.

    DOMAIN is the name or title of a subject, or part of it; or of a right or an initiative, for its subjects.
    """
    state = read_state(ask)
    case = case_of(state.loaded.model, domains, partial(refuse_unread, state))
    _check_action(state, case.domains, action)
    _check_proposer(state, proposer)
    known = {**case.values, **_values(state.org, case.domains, values)}
    answer = resolve(state.org, case.domains, action or case.action, known, proposer)
    place = ground(state, case.domains, answer, between or ())
    missing = _missing(state, case.domains, answer)
    if form == "json":
        head = {"schema": "alignctl/who/v1", "version": 1, "complete": not missing}
        told = {**head, **payload(answer), **standing(place)}
        write(json.dumps(told, indent=2) + "\n")
    else:
        write(render(answer, explain=explain) + render_ground(place))
    return max(warn(missing), UNANSWERED if answer.outcome == "unknown" else 0)


def _check_action(state: State, domains: tuple[Ref, ...], action: str | None) -> None:
    actions = {name for domain in domains for name in state.org.actions(domain)}
    if action and action not in actions:
        near = nearest(action, actions)
        raise UsageError(f"No touched domain has an action `{action}`.", fix=f"Did you mean `{near}`?" if near else "")


def _check_proposer(state: State, proposer: str | None) -> None:
    """Raise for a role, which proposes nothing, and say so where nobody has this handle: it may be a slip."""
    people = {one for role in state.loaded.model.all(Role) for one in (*role.holders, *(d.to for d in role.deputies))}
    handles = {one for one in people if not one.startswith("role:")}
    if proposer is None or proposer in handles:
        return
    role = next(iter(meant(state.loaded.model.all(Role), proposer)), None)
    if role and role.name == proposer.removeprefix("role:"):
        fix = f"Name a person, such as `--proposer {role.holders[0]}`." if role.holders else "Name a person."
        raise UsageError(f"`{proposer}` is a role, and --proposer takes a person.", fix=fix)
    near = nearest(proposer, handles)
    hint = f" Did you mean `{near}`?" if near else ""
    click.echo(f"alignctl: {terminal(f'Nobody here has the handle `{proposer}`.{hint}')}", err=True)


def _values(org: Organisation, domains: tuple[Ref, ...], given: tuple[str, ...]) -> Mapping[str, Value]:
    attributes = {name: attribute for domain in domains for name, attribute in _inherited(org, domain).items()}
    found = [_value(attributes, pair) for pair in given]
    names = [name for name, _ in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise UsageError(f"`{twice}` is set twice.", fix="Keep one value: a case has one.")
    return dict(found)


def _inherited(org: Organisation, domain: Ref) -> Mapping[str, Attribute]:
    """Return the attributes of a domain and of those above it; the nearest definition stands."""
    found: dict[str, Attribute] = {}
    for ancestor in reversed(org.domains.lineage(domain)):
        entity = org.model.get(Domain, ancestor)
        found |= entity.attributes if entity else {}
    return found


def _value(attributes: Mapping[str, Attribute], pair: str) -> tuple[str, Value]:
    name, equals, text = pair.partition("=")
    if not equals:
        raise UsageError(f"`--set {pair}` has no value.", fix=f"Write `--set {name}=VALUE`.")
    if name not in attributes:
        near = nearest(name, attributes)
        fix = f"Did you mean `{near}`?" if near else f"Known are: {', '.join(sorted(attributes)) or 'none'}."
        raise UsageError(f"The case has no attribute `{name}`.", fix=fix)
    return name, _read(attributes[name], name, text)


def _read(attribute: Attribute, name: str, text: str) -> Value:
    if attribute.type == "bool":
        if text not in {"true", "false"}:
            meant = {"yes": "true", "y": "true", "1": "true", "no": "false", "n": "false", "0": "false"}
            near = meant.get(text.lower()) or nearest(text, ("true", "false"))
            fix = f"Write `--set {name}={near}`." if near else ""
            raise UsageError(f"`{name}` is `true` or `false`, not `{text}`.", fix=fix)
        return text == "true"
    if attribute.type == "enum":
        if text not in attribute.values:
            near = nearest(text, attribute.values)
            fix = f"Did you mean `--set {name}={near}`?" if near else ""
            raise UsageError(f"`{name}` is one of {', '.join(attribute.values)}, not `{text}`.", fix=fix)
        return text
    return _number(attribute, name, text)


def _number(attribute: Attribute, name: str, text: str) -> Decimal:
    """Return the one number that a text can mean; one that can mean two, and none, are refused."""
    found = readings(text)
    if len(found) == 1:
        return found[0]
    if found:
        meant = f"{text_of(found[0])} or {text_of(found[1])}"
        fix = f"Write `--set {name}={plain(found[1])}` or `--set {name}={plain(found[0])}`."
        raise UsageError(f"`{name}={text}` can mean {meant}.", fix=fix)
    unit = f" in {attribute.unit}" if attribute.unit else ""
    near = readings(re.sub(r"^[^0-9+-]+|[^0-9kKmM]+$", "", text))
    fix = " or ".join(f"`--set {name}={plain(number)}`" for number in reversed(near))
    raise UsageError(f"`{name}` is a number{unit}, not `{text}`.", fix=f"Write {fix or 'it in digits'}.")


def _missing(state: State, touched: tuple[Ref, ...], answer: Answer) -> tuple[Refused, ...]:
    """Return what cannot be read and speaks of the touched domains, or is asked in the answer."""
    cases = (answer, *answer.regions)
    return state.gaps.near({*touched, *(right for case in cases for right in case.rights)})
