"""A form is a draft that its schema accepts, explains every field, and stays valid whichever comment is taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from alignctl.load.form import form
from alignctl.load.outline import entries
from alignctl.load.sample import Here, written
from alignctl.load.schema import defects
from alignctl.load.schemas import bundled_schema, resolve
from alignctl.load.yaml import parse
from alignctl.model.document import Document, Source
from alignctl.model.kinds import KINDS
from alignctl.model.settings import Settings

SETTINGS = Settings.read({"roleTiers": ["todo"]})
MANY: Here = {kind.lower(): ("one", "two") for kind in KINDS}
ONE: Here = {kind.lower(): ("one",) for kind in KINDS}
BROKEN = re.compile(r"\n {30,}# ")
ALSO = {"Decision": ["spec: `decidedBy` is missing, because `decidedOn` is given: who decided."]}
COMMENTED = re.compile(r" {0,12}# (?=\w+:)")


def read(text: str) -> Document:
    parsed = parse(Source("form.yaml", text.encode()), SETTINGS.limits)
    assert parsed.unreadable is None
    assert parsed.repeated == ()
    (document,) = parsed.documents
    return document


def problems(text: str) -> list[str]:
    return [f"{one.path}: {one.problem}" for one in defects(read(text), SETTINGS)]


def block(lines: list[str], start: int) -> range:
    """Return the numbers of the commented line at `start` and of those below it."""
    mark = COMMENTED.match(lines[start])
    assert mark
    after = (number for number in range(start + 1, len(lines)) if not lines[number].startswith(f"{mark[0]}  "))
    return range(start, next(after, len(lines)))


def without(lines: list[str], start: int) -> list[str]:
    """Return the lines with one `# ` less in the block at `start`."""
    at, taken = lines[start].index("# "), block(lines, start)
    return [line[:at] + line[at + 2 :] if number in taken else line for number, line in enumerate(lines)]


def takings(lines: list[str], within: range) -> Iterator[list[str]]:
    """Yield the lines with each commented field taken, and each one within it as well; alternatives are left."""
    for number in within:
        if COMMENTED.match(lines[number]) and "Instead of" not in lines[number]:
            taken = without(lines, number)
            yield taken
            yield from takings(taken, block(lines, number)[1:])


@pytest.mark.parametrize("here", [{}, ONE, MANY], ids=["nothing", "one", "many"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_is_a_draft_that_its_schema_accepts(kind: str, here: Here) -> None:
    text = form(kind, "my-name", "My name", here)
    assert problems(text) == []
    data = read(text).data
    assert (data["kind"], data["metadata"]) == (kind, {"name": "my-name", "title": "My name", "status": "draft"})


@pytest.mark.parametrize("kind", KINDS)
def test_whichever_comment_is_taken_away_the_document_stays_valid(kind: str) -> None:
    lines = form(kind, "my-name", "My name", MANY).splitlines()
    found = ["\n".join(taken) for taken in takings(lines, range(len(lines)))]
    assert any("reviewBy" in read(text).data["metadata"] for text in found)
    assert [problem for text in found for problem in problems(text)] == ALSO.get(kind, [])


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained(kind: str) -> None:
    root = bundled_schema(kind)
    text = BROKEN.sub(" ", form(kind, "my-name", "My name", {}))
    assert f"# {root['description']}\n" in text
    for entry in entries(root, resolve(root, root["properties"]["spec"])):
        assert re.search(rf"^  (# )?{entry.name}:.*  # .*{re.escape(entry.schema['description'])}", text, re.MULTILINE)


def test_a_form_as_it_stands() -> None:
    scope = "The domain where it holds, with all below it; the whole company when absent. A domain."
    here = {"role": ("owner",), "unit": ("bakery", "online", "shop"), "domain": ("discounts", "purchases")}
    found = form("Precedence", "bread-first", "Bread first", here).splitlines()
    assert found[:9] == [
        "---",
        "# Which goal or unit wins when two conflict.",
        "# Do what says TODO. Everything else is optional: take the `# ` from the lines that you want.",
        "apiVersion: alignctl/v1",
        "kind: Precedence",
        "metadata:",
        "  name: bread-first                 # Unique per kind; the permanent address of the object.",
        "  title: Bread first                # How people call it.",
        "  status: draft                     # TODO Delete this line in the end: a draft is not in force.",
    ]
    assert found[found.index("spec:") + 1 :] == [
        "  order: [metric:todo, unit:todo]   # TODO The first wins over the second, that over the third, and",
        "                                    # so on. A metric, unit, objective or domain; here: unit:bakery,",
        "                                    # domain:discounts, unit:online, domain:purchases, unit:shop.",
        "  decidedBy: role:owner             # TODO Who set the rule. A role or forum; here: role:owner.",
        "  rationale: todo                   # TODO Why.",
        "  # scope: todo                     # " + scope,
    ]


def test_of_many_names_a_few_are_offered() -> None:
    names = tuple(f"unit-{number}" for number in range(9))
    text = BROKEN.sub(" ", form("Domain", "x", "X", {"unit": names}))
    assert "A unit; here: unit-0, unit-1, unit-2, unit-3, unit-4, unit-5 and 3 more." in text
    assert "owningUnit: todo " in text


def test_that_there_is_no_such_object_is_said_only_where_others_are() -> None:
    assert "A unit; there is none here yet." in form("Domain", "x", "X", {"role": ("owner",)})
    assert "none here" not in form("Domain", "x", "X", {})


def test_a_choice_names_what_it_replaces() -> None:
    text = form("DecisionRight", "x", "X", {})
    assert "# bandOn: todo                    # Instead of `decide`, with `bands`. The number" in text
    assert "# bands:                          # Instead of `decide`. A threshold ladder" in text
    lines = [line for line in text.splitlines() if not line.startswith("  decide:")]
    for field in ("  # bandOn:", "  # bands:"):
        lines = without(lines, next(number for number, line in enumerate(lines) if line.startswith(field)))
    assert problems("\n".join(lines)) == []
    assert "# Instead of `initiative`, or beside it. The case, by the domains" in form("Decision", "x", "X", {})


@pytest.mark.parametrize(
    "title", ["A: b", "x #y", "- a", "true", "12", "1" * 40, "a  b " * 99, "{a}", 'a "b"', "Preis-Rat", "a:"]
)
def test_any_title_is_read_as_it_was_given(title: str) -> None:
    assert read(form("Role", "x", title, {})).data["metadata"] == {"name": "x", "title": title, "status": "draft"}


def test_values_are_written_plainly_where_they_can_be() -> None:
    assert written(["role:todo", "9999-12-31", "FREQ=WEEKLY;BYDAY=TU", "null", "", True, 0.5, {}]) == (
        '[role:todo, 9999-12-31, FREQ=WEEKLY;BYDAY=TU, "null", "", true, 0.5, {}]'
    )
