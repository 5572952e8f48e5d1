"""Objects before and after a change go in; a delta for each whose terms differ comes out, by one table of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from alignctl.analysis.changes.approvers import NOBODY, Handles, Need
from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import lasting, listed, quoted
from alignctl.model.entity import Entity
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref
from alignctl.model.spelling import said, spelt

Old = Any
New = Any
Words = Callable[[Any, Any], Iterable[str]]
"""The values of a field before and after go in; what differs comes out, as clauses that follow the object's name."""
Asks = Callable[[Comparison, Old, New, Handles], Iterable[Need]]
"""Who approves: the object before and after, and the people who gain, go in. One of the two may be None."""
Gains = Callable[[Comparison, Old, New], Handles]
FREE = "no fixed time"
OWN = frozenset(field.name for field in fields(Entity))


def nobody_gains(comparison: Comparison, old: Old, new: New) -> Handles:  # noqa: ARG001 - one of `Gains`
    """Return that nobody gains by a change."""
    return NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """What else rules ask about a change: whether its cycle runs, and whether it reaches into the past."""

    mid_cycle: bool = False
    retroactive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How a change of one field is told, whose approval it takes, and who gains by it.

    Without `words` it is told by `label`; where they need the `whole` object, they get it instead of the value. A
    `safeguard` is loosened by whatever is taken out of it.
    """

    asks: Asks
    gains: Gains = nobody_gains
    label: str = ""
    words: Words | None = None
    whole: bool = False
    safeguard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Governed:
    """A kind whose documents say who may do what.

    `terms` holds the fields that are told here, `elsewhere` those that other parts of the comparison tell, `silent`
    those that say nothing about authority, with the reason. A field in none of them is told, and `presence` is asked.
    `presence` is about the object as a whole: that it is new, is gone, or is in force on other days; of a new one
    `about` says what matters.
    """

    noun: str
    terms: Mapping[str, Term]
    presence: Term | None
    other: Term
    elsewhere: frozenset[str] = frozenset()
    silent: Mapping[str, str]
    about: Callable[[Any], str] = lambda _: ""
    what: str = "authority"
    flags: Callable[[Comparison, Entity | None, Entity | None], Flags] = lambda *_: Flags()


def terms(comparison: Comparison, table: Mapping[type[Entity], Governed]) -> Iterator[Delta]:
    """Yield one delta for each object of the table's kinds whose terms differ, and one more for its safeguards."""
    for kind, governed in table.items():
        for old, new in comparison.pairs(kind):
            if any(one and ahead(one, comparison.head.as_of) for one in (old, new)):
                yield from _object(comparison, governed, old, new)


def ahead(entity: Entity, today: date) -> bool:
    """Tell whether an object is in force today or later: what is said in drafts, or of the past, binds nobody."""
    end = entity.metadata.effective_until
    return entity.metadata.status == "active" and (end is None or end >= today)


def _object(comparison: Comparison, governed: Governed, old: Entity | None, new: Entity | None) -> Iterator[Delta]:
    told: list[tuple[Term, str]] = []
    if governed.presence:
        told += [(governed.presence, text) for text in _presence(comparison, governed, old, new)]
    found = list(_differing(governed, old, new)) if old and new else []
    told += [(term, text) for _, term, _, _, text in found if not term.safeguard]
    change = _Changed(comparison, governed, old, new)
    if told:
        yield change.delta(told)
    yield from (change.safeguard(*one) for one in found if one[1].safeguard)


def _differing(governed: Governed, old: Entity, new: Entity) -> Iterator[tuple[str, Term, Any, Any, str]]:
    """Yield the fields that differ and are told here, with their values and words."""
    values: list[tuple[str, Any, Any]] = [(field.name, old, new) for field in fields(old) if field.name not in OWN]
    values += [(field.name, old.metadata, new.metadata) for field in fields(old.metadata)]
    known = governed.elsewhere | governed.silent.keys()
    for name, first, second in values:
        before, after = getattr(first, name), getattr(second, name)
        if before != after and name not in known:
            term = governed.terms.get(name, governed.other)
            words = term.words or labelled(term.label or spoken(name))
            text = "; ".join(words(old, new) if term.whole else words(before, after))
            if text:
                yield name, term, before, after, text


@dataclass(frozen=True, slots=True)
class _Changed:
    """One object before and after."""

    comparison: Comparison
    governed: Governed
    old: Entity | None
    new: Entity | None

    @property
    def of(self) -> Ref:
        return next(one.ref for one in (self.new, self.old) if one)

    def delta(self, told: list[tuple[Term, str]]) -> Delta:
        """Return the delta of all that differs, with the approvals of all of it."""
        comparison, old, new = self.comparison, self.old, self.new
        gaining = frozenset[str]().union(*(term.gains(comparison, old, new) for term, _ in told))
        asked = dict.fromkeys(term.asks for term, _ in told)
        needs = tuple(need for asks in asked for need in asks(comparison, self._approved(asks), new, gaining))
        flags = self.governed.flags(comparison, old, new)
        return Delta(
            what=self.governed.what,
            of=self.of,
            about="terms",
            sentence=self._sentence("; ".join(text for _, text in told)),
            needs=needs,
            independent=(*(voice.person for need in needs for voice in need), *comparison.approvers.superiors),
            gaining=gaining,
            mid_cycle=flags.mid_cycle,
            retroactive=flags.retroactive,
        )

    def _approved(self, asks: Asks) -> Entity | None:
        """Return the object before; where a draft comes into force, there was none that anybody has approved."""
        presence = self.governed.presence
        new = presence is not None and asks is presence.asks and self.new is not None
        return None if new and self.old and self.old.metadata.status == "draft" else self.old

    def safeguard(self, name: str, term: Term, before: Any, after: Any, text: str) -> Delta:
        """Return the delta of a control: one that is loosened needs whoever answers for governance."""
        loosened = bool(set(before) - set(after))
        asked = term.asks(self.comparison, self.old, self.new, NOBODY)
        return Delta(
            what="safeguard" if loosened else self.governed.what,
            of=self.of,
            about=name,
            sentence=self._sentence(text),
            needs=(self.comparison.approvers.governance(),) if loosened else tuple(asked),
            loosened=loosened,
        )

    def _sentence(self, text: str) -> str:
        return f"The {self.governed.noun} {quoted(self.of)} {text}"


def _presence(comparison: Comparison, governed: Governed, old: Entity | None, new: Entity | None) -> Iterator[str]:
    today = comparison.head.as_of
    if new is None:
        yield "is gone"
    elif old is None or (old.metadata.status == "draft" and new.metadata.status == "active"):
        told = "is new" if new.ref not in comparison.unread_before else "could not be read before and now can be"
        yield ": ".join(filter(None, (told, governed.about(new))))
    elif old.metadata.status != new.metadata.status:
        before, after = (
            {"draft": "a draft", "active": "in force"}.get(e.metadata.status, "retired") for e in (old, new)
        )
        yield f"is {after}, no longer {before}"
    elif _from_today(old, today) != _from_today(new, today):
        yield f"is in force {window(new)}, no longer {window(old)}"


def _from_today(entity: Entity, today: date) -> tuple[date, date | None]:
    """Return the window from today on; what it was before is told where the past is."""
    start, end = entity.metadata.effective_from, entity.metadata.effective_until
    if end and end < today:
        return today, date.min
    return max(start or today, today), end


def window(entity: Entity) -> str:
    """Return when an object is in force, in words."""
    start, end = entity.metadata.effective_from, entity.metadata.effective_until
    return (
        " ".join(part for part in (f"from {start}" if start else "", f"until {end}" if end else "") if part) or "always"
    )


def labelled(label: str) -> Words:
    """Return words such as `has the quorum 2 instead of 3`; lists are told by what is added and what is left out."""

    def words(old: Any, new: Any) -> Iterator[str]:
        if isinstance(old, tuple) and isinstance(new, tuple) and _plain(*old, *new):
            added, dropped = [one for one in new if one not in old], [one for one in old if one not in new]
            if added:
                yield f"has {listed(list(map(said, added)))} added to its {label}"
            if dropped:
                yield f"has {listed(list(map(said, dropped)))} taken from its {label}"
            if not added and not dropped:
                yield f"has its {label} in another order"
        elif _plain(old, new) and new is None:
            yield f"has no {label} any more ({said(old)} before)"
        elif _plain(old, new) and old is None:
            yield f"gets the {label} {said(new)}"
        elif _plain(old, new):
            yield f"has the {label} {said(new)} instead of {said(old)}"
        else:
            yield f"has another {label}"

    return words


def exchanged(verb: str, say: Callable[[Any], str] = said) -> Words:
    """Return words such as `decides by consent instead of majority`; where one is missing, `no longer decides by`."""

    def words(old: Any, new: Any) -> Iterator[str]:
        if new is None:
            yield f"no longer {verb} {say(old)}"
        else:
            yield f"now {verb} {say(new)}" if old is None else f"{verb} {say(new)} instead of {say(old)}"

    return words


def timed(text: str) -> Words:
    """Return words with both times in their place, such as `has {new} to answer instead of {old}`."""
    return lambda old, new: [text.format(old=lasting(old, FREE), new=lasting(new, FREE))]


def switch(now: str, no_longer: str) -> Words:
    """Return words for what is so or not so."""
    return lambda old, new: [now if new else no_longer]  # noqa: ARG005 - one of `Words`


def spoken(name: str) -> str:
    """Return the name of a field as words, for one that the table does not know."""
    return spelt(name.strip("_"))


def _plain(*values: Any) -> bool:
    return all(value is None or isinstance(value, (str, bool, int, Decimal, date, Duration)) for value in values)
