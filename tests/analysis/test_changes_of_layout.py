"""However the documents of an example are written down, nothing has changed; objects under other names are the same."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from alignctl.analysis.pipeline import analyse_change
from alignctl.load.loading import Loaded, load
from alignctl.model.document import Document, Source
from alignctl.model.organisation import Organisation
from alignctl.model.ref import kind_of
from alignctl.model.settings import Settings
from tests.command import ROOT
from tests.workspace import AS_OF

SETTINGS = Settings.read({"governanceOwner": "role:head-of-finance", "waiverApprovers": ["role:ceo"]})
STYLES = ("plain", "flow", "quoted", "json")


@cache
def example() -> Loaded:
    folder = ROOT / "examples" / "martech" / "after" / "governance"
    found = [Source(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.yaml"))]
    return load(found, SETTINGS)


def organisation(sources: list[Source]) -> Organisation:
    loaded = load(sources, SETTINGS)
    assert not loaded.unreadable
    assert not loaded.defects
    return Organisation(loaded.model, SETTINGS, AS_OF)


class Quoting(yaml.SafeDumper):
    """Writes all words, keys as well, in double quotes."""


Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def written(data: Any, style: str, remark: str) -> str:
    """Return a document in one of several ways to write the same."""
    if style == "json":
        return f"# {remark}\n{json.dumps(data)}\n"
    dumper = Quoting if style == "quoted" else yaml.SafeDumper
    text = yaml.dump(data, Dumper=dumper, default_flow_style=style == "flow", sort_keys=False, width=40)
    return "".join(f"{line} # {remark}\n" if line.endswith(":") else f"{line}\n" for line in text.splitlines())


def shuffled(draw: st.DrawFn, value: Any) -> Any:
    """Return data with the keys of all mappings in another order; lists stay as they are."""
    if isinstance(value, dict):
        keys = draw(st.permutations(list(value)))
        return {key: shuffled(draw, value[key]) for key in keys}
    return [shuffled(draw, item) for item in value] if isinstance(value, list) else value


@st.composite
def layouts(draw: st.DrawFn, documents: tuple[Any, ...]) -> list[Source]:
    """Return files that hold all documents, in another order, split in another way, written in another style."""
    order = draw(st.permutations(range(len(documents))))
    files = draw(st.integers(1, len(documents)))
    parts: dict[int, list[str]] = {}
    for place, number in enumerate(order):
        data = shuffled(draw, documents[number]) if draw(st.booleans()) else documents[number]
        text = written(data, draw(st.sampled_from(STYLES)), f"document {place}")
        parts.setdefault(place % files, []).append(text)
    return [Source(f"moved/{file:03}.yaml", "---\n".join(texts).encode()) for file, texts in parts.items()]


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_another_layout_is_no_change(data: st.DataObject) -> None:
    documents = tuple(document.data for document in example().documents)
    after = organisation(data.draw(layouts(documents)))
    before = Organisation(example().model, SETTINGS, AS_OF)
    assert len(after.model.objects) == len(before.model.objects) > 80
    assert analyse_change(before, after, None) == ()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_another_name_is_no_change(data: st.DataObject) -> None:
    loaded = example()
    target = data.draw(st.sampled_from(sorted(loaded.model.objects)))
    renamed: list[Document] = [Document(one.source, one.index, deepcopy(one.data)) for one in loaded.documents]
    by_place = {(one.source.path, one.index): one.data for one in renamed}
    entity = loaded.model.objects[target]
    metadata: Any = by_place[entity.place.path, entity.place.index]["metadata"]
    metadata.update(name="another-name", formerly=[entity.name])
    for link in loaded.links:
        if link.target == target:
            node: Any = by_place[link.place.path, link.place.index]
            for step in link.place.pointer[:-1]:
                node = node[step]
            last: Any = link.place.pointer[-1]
            node[last] = f"{kind_of(target)}:another-name" if ":" in node[last] else "another-name"
    sources = [Source(f"{place:03}.yaml", json.dumps(one.data).encode()) for place, one in enumerate(renamed)]
    before = Organisation(loaded.model, SETTINGS, AS_OF)
    assert analyse_change(before, organisation(sources), None) == ()
