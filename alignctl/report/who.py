"""Who decides, as text or data: an answer goes in, sentences a manager can act on come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from alignctl.analysis.authority import Answer, Rung
from alignctl.model.place import Evidence, Place
from alignctl.model.plain import plain
from alignctl.model.ref import Ref, name_of
from alignctl.report.escape import terminal

FEW = 3  # members of a forum that a step of a dispute names


def render(answer: Answer, *, explain: bool) -> str:
    """Return the answer, one block for each region, and with `explain` the reasons and where they are written."""
    answers = answer.regions or (answer,)
    blocks = ["\n".join(_block(one, explain=explain)) for one in answers]
    return "\n\n".join("\n".join(terminal(line) for line in block.split("\n")) for block in blocks) + "\n"


def _block(answer: Answer, *, explain: bool) -> Iterator[str]:
    where = "" if answer.region == "everything" else f" {answer.region}"
    yield f"{_case(answer)}{where}: {_verdict(answer)}"
    yield from _parties(answer)
    if answer.sla:
        yield f"  in: {answer.sla.words}"
    if answer.escalation:
        whole = f"; at most {answer.at_most.words} until a final decision" if answer.at_most else ""
        yield f"  if disputed: {' -> '.join(map(_rung, answer.escalation))}{whole}"
    if explain:
        yield from _reasons(answer.trace)


def _case(answer: Answer) -> str:
    names = " + ".join(name_of(domain) for domain in answer.domains)
    return f"{answer.action} {names}" if answer.action else names


def _verdict(answer: Answer) -> str:
    leads = ", ".join(name_of(lead) for lead in answer.leads)
    match answer.outcome:
        case "decided" if answer.decider:
            return f"{name_of(answer.decider)} decides{_person(answer)}"
        case "tied":
            return f"more than one decides: {leads}"
        case "unresolved":
            return f"nobody leads; {leads} each decide a part"
        case "unknown":
            return f"nobody knows. {answer.trace[-1].text} Give a value with `--set`."
        case _:
            return "nobody decides"


def _person(answer: Answer) -> str:
    people = ", ".join(answer.people)
    if answer.forum:
        return f" (a forum: {people})" if people else " (a forum without members in post)"
    if not people:
        return ", but nobody is there to act"
    acting = answer.seat and answer.seat != answer.decider
    return f" ({people}, as {name_of(answer.seat or Ref(''))})" if acting else f" ({people})"


def _rung(rung: Rung) -> str:
    return f"{name_of(rung.seat)} ({_people(rung.people, forum=rung.forum)}, {rung.within.words})"


def _people(people: tuple[str, ...], *, forum: bool = False) -> str:
    """Return who can answer: of a forum how many sit in it, else each by account name."""
    if not people:
        return "nobody is there"
    return f"{len(people)} members" if forum and len(people) > FEW else " or ".join(people)


def _parties(answer: Answer) -> Iterator[str]:
    if answer.approvers:
        said = ", ".join(f"{name_of(one.of)} ({_people(one.people)})" for one in answer.approvers)
        yield f"  must agree: {said}"
    for one in answer.approvers:
        if one.void:
            yield f"  no second person: {_people(one.people)} decides and approves as {name_of(one.of)}"
    yield from _silences(answer)
    yield from _named("is asked", answer.input)
    yield from _named("is told", answer.inform)


def _named(label: str, parties: tuple[Ref, ...]) -> Iterator[str]:
    if parties:
        yield f"  {label}: {', '.join(name_of(party) for party in parties)}"


def _silences(answer: Answer) -> Iterator[str]:
    """Yield what no answer of those who must agree leads to; they are named where that is not the same for all."""
    alike: dict[str, list[Ref]] = {}
    for one in answer.silence:
        time = f" within {one.within.words}" if one.within else ""
        alike.setdefault(f"{time}: {'counts as yes' if one.consent else 'goes one step up'}", []).append(one.of)
    for told, parties in alike.items():
        whose = "" if tuple(parties) == answer.agree else f" of {' or '.join(name_of(party) for party in parties)}"
        yield f"  no answer{whose}{told}"


def _reasons(trace: Sequence[Evidence]) -> Iterator[str]:
    yield "  why:"
    for number, reason in enumerate(trace, 1):
        yield f"    {number}. {reason.text}{_at(reason.place)}"


def _at(place: Place) -> str:
    return f" [{place.path}]" if place.path else ""


def payload(answer: Answer) -> dict[str, Any]:
    """Return the answer as data; `regions` holds one such answer each where an attribute was left open."""
    found: dict[str, Any] = {
        "domains": list(answer.domains),
        "action": answer.action,
        "attributes": plain(dict(answer.attributes)),
        "asOf": answer.as_of.isoformat(),
        "outcome": answer.outcome,
        "decider": answer.decider,
        "leads": list(answer.leads),
        "seat": answer.seat,
        "person": answer.person,
        "people": list(answer.people),
        "agree": list(answer.agree),
        "approvers": [{"of": one.of, "people": list(one.people), "void": one.void} for one in answer.approvers],
        "silence": [
            {"of": one.of, "leadsTo": "consent" if one.consent else "escalate", "within": plain(one.within)}
            for one in answer.silence
        ],
        "input": list(answer.input),
        "inform": list(answer.inform),
        "sla": answer.sla.text if answer.sla else None,
        "escalation": [
            {"seat": rung.seat, "people": list(rung.people), "days": plain(rung.within.days)}
            for rung in answer.escalation
        ],
        "atMost": answer.at_most.text if answer.at_most else None,
        "region": answer.region,
        "rights": list(answer.rights),
        "trace": [{"text": reason.text, "file": reason.place.path} for reason in answer.trace],
    }
    if answer.regions:
        found["regions"] = [payload(one) for one in answer.regions]
    return found
