"""The ladders of two versions of a right go in; what differs on which stretch comes out, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

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


def describe_ladder(ladder: Ladder | None, units: Mapping[str, str]) -> Iterator[str]:
    """Yield who decides, who must agree and how fast, stretch by stretch."""
    for where, field, _, value in _rungs(None, ladder, units):
        yield _sentence(where, PHRASES[field][0].says.format(value=value))


def compare_ladders(before: Ladder | None, after: Ladder | None, units: Mapping[str, str]) -> Iterator[Told]:
    """Yield what differs between the ladders of two versions of a right, stretch by stretch over the cuts of both."""
    if before and after and before.attribute and after.attribute and before.attribute != after.attribute:
        pairs: tuple[tuple[Ladder | None, Ladder | None], ...] = ((before, None), (None, after))
    else:
        pairs = ((before, after),)
    for old, new in pairs:
        for where, field, was, now in _rungs(old, new, units):
            phrase, title = PHRASES[field]
            sentence = _sentence(where, phrase.fill(was, now))
            yield Told(f"{title}, {where}" if where else title, was or "", now or "", sentence)


def _rungs(
    before: Ladder | None, after: Ladder | None, units: Mapping[str, str]
) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield where something differs, neighbouring stretches in one, with what is there before and after."""
    ladders = [ladder for ladder in (before, after) if ladder]
    attribute = next((ladder.attribute for ladder in ladders if ladder.attribute), "")
    runs: dict[tuple[str, str], list[tuple[Range, str | None, str | None]]] = {}
    for stretch in stretches(ladders) if ladders else ():
        old, new = (ladder.on(stretch) if ladder else {} for ladder in (before, after))
        for topic in dict.fromkeys((*old, *new)):
            was, now = old.get(topic), new.get(topic)
            last = runs.setdefault(topic, [])
            if last and last[-1][0].high == stretch.low and last[-1][1:] == (was, now):
                last[-1] = (replace(last[-1][0], high=stretch.high), was, now)
            else:
                last.append((stretch, was, now))
    for (field, _), found in sorted(runs.items(), key=lambda run: (list(PHRASES).index(run[0][0]), run[0][1])):
        for stretch, was, now in found:
            if was != now:
                where = stretch_words(stretch, in_words(attribute), units.get(attribute, ""))
                yield where, field, _value(field, was), _value(field, now)


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
