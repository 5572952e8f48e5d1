"""The 402 cases of the YAML test suite: none crashes; what is refused or read otherwise is known, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alignctl.load.yaml import parse
from alignctl.model.document import Source
from alignctl.model.settings import Settings

HERE = Path(__file__).parent
LIMITS = Settings.read({}).limits
CASES: list[dict[str, Any]] = json.loads((HERE / "yaml-test-suite.json").read_text(encoding="utf-8"))
LIST = Source("yaml-test-suite.yaml", (HERE / "yaml-test-suite.yaml").read_bytes())
EXPECTED: Any = parse(LIST, LIMITS).documents[0].data
REASONS = {
    "root is not a mapping": "A document is a mapping",
    "key is not text": "A key must be text",
    "key is a collection": "cannot be a key",
    "tag": "Tags such as",
    "invisible character": "invisible character",
    "syntax that libyaml does not read": "This is not valid YAML",
}
REFUSED = {case: reason for reason, cases in EXPECTED["refused"].items() for case in cases}


def test_the_suite_is_whole() -> None:
    known = {case["id"] for case in CASES}
    assert len(CASES) == len(known) == 402
    assert known >= {*REFUSED, *EXPECTED["accepted"], *EXPECTED["read-otherwise"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    parsed = parse(Source("case.yaml", case["yaml"].encode()), LIMITS)
    if case["id"] in REFUSED:
        assert parsed.unreadable is not None
        assert REASONS[REFUSED[case["id"]]] in parsed.unreadable.message
    elif case.get("fail"):
        assert (parsed.unreadable is None) == (case["id"] in EXPECTED["accepted"])
    else:
        assert parsed.unreadable is None
        if "json" in case:
            same = [document.data for document in parsed.documents] == list(values(case["json"]))
            assert same == (case["id"] not in EXPECTED["read-otherwise"])


def values(text: str) -> Iterator[Any]:
    """Yield the values that stand one after the other in a JSON text, without the empty documents."""
    rest = text.strip()
    while rest:
        value, end = json.JSONDecoder().raw_decode(rest)
        rest = rest[end:].strip()
        if value is not None:
            yield value
