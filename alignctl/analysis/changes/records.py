"""Records and validity before and after a change go in; a delta for each that rewrites the past comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import quoted
from alignctl.model.entity import Entity
from alignctl.model.kinds import KINDS, Decision, Deputy, Objective, Review, Role
from alignctl.model.matter import matter
from alignctl.model.model import Model
from alignctl.model.spelling import noun

LATER = {"superseded_by", "reopened", "outcome_review"}
"""What may be written into a decision after it was taken."""


def records(comparison: Comparison) -> Iterator[Delta]:
    """Yield minutes, taken decisions, grades and check-ins that say something else than before, or are gone."""
    for old, new in comparison.pairs(Review):
        if isinstance(old, Review) and (new is None or _review(old, new) != _review(old, old)):
            yield _record(old, new, f"The minutes {quoted(old.ref)}")
    for old, new in comparison.pairs(Decision):
        if isinstance(old, Decision) and old.decided_on:
            yield from _decision(comparison, old, new)
    for old, new in comparison.pairs(Objective):
        if isinstance(old, Objective) and isinstance(new, Objective) and _rewritten_results(old, new):
            told = f"The results of the objective {quoted(old.ref)} are changed after they were recorded"
            yield Delta(what="record", of=new.ref, sentence=told, closed_record=True)


def _rewritten_results(old: Objective, new: Objective) -> bool:
    """Tell whether a grade is another, or a check-in is missing; new ones may be added."""
    return old.grade not in (None, new.grade) or bool(set(old.check_ins) - set(new.check_ins))


def _record(old: Entity, new: Entity | None, subject: str) -> Delta:
    told = f"{subject} {'are' if isinstance(old, Review) else 'is'} {'changed' if new else 'deleted'}"
    return Delta(what="record", of=(new or old).ref, sentence=told, closed_record=True)


def _review(old: Review, new: Entity) -> object:
    """Return what must not change; that an action was done may be added."""
    if not isinstance(new, Review):
        return new
    done = {action.id: action.done_on for action in old.actions}
    actions = tuple(replace(action, done_on=None) if done.get(action.id) is None else action for action in new.actions)
    return new.forum, new.date, new.attended, new.subjects, new.decisions, actions, new.metadata.status


def _decision(comparison: Comparison, old: Decision, new: Entity | None) -> Iterator[Delta]:
    """Yield that a decision is another, by its own words or by those of the initiative that was decided."""
    base, head = comparison.base.model, comparison.head.model
    subject, before = f"The decision {quoted(old.ref)} of {old.decided_on}", _content(base, old, old)
    if not isinstance(new, Decision) or before not in (_content(base, old, new), _content(head, old, new)):
        yield _record(old, new, subject)
    elif before != _content(head, old, new):
        initiative = matter(head, new).initiative or matter(base, new).initiative
        told = f"{subject} is about another case: its initiative {quoted(new.initiative or new.ref)} is changed"
        place = initiative.place if initiative and head.find(initiative.ref) else None
        yield Delta(what="record", of=new.ref, sentence=told, place=place, closed_record=True)


def _content(model: Model, old: Decision, new: Decision) -> object:
    """Return what must not change, the case included; that it was replaced, or is looked at again, may be added."""
    kept = {name: getattr(old, name) for name in LATER if getattr(old, name) in (None, False)}
    case = matter(model, new)
    told = replace(new, domains=case.domains, action=case.action, attributes=case.values, **kept)
    return replace(told, metadata=old.metadata, place=old.place), new.metadata.status


def validity(comparison: Comparison) -> Iterator[Delta]:
    """Yield objects and delegations that were in force on other past days than the base says."""
    for kind in KINDS.values():
        for old, new in comparison.pairs(kind):
            if old and new:
                yield from _rewritten(comparison, old, new)


def _rewritten(comparison: Comparison, old: Entity, new: Entity) -> Iterator[Delta]:
    today = comparison.head.as_of
    told = [f"The {noun(new.KIND)} {quoted(new.ref)} {text}" for text in _other_days(old, new, today)]
    if isinstance(old, Role) and isinstance(new, Role) and new.metadata.status != "draft":
        told += [
            f"`{deputy.to}` is said to have been a deputy of {quoted(new.ref)} since {deputy.from_}"
            for deputy in new.deputies
            if deputy.from_ and deputy.from_ < today and not _known(deputy, old, today)
        ]
    if told:
        yield Delta(
            what="validity", of=new.ref, sentence="; ".join(told), base=_words(old), head=_words(new), retroactive=True
        )


def _other_days(old: Entity, new: Entity, today: date) -> Iterator[str]:
    """Yield what is said of past days. A draft was in force on none; without a day it begins when it is no draft."""
    if old.metadata.status == "draft":
        start = new.metadata.effective_from
        if new.metadata.status == "active" and start and start < today:
            yield f"was a draft, and is said to have been in force {_words(new)}"
    elif _past(_window(old), today) != _past(_window(new), today):
        yield f"is said to have been in force {_words(new)}, not {_words(old)}"


def _known(deputy: Deputy, role: Role, today: date) -> bool:
    """Tell whether the base has the entry in force already, perhaps with another end in the future."""
    return role.metadata.status != "draft" and any(
        replace(one, until=deputy.until) == deputy
        and (one.until == deputy.until or all(end is None or end >= today for end in (one.until, deputy.until)))
        for one in role.deputies
    )


def _window(entity: Entity) -> tuple[date | None, date | None]:
    return entity.metadata.effective_from, entity.metadata.effective_until


def _past(window: tuple[date | None, date | None], today: date) -> tuple[date | None, date | None]:
    """Return the part of a window before today; all windows that begin later are alike."""
    start, end = window
    if start and start >= today:
        return today, today
    return start, end if end and end < today else None


def _words(entity: Entity) -> str:
    start, end = _window(entity)
    parts = [f"from {start}" if start else "", f"until {end}" if end else ""]
    return " ".join(part for part in parts if part) or "always"
