"""Objects that cannot be read on one side of a change go in; they are compared as they were, and told as what they are.

What cannot be read is not gone: nobody has taken anything away, and nobody need approve more than its repair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alignctl.analysis.changes.comparison import Comparison, Delta
from alignctl.analysis.changes.phrases import quoted
from alignctl.model.entity import Entity
from alignctl.model.model import Model
from alignctl.model.organisation import Organisation
from alignctl.model.ref import Ref
from alignctl.model.refused import Refused
from alignctl.model.spelling import noun


def lost(base: Organisation, head: Organisation, refused: Iterable[Refused]) -> Iterator[tuple[Entity, Refused]]:
    """Yield the objects of the base that the head holds and cannot read, each with its document there.

    One that does not say what it is, or gives itself a name that is new, stands for what the file held before.
    """
    documents = tuple(refused)
    for entity in base.model if documents else ():
        if head.model.find(entity.ref) is None:
            found = next((one for one in documents if _is(one, entity, base.model)), None)
            if found:
                yield entity, found


def _is(refused: Refused, entity: Entity, base: Model) -> bool:
    if refused.ref == entity.ref:
        return True
    renamed = refused.ref is None or refused.ref not in base.objects
    return renamed and refused.place.path == entity.place.path and refused.kind in {"", entity.KIND}


def kept(head: Organisation, entities: Iterable[Entity]) -> Organisation:
    """Return the head with objects of the base in the place of what it cannot read."""
    filled = tuple(entities)
    return replace(head, model=Model.of((*head.model, *filled))) if filled else head


def unread(comparison: Comparison) -> Iterator[Delta]:
    """Yield one delta for each object that cannot be read any more; it takes no approval."""
    for reference, place in comparison.unread.items():
        entity = comparison.base.model.objects[reference]
        yield Delta(
            what="unreadable",
            of=reference,
            sentence=f"The {noun(entity.KIND)} {quoted(reference)} cannot be read at this revision",
            place=place,
        )


def names(refused: Iterable[Refused]) -> frozenset[Ref]:
    """Return what unreadable documents are called, as far as they say it."""
    return frozenset(one.ref for one in refused if one.ref)
