"""What a change means, for a reader: the facts go in; text, Markdown for a pull request, or data comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from alignctl.model.facts import Change
from alignctl.model.report import View
from alignctl.report.escape import markdown, terminal
from alignctl.report.tree import fact

HEADINGS = {
    "authority": "Who decides",
    "safeguard": "Safeguards",
    "precedence": "Who wins",
    "objective": "Goals",
    "plan": "Pay",
    "waiver": "Exceptions",
    "settings": "What is checked",
    "record": "Records",
    "validity": "The past",
}
NOTHING = "Nothing changes in who decides, what is aimed at, what is paid, who wins, or what is checked."


def render(changes: Sequence[Change]) -> str:
    """Return one line for each change under its heading, then who must approve."""
    if not changes:
        return f"{NOTHING}\n"
    lines = list(_lines(changes, terminal, lambda heading: f"{heading}:", "  "))
    return "\n".join([*lines, "", *map(terminal, _verdict(changes))]) + "\n"


def render_markdown(changes: Sequence[Change]) -> str:
    """Return a comment for a pull request: who must approve first, then the changes, long lists folded away."""
    if not changes:
        return f"### What this change means\n\n{NOTHING}\n"
    head = ["### What this change means", "", *(f"**{markdown(line)}**" for line in _verdict(changes)), ""]
    lines = list(_lines(changes, markdown, lambda heading: f"\n**{heading}**\n", "- "))
    shown = 12  # what fits on one screen of a phone
    if len(changes) <= shown:
        return "\n".join([*head, *lines]) + "\n"
    folded = [f"<details><summary>{len(changes)} changes</summary>", *lines, "", "</details>"]
    return "\n".join([*head, *folded]) + "\n"


def payload(changes: Sequence[Change], view: View, *, as_of: str, base: str, head: str) -> dict[str, Any]:
    """Return the changes as the published schema describes them; `head` is empty for the work tree."""
    return {
        "schema": "alignctl/diff/v1",
        "version": 1,
        "asOf": as_of,
        "base": base,
        "head": head,
        "changes": [fact(change, view) for change in changes],
    }


def _lines(
    changes: Sequence[Change], escape: Callable[[str], str], title: Callable[[str], str], bullet: str
) -> Iterator[str]:
    for what, heading in HEADINGS.items():
        found = [change for change in changes if change.what == what]
        if found:
            yield title(heading)
        yield from (bullet + escape(_line(change)) for change in found)


def _line(change: Change) -> str:
    notes = [
        f"needs {', '.join(change.required)}" if change.required else "",
        "the author gains" if change.author_gains else "",
        "in the middle of its cycle" if change.mid_cycle else "",
        "for the past" if change.retroactive else "",
    ]
    told = "; ".join(note for note in notes if note)
    return f"{change.sentence}." + (f" ({told})" if told else "")


def _verdict(changes: Sequence[Change]) -> Iterator[str]:
    missing = sorted({person for change in changes for person in change.missing})
    if missing:
        yield f"Must still approve: {', '.join(missing)}."
    given = sorted({person for change in changes for person in change.required} - set(missing))
    if given:
        yield f"Approved by {', '.join(given)}."
    if any(change.author_gains and change.what == "authority" and not change.independent for change in changes):
        yield "The author gains authority, and nobody independent has approved that."
    if not missing and not given:
        yield "No approval is required."
