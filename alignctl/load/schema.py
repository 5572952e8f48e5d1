"""A document goes in; what its kind's schema, and the few checks that a schema cannot say, refuse comes out."""

from __future__ import annotations

from functools import cache
from typing import Any, NoReturn

from alignctl.load.checks import further_defects
from alignctl.load.identity import envelope_defects
from alignctl.load.schemas import SETTINGS, bundle, bundled_schema, kinds, settings_bundle
from alignctl.model.document import Document
from alignctl.model.facts.load import Defect
from alignctl.model.settings import Settings

__all__ = ["accepts", "bundle", "defects", "kinds", "settings_bundle", "settings_defects"]


def defects(document: Document, settings: Settings) -> tuple[Defect, ...]:
    """Return why a document is refused, one defect per place, in order; empty if it is accepted.

    An accepted document can be read into its type without an error.
    """
    if found := envelope_defects(document):
        return found
    kind = str(document.data["kind"])
    if not accepts(kind, document.data):
        from alignctl.load.explain import explain

        return explain(kind, document)
    return further_defects(document, settings)


def settings_defects(document: Document) -> tuple[Defect, ...]:
    """Return why an alignctl.yaml is refused; empty if `Settings.read` can read it."""
    if accepts(SETTINGS, document.data):
        return ()
    from alignctl.load.explain import explain

    return explain(SETTINGS, document)


def accepts(kind: str, data: Any) -> bool:
    """Tell whether the schema of a kind, or of `alignctl` for alignctl.yaml, accepts plain data."""
    return bool(_validator(kind).is_valid(data))


@cache
def _validator(kind: str) -> Any:
    # 26 ms of import: a run that reads everything from its cache goes without.
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        bundled_schema(kind),
        validate_formats=True,
        retriever=_fetch,
        pattern_options=jsonschema_rs.RegexOptions(),  # the engine that never backtracks
    )


def _fetch(uri: str) -> NoReturn:
    """Refuse: a schema holds all that it refers to, and nothing is ever fetched."""
    raise LookupError(uri)
