"""The table of governed fields: how a change of each is told, whose approval it takes, or why it says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from alignctl.analysis.changes import asks
from alignctl.analysis.changes.phrases import lasting, listed, quoted
from alignctl.analysis.changes.terms import Asks, Governed, Term, Words, exchanged, labelled, switch, timed
from alignctl.model.entity import Entity
from alignctl.model.kinds import Absence, Attribute, Band, DecisionRight, Domain, EscalationStep, Forum, Role, Unit
from alignctl.model.ranges import grouped
from alignctl.model.spelling import spelt

METADATA: Mapping[str, str] = {
    "name": "an object under another name is the same object",
    "title": "it is what people call the object",
    "description": "it is read by people; nothing is computed from it",
    "owner": "it names who keeps the record up to date, not who decides",
    "formerly": "an object under another name is the same object",
    "last_reviewed": "it is a note of when somebody looked at it",
    "review_by": "it is a note of when somebody should look at it",
    "labels": "nothing is computed from it",
    "links": "they lead to further reading",
}
WINDOW = frozenset({"status", "effective_from", "effective_until"})
"""What makes an object new or gone; a decision right is compared on all days instead."""
TYPES = {"number": "a number", "bool": "yes or no", "enum": "one of some words"}
RULES = {
    "chair": "its chair",
    "consent": "consent",
    "majority": "majority",
    "two-thirds": "two thirds",
    "unanimous": "unanimity",
}
TIES = {"chair": "its chair", "escalate": "asking the next above", "precedence": "what takes precedence"}


def _attributes(old: Mapping[str, Attribute], new: Mapping[str, Attribute]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            yield f"{'now knows' if after else 'no longer knows'} the {spelt(name)} of its cases"
            continue
        yield from _attribute(spelt(name), before, after)


def _attribute(name: str, old: Attribute, new: Attribute) -> Iterator[str]:
    if old.type != new.type:
        yield f"takes {TYPES[new.type]} for the {name} of a case instead of {TYPES[old.type]}"
    if old.unit != new.unit:
        yield f"counts the {name} in {new.unit or 'no unit'} instead of {old.unit or 'no unit'}"
    if old.step != new.step:
        yield f"counts the {name} in steps of {_step(new.step)} instead of {_step(old.step)}"
    if old.min != new.min:
        yield f"knows the {name} {_end('from', new.min)} instead of {_end('from', old.min)}"
    if old.max != new.max:
        yield f"knows the {name} {_end('up to', new.max)} instead of {_end('up to', old.max)}"
    if old.values != new.values:
        values = [listed(list(map(spelt, of.values)), "nothing") for of in (new, old)]
        yield f"knows for the {name} the values {values[0]} instead of {values[1]}"


def _step(step: Decimal) -> str:
    return grouped(step) if step else "any size"


def _end(word: str, end: Decimal | None) -> str:
    return "without end" if end is None else f"{word} {grouped(end)}"


def _pairs(old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[str]:
    """Return words for pairs that one person may not be both of."""
    for text, found in (("no longer keeps", set(old) - set(new)), ("now keeps", set(new) - set(old))):
        for pair in sorted(found):
            yield f"{text} {listed([quoted(party) for party in pair])} apart"


def _apart(old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[str]:
    """Return words for domains in which one person may not decide together with this one."""
    for text, found in (
        ("no longer lets nobody decide", set(old) - set(new)),
        ("lets nobody decide", set(new) - set(old)),
    ):
        for other in sorted(found):
            yield f"{text} both here and in {quoted(other)}"


def _absences(old: tuple[Absence, ...], new: tuple[Absence, ...]) -> Iterator[str]:
    for text, found in (("away", set(new) - set(old)), ("no longer away", set(old) - set(new))):
        for one in sorted(found, key=lambda absence: (absence.from_, absence.holder)):
            yield f"notes that {one.holder} is {text} from {one.from_} until {one.until}"


def _steps(old: tuple[EscalationStep, ...], new: tuple[EscalationStep, ...]) -> Iterator[str]:
    times = [[lasting(step.within, "the usual time") for step in steps] for steps in (old, new)]
    if [step.to for step in old] == [step.to for step in new]:
        yield f"gives those who settle a dispute {listed(times[1])} instead of {listed(times[0])}"
    else:
        yield f"sends disputes to {_rungs(new)} instead of {_rungs(old)}"


LISTS: Mapping[str, tuple[Asks, str]] = {
    "recommend": (asks.left_out("recommend", "who prepares the proposal"), "list of who prepares"),
    "input": (asks.left_out("input", "whose view is asked"), "list of whose view is asked"),
    "perform": (asks.left_out("perform", "who does it afterwards"), "list of who does it"),
    "inform": (asks.left_out("inform", "who is told afterwards"), "list of who is told"),
}
"""Whom a list of parties takes when somebody leaves it, and what it is called."""


def _parties(field: str, label: str) -> Words:
    """Return words for a list of parties, in whichever bands they stand."""

    def words(old: DecisionRight, new: DecisionRight) -> Iterator[str]:
        before, after = asks.parties(old, field), asks.parties(new, field)
        same, first, second = set(before) == set(after), getattr(old, field), getattr(new, field)
        if same and (first == second or set(first) != set(second)):
            yield f"divides its {label} in another way among its steps"
        else:
            yield from labelled(label)(before, after)

    return words


def _band_terms(old: DecisionRight, new: DecisionRight) -> Iterator[str]:
    """Return words for the times and for the parties that only some bands have.

    Who decides and who agrees in which band is told case by case, a list of the right itself by its own field.
    """
    yield from _band_times(old.bands, new.bands)
    for field, (_, label) in LISTS.items():
        own = [[getattr(band, field) for band in right.bands] for right in (old, new)]
        shared = getattr(old, field) == getattr(new, field)
        if shared and own[0] != own[1] and [one for one in own[0] if one] != [one for one in own[1] if one]:
            yield from _parties(field, label)(old, new)


def _band_times(old: tuple[Band, ...], new: tuple[Band, ...]) -> Iterator[str]:
    times = [[lasting(band.sla, "the usual time") for band in bands] for bands in (old, new)]
    before, after = (list(dict.fromkeys(found)) for found in times)
    if old and new and before != after:
        yield f"gives its steps {listed(after)} to decide instead of {listed(before)}"


def _rungs(steps: tuple[EscalationStep, ...]) -> str:
    return listed([quoted(step.to) for step in steps], "the decider's own superiors")


def _role(role: Role) -> str:
    word = ", with the last word" if role.final else ""
    return f"held by {listed(role.holders)}{word}"


def _forum(forum: Forum) -> str:
    return f"a meeting of {listed([quoted(member) for member in forum.members])}"


RIGHT = Governed(
    noun="decision right",
    terms={
        "on_silence": Term(
            asks=asks.vetoers_and_owners,
            gains=asks.deciding_people,
            words=lambda _, new: [
                "takes no answer for consent, where it went to the next above before"
                if new == "consent"
                else "sends a question without an answer to the next above, where silence was consent before"
            ],
        ),
        "agree_within": Term(
            asks=asks.vetoers_and_owners,
            gains=asks.deciding_people,
            words=timed("gives those who must agree {new} instead of {old}"),
        ),
        "reserved": Term(
            asks=asks.right_owners,
            gains=asks.deciding_people,
            words=switch("now beats every nearer right", "no longer beats nearer rights"),
        ),
        "priority": Term(asks=asks.right_owners, gains=asks.deciding_people, label="priority"),
        "sla": Term(asks=asks.deciders_and_owners, words=timed("gives {new} to decide instead of {old}")),
        "class_": Term(asks=asks.deciders_and_owners, words=exchanged("counts as", spelt)),
        "delegable": Term(
            asks=asks.deciders_and_owners,
            words=switch("may now be handed to deputies", "may no longer be handed to deputies"),
        ),
        "escalation": Term(asks=asks.deciders_and_owners, words=_steps),
        **{name: Term(asks=asked, words=_parties(name, label), whole=True) for name, (asked, label) in LISTS.items()},
        "sod": Term(asks=asks.deciders_and_owners, words=_pairs, safeguard=True),
        "bands": Term(
            asks=asks.steps(*((name, asked) for name, (asked, _) in LISTS.items())), words=_band_terms, whole=True
        ),
    },
    presence=None,  # a right is what it decides; that is compared case by case, on all days
    other=Term(asks=asks.deciders_and_owners),
    elsewhere=WINDOW | {"domains", "actions", "when", "decide", "band_on", "agree"},
    silent={
        **METADATA,
        "volume_per_quarter": "it estimates work; no case goes to anybody else",
        "effort_hours": "it estimates work; no case goes to anybody else",
    },
)
DOMAIN = Governed(
    noun="subject",
    terms={
        "parent": Term(asks=asks.domain_owners, words=exchanged("belongs to the subject")),
        "actions": Term(asks=asks.domain_parties, label="actions"),
        "attributes": Term(asks=asks.attribute_parties, gains=asks.attribute_people, words=_attributes),
        "decidable": Term(
            asks=asks.domain_parties,
            words=lambda _, new: [
                {True: "must now have somebody who decides", False: "no longer needs anybody who decides"}.get(
                    new, "must have somebody who decides only if nothing is below it"
                )
            ],
        ),
        "overlaps": Term(asks=asks.domain_owners, label="list of overlapping subjects"),
        "incompatible_with": Term(asks=asks.domain_parties, words=_apart, safeguard=True),
    },
    presence=Term(asks=asks.domain_owners),
    about=lambda domain: f"it belongs to {quoted(domain.owning_unit)}",
    other=Term(asks=asks.domain_parties),
    elsewhere=WINDOW | {"owning_unit"},
    silent=METADATA,
)
FORUM = Governed(
    noun="forum",
    terms={
        "members": Term(asks=asks.members, label="members"),
        "chair": Term(asks=asks.members, gains=asks.new_chair, label="chair"),
        "decision_rule": Term(
            asks=asks.members, gains=asks.new_chair, words=exchanged("decides by", RULES.__getitem__)
        ),
        "tie_break": Term(
            asks=asks.members, gains=asks.new_chair, words=exchanged("breaks a tie by", TIES.__getitem__)
        ),
        "quorum": Term(asks=asks.members, label="quorum"),
        "required_units": Term(asks=asks.members, label="list of units that must be present"),
        "purpose": Term(asks=asks.forum_itself, words=lambda *_: ["has another purpose in its charter"]),
        "authority": Term(asks=asks.members, words=lambda *_: ["has another authority in its charter"]),
        "cadence": Term(asks=asks.forum_itself, words=lambda *_: ["meets at other times"]),
        "respond_within": Term(asks=asks.forum_itself, words=timed("has {new} to answer instead of {old}")),
        "escalates_to": Term(asks=asks.above, gains=asks.seat_people, words=exchanged("sends disputes on to")),
        "final": Term(
            asks=asks.governance,
            gains=asks.seat_people,
            words=switch("now has the last word", "no longer has the last word"),
        ),
    },
    presence=Term(asks=asks.members),
    about=_forum,
    other=Term(asks=asks.members),
    elsewhere=WINDOW,
    silent=METADATA,
)
ROLE = Governed(
    noun="role",
    terms={
        "unit": Term(asks=asks.role_units, gains=asks.seat_people, label="home unit"),
        "tier": Term(asks=asks.above, gains=asks.seat_people, words=exchanged("has the level", spelt)),
        "unavailable": Term(asks=asks.holder_or_above, gains=asks.stand_ins, words=_absences),
        "escalates_to": Term(asks=asks.above, gains=asks.seat_people, words=exchanged("sends disputes on to")),
        "respond_within": Term(asks=asks.role_itself, words=timed("has {new} to answer instead of {old}")),
        "final": Term(
            asks=asks.governance,
            gains=asks.seat_people,
            words=switch("now has the last word", "no longer has the last word"),
        ),
    },
    presence=Term(asks=asks.role_units, gains=asks.seat_people),
    about=_role,
    other=Term(asks=asks.above, gains=asks.seat_people),
    elsewhere=WINDOW | {"holders", "deputies"},
    silent={**METADATA, "decision_hours": "it estimates work; no case goes to anybody else"},
)
UNIT = Governed(
    noun="unit",
    terms={
        "type": Term(asks=asks.unit_leads, label="type"),
        "parent": Term(asks=asks.unit_leads, words=exchanged("belongs to")),
    },
    presence=Term(asks=asks.unit_leads),
    about=lambda unit: f"led by {quoted(unit.lead)}" if unit.lead else "",
    other=Term(asks=asks.unit_leads),
    elsewhere=WINDOW | {"lead"},
    silent=METADATA,
)
GOVERNED: Mapping[type[Entity], Governed] = {
    DecisionRight: RIGHT,
    Domain: DOMAIN,
    Forum: FORUM,
    Role: ROLE,
    Unit: UNIT,
}

__all__ = ["GOVERNED", "METADATA"]
