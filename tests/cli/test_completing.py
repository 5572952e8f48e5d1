"""The shell completes names of the workspace, and says nothing where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import ROOT, alignctl

MINIMAL = ROOT / "examples" / "minimal"


def completed(words: str, cwd: Path = ROOT) -> list[str]:
    env = {"_ALIGNCTL_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    ran = alignctl(env=env, cwd=cwd)
    assert (ran.status, ran.err) == (0, "")
    return [line.partition(",")[2] for line in ran.out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("alignctl who ", ["purchases"]),
        ("alignctl who pur", ["purchases"]),
        ("alignctl who x", []),
        ("alignctl who -C ../martech/after software", ["software-spend"]),
        ("alignctl show dec", ["decision/", "decisionright/"]),
        ("alignctl show role/", ["role/owner", "role/shop-manager"]),
        ("alignctl show role/sh", ["role/shop-manager"]),
        ("alignctl show nothing/", []),
        ("alignctl new dec", ["decision", "decisionright"]),
        ("alignctl log role/sh", ["role/shop-manager"]),
        ("alignctl conflicts --unit ", ["bakery"]),
        ("alignctl explain wv", ["WV001", "WV002", "WV003"]),
    ],
)
def test_names_are_completed(words: str, found: list[str]) -> None:
    assert completed(words, MINIMAL) == found


@pytest.mark.parametrize("text", ["a: [", "kind: Domain\nmetadata: 1\n", "kind: Domain\nmetadata: {name: [}\n"])
def test_what_cannot_be_read_completes_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    assert completed("alignctl who ", tmp_path) == []
    (tmp_path / "alignctl.yaml").write_text("- broken", encoding="utf-8")
    assert completed("alignctl who ", tmp_path) == []


def test_every_way_of_writing_a_name_is_seen(tmp_path: Path) -> None:
    head = "apiVersion: alignctl/v1\nkind: Domain\n"
    documents = [
        'metadata: {title: One, name: "one"}\n',
        "metadata:\n  name: two\n",
        "metadata:\n  # the third\n  title: Three\n  name: three # here\nspec: {}\n",
        "spec: {owningUnit: x}\nmetadata: { name: four }\n",
        "metadata:\n  title: Five\n\n  name: five\n",
    ]
    (tmp_path / "all.yaml").write_text("---\n".join(head + text for text in documents), encoding="utf-8")
    assert completed("alignctl who ", tmp_path) == ["five", "four", "one", "three", "two"]
