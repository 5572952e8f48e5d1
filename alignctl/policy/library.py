"""The bundled policy files and the policies of a model go in; the shelf of all known policies comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from alignctl.errors import PolicyError
from alignctl.load.loading import load
from alignctl.load.locate import locate
from alignctl.model.document import Source
from alignctl.model.kinds import Policy
from alignctl.model.model import Model
from alignctl.model.place import Place
from alignctl.model.settings import Settings
from alignctl.resources import bundled

WORKSPACE = "workspace.yaml"  # what the examples are laid over; it holds no policy
ORIGIN = "alignctl:"  # tells a bundled file from one of the repository


@dataclass(frozen=True, slots=True)
class Shelf:
    """All known policies by code; `builtin` names those that come with alignctl; `sources` are their files by path."""

    policies: tuple[Policy, ...]
    builtin: frozenset[str]
    sources: Mapping[str, Source]

    def where(self, place: Place) -> str:
        """Return a place in a policy file as `path:line:column`."""
        return _where(self.sources, place)


def open_shelf(model: Model, sources: Mapping[str, Source]) -> Shelf:
    """Return the bundled policies and those of a model, whose files are among `sources`.

    Raises:
        PolicyError: two policies share a code or a name, or there is none at all.

    """
    bundle = bundled_shelf()
    return _shelf((*bundle.policies, *model.all(Policy)), bundle.builtin, {**sources, **bundle.sources})


@cache
def bundled_shelf() -> Shelf:
    """Return the policies that come with alignctl; raises PolicyError where one of them cannot be read."""
    folder = bundled("policies")
    files = sorted(path for path in folder.rglob("*.yaml") if path.name != WORKSPACE)
    sources = [Source(ORIGIN + path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
    loaded = load(sources, Settings.read({}))
    for unreadable in loaded.unreadable:
        raise PolicyError(unreadable.message, where=unreadable.place.path)
    for defect in loaded.defects:
        raise PolicyError(defect.problem, where=_where(loaded.sources, defect.place))
    policies = [Policy.read(document) for document in loaded.documents if document.data["kind"] == Policy.KIND]
    return _shelf(policies, frozenset(policy.code for policy in policies), loaded.sources)


def _shelf(policies: Iterable[Policy], builtin: frozenset[str], sources: Mapping[str, Source]) -> Shelf:
    ordered = sorted(policies, key=lambda policy: (policy.code, policy.place.sort_key()))
    shelf = Shelf(tuple(ordered), builtin, MappingProxyType(dict(sources)))
    if not ordered:
        raise PolicyError(
            "There is no policy to check anything with.", fix="Install alignctl again: its policies are gone."
        )
    taken: dict[str, Policy] = {}
    for policy in ordered:
        for word in (policy.code, policy.name):
            if (first := taken.setdefault(word, policy)) is not policy:
                told = f"`{word}` stands for two policies; the other is in {shelf.where(first.place)}."
                raise PolicyError(told, where=shelf.where(policy.place), fix="Give one of them another code and name.")
    return shelf


def _where(sources: Mapping[str, Source], place: Place) -> str:
    span = locate(place, sources)
    return f"{place.path}:{span.line}:{span.column}"
