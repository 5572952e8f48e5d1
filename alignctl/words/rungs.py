"""The ladders of two versions of a right go in; what differs on which stretch comes out, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from alignctl.load.schemas import bundled_schema, resolve
from alignctl.model.kinds import DecisionRight
from alignctl.model.ranges import Range
from alignctl.words.ladder import Ladder, stretch_words, stretches
from alignctl.words.phrases import AGREES, DECIDES, LIMIT
from alignctl.words.quantities import capital
from alignctl.words.quantities import title as in_words
from alignctl.words.told import Told
from alignctl.words.values import value_words

PHRASES = {"decide": (DECIDES, "decides"), "agree": (AGREES, "must agree"), "sla": (LIMIT, "time limit")}


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


def describe_ladder(ladder: Ladder | None, units: Mapping[str, str]) -> Iterator[str]:
    """Yield who decides, who must agree and how fast, stretch by stretch."""
    for rung in _rungs(None, ladder):
        where, value = _where(rung.stretch, (ladder,), units), _value(rung.field, rung.after)
        yield _sentence(where, PHRASES[rung.field][0].says.format(value=value))


def compare_ladders(before: Ladder | None, after: Ladder | None, units: Mapping[str, str]) -> Iterator[Told]:
    """Yield what differs between the ladders of two versions of a right, stretch by stretch over the cuts of both."""
    if before and after and before.attribute and after.attribute and before.attribute != after.attribute:
        pairs: tuple[tuple[Ladder | None, Ladder | None], ...] = ((before, None), (None, after))
    else:
        pairs = ((before, after),)
    for old, new in pairs:
        for rung in _exchanged(_rungs(old, new)):
            phrase, title = PHRASES[rung.field]
            where = _where(rung.stretch, (old, new), units)
            was, now = _value(rung.field, rung.before), _value(rung.field, rung.after)
            yield Told(
                f"{title}, {where}" if where else title, was or "", now or "", _sentence(where, phrase.fill(was, now))
            )


def _where(stretch: Range, ladders: Iterable[Ladder | None], units: Mapping[str, str]) -> str:
    attribute = next((ladder.attribute for ladder in ladders if ladder and ladder.attribute), "")
    return stretch_words(stretch, in_words(attribute), units.get(attribute, ""))


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
    yield from sorted(found, key=lambda rung: (list(PHRASES).index(rung.field), rung.stretch))


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
    root = bundled_schema(DecisionRight.KIND)
    schema = resolve(root, root["properties"]["spec"])["properties"][field]
    part = schema["items"] if field == "agree" else schema
    found = [value_words(root, part, one) for one in value.split(" ")]
    return found[0] if len(found) == 1 else f"each of {' and '.join(found)}"  # bands that overlap


def _sentence(where: str, sentence: str) -> str:
    return capital(f"{where}: {sentence}" if where else sentence)
