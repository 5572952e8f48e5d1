"""What somebody typed goes in: a name, a title, part of one; the objects that it can mean come out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar
from unicodedata import normalize

from alignctl.cli.naming import KIND_NAMES, is_reference, parse_reference
from alignctl.errors import UsageError
from alignctl.load.suggest import nearest
from alignctl.model.entity import Entity
from alignctl.model.model import Model
from alignctl.model.ref import Ref, kind_of, name_of

E = TypeVar("E", bound=Entity)
FEW = 6  # objects that one sentence lists
WORD, CHOICES = 3, 3  # letters of a word that counts; names that one question offers
SURE = 0.8  # how alike a word with another first letter must be: people rarely mistype the first one


def meant(entities: Iterable[E], typed: str) -> tuple[E, ...]:
    """Return the objects that are called so: by name; else by title, spelt freely; else with all the words in it."""
    there = tuple(entities)
    for called in _ways(typed):
        if found := tuple(entity for entity in there if called(entity)):
            return found
    return ()


def the_one(entities: Sequence[E], typed: str, noun: str, start: str = "") -> E:
    """Return the only object that is meant; `start` is what a suggestion begins with.

    Raises:
        UsageError: there is none, with the nearest, or there are several, with all of them.

    """
    found = meant(entities, typed)
    if len(found) == 1:
        return found[0]
    if found:
        raise several(found, typed)
    raise UsageError(f"There is no {noun} `{typed}`.", fix=did_you_mean(typed, entities, start=start))


def object_of(model: Model, what: str, lacking: Callable[[Ref], None] = lambda _: None) -> Entity:
    """Return the object of `KIND/NAME`, or the only one of any kind that is called so.

    `lacking` is told of a reference that the model has not, and may know why.

    Raises:
        UsageError: there is none, with the nearest, or there are several, with all of them.

    """
    if is_reference(what) or not (found := meant(model, what)):
        if not is_reference(what) and not re.search(r"[/:]", what):
            raise UsageError(f"There is nothing called `{what}`.", fix=did_you_mean(what, model))
        reference = parse_reference(what)
        kind = KIND_NAMES[kind_of(reference)]
        there = model.by_kind.get(kind, ())
        if not meant(there, name_of(reference)):
            lacking(reference)
        return the_one(there, name_of(reference), kind, f"{kind.lower()}/")
    if len(found) > 1:
        raise several(found, what)
    return found[0]


def several(found: Sequence[Entity], typed: str) -> UsageError:
    """Return the error for what can mean several objects, which it lists."""
    kinds = len({entity.KIND for entity in found}) > 1
    names = [_shown(entity, with_kind=kinds) for entity in found]
    more = f" and {len(names) - FEW} more" * (len(names) > FEW)
    first = found[0].ref.replace(":", "/") if kinds else found[0].name
    return UsageError(f"`{typed}` can mean {', '.join(names[:FEW])}{more}.", fix=f"Name one, such as `{first}`.")


def did_you_mean(typed: str, entities: Iterable[Entity], others: Iterable[str] = (), start: str = "") -> str:
    """Return the question for what is called most like it, or shares a word with it; an empty text if nothing is."""
    there = tuple(entities)
    names = {other: other for other in others}
    for entity in there:
        names |= {entity.title: entity.name, entity.name: entity.name}
    near = nearest(typed, names)
    alike = SequenceMatcher(a=_spelt(typed), b=_spelt(near), autojunk=False).ratio()
    if near and (_spelt(near)[:1] == _spelt(typed)[:1] or alike >= SURE):
        return f"Did you mean `{start}{names[near]}`?"
    return _shared_word(typed, there, start)


def _shared_word(typed: str, entities: Sequence[Entity], start: str) -> str:
    """Return the question for those that share most words with a text, if they are few; short words do not count."""
    words = {word for word in _words(typed) if len(word) >= WORD}
    shared = {entity.ref: len(words.intersection(_words(f"{entity.name} {entity.title}"))) for entity in entities}
    most = max(shared.values(), default=0)
    names = [f"`{start}{entity.name}`" for entity in entities if most and shared[entity.ref] == most]
    return f"Did you mean {' or '.join(names)}?" if 0 < len(names) <= CHOICES else ""


def _ways(typed: str) -> tuple[Callable[[Entity], bool], ...]:
    spelt, words = _spelt(typed), _words(typed)

    def has_all_words(entity: Entity) -> bool:
        own = _words(f"{entity.name} {entity.title}")
        return bool(words) and all(any(one.startswith(word) for one in own) for word in words)

    return (
        lambda entity: typed == entity.name or typed.lower() == entity.ref,
        lambda entity: typed in entity.metadata.formerly,
        lambda entity: bool(spelt) and spelt in (_spelt(entity.name), _spelt(entity.title)),
        has_all_words,
    )


def _shown(entity: Entity, *, with_kind: bool) -> str:
    name = entity.ref.replace(":", "/") if with_kind else entity.name
    return f"`{name}` ({entity.title})" if entity.metadata.title else f"`{name}`"


def _spelt(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normalize("NFKC", text).casefold().replace("_", " "))
