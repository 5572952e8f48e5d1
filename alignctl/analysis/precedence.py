"""What wins over what, and where: precedence rules go in, one fact for each pair that they speak about comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alignctl.model.facts import Preference
from alignctl.model.kinds import Precedence
from alignctl.model.organisation import Organisation
from alignctl.model.place import Evidence
from alignctl.model.precedence import Order, Pair, Preferred
from alignctl.model.ref import Ref, name_of


def precedence(org: Organisation) -> tuple[Preference, ...]:
    """Return each pair with what the rules in force say, at the highest scope where they say so.

    Of rules about one pair those of the nearest scope stand, as in the specificity order of policy languages (Ponder,
    ODRL); where these disagree the pair is contradicted and has no winner. Worked example: one company-wide rule puts
    `uptime` over `speed`, another `speed` over `uptime`: contradicted. If the second holds in `experiments` only,
    nothing is contradicted, and `speed` wins there.
    """
    rules = org.model.active(Precedence, org.as_of)
    scopes = {rule.scope for rule in rules if rule.scope in org.domains.parents}
    orders = {scope: Order.at(org, scope) for scope in (None, *sorted(scope for scope in scopes if scope))}
    return tuple(fact for scope, order in orders.items() for fact in _new_at(org, scope, order, orders))


def _new_at(
    org: Organisation, scope: Ref | None, order: Order, orders: Mapping[Ref | None, Order]
) -> Iterator[Preference]:
    """Yield the pairs that read otherwise at the next scope above, or not at all."""
    above = orders[_above(org, scope, orders)].pairs if scope else {}
    for pair, said in sorted(order.pairs.items()):
        if above.get(pair) != said:
            yield _preference(org, scope, pair, said)


def _above(org: Organisation, scope: Ref, orders: Mapping[Ref | None, Order]) -> Ref | None:
    """Return the nearest domain above that has a rule of its own; None is the whole company."""
    return next((domain for domain in org.domains.lineage(scope)[1:] if domain in orders), None)


def _preference(org: Organisation, scope: Ref | None, pair: Pair, said: Preferred) -> Preference:
    where = name_of(scope) if scope else ""
    evidence = tuple(found for rule in said.rules if (found := _evidence(org, rule, pair)))
    return Preference(
        subjects=pair,
        key=where,
        place=evidence[0].place,
        evidence=evidence[1:],
        scope=where,
        first=pair[0],
        second=pair[1],
        rules=said.rules,
        winner=said.winner,
        contradicted=said.winner is None,
    )


def _evidence(org: Organisation, reference: Ref, pair: Pair) -> Evidence | None:
    """Return what one rule says about a pair, at the member that wins."""
    rule = org.model.get(Precedence, reference)
    if rule is None:
        return None
    places = org.standing(rule)
    first, second = sorted(pair, key=places.__getitem__)
    place = rule.locate("order", places[first])
    return Evidence(place, f"`{rule.name}` puts `{name_of(first)}` over `{name_of(second)}`")
