"""What a change means, for a reader: the facts go in; text, Markdown for a pull request, or data comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from alignctl.model.approvals import fewest
from alignctl.model.facts import Change
from alignctl.model.report import View
from alignctl.report.escape import markdown, terminal
from alignctl.report.phone import fitting, lines_of, shortened
from alignctl.report.summary import plural
from alignctl.report.titles import Titles
from alignctl.report.tree import fact
from alignctl.words.quantities import capital

NO_TITLES = Titles()
TITLE = "### What this change means"
HEADINGS = {
    "authority": "Who decides",
    "safeguard": "Safeguards",
    "precedence": "Who wins",
    "conflict": "Conflicts",
    "objective": "Goals",
    "plan": "Pay",
    "waiver": "Exceptions",
    "settings": "What is checked",
    "unreadable": "What cannot be read",
    "record": "Records",
    "validity": "The past",
}
HOW = "They do so by approving this request."
NOTHING = "Nothing changes in who decides, what is aimed at, what is paid, who wins, or what is checked."


def render(changes: Sequence[Change]) -> str:
    """Return one line for each change under its heading with who is asked and why, then who must approve."""
    if not changes:
        return f"{NOTHING}\n"
    lines = list(_lines(changes, terminal, lambda heading: f"{heading}:", "  ", "    "))
    return "\n".join([*lines, "", *map(terminal, _verdict(changes))]) + "\n"


def render_markdown(
    changes: Sequence[Change], titles: Titles = NO_TITLES, title: str = TITLE, found: Sequence[str] = ()
) -> str:
    """Return a comment for a pull request: one screen of a phone with who must approve and what counts most.

    What does not fit there, and who is asked for what, is folded away; objects have their titles. `found` are lines
    of Markdown about what else was found.
    """
    if not changes:
        return "\n".join([title, "", NOTHING, *_also(found, [title, NOTHING])]) + "\n"
    verdict = "  \n".join(f"**{markdown(line)}**" for line in _verdict(changes))
    head = [title, "", *verdict.splitlines()]
    changes = [_titled(change, titles) for change in changes]
    asked = [f"- {markdown(shortened(why))}" for why in _waiting(changes)]
    told = [f"- {markdown(shortened(_line(change)))}" for change in sorted(changes, key=_weight)]
    kept = _FOUND if found else 0
    first = list(fitting(asked, sum(map(lines_of, head)) + _ROOM + kept))
    second = list(fitting(told, sum(map(lines_of, (*head, *first))) + _MORE + kept))
    whole = len(first) == len(asked) and len(second) == len(told)
    how = ["", HOW] if asked else []
    parts = [*head, *first, *_rest(asked, first), *how, "", "**What changes**", *second, *_rest(told, second)]
    parts += _also(found, parts)
    return "\n".join([*parts, *(_details(changes, whole=whole) if len(changes) > 1 or not whole else ())]) + "\n"


def _titled(change: Change, titles: Titles) -> Change:
    """Return a change in whose words objects have their titles."""
    about = (change.of, *change.subjects)
    asked, waiting = (tuple(titles.say(why, about) for why in whys) for whys in (change.asked, change.waiting))
    return replace(change, sentence=capital(titles.say(change.sentence, about)), asked=asked, waiting=waiting)


def _rest(lines: Sequence[str], shown: Sequence[str]) -> Iterator[str]:
    if len(shown) < len(lines):
        yield f"- and {len(lines) - len(shown)} more"


def _also(found: Sequence[str], above: Iterable[str]) -> Iterator[str]:
    if found:
        shown = list(fitting(found, sum(map(lines_of, above)) + _MORE))
        yield from ("", "**Also found**", *shown, *_rest(found, shown))


_ROOM = 15  # lines that are kept for how to approve, for what changes and for the details
_MORE = 5  # lines that are kept for the heading and for the details
_FOUND = 8  # lines that are kept for what else was found


def _details(changes: Sequence[Change], *, whole: bool) -> Iterator[str]:
    """Yield every change under its heading, with who is asked for it."""
    title = "Who is asked for what" if whole else f"All {plural(len(changes), 'change')}, and who is asked for what"
    yield from ("", f"<details><summary>{title}</summary>")
    yield from _lines(changes, markdown, lambda heading: f"\n**{heading}**", "- ", "  - ")
    yield from ("", "</details>")


def _weight(change: Change) -> tuple[bool, bool, bool, int, bool, tuple[object, ...]]:
    """Return what orders changes for a reader: what no approval helps, what nobody neutral has approved, what waits.

    Who decides comes before the terms on which it is decided.
    """
    alone = change.author_gains and change.what == "authority" and not change.independent
    terms = change.what == "authority" and change.key == "authority terms"
    return (
        not _forbidden(change),
        not alone,
        not change.missing,
        list(HEADINGS).index(change.what),
        terms,
        change.sort_key(),
    )


def _waiting(changes: Sequence[Change]) -> Iterator[str]:
    """Yield who must still approve, each person once, with the reason that weighs most."""
    reasons: dict[str, str] = {}
    for change in sorted(changes, key=_weight):
        for person, why in zip(change.missing, change.waiting, strict=True):
            reasons.setdefault(person, why)
    yield from (reasons[person] for person in sorted(reasons))


def payload(  # noqa: PLR0913 - the parts of the document
    changes: Sequence[Change], view: View, *, as_of: str, base: str, head: str, complete: bool
) -> dict[str, Any]:
    """Return the changes as the published schema describes them; `head` is empty for the work tree."""
    return {
        "schema": "alignctl/diff/v1",
        "version": 1,
        "asOf": as_of,
        "base": base,
        "head": head,
        "complete": complete,
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
        "also for days that are over" if change.retroactive else "",
    ]
    told = "; ".join(note for note in notes if note)
    return f"{change.sentence}." + (f" ({told})" if told else "")


def _approvals(change: Change) -> Iterator[str]:
    """Yield who is asked for one change and why, who has approved it, or that nobody need."""
    for person, why in zip(change.required, change.asked, strict=True):
        yield f"{'asked' if person in change.missing else 'approved'}: {why}"
    if change.what == "unreadable":
        yield "it must be repaired before anything else"
    elif not change.required:
        yield "no approval lets this pass: the past stays as it is" if _forbidden(change) else "needs no approval"


def _able(person: str, changes: Sequence[Change]) -> Iterator[str]:
    """Yield somebody whose approval is missing, and who can approve instead in every change that waits for it."""
    found = [able.split(" or ") for change in changes for able in change.able if able.split(" or ")[0] == person]
    yield from (one for one in found[0] if all(one in others for others in found))


def _forbidden(change: Change) -> bool:
    return change.what in {"record", "validity"} and (change.closed_record or change.retroactive)


def _verdict(changes: Sequence[Change]) -> Iterator[str]:
    """Yield what no approval helps, whose approval is missing, whose is there, and what the author gains."""
    author = changes[0].author
    missing = {person for change in changes for person in change.missing}
    given = {person for change in changes for person in change.required} - missing
    broken = any(change.what == "unreadable" for change in changes)
    if broken:
        yield "What cannot be read must be repaired first."
    if any(map(_forbidden, changes)):
        yield "It rewrites the past, and no approval lets that pass."
    if missing:
        whose = [" or ".join(able) for able in fewest(tuple(_able(one, changes)) for one in sorted(missing))]
        yield f"Must still approve: {('; ' if any(' or ' in one for one in whose) else ', ').join(whose)}."
    if given - {author}:
        yield f"Approved by {', '.join(sorted(given - {author}))}."
    if author in given:
        yield f"{author} is the author, and so agrees."
    if any(change.author_gains and change.what == "authority" and not change.independent for change in changes):
        yield f"{author} is the author and gains authority, and nobody independent has approved that."
    if not (broken or missing or given or any(map(_forbidden, changes))):
        yield "Nobody has to approve this change."
