"""Two versions of a document go in; what it says now and did not say before comes out, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from alignctl.model.document import Data
from alignctl.model.ref import Ref
from alignctl.words.mentions import OPEN
from alignctl.words.phrases import label
from alignctl.words.quantities import capital
from alignctl.words.rungs import compare_ladders, describe_ladders
from alignctl.words.statements import Statement, Topic, statements
from alignctl.words.told import Told

LONGEST = 100  # characters of a value that a sentence repeats in full
SHOWN = 60  # characters of a longer one, around what differs
CONTEXT = 20
NAME, FORMERLY = ("metadata", "name"), ("metadata", "formerly")
EXCHANGE = 2
Pair = tuple[Statement | None, Statement | None]
NO_UNITS: Mapping[str, str] = MappingProxyType({})
NO_NAMES: Mapping[Ref, Ref] = MappingProxyType({})


def describe(data: Mapping[str, Data], units: Mapping[str, str] = NO_UNITS) -> tuple[str, ...]:
    """Return everything that a document says but its name, one sentence each; the same for every layout of it."""
    found, ladders = statements(data, units)
    return (*describe_ladders(ladders, units), *(capital(one.says()) for one in found if one.topic != NAME))


def compare(
    before: Mapping[str, Data],
    after: Mapping[str, Data],
    units: Mapping[str, str] = NO_UNITS,
    names: Mapping[Ref, Ref] = NO_NAMES,
) -> tuple[Told, ...]:
    """Return what differs in meaning; nothing for another layout, or for a default that is written or left out.

    `names` are the present names of objects that `before` may mention by earlier ones: the same object is no change.
    """
    (old, old_ladders), (new, new_ladders) = statements(before, units), statements(after, units)
    was = {one.topic: one for one in (one.renamed(names) if names else one for one in old)}
    now = {one.topic: one for one in new}
    if was.get(NAME) != now.get(NAME):  # the new name tells where it comes from
        now = {topic: one for topic, one in now.items() if topic[:2] != FORMERLY or topic in was}
    renamed = {action: one.renamed(names) for action, one in (old_ladders or {}).items()}
    found = list(compare_ladders(renamed, new_ladders, units))
    pairs = [(was.get(topic), now.get(topic)) for topic in _by_field(now, was)]
    return (*found, *(_told(*pair) for pair in _exchanged(pair for pair in pairs if _differ(*pair))))


def _differ(before: Statement | None, after: Statement | None) -> bool:
    return before is None or after is None or before.value != after.value


def _exchanged(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield pairs in which an element that came and the only one that went, in a list, have become one."""
    for _, group in groupby(pairs, key=lambda pair: next(one.topic[:2] for one in pair if one)):
        found = list(group)
        if len(found) == EXCHANGE and found[0][0] is None and found[1][1] is None and _is_plain(found[0][1]):
            yield found[1][0], found[0][1]
        else:
            yield from found


def _is_plain(statement: Statement | None) -> bool:
    """Tell whether a statement is about an element of a list that has no fields of its own."""
    return statement is not None and statement.topic[2:] == (statement.value,)


def _by_field(now: Iterable[Topic], was: Iterable[Topic]) -> list[Topic]:
    """Return all topics in the order of their fields; what is new or changed in a field before what is gone."""
    topics = list(dict.fromkeys((*now, *was)))
    fields = list(dict.fromkeys(topic[:2] for topic in topics))
    return sorted(topics, key=lambda topic: (topic[0] != "spec", fields.index(topic[:2])))


def _told(before: Statement | None, after: Statement | None) -> Told:
    """Return one change; of an item with fields only the fields that differ are told."""
    last = after or before
    phrase, title, default = (last.phrase, last.title, last.default or None) if last else (label(""), "", None)
    if before and after and (before.parts or after.parts):
        value = ", ".join(_parts(dict(before.parts), dict(after.parts)))
        sentence = phrase.fill(before.value, value)
    else:
        was, now = _excerpts(before.value if before else default, after.value if after else default)
        sentence = phrase.fill(was, now)
    sentence = sentence.removesuffix(": ")
    return Told(title, before.value if before else "", after.value if after else "", capital(sentence))


def _parts(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        if was != now:
            was, now = _excerpts(was, now)
            yield f"{name} {now or 'nothing any more'}" + (
                f" instead of {was}" if was and now else f", {was} before" if was else ""
            )


def _excerpts(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """Return two texts shortened to where they differ, if they are long."""
    if max(len(before or ""), len(after or "")) <= LONGEST:
        return before, after
    same = next((at for at, (a, b) in enumerate(zip(before or "", after or "", strict=False)) if a != b), 0)
    start = max(0, same - CONTEXT) if before and after else 0
    return _excerpt(before, start), _excerpt(after, start)


def _excerpt(text: str | None, start: int) -> str | None:
    if text is None or OPEN in text:  # a mention is not cut in two
        return text
    end = start + SHOWN
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
