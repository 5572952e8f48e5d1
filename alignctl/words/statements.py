"""The data of a document goes in; everything that it says comes out, one statement for each thing, in words.

Layout says nothing, nor does the order of lists whose order has no meaning, nor a value that is the default anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from alignctl.load.schemas import Schema, bundled_schema, resolve
from alignctl.model.document import Data
from alignctl.model.kinds import KINDS
from alignctl.model.ref import Ref
from alignctl.words.ladder import FIELDS, Ladders, read_ladders
from alignctl.words.mentions import mention, say
from alignctl.words.phrases import HOLDS, NAME, Phrase, item, label, member, phrase_of
from alignctl.words.quantities import title
from alignctl.words.values import condition_words, field_title, fields_words, is_default, value_words

Topic = tuple[str, ...]
ORDERED = frozenset(
    {("Precedence", "order"), ("Domain", "actions"), ("Role", "deputies"), ("DecisionRight", "escalation")}
)
IDENTITY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "actions": (("id",),),
    "capacity": (("unit", "resource"),),
    "checkIns": (("date",),),
    "checks": (("key",),),
    "components": (("metric",), ("objective",)),
    "demand": (("unit", "resource", "cycle"),),
    "deputies": (("to",),),
    "escalation": (("to",),),
    "evaluations": (("unit",),),
    "examples": (("name",),),
    "influences": (("metric",),),
    "keyResults": (("id",), ("metric",)),
    "links": (("url",),),
    "phases": (("name", "unit"), ("name",)),
    "unavailable": (("holder", "from"),),
}
"""The fields by which an item of a list is the same in two versions; the first that are all there."""
CALLED: Mapping[str, str] = {
    "attributes": "attribute {}",
    "capacity": "capacity of {} in {}",
    "checkIns": "check-in on {}",
    "components": "pay for {}",
    "demand": "demand on {} for {} in {}",
    "evaluations": "evaluation by {}",
    "influences": "influence on {}",
    "labels": "label {}",
    "params": "parameter {}",
    "unavailable": "{} is away from {}",
}
"""What an item is called by its identity, where that is not what the list is called."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a document says; versions are compared by `topic`, which people call by `title`.

    An item has `parts`, each with its title, and a `rank` among its neighbours. `default` is what holds where nothing
    is said, in words; empty where nothing does.
    """

    topic: Topic
    value: str
    phrase: Phrase
    title: str
    parts: tuple[tuple[str, str], ...] = ()
    rank: str = ""
    default: str = ""

    def renamed(self, names: Mapping[Ref, Ref]) -> Statement:
        """Return the statement with other names for the objects that it mentions."""

        def renamed(text: str) -> str:
            return say(text, lambda reference: mention(names.get(reference, reference)))

        parts = tuple((name, renamed(told)) for name, told in self.parts)
        return replace(self, topic=tuple(map(renamed, self.topic)), value=renamed(self.value), parts=parts)

    def says(self) -> str:
        """Return the statement as a sentence."""
        return self.phrase.says.format(value=self.value).removesuffix(": ")


def statements(data: Mapping[str, Data], units: Mapping[str, str]) -> tuple[tuple[Statement, ...], Ladders | None]:
    """Return what a document says, in the order of its schema, and its ladders, if it is a right that has some.

    `units` are the units of measure of attributes.
    """
    kind = str(data.get("kind"))
    return _Reader(kind if kind in KINDS else "", units).read(data)


@dataclass(frozen=True, slots=True)
class _Reader:
    kind: str
    units: Mapping[str, str]

    def read(self, data: Mapping[str, Data]) -> tuple[tuple[Statement, ...], Ladders | None]:
        root = bundled_schema(self.kind) if self.kind else {}
        spec, metadata = data.get("spec", {}), data.get("metadata", {})
        ladders = read_ladders(spec) if self.kind == "DecisionRight" and isinstance(spec, dict) else None
        found = [
            *self._part(root, "spec", spec, FIELDS if ladders else ()),
            *self._part(root, "metadata", metadata, ()),
        ]
        further = {key: value for key, value in data.items() if key not in {"apiVersion", "kind", "spec", "metadata"}}
        found += self._part({}, "", further, ())
        return _numbered(found), ladders

    def _part(self, root: Schema, part: str, value: Data, without: Iterable[str]) -> Iterator[Statement]:
        schema = resolve(root, root.get("properties", {}).get(part, {}))
        if not isinstance(value, dict):
            yield Statement((part,), value_words(root, {}, value), label(part), part)
            return
        known = schema.get("properties", {})
        for key in (*(key for key in known if key in value), *sorted(value.keys() - known.keys())):
            if key not in without and not is_default(resolve(root, known.get(key, {})), value[key]):
                yield from self._field(root, (part, key), known.get(key, {}), value[key])

    def _field(self, root: Schema, topic: Topic, schema: Schema, value: Data) -> Iterator[Statement]:
        full, key = resolve(root, schema), topic[-1]
        own, called = phrase_of(self.kind, key), field_title(full, key)
        if topic == ("metadata", "name"):
            yield Statement(topic, value_words(root, schema, value), NAME, called)
        elif full.get("x-type") == "Conditions" and isinstance(value, dict):
            yield from self._conditions(topic, value)
        elif isinstance(value, dict) and value and isinstance(full.get("additionalProperties"), dict):
            for name in sorted(value):
                yield self._item(
                    root, (*topic, name), full["additionalProperties"], _called(key, called, [name]), value[name]
                )
        elif isinstance(value, list) and value and full.get("type") == "array":
            yield from self._list(root, topic, full, value)
        else:
            default = value_words(root, schema, full["default"]) if _is_plain(full.get("default")) else ""
            yield Statement(topic, value_words(root, schema, value), own or label(called), called, default=default)

    def _conditions(self, topic: Topic, value: Mapping[str, Data]) -> Iterator[Statement]:
        for name in sorted(value):
            told = condition_words(value[name], self.units.get(name, ""))
            yield Statement((*topic, name), f"{title(name)} {told}", HOLDS, title(name))

    def _list(self, root: Schema, topic: Topic, schema: Schema, value: list[Data]) -> Iterator[Statement]:
        items, key = schema.get("items", {}), topic[-1]
        own, called = phrase_of(self.kind, key), field_title(schema, key)
        in_order = (self.kind, key) in ORDERED
        scalar = not any(isinstance(element, dict) for element in value)
        told = [_element_words(root, items, element) for element in value]
        if in_order and scalar:
            yield Statement(topic, ", then ".join(told), own or label(called), called)
            return
        if scalar:
            yield from (Statement((*topic, one), one, own or member(called), called) for one in sorted(set(told)))
            return
        found = [self._element(root, topic, items, element) for element in value]
        yield from sorted(found, key=lambda one: one.rank)
        if in_order and len(found) > 1:
            names = ", then ".join(one.topic[-1] for one in found)
            yield Statement((*topic, "", "order"), names, label(f"order of {called}"), f"order of {called}")

    def _element(self, root: Schema, topic: Topic, schema: Schema, value: Data) -> Statement:
        """Return the statement of an item of a list, known by its identity."""
        one = field_title(resolve(root, schema), topic[-1])
        if not isinstance(value, dict):
            return self._item(root, (*topic, value_words(root, schema, value)), schema, one, value)
        keys = next((keys for keys in IDENTITY.get(topic[-1], ()) if all(key in value for key in keys)), ())
        full = resolve(root, schema).get("properties", {})
        told = [value_words(root, full.get(key, {}), value[key]) for key in keys]
        name = " ".join(told)
        rest = {key: part for key, part in value.items() if key not in keys}
        found = self._item(root, (*topic, name), schema, _called(topic[-1], one, told), rest)
        return replace(found, rank=" ".join(str(value[key]) for key in keys) or found.value)

    def _item(self, root: Schema, topic: Topic, schema: Schema, called: str, value: Data) -> Statement:
        if not isinstance(value, dict):
            return Statement(topic, value_words(root, schema, value), label(called), called)
        parts = tuple(fields_words(root, resolve(root, schema), value))
        return Statement(topic, ", ".join(f"{name} {told}" for name, told in parts), item(called), called, parts)


def _is_plain(value: Data) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _element_words(root: Schema, schema: Schema, value: Data) -> str:
    """Return a plain element, of a list of pairs one pair, in words."""
    if isinstance(value, list):
        return " and ".join(value_words(root, resolve(root, schema).get("items", {}), one) for one in value)
    return value_words(root, schema, value)


def _called(field: str, title: str, identity: list[str]) -> str:
    """Return what an item is called."""
    form = CALLED.get(field, "")
    return form.format(*identity) if form.count("{}") == len(identity) > 0 else " ".join((title, *identity))


def _numbered(found: Iterable[Statement]) -> tuple[Statement, ...]:
    """Tell statements on one topic apart by number."""
    seen: Counter[Topic] = Counter()
    told: dict[Topic, Statement] = {}
    for one in found:
        seen[one.topic] += 1
        topic: Topic = one.topic if seen[one.topic] == 1 else (*one.topic, str(seen[one.topic]))
        told[topic] = replace(one, topic=topic)
    return tuple(told.values())
