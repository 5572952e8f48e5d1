"""Why the answer is what it is: an outcome goes in, plain sentences with the places that they rest on come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignctl.analysis.authority.contest import Step
from alignctl.analysis.authority.outcome import Outcome
from alignctl.analysis.authority.register import Bid
from alignctl.analysis.authority.table import Table
from alignctl.model.kinds import Domain
from alignctl.model.place import Evidence, Place
from alignctl.model.ref import Ref, name_of

REASONS = {
    "composite": "a right about several domains together comes before rights about single ones",
    "reserved": "a reserved matter comes first",
    "nearer": "the right of the nearest domain comes first",
    "narrower": "the narrower condition comes first",
    "priority": "the higher priority comes first",
}


def reasons(table: Table, outcome: Outcome) -> Iterator[Evidence]:
    """Yield why a case has its decider, or none: what applies in each domain, what gives way, and what follows."""
    for line in table.lines:
        verdict = outcome.verdicts[line.domain]
        yield from _applying(table, line.domain, verdict.held)
        for step in verdict.steps:
            yield _giving_way(step)
    yield _conclusion(table, outcome)


def _applying(table: Table, domain: Ref, held: Sequence[Bid]) -> Iterator[Evidence]:
    name = name_of(domain)
    if not held:
        yield Evidence(_place(table, domain), f"No right applies to `{name}` in this case.")
    for bid in held:
        through = "" if bid.near == 0 else f" through `{name_of(table.org.domains.lineage(domain)[bid.near])}`"
        says = f"names `{name_of(bid.claim.decide)}`"
        yield Evidence(bid.claim.place, f"`{bid.claim.name}` applies to `{name}`{through} and {says}.")


def _giving_way(step: Step) -> Evidence:
    dropped = names(sorted({bid.claim.name for bid in step.dropped}))
    kept = names(sorted({bid.claim.name for bid in step.kept}))
    verb = "gives" if len(step.dropped) == 1 else "give"
    return Evidence(step.kept[0].claim.place, f"{dropped} {verb} way to {kept}: {REASONS[step.way]}.")


def _conclusion(table: Table, outcome: Outcome) -> Evidence:
    first = table.lines[0].domain
    place = outcome.claims[0].place if outcome.claims else _place(table, first)
    deciders = names([name_of(decider) for decider in outcome.deciders])
    if outcome.decider is None:
        open_in = names([name_of(d) for d, v in outcome.verdicts.items() if len(v.deciders) != 1])
        texts = {
            "gap": f"So nobody decides in {open_in}: a gap.",
            "tied": f"So several decide in {open_in}, and nothing says which of them: {deciders}.",
            "unresolved": f"So {deciders} each decide a part, and no precedence says who leads.",
        }
        return Evidence(place, texts[outcome.result])
    rule = f", because {names([name_of(rule) for rule in outcome.rules])} gives it precedence" if outcome.rules else ""
    return Evidence(place, f"So `{name_of(outcome.decider)}` decides{rule}.")


def _place(table: Table, domain: Ref) -> Place:
    entity = table.org.model.get(Domain, domain)
    return entity.place if entity else Place("")


def names(words: Sequence[str]) -> str:
    """Return names in code marks: `a`, `b` and `c`."""
    marked = [f"`{word}`" for word in words]
    return " and ".join(part for part in (", ".join(marked[:-1]), marked[-1] if marked else "") if part)
