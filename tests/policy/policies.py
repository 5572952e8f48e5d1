"""Small policies, and shelves and states made of text, for the tests of this folder."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

from alignctl.load.loading import Loaded, load
from alignctl.model.document import Document, Source
from alignctl.model.kinds import Policy
from alignctl.model.settings import Settings
from alignctl.policy.library import Shelf
from alignctl.policy.rules import Rule, compile_rule, describe
from alignctl.policy.state import State

DAY = date(2026, 1, 15)


def policy(code: str = "XX001", name: str = "", **spec: Any) -> Policy:
    whole = {
        "code": code,
        "tier": "core",
        "severity": "error",
        "on": "Budget",
        "assert": "!this.exhausted",
        "message": "{{ this.analysis }} was cut short.",
        "fix": "Raise the limit.",
        "why": "Because.",
        "examples": [{"name": "one", "given": "", "expect": "pass"}, {"name": "two", "given": "", "expect": "pass"}],
    }
    metadata = {"name": name or code.lower(), "title": f"Title of {code}", **spec.pop("metadata", {})}
    spec = {key: value for key, value in {**whole, **spec}.items() if value is not None}
    data: dict[str, Any] = {"apiVersion": "alignctl/v1", "kind": "Policy", "metadata": metadata, "spec": spec}
    return Policy.read(Document(Source(f"policies/{code}.yaml", b""), 0, data))


def shelf(*policies: Policy, builtin: tuple[str, ...] = ()) -> Shelf:
    return Shelf(policies, frozenset(builtin), MappingProxyType({}))


def settings(**data: Any) -> Settings:
    return Settings.read(data)


def compiled(one: Policy, **data: Any) -> Rule:
    chosen = settings(**data)
    return compile_rule(one, describe(one, chosen, builtin=False), chosen, lambda place: place.path)


def loaded(**files: str) -> Loaded:
    sources = [Source(f"{name}.yaml", text.encode()) for name, text in files.items()]
    return load(sources, settings())


def state(as_of: date = DAY, text: str = "", **data: Any) -> State:
    chosen = settings(**data)
    return State(load([Source("given.yaml", text.encode())], chosen), chosen, as_of)
