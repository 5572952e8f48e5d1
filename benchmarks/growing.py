"""The name of a thing and a number go in; the documents of a small company with so many of it come out.

Everything else stays as it is, so that what a doubling costs is the cost of that thing alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from benchmarks.documents import Document, document

DAY = date(2025, 7, 1)
AMOUNT = {"amount": {"type": "number", "unit": "EUR", "min": 0, "step": 1}}
EXAMPLES = [{"name": name, "given": "apiVersion: alignctl/v1", "expect": "pass"} for name in ("one", "two")]


def base() -> Iterator[Document]:
    """Yield a company of two functions, whose sales decide on spending."""
    yield document("Unit", "company", "Company", {"type": "company", "lead": "ceo"})
    yield document("Role", "ceo", "Chief", {"unit": "company", "tier": "c-suite", "holders": ["mara"], "final": True})
    for name in ("sales", "finance"):
        yield document("Unit", name, name.capitalize(), {"type": "function", "parent": "company", "lead": name})
        yield _role(name, name, [f"{name}-head"], "role:ceo")
    yield _cycle("y2026", "2026-01-01", "2026-12-31")
    yield _domain("spend", attributes=AMOUNT)
    yield _right("spend", ["spend"], decide="role:sales")
    yield _metric("margin", "finance")


def _each(number: int) -> Iterator[str]:
    return (f"x{index:05}" for index in range(number))


def _day(number: int) -> str:
    return (DAY + timedelta(days=number)).isoformat()


def _role(name: str, unit: str, holders: list[str], above: str, **more: Any) -> Document:
    return document("Role", name, name.capitalize(), {"unit": unit, "holders": holders, "escalatesTo": above, **more})


def _cycle(name: str, starts: str, ends: str, **more: Any) -> Document:
    return document("Cycle", name, name, {"level": "year", "starts": starts, "ends": ends, **more})


def _domain(name: str, **more: Any) -> Document:
    return document("Domain", name, f"Subject {name}", {"owningUnit": "sales", **more})


def _right(name: str, domains: list[str], **more: Any) -> Document:
    return document("DecisionRight", name, f"Right {name}", {"domains": domains, **more})


def _metric(name: str, unit: str, **more: Any) -> Document:
    spec = {"owningUnit": unit, "direction": "up", "target": 9, "definition": f"What {name} counts.", **more}
    return document("Metric", name, f"Metric {name}", spec)


def _influence(metric: str, effect: str = "raises") -> Document:
    return {"metric": metric, "effect": effect, "strength": "strong", "basis": "data"}


def _objective(name: str, owner: str, results: list[Document], **more: Any) -> Document:
    spec = {"cycle": "y2026", "owners": [owner], "keyResults": results, **more}
    return document("Objective", name, f"Goal {name}", spec)


def _result(name: str, metric: str, baseline: int = 1, target: int = 9) -> Document:
    return {"id": name, "metric": metric, "baseline": baseline, "target": target}


def _forum(name: str, members: list[str]) -> Document:
    cadence = {"startsOn": "2025-07-01", "rrule": "FREQ=MONTHLY;BYDAY=1TU"}
    return document(
        "Forum", name, f"Board {name}", {"members": members, "cadence": cadence, "decisionRule": "majority"}
    )


def _review(name: str, forum: str, day: str, **more: Any) -> Document:
    return document("Review", name, name, {"forum": forum, "date": day, "attended": ["sales"], **more})


def units(number: int) -> Iterator[Document]:
    """Yield teams side by side."""
    for name in _each(number):
        yield document("Unit", name, f"Team {name}", {"type": "team", "parent": "sales"})


def unit_chain(number: int) -> Iterator[Document]:
    """Yield teams, each within the one before it."""
    for name, above in zip(_each(number), ["sales", *_each(number)], strict=False):
        yield document("Unit", name, f"Team {name}", {"type": "team", "parent": above})


def scraps(number: int) -> Iterator[Document]:
    """Yield documents that are none."""
    return ({"a": 1} for _ in range(number))


def roles(number: int) -> Iterator[Document]:
    """Yield roles with a person each."""
    for name in _each(number):
        yield _role(name, "sales", [f"p-{name}"], "role:sales")


def role_chain(number: int) -> Iterator[Document]:
    """Yield roles, each of which escalates to the one before it."""
    for name, above in zip(_each(number), ["ceo", *_each(number)], strict=False):
        yield _role(name, "sales", [f"p-{name}"], f"role:{above}")


def one_person(number: int) -> Iterator[Document]:
    """Yield roles that all have the same holder."""
    for name in _each(number):
        yield _role(name, "sales", ["olga"], "role:sales")


def holders(number: int) -> Iterator[Document]:
    """Yield a role that many people hold."""
    yield _role("clerk", "sales", list(_each(number)), "role:sales")
    yield _right("clerk", ["spend"], decide="role:clerk", actions=["decide"], priority=2)


def deputies(number: int) -> Iterator[Document]:
    """Yield a role with a deputy for each day."""
    windows = [{"to": name, "from": _day(day), "until": _day(day)} for day, name in enumerate(_each(number))]
    yield _role("clerk", "sales", ["clara"], "role:sales", deputies=windows)
    yield _right("clerk", ["spend"], decide="role:clerk", priority=2)


def absences(number: int) -> Iterator[Document]:
    """Yield a role whose holder is often away."""
    away = [{"holder": "clara", "from": _day(2 * day), "until": _day(2 * day)} for day in range(number)]
    yield _role("clerk", "sales", ["clara", "carl"], "role:sales", unavailable=away)
    yield _right("clerk", ["spend"], decide="role:clerk", priority=2)


def domains(number: int) -> Iterator[Document]:
    """Yield subjects with a right each."""
    for name in _each(number):
        yield _domain(name)
        yield _right(name, [name], decide="role:sales")


def domain_chain(number: int) -> Iterator[Document]:
    """Yield subjects, each within the one before it."""
    for name, above in zip(_each(number), ["spend", *_each(number)], strict=False):
        yield _domain(name, parent=above)


def overlaps(number: int) -> Iterator[Document]:
    """Yield subjects that all overlap with one."""
    yield from domains(number)
    yield _domain("wide", overlaps=list(_each(number)))
    yield _right("wide", ["wide"], decide="role:finance")


def incompatible(number: int) -> Iterator[Document]:
    """Yield subjects that nobody may decide together with one other."""
    yield from domains(number)
    yield _domain("wide", incompatibleWith=list(_each(number)))
    yield _right("wide", ["wide"], decide="role:finance")


def actions(number: int) -> Iterator[Document]:
    """Yield a subject with many actions, and a right for each."""
    yield _domain("wide", actions=list(_each(number)))
    for name in _each(number):
        yield _right(name, ["wide"], decide="role:sales", actions=[name])


def rights(number: int) -> Iterator[Document]:
    """Yield rights about one subject, each for its own word."""
    yield _domain("wide", attributes={"sort": {"type": "enum", "values": list(_each(number))}})
    for name in _each(number):
        yield _right(name, ["wide"], decide="role:sales", when={"sort": {"in": [name]}})


def _bands(number: int) -> list[Document]:
    deciders = ("role:sales", "role:finance")
    found: list[Document] = [{"upTo": 10 * (band + 1), "decide": deciders[band % 2]} for band in range(number - 1)]
    return [*found, {"decide": "role:ceo"}]


def bands(number: int) -> Iterator[Document]:
    """Yield a right with many bands."""
    yield _domain("wide", attributes=AMOUNT)
    yield _right("wide", ["wide"], bandOn="amount", bands=_bands(number))


def attributes(number: int) -> Iterator[Document]:
    """Yield a subject with many attributes, none of which a right looks at."""
    yield _domain("wide", attributes={name: {"type": "bool"} for name in _each(number)})
    yield _right("wide", ["wide"], decide="role:sales")


def conditions(number: int) -> Iterator[Document]:
    """Yield rights that look at one attribute each, so that all of them together make more cells than the budget."""
    yield _domain("wide", attributes={name: {"type": "bool"} for name in _each(number)})
    yield _right("wide", ["wide"], decide="role:sales")
    for name in _each(number):
        yield _right(name, ["wide"], decide="role:finance", when={name: {"in": [True]}})


def product(number: int) -> Iterator[Document]:
    """Yield a right with fifty bands for each of so many words: the cells are fifty times the words."""
    words = {"sort": {"type": "enum", "values": list(_each(number))}}
    yield _domain("wide", attributes={**AMOUNT, **words})
    yield _right("wide", ["wide"], bandOn="amount", bands=_bands(50))
    for name in _each(number):
        yield _right(name, ["wide"], decide="role:finance", when={"sort": {"in": [name]}, "amount": {"over": 100}})


def composites(number: int) -> Iterator[Document]:
    """Yield a right about many subjects together: each pair of them is looked into."""
    yield from domains(number)
    yield _right("all", list(_each(number)), decide="role:finance")


def escalations(number: int) -> Iterator[Document]:
    """Yield a right with many rungs of its own."""
    yield from role_chain(number)
    rungs = [{"to": f"role:{name}", "within": "1d"} for name in _each(number)]
    yield _right("wide", ["spend"], decide="role:sales", escalation=rungs, priority=2)


def metrics(number: int) -> Iterator[Document]:
    """Yield metrics that each move the next."""
    for name, after in zip(_each(number), [*_each(number), "margin"][1:], strict=True):
        yield _metric(name, "sales", influences=[_influence(after)])


def unlinked(number: int) -> Iterator[Document]:
    """Yield metrics that move nothing."""
    for name in _each(number):
        yield _metric(name, "sales")


def harmful(number: int) -> Iterator[Document]:
    """Yield metrics of one function that each harm the same one of the other: a conflict each."""
    for name in _each(number):
        yield _metric(name, "sales", influences=[_influence("margin", "lowers")])


def mutual(number: int) -> Iterator[Document]:
    """Yield metrics that all move one another: links grow with the square, chains of them with the fourth power."""
    known = list(_each(number))
    for place, name in enumerate(known):
        moved = [_influence(other, "raises" if place % 3 else "lowers") for other in known if other != name]
        yield _metric(name, ("sales", "finance")[place % 2], influences=moved)


def objectives(number: int) -> Iterator[Document]:
    """Yield goals with a metric each."""
    yield from unlinked(number)
    for name in _each(number):
        yield _objective(name, "sales", [_result("more", name)])


def objective_chain(number: int) -> Iterator[Document]:
    """Yield goals, each of which supports the one before it."""
    yield _objective("top", "company", [_result("more", "margin")])
    for name, above in zip(_each(number), ["top", *_each(number)], strict=False):
        yield _objective(name, "sales", [_result("more", "margin")], parents=[f"objective:{above}"])


def key_results(number: int) -> Iterator[Document]:
    """Yield a goal with many key results."""
    yield from unlinked(number)
    yield _objective("big", "sales", [_result(name, name) for name in _each(number)])


def check_ins(number: int) -> Iterator[Document]:
    """Yield a goal that is looked at daily."""
    found = [{"date": _day(184 + day), "progress": 0.5} for day in range(number)]
    rule = {"startsOn": "2026-01-01", "rrule": "FREQ=DAILY"}
    yield _objective("big", "sales", [_result("more", "margin")], checkIn=rule, checkIns=found)


def rivals(number: int) -> Iterator[Document]:
    """Yield teams that pull one metric in different ways: a conflict for each pair."""
    yield from units(number)
    for place, name in enumerate(_each(number)):
        yield _objective(name, name, [_result("more", "margin", *((1, 9), (9, 1))[place % 2])])


def precedence(number: int) -> Iterator[Document]:
    """Yield conflicts with a rule for each."""
    yield from harmful(number)
    for name in _each(number):
        spec = {"order": ["metric:margin", f"metric:{name}"], "decidedBy": "role:ceo", "rationale": "Because."}
        yield document("Precedence", name, f"Rule {name}", spec)


def scoped_precedence(number: int) -> Iterator[Document]:
    """Yield rules that hold for one subject each."""
    yield from domains(number)
    for name in _each(number):
        spec = {
            "scope": name,
            "order": ["unit:sales", "unit:finance"],
            "decidedBy": "role:ceo",
            "rationale": "Because.",
        }
        yield document("Precedence", name, f"Rule {name}", spec)


def long_precedence(number: int) -> Iterator[Document]:
    """Yield one rule that puts many metrics in an order: it speaks about each pair of them."""
    yield from unlinked(number)
    spec = {"order": [f"metric:{name}" for name in _each(number)], "decidedBy": "role:ceo", "rationale": "Because."}
    yield document("Precedence", "long", "Long rule", spec)


def ended_precedence(number: int) -> Iterator[Document]:
    """Yield conflicts whose rules have all ended."""
    for found in precedence(number):
        if found["kind"] == "Precedence":
            found["metadata"]["effectiveUntil"] = "2026-01-31"
        yield found


def plans(number: int) -> Iterator[Document]:
    """Yield pay plans of a role each."""
    yield from roles(number)
    for name in _each(number):
        spec = {"roles": [name], "cycle": "y2026", "components": [{"metric": "margin", "weight": 100}]}
        yield document("IncentivePlan", name, f"Plan {name}", spec)


def forums(number: int) -> Iterator[Document]:
    """Yield bodies of the same two roles."""
    for name in _each(number):
        yield _forum(name, ["sales", "finance"])


def members(number: int) -> Iterator[Document]:
    """Yield a body of many roles."""
    yield from roles(number)
    yield _forum("big", list(_each(number)))


def reviews(number: int) -> Iterator[Document]:
    """Yield the minutes of one body."""
    yield _forum("board", ["sales", "finance"])
    for place, name in enumerate(_each(number)):
        yield _review(name, "board", _day(place % 300))


def review_actions(number: int) -> Iterator[Document]:
    """Yield one meeting from which much follows."""
    yield _forum("board", ["sales", "finance"])
    found = [{"id": name, "owner": "sales", "due": "2026-03-01"} for name in _each(number)]
    yield _review("long", "board", _day(0), actions=found)


def decisions(number: int) -> Iterator[Document]:
    """Yield decisions on different days about one subject, for one counterparty each."""
    for place, name in enumerate(_each(number)):
        yield _decision(place, name, counterparty=f"firm-{name}")


def decision_series(number: int) -> Iterator[Document]:
    """Yield decisions of one proposer for one counterparty within few weeks."""
    for place, name in enumerate(_each(number)):
        yield _decision(place % 30, name, counterparty="firm")


def superseding(number: int) -> Iterator[Document]:
    """Yield decisions that each replace the one before."""
    for place, (name, before) in enumerate(zip(_each(number), ["", *_each(number)], strict=False)):
        yield _decision(place % 300, name, **({"supersedes": before} if before else {}))


def _decision(place: int, name: str, **more: Any) -> Document:
    day = _day(place % 300)
    spec = {
        "domains": ["spend"],
        "attributes": {"amount": place},
        "raisedOn": day,
        "decidedOn": day,
        "proposer": "paul",
        "decidedBy": "sales-head",
        "onBehalfOf": "role:sales",
        "resolution": {"by": "decider"},
        **more,
    }
    return document("Decision", name, f"Decision {name}", spec)


def initiatives(number: int) -> Iterator[Document]:
    """Yield projects that touch two subjects each and need something of finance."""
    yield _domain("wide", attributes=AMOUNT)
    yield _right("wide", ["wide"], decide="role:finance")
    for place, name in enumerate(_each(number)):
        demand = [{"unit": "finance", "resource": "days", "amount": 2, "cycle": "y2026"}]
        spec = {"sponsor": "sales", "domains": ["spend", "wide"], "attributes": {"amount": place}, "demand": demand}
        yield document("Initiative", name, f"Project {name}", {**spec, "influences": [_influence("margin")]})


def cycles(number: int) -> Iterator[Document]:
    """Yield planning periods of one track, one after the other."""
    for place, name in enumerate(_each(number)):
        yield _cycle(name, _day(2 * place), _day(2 * place + 1), track="own", level="day")


def phases(number: int) -> Iterator[Document]:
    """Yield a period of many steps, each of which needs the one before."""
    found: list[Document] = []
    for place, (name, before) in enumerate(zip(_each(number), ["", *_each(number)], strict=False)):
        needs = {"needs": [before]} if before else {}
        found.append({"name": name, "from": _day(place), "until": _day(place), **needs})
    yield _cycle("long", _day(0), _day(number), track="own", phases=found)


def waivers(number: int) -> Iterator[Document]:
    """Yield a finding for each of many subjects, and a waiver for each."""
    for name in _each(number):
        yield _domain(name)
        spec = {"rule": "DR001", "subjects": [f"domain:{name}"], "reason": "Not now.", "approvedBy": "role:ceo"}
        yield document("Waiver", name, f"Waiver {name}", spec, effectiveUntil="2026-07-31")


def findings(number: int) -> Iterator[Document]:
    """Yield subjects on which nobody decides: a finding each."""
    return (_domain(name) for name in _each(number))


def policies(number: int) -> Iterator[Document]:
    """Yield rules of the company's own."""
    for place, name in enumerate(_each(number)):
        spec = {
            "code": f"OWN{place:03}",
            "tier": "core",
            "severity": "info",
            "on": "Right",
            "assert": f"size(this.domains) > {place % 2}",
            "message": "One subject.",
            "fix": "Name more.",
            "why": "Because.",
            "examples": EXAMPLES,
        }
        yield document("Policy", name, f"Rule {name}", spec)


THINGS: Mapping[str, Callable[[int], Iterator[Document]]] = MappingProxyType(
    {
        name: found
        for name, found in globals().items()
        if callable(found) and getattr(found, "__module__", "") == __name__ and name[0] != "_" and name != "base"
    }
)
