"""Words that say nothing where something is decided: an object goes in, its hollow fields come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from alignctl.model.entity import Entity
from alignctl.model.place import Place, Pointer
from alignctl.model.placeholder import NEVER, is_crowd, is_nobody, is_placeholder
from alignctl.model.plain import camel

DECIDING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Unit": ("lead",),
        "Role": ("unit", "holders", "deputies.to", "escalates_to"),
        "Domain": ("owning_unit",),
        "DecisionRight": (
            *("domains", "decide", "bands.decide", "agree", "recommend", "input", "perform", "inform"),
            *("bands.agree", "bands.recommend", "bands.input", "bands.perform", "bands.inform"),
            "escalation.to",
        ),
        "Forum": ("purpose", "authority", "members", "chair", "required_units", "cadence.starts_on", "escalates_to"),
        "Review": ("forum", "date", "attended", "actions.owner"),
        "Metric": ("owning_unit", "definition", "guarded_by", "lever_domain"),
        "Objective": ("owners", "parents", "key_results.metric", "key_results.contributors"),
        "Cycle": ("level", "starts", "ends", "capacity.unit"),
        "Initiative": ("sponsor", "domains", "objectives", "demand.unit"),
        "IncentivePlan": ("roles", "components.metric", "components.objective", "approved_by"),
        "Precedence": ("order", "decided_by", "rationale"),
        "Decision": (
            *("initiative", "domains", "raised_on", "proposer", "decided_by", "on_behalf_of", "agreed_by"),
            *("evaluations.unit", "evaluations.criteria.metric", "resolution.ref"),
        ),
        "Waiver": ("reason", "approved_by"),
    }
)
_REFERENCE = re.compile(r"[a-z]+:([a-z0-9-]+)")


def placeholders(entity: Entity) -> Iterator[tuple[Place, str, str]]:
    """Yield the place, the field as written in YAML, and the word of each placeholder, in the order of the fields.

    What decides: who leads, decides, agrees, is asked, performs, approves, attends or is the next rung; whose subject,
    metric or goal it is; how a metric is defined and what a unit is paid for; what comes first and why; what a forum is
    for and may do; on which day it was or begins; why something is excused. Titles, descriptions, labels, links, units
    of measure, sources and the values of attributes are free: `none` may be just what they mean. An absent field is
    absent, not hollow.
    """
    for steps in _STEPS.get(entity.KIND, ()):
        for pointer, text in _texts(entity, steps, ()):
            word = _hollow(text) or (text if steps in PEOPLE.get(entity.KIND, ()) and is_nobody(text) else "")
            if word:
                yield entity.locate(*pointer), ".".join(written for _, written in steps), word


def crowds(entity: Entity) -> Iterator[tuple[Place, str, str]]:
    """Yield the place, the field and the handle wherever one handle for several people holds a role or deputises."""
    for steps in PEOPLE["Role"] if entity.KIND == "Role" else ():
        for pointer, text in _texts(entity, steps, ()):
            if is_crowd(text) and ":" not in text:
                yield entity.locate(*pointer), ".".join(written for _, written in steps), text


@lru_cache(maxsize=65536)
def _hollow(text: str) -> str:
    """Return the word of a text, reference or day that says nothing, else an empty text."""
    reference = _REFERENCE.fullmatch(text)
    word = reference[1] if reference else text.strip()
    hollow = word == NEVER.isoformat() or is_placeholder(word) or is_placeholder(word.replace("-", " "))
    return word if hollow else ""


def _texts(node: Any, steps: tuple[tuple[str, str], ...], pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if isinstance(node, tuple):
        for number, item in enumerate(node):
            yield from _texts(item, steps, (*pointer, number))
    elif isinstance(node, str):
        yield pointer, node
    elif isinstance(node, date):
        yield pointer, node.isoformat()
    elif steps and node is not None:
        (name, written), *rest = steps
        yield from _texts(getattr(node, name), tuple(rest), (*pointer, written))


def _steps(fields: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(tuple((step, camel(step)) for step in field.split(".")) for field in fields)


_STEPS = {kind: _steps(fields) for kind, fields in DECIDING.items()}
PEOPLE = {"Role": _steps(("holders", "deputies.to")), "Decision": _steps(("proposer", "decided_by"))}
"""The fields in which a person is named by a handle."""
