"""The ladders of two versions of a right go in; what differs on which stretch comes out, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from alignctl.load.schemas import Schema, bundled_schema, resolve
from alignctl.model.claim import PARTIES
from alignctl.model.kinds import DecisionRight
from alignctl.model.ranges import Range
from alignctl.words.ladder import OTHERS, Ladder, Ladders, stretch_words, stretches
from alignctl.words.phrases import AGREES, DECIDES, LIMIT, Phrase, label, phrase_of
from alignctl.words.quantities import capital
from alignctl.words.quantities import title as in_words
from alignctl.words.told import Told
from alignctl.words.values import field_title, value_words

OWN = {"decide": DECIDES, "agree": AGREES, "sla": LIMIT}
FIELDS = (*OWN, *(field for field in PARTIES if field not in OWN))


@dataclass(frozen=True, slots=True)
class Rung:
    """What holds on a stretch before and after, in one field: a decider, a party that must agree, or a time limit."""

    stretch: Range
    field: str
    before: str | None
    after: str | None

    def goes_on(self, other: Rung) -> bool:
        """Tell whether another rung says the same of the next stretch."""
        return self.stretch.high == other.stretch.low and (self.before, self.after) == (other.before, other.after)


def describe_ladders(ladders: Ladders | None, units: Mapping[str, str]) -> Iterator[str]:
    """Yield who takes which part and how fast, action by action and stretch by stretch."""
    for about, _, ladder in _alike({}, ladders or {}):
        for rung in _rungs(None, ladder):
            where, value = _where(about, rung.stretch, (ladder,), units), _value(rung.field, rung.after)
            yield _sentence(where, _phrase(rung.field).says.format(value=value))


def compare_ladders(before: Ladders | None, after: Ladders | None, units: Mapping[str, str]) -> Iterator[Told]:
    """Yield what differs between the ladders of two versions of a right, by action and stretch."""
    for about, old, new in _alike(before or {}, after or {}):
        parted = old and new and old.attribute and new.attribute and old.attribute != new.attribute
        for one, other in ((old, None), (None, new)) if parted else ((old, new),):
            yield from _told(about, one, other, units)


def _told(about: str, old: Ladder | None, new: Ladder | None, units: Mapping[str, str]) -> Iterator[Told]:
    for rung in _exchanged(_rungs(old, new)):
        title = field_title(_schema(rung.field), rung.field)
        where = _where(about, rung.stretch, (old, new), units)
        was, now = _value(rung.field, rung.before), _value(rung.field, rung.after)
        sentence = _sentence(where, _phrase(rung.field).fill(was, now))
        yield Told(f"{title}, {where}" if where else title, was or "", now or "", sentence)


def _alike(before: Ladders, after: Ladders) -> Iterator[tuple[str, Ladder | None, Ladder | None]]:
    """Yield the ladders before and after, actions with the same ones together, with what these are called.

    An action that got its own ladder had that of all others before, and one that lost its own has that now.
    """
    found: dict[tuple[Ladder | None, Ladder | None], list[str]] = {}
    own = sorted({*before, *after} - {OTHERS})
    for action in (*own, *({OTHERS} & {*before, *after})):
        pair = before.get(action, before.get(OTHERS)), after.get(action, after.get(OTHERS))
        found.setdefault(pair, []).append(action)
    for (old, new), actions in found.items():
        named = [in_words(action) for action in actions if action != OTHERS]
        others = ["every other action"] if OTHERS in actions else []
        yield " or ".join((*named, *others)) if own else "", old, new


def _where(about: str, stretch: Range, ladders: Iterable[Ladder | None], units: Mapping[str, str]) -> str:
    attribute = next((ladder.attribute for ladder in ladders if ladder and ladder.attribute), "")
    told = stretch_words(stretch, in_words(attribute), units.get(attribute, ""))
    return ", ".join(filter(None, (about, told)))


def _phrase(field: str) -> Phrase:
    return OWN.get(field) or phrase_of(DecisionRight.KIND, field) or label(field)


def _schema(field: str) -> Schema:
    root = bundled_schema(DecisionRight.KIND)
    found: Schema = resolve(root, root["properties"]["spec"])["properties"][field]
    return found


def _rungs(before: Ladder | None, after: Ladder | None) -> Iterator[Rung]:
    """Yield where something differs, neighbouring stretches in one, by field and stretch."""
    runs: dict[tuple[str, str], list[Rung]] = {}
    for stretch in stretches([ladder for ladder in (before, after) if ladder]):
        old, new = (ladder.on(stretch) if ladder else {} for ladder in (before, after))
        for topic in dict.fromkeys((*old, *new)):
            run = runs.setdefault(topic, [])
            rung = Rung(stretch, topic[0], old.get(topic), new.get(topic))
            if run and run[-1].goes_on(rung):
                rung = replace(rung, stretch=replace(run.pop().stretch, high=stretch.high))
            run.append(rung)
    found = [rung for _, run in sorted(runs.items()) for rung in run if rung.before != rung.after]
    yield from sorted(found, key=lambda rung: (FIELDS.index(rung.field), rung.stretch, rung.after is None))


def _exchanged(rungs: Iterable[Rung]) -> Iterator[Rung]:
    """Yield rungs in which a party that came and the only one that went, on one stretch, have become one."""
    for _, group in groupby(rungs, key=lambda rung: (rung.field, rung.stretch)):
        found = list(group)
        came, went = [one for one in found if one.before is None], [one for one in found if one.after is None]
        alone = len(came) == len(went) == 1
        yield from (replace(came[0], before=went[0].before),) if alone else found


def _value(field: str, value: str | None) -> str | None:
    if value is None:
        return None
    root, schema = bundled_schema(DecisionRight.KIND), _schema(field)
    found = [value_words(root, schema.get("items", schema), one) for one in value.split(" ")]
    return found[0] if len(found) == 1 else f"each of {' and '.join(found)}"  # bands that overlap


def _sentence(where: str, sentence: str) -> str:
    return capital(f"{where}: {sentence}" if where else sentence)
