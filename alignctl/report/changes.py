"""What a change means, for a reader: the facts go in; text, Markdown for a pull request, or data comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from alignctl.model.facts import Change
from alignctl.model.report import View
from alignctl.report.escape import markdown, terminal
from alignctl.report.phone import fitting, lines_of, shortened
from alignctl.report.summary import plural
from alignctl.report.tree import fact

TITLE = "### What this change means"
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
    """Return one line for each change under its heading with who is asked and why, then who must approve."""
    if not changes:
        return f"{NOTHING}\n"
    lines = list(_lines(changes, terminal, lambda heading: f"{heading}:", "  ", "    "))
    return "\n".join([*lines, "", *map(terminal, _verdict(changes))]) + "\n"


def render_markdown(changes: Sequence[Change], title: str = TITLE, found: Sequence[str] = ()) -> str:
    """Return a comment for a pull request: one screen of a phone with who must approve and what counts most.

    What does not fit there, and who is asked for what, is folded away. `found` are lines of Markdown about what else
    was found.
    """
    if not changes:
        return "\n".join([title, "", NOTHING, *_also(found, [title, NOTHING])]) + "\n"
    head = [title, "", *(f"**{markdown(line)}**" for line in _verdict(changes))]
    asked = [f"- {markdown(shortened(why))}" for why in _waiting(changes)]
    told = [f"- {markdown(shortened(_line(change)))}" for change in sorted(changes, key=_weight)]
    kept = _FOUND if found else 0
    first = list(fitting(asked, sum(map(lines_of, head)) + _ROOM + kept))
    second = list(fitting(told, sum(map(lines_of, (*head, *first))) + _MORE + kept))
    others = len(asked) - len(first)
    whole = not others and len(second) == len(told)
    first += [f"- and {others} more"] if others else []
    parts = [*head, *first, "", "**What changes**", *second]
    return "\n".join([*parts, *_also(found, parts), "", *_details(changes, whole=whole)]) + "\n"


def _also(found: Sequence[str], above: Iterable[str]) -> Iterator[str]:
    if found:
        yield from ("", "**Also found**")
        yield from fitting(found, sum(map(lines_of, above)) + _MORE)


_ROOM = 13  # lines that are kept for what changes and for the details
_MORE = 3  # lines that are kept for the heading and for the details
_FOUND = 8  # lines that are kept for what else was found


def _details(changes: Sequence[Change], *, whole: bool) -> Iterator[str]:
    """Yield every change under its heading, with who is asked for it."""
    title = "Who is asked for what" if whole else f"All {plural(len(changes), 'change')}, and who is asked for what"
    yield f"<details><summary>{title}</summary>"
    yield from _lines(changes, markdown, lambda heading: f"\n**{heading}**", "- ", "  - ")
    yield from ("", "</details>")


def _weight(change: Change) -> tuple[bool, bool, int, bool, tuple[object, ...]]:
    """Return what orders changes for a reader: what nobody independent has approved, what waits, then the kind.

    Who decides comes before the terms on which it is decided.
    """
    alone = change.author_gains and change.what == "authority" and not change.independent
    terms = change.what == "authority" and change.key == "authority terms"
    return not alone, not change.missing, list(HEADINGS).index(change.what), terms, change.sort_key()


def _waiting(changes: Sequence[Change]) -> Iterator[str]:
    """Yield who must still approve, each person once, with the reason that weighs most."""
    reasons: dict[str, str] = {}
    for change in sorted(changes, key=_weight):
        for person, why in zip(change.missing, change.waiting, strict=True):
            reasons.setdefault(person, why)
    yield from (reasons[person] for person in sorted(reasons))


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
    changes: Sequence[Change],
    escape: Callable[[str], str],
    title: Callable[[str], str],
    bullet: str,
    inner: str,
) -> Iterator[str]:
    for what, heading in HEADINGS.items():
        found = sorted((change for change in changes if change.what == what), key=_weight)
        if found:
            yield title(heading)
        for change in found:
            yield bullet + escape(_line(change))
            yield from (inner + escape(line) for line in _approvals(change))


def _line(change: Change) -> str:
    notes = [
        "the author gains" if change.author_gains else "",
        "in the middle of its cycle" if change.mid_cycle else "",
        "for the past" if change.retroactive else "",
    ]
    told = "; ".join(note for note in notes if note)
    return f"{change.sentence}." + (f" ({told})" if told else "")


def _approvals(change: Change) -> Iterator[str]:
    """Yield who is asked for one change and why, who has approved it, or that nobody need."""
    for person, why in zip(change.required, change.asked, strict=True):
        yield f"{'asked' if person in change.missing else 'approved'}: {why}"
    if not change.required:
        yield "no approval lets this pass: the past stays as it is" if _forbidden(change) else "needs no approval"


def _forbidden(change: Change) -> bool:
    return change.what in {"record", "validity"} and (change.closed_record or change.retroactive)


def _verdict(changes: Sequence[Change]) -> Iterator[str]:
    missing = sorted({person for change in changes for person in change.missing})
    if missing:
        yield f"Must still approve: {', '.join(missing)}."
    given = sorted({person for change in changes for person in change.required} - set(missing))
    if given:
        yield f"Approved by {', '.join(given)}."
    if any(change.author_gains and change.what == "authority" and not change.independent for change in changes):
        yield "The author gains authority, and nobody independent has approved that."
    if any(_forbidden(change) for change in changes):
        yield "It rewrites the past, and no approval lets that pass."
    elif not missing and not given:
        yield "Nobody has to approve this change."
