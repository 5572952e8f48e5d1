"""The input of the site and an audience go in; the input without what is not for that audience comes out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args

from alignctl.model.facts import (
    Arbiter,
    Bottleneck,
    Change,
    Conflict,
    Fact,
    Impasse,
    Measure,
    MetricSheet,
    Stake,
    Tension,
    UnitPair,
)
from alignctl.model.facts.fact import digest
from alignctl.model.finding import Located
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref, kind_of
from alignctl.site.hidden import Hidden
from alignctl.site.input import Proposal, SiteInput
from alignctl.words.past import Edit, Event, FieldChange

Audience = Literal["all-staff", "leaders", "audit"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
T = TypeVar("T")
_UNTOLD = frozenset({"subjects", "place", "places", "evidence"})
_REFERENCE = re.compile(r"[a-z]+:[a-z0-9-]+")
# What a message of a rule may quote of a pay plan: who is paid how much for what.
_QUOTES = re.compile(r"clash|weight|heat|paid|pays", re.IGNORECASE)


def restrict(site: SiteInput, audience: Audience) -> SiteInput:
    """Leave out the objects that are for a narrower audience, and everything that was computed from them.

    Numbers and sentences that would give them away (heat, weights, who is paid for what) go as well. Of a change under
    review, what is hidden before or after it is hidden on both sides.
    """
    states = (site, site.proposal.base) if site.proposal else (site,)
    kinds = frozenset(kind for state in states for kind in _hidden_kinds(state, audience))
    hidden = frozenset(entity.ref for state in states for entity in state.model if entity.KIND in kinds)
    proposal = _proposal(site.proposal, audience, kinds, hidden) if site.proposal else None
    return dataclasses.replace(_without(site, audience, kinds, hidden), proposal=proposal)


def _without(site: SiteInput, audience: Audience, kinds: frozenset[str], hidden: frozenset[Ref]) -> SiteInput:
    if not kinds:
        return dataclasses.replace(site, audience=audience)
    names = Hidden.of(hidden, (entity.title for entity in site.model if entity.ref in hidden))
    model = Model.of(_scrub(entity, hidden) for entity in site.model if entity.ref not in hidden)
    facts = [_redact(fact, hidden) for fact in site.facts if not hidden & set(fact.subjects)]
    report = dataclasses.replace(site.report, findings=_findings(site, site.report.findings, hidden, names))
    return dataclasses.replace(
        site,
        model=model,
        org=Organisation(model, site.settings, site.as_of),
        facts=tuple(_hush(fact, names) for fact in facts if fact is not None),
        report=report,
        links=tuple(link for link in site.links if not hidden & {link.source, link.target}),
        texts=_texts(site.texts, hidden),
        past=_past(site, kinds, hidden),
        audience=audience,
        left_out=kinds,
    )


def _proposal(of: Proposal, audience: Audience, kinds: frozenset[str], hidden: frozenset[Ref]) -> Proposal:
    """Return a change under review without what it does to hidden objects, and without sentences that name them."""
    names, left_out = Hidden.of(hidden), {kind.lower() for kind in kinds}
    told = (dataclasses.replace(edit, changes=_untold(edit, names)) for edit in of.edits)
    return dataclasses.replace(
        of,
        base=_without(of.base, audience, kinds, hidden),
        changes=tuple(one for one in of.changes if not hidden & {one.of, *one.subjects} and not _tells(one, names)),
        edits=tuple(
            edit for edit in told if kind_of(edit.ref) not in left_out and (edit.what != "changed" or edit.changes)
        ),
        findings=_findings(of.base, of.findings, hidden, names) if kinds else of.findings,
    )


def _tells(change: Change, names: Hidden) -> bool:
    return any(names.search(text) for text in (change.sentence, change.base, change.head, *change.asked))


def _hidden_kinds(site: SiteInput, audience: Audience) -> frozenset[str]:
    rank = AUDIENCES.index(audience)
    levels = site.settings.site.audiences
    return frozenset(kind for kind, level in levels.items() if AUDIENCES.index(level) > rank)


def _redact(fact: Fact, hidden: frozenset[Ref]) -> Fact | None:
    """Return a fact without numbers that follow from hidden objects, or None if nothing of it may be shown."""
    if _withheld(fact, hidden):
        return None
    match fact:
        case Tension() | Conflict() if hidden & {side.source for side in fact.sides}:
            return _scrub(_without_pay(fact), hidden)
        case MetricSheet():
            return _scrub(dataclasses.replace(fact, paid_weight=type(fact.paid_weight)(0)), hidden)
        case UnitPair():
            return _scrub(dataclasses.replace(fact, open_heat=0.0), hidden)
        case Measure(measure=measure) if re.search("pay|incentive|heat", measure, re.IGNORECASE):
            return None
    return _scrub(fact, hidden)


def _withheld(fact: Fact, hidden: frozenset[Ref]) -> bool:
    """Tell whether a fact says nothing but what is hidden, or names hidden objects in its words."""
    if isinstance(fact, Impasse | Bottleneck):
        return any(kind_of(one) == "decisionright" for one in hidden)
    return isinstance(fact, Arbiter) or (isinstance(fact, Stake) and fact.source in hidden)


def _without_pay(fact: Tension | Conflict) -> Fact:
    sides = tuple(dataclasses.replace(side, source=side.metric, weight=0.0) for side in fact.sides)
    if isinstance(fact, Conflict):
        return dataclasses.replace(fact, sides=sides, heat=0.0, clash="")
    return dataclasses.replace(fact, sides=sides, raw_heat=0.0, clash="")


def _findings(
    site: SiteInput, found: tuple[Located, ...], hidden: frozenset[Ref], names: Hidden
) -> tuple[Located, ...]:
    return tuple(_muted(site, located, names) for located in found if not hidden & set(located.finding.subjects))


def _muted(site: SiteInput, located: Located, names: Hidden) -> Located:
    """Return a finding that names a hidden object, or may quote a pay plan, with the sentence of its rule instead."""
    rule, finding = site.rules.get(located.finding.rule), located.finding
    told = names.search(finding.message) or names.search(finding.fix)
    if rule and not told and not _QUOTES.search(rule.message):
        return located
    fix = "" if told else finding.fix
    said = f"{rule.title.rstrip('.')} (the details are for leaders)." if rule else "The details are for leaders."
    return dataclasses.replace(located, finding=dataclasses.replace(finding, message=said, fix=fix, evidence=()))


def _past(site: SiteInput, kinds: frozenset[str], hidden: frozenset[Ref]) -> tuple[Event, ...]:
    """Return the events of objects of other kinds, without changes that name a hidden object, and without subjects."""
    left_out = {kind.lower() for kind in kinds}
    gone = {event.ref for event in site.past if kind_of(event.ref) in left_out}
    names = Hidden.of(hidden | gone)
    shown = (event for event in site.past if event.ref not in gone)
    told = (dataclasses.replace(event, subject="", changes=_untold(event, names)) for event in shown)
    return tuple(event for event in told if event.what != "changed" or event.changes)


def _untold(edit: Edit, names: Hidden) -> tuple[FieldChange, ...]:
    return tuple(c for c in edit.changes if not any(map(names.search, (c.field, c.before, c.after, c.sentence))))


def _texts(texts: Mapping[Ref, str], hidden: frozenset[Ref]) -> Mapping[Ref, str]:
    """Return the sources that neither are nor name a hidden object."""
    names = Hidden.of(hidden)
    return MappingProxyType({ref: text for ref, text in texts.items() if ref not in hidden and not names.search(text)})


def _hush(value: T, names: Hidden) -> T:
    """Return a fact in which texts that name a hidden object are gone; references are another matter."""
    found: Any = value
    if isinstance(found, str):
        return type(found)("") if not _REFERENCE.fullmatch(found) and names.search(found) else value  # type: ignore[return-value]  # of its own type
    if isinstance(found, tuple):
        parts = tuple(_hush(item, names) for item in found)
        return parts if parts != found else value  # type: ignore[return-value]  # of its own type
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        fields = {field.name: getattr(found, field.name) for field in dataclasses.fields(found) if field.init}
        told = {name: item for name, item in fields.items() if name not in _UNTOLD}
        changed = {name: hushed for name, item in told.items() if (hushed := _hush(item, names)) is not item}
        if "key" in changed:
            # Without its key a fact would be taken for another one about the same objects.
            changed["key"] = digest("", (), fields["key"])
        return dataclasses.replace(found, **changed) if changed else value  # type: ignore[return-value]  # of its own type
    return value


def _scrub(value: T, hidden: frozenset[Ref]) -> T:
    """Return a value in which hidden references are gone: from lists altogether, elsewhere as an empty text."""
    found: Any = value
    if isinstance(found, str):
        return type(found)("") if found in hidden else value  # type: ignore[return-value]  # a str stays a str
    if isinstance(found, tuple):
        return tuple(_scrub(item, hidden) for item in found if not (isinstance(item, str) and item in hidden))  # type: ignore[return-value]  # of its own type
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        fields = {field.name: getattr(found, field.name) for field in dataclasses.fields(found) if field.init}
        changed = {
            name: _scrub(item, hidden)
            for name, item in fields.items()
            if isinstance(item, str | tuple) or dataclasses.is_dataclass(item)
        }
        return dataclasses.replace(found, **changed)  # type: ignore[return-value]  # of its own type
    return value
