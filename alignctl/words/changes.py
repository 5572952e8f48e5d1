"""Two versions of a document go in; what it says now and did not say before comes out, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from alignctl.load.schemas import bundled_schema, resolve
from alignctl.model.document import Data
from alignctl.model.kinds import DecisionRight
from alignctl.model.ranges import Range
from alignctl.words.ladder import Ladder, stretch_words, stretches
from alignctl.words.phrases import AGREES, DECIDES, LIMIT, Phrase
from alignctl.words.quantities import capital, title
from alignctl.words.statements import Statement, statements
from alignctl.words.values import value_words

LONGEST = 100  # characters of a value that a sentence repeats in full
SHOWN = 60  # characters of a longer one, around what differs
CONTEXT = 20
PHRASES = {"decide": DECIDES, "agree": AGREES, "sla": LIMIT}
NAME = ("metadata", "name")
NO_UNITS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that changed: the sentence, and what it is about before and after, empty where it was not there.

    In all of them objects stand as mentions (`alignctl.words.mentions`).
    """

    about: str
    before: str
    after: str
    sentence: str


def describe(data: Mapping[str, Data], units: Mapping[str, str] = NO_UNITS) -> tuple[str, ...]:
    """Return everything that a document says but its name, one sentence each; the same for every layout of it."""
    found, ladder = statements(data, units)
    rungs = (_sentence(where, _says(phrase, value)) for where, phrase, _, value in _rungs(None, ladder, units))
    return (*rungs, *(capital(one.says()) for one in found if one.topic != NAME))


def compare(
    before: Mapping[str, Data], after: Mapping[str, Data], units: Mapping[str, str] = NO_UNITS
) -> tuple[Told, ...]:
    """Return what differs in meaning; nothing for another layout, or for a default that is written or left out."""
    (old, old_ladder), (new, new_ladder) = statements(before, units), statements(after, units)
    found = list(_ladders(old_ladder, new_ladder, units))
    was, now = {one.topic: one for one in old}, {one.topic: one for one in new}
    renamed = was.get(NAME) if was.get(NAME) != now.get(NAME) else None
    for topic in (*now, *(topic for topic in was if topic not in now)):
        one, other = was.get(topic), now.get(topic)
        if renamed and topic == ("metadata", "formerly", renamed.value):
            continue  # the new name tells it
        if (one and one.value) != (other and other.value) or (one is None) != (other is None):
            found.append(_told(one, other))
    return tuple(found)


def _told(before: Statement | None, after: Statement | None) -> Told:
    """Return one change; of an item with fields only the fields that differ are told."""
    phrase = (after or before or _NOTHING).phrase
    if before and after and before.parts and after.parts:
        value = ", ".join(_parts(dict(before.parts), dict(after.parts)))
        sentence = phrase.fill(before.value, value)
    else:
        was, now = _excerpts(before.value if before else None, after.value if after else None)
        sentence = phrase.fill(was, now)
    about = phrase.says.format(value="").strip(" :")
    sentence = sentence.removesuffix(": ")
    return Told(about, before.value if before else "", after.value if after else "", capital(sentence))


_NOTHING = Statement((), "", DECIDES)


def _parts(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        if was != now:
            was, now = _excerpts(was, now)
            yield f"{name} {now or 'no longer said'}" + (
                f" instead of {was}" if was and now else f", was {was}" if was else ""
            )


def _excerpts(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """Return two texts shortened to where they differ, if they are long."""
    if max(len(before or ""), len(after or "")) <= LONGEST:
        return before, after
    same = next((at for at, (a, b) in enumerate(zip(before or "", after or "", strict=False)) if a != b), 0)
    start = max(0, same - CONTEXT) if before and after else 0
    return _excerpt(before, start), _excerpt(after, start)


def _excerpt(text: str | None, start: int) -> str | None:
    if text is None or "⟦" in text:  # a mention is not cut in two
        return text
    end = start + SHOWN
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _ladders(before: Ladder | None, after: Ladder | None, units: Mapping[str, str]) -> Iterator[Told]:
    if before and after and before.attribute and after.attribute and before.attribute != after.attribute:
        pairs: tuple[tuple[Ladder | None, Ladder | None], ...] = ((before, None), (None, after))
    else:
        pairs = ((before, after),)
    for old, new in pairs:
        for where, phrase, was, now in _rungs(old, new, units):
            sentence = _sentence(where, phrase.fill(was, now))
            yield Told(where or phrase.says.format(value="").strip(), was or "", now or "", sentence)


def _rungs(
    before: Ladder | None, after: Ladder | None, units: Mapping[str, str]
) -> Iterator[tuple[str, Phrase, str | None, str | None]]:
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
                where = stretch_words(stretch, title(attribute), units.get(attribute, ""))
                yield where, PHRASES[field], _value(field, was), _value(field, now)


def _value(field: str, value: str | None) -> str | None:
    if value is None:
        return None
    root = bundled_schema(DecisionRight.KIND)
    schema = resolve(root, root["properties"]["spec"])["properties"][field]
    part = schema["items"] if field == "agree" else schema
    return " and ".join(value_words(root, part, one) for one in value.split(" "))


def _says(phrase: Phrase, value: str | None) -> str:
    return phrase.says.format(value=value)


def _sentence(where: str, sentence: str) -> str:
    return capital(f"{where}: {sentence}" if where else sentence)
