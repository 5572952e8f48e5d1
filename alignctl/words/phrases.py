"""A kind and a field go in; how people say what stands there, what has come, gone or changed comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Phrase:
    """Four sentences about one thing: as it is, changed, new, gone; `{value}` is the present, `{before}` the past."""

    says: str
    changed: str
    added: str
    removed: str

    def fill(self, before: str | None, value: str | None) -> str:
        """Return the sentence for a change; without `before` it is new, without `value` it is gone."""
        if before is None:
            return self.added.format(value=value)
        return self.removed.format(before=before) if value is None else self.changed.format(value=value, before=before)


def label(title: str, missing: str = "nothing") -> Phrase:
    """Return how a field with one value is told by its title, and what is said where there is none."""
    told = _escaped(title)
    return Phrase(
        f"{told}: {{value}}",
        f"{told}: {{value}} instead of {{before}}",
        f"{told}: {{value}}, {missing} before",
        f"{told}: {missing} any more, {{before}} before",
    )


def member(title: str) -> Phrase:
    """Return how one element of a list is told by the title of the list."""
    told = _escaped(title)
    return Phrase(
        f"{told}: {{value}}",
        f"{told}: {{value}} instead of {{before}}",
        f"{told}: {{value}} added",
        f"{told}: {{before}} removed",
    )


def item(called: str) -> Phrase:
    """Return how an item that has fields of its own is told; its values are its fields."""
    told = _escaped(called)
    return Phrase(
        f"{told}: {{value}}", f"{told}: {{value}}", f"{told} is new: {{value}}", f"{told} is gone: {{before}}"
    )


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _verb(now: str, begins: str, ends: str) -> Phrase:
    """Return a phrase of somebody who does something: `{value} is asked`."""
    return Phrase(
        f"{{value}} {now}", f"{{value}} {now} instead of {{before}}", f"{{value}} {begins}", f"{{before}} {ends}"
    )


DECIDES = Phrase(
    "{value} decides",
    "{value} decides instead of {before}",
    "{value} now decides; nobody did before",
    "nobody decides any more; {before} did before",
)
AGREES = Phrase(
    "{value} must agree",
    "{value} must agree instead of {before}",
    "{value} must now agree",
    "{before} need not agree any more",
)
LIMIT = Phrase(
    "at most {value} to decide",
    "{value} to decide instead of {before}",
    "at most {value} to decide now",
    "no time limit of its own any more, was {before}",
)
HOLDS = Phrase(
    "only for {value}", "only for {value} instead of {before}", "now only for {value}", "no longer only for {before}"
)
NAME = Phrase("called {value}", "now called {value}, before {before}", "called {value}", "was called {before}")

VERBS: Mapping[tuple[str, str], Phrase] = MappingProxyType(
    {
        ("DecisionRight", "domains"): Phrase(
            "about {value}", "about {value} instead of {before}", "now about {value} too", "no longer about {before}"
        ),
        ("DecisionRight", "actions"): Phrase(
            "for the action {value}",
            "for {value} instead of {before}",
            "now for the action {value}",
            "not for {before} any more",
        ),
        ("DecisionRight", "recommend"): _verb(
            "prepares the proposal", "now prepares the proposal", "no longer prepares the proposal"
        ),
        ("DecisionRight", "input"): _verb("is asked", "is now asked", "is no longer asked"),
        ("DecisionRight", "perform"): _verb("carries it out", "now carries it out", "no longer carries it out"),
        ("DecisionRight", "inform"): _verb("is told", "is now told", "is no longer told"),
        ("DecisionRight", "sod"): Phrase(
            "{value} may not be one person",
            "{value} may not be one person, instead of {before}",
            "{value} may no longer be one person",
            "{before} may now be one person",
        ),
        ("Role", "holders"): Phrase(
            "held by {value}",
            "held by {value} instead of {before}",
            "now held by {value}",
            "no longer held by {before}",
        ),
        ("Unit", "lead"): _verb("leads", "now leads", "no longer leads"),
        ("Unit", "parent"): Phrase(
            "part of {value}",
            "part of {value} instead of {before}",
            "now part of {value}",
            "no longer part of {before}",
        ),
        ("Forum", "members"): _verb("is a member", "is now a member", "is no longer a member"),
        ("Forum", "chair"): _verb("takes the chair", "now takes the chair", "no longer takes the chair"),
        ("Objective", "owners"): _verb("answers for it", "now answers for it too", "no longer answers for it"),
        ("Precedence", "order"): label("Who wins"),
        ("", "effectiveFrom"): label("In force from", "no first day"),
        ("", "effectiveUntil"): label("In force until", "no last day"),
        ("", "labels"): label("Label"),
        ("DecisionRight", "agreeWithin"): label("Time to agree"),
        ("DecisionRight", "class"): label("Kind of decision"),
        ("DecisionRight", "delegable"): label("Deputies may decide"),
        ("DecisionRight", "onSilence"): label("No answer means"),
        ("DecisionRight", "reserved"): label("Beats every nearer right"),
        ("Domain", "decidable"): label("Somebody must decide"),
        ("Domain", "owningUnit"): label("Belongs to"),
        ("Domain", "parent"): label("Part of"),
        ("Forum", "escalatesTo"): label("Disputes go on to"),
        ("Forum", "final"): label("Has the last word"),
        ("Metric", "lever"): label("Set by its owner"),
        ("Metric", "leverDomain"): label("Moved by"),
        ("Role", "escalatesTo"): label("Disputes go on to"),
        ("Role", "final"): label("Has the last word"),
        ("Role", "tier"): label("Level"),
        ("", "respondWithin"): label("Time to answer"),
    }
)
"""How a field is told that has a verb of its own, by kind (empty: any) and field."""


def phrase_of(kind: str, field: str) -> Phrase | None:
    """Return the phrase of a field that has one of its own."""
    return VERBS.get((kind, field)) or VERBS.get(("", field))
