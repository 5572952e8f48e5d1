"""YAML files go in, plain data in memory: PyYAML's C event stream and a minimal builder, the floor for parsing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml


def build(text: bytes) -> list[Any]:
    """Return the documents of a file; every scalar stays text."""
    found: list[Any] = []
    stack: list[tuple[Any, list[Any]]] = [(found, [])]
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent):
            _add(stack, event.value)
        elif isinstance(event, yaml.MappingStartEvent):
            stack.append(({}, []))
        elif isinstance(event, yaml.SequenceStartEvent):
            stack.append(([], []))
        elif isinstance(event, yaml.CollectionEndEvent):
            _add(stack, stack.pop()[0])
    return found


def _add(stack: list[tuple[Any, list[Any]]], value: Any) -> None:
    into, keys = stack[-1]
    if isinstance(into, list):
        into.append(value)
    elif keys:
        into[keys.pop()] = value
    else:
        keys.append(value)


if __name__ == "__main__":
    everything = [build(path.read_bytes()) for path in sorted(Path(sys.argv[1]).rglob("*.yaml"))]
    print(len(everything))
