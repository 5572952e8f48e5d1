"""Facts, and the objects of a model, go in; what rules may look at comes out, by kind and as plain maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from alignctl.model.document import Document
from alignctl.model.facts import FACT_KINDS
from alignctl.model.facts.fact import Fact
from alignctl.model.model import Model
from alignctl.policy.documents import as_fact, read_document
from alignctl.policy.shape import read_fact


class Grounds:
    """Everything that rules may look at on one day: facts by kind, and the objects in force by kind."""

    def __init__(
        self, facts: Iterable[Fact], as_of: date, model: Model | None = None, documents: Iterable[Document] = ()
    ) -> None:
        """Sort the facts by kind; `model` and its `documents` serve policies on a document kind."""
        self.as_of = as_of
        self._model = model or Model.of(())
        self._documents = {(document.source.path, document.index): document for document in documents}
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self._facts[fact.fact_kind()].append(fact)

    def facts(self, kind: str) -> Sequence[Fact]:
        """Return the facts of a kind; for a document kind, one for each object in force."""
        if kind not in self._facts and kind not in FACT_KINDS:
            known = self._model.by_kind.get(kind, ())
            self._facts[kind] = [as_fact(entity) for entity in known if entity.active(self.as_of)]
        return self._facts[kind]

    def read(self, kind: str, fact: Fact, fields: frozenset[str] | None) -> Mapping[str, Any]:
        """Return what expressions see of a fact; of a fact kind only `fields`, unless they are None."""
        if kind in FACT_KINDS:
            return read_fact(fact, fields)
        entity = self._model.objects[fact.subjects[0]]
        return read_document(entity, self._documents[entity.place.path, entity.place.index])
