"""A change under review becomes the list of those who must approve it: why each is asked, and whether they have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alignctl.model.facts import Change
from alignctl.site.blocks import Block, Paragraph, Row, Section, Table
from alignctl.site.lines import Badge, Inline, Line, sentence
from alignctl.site.pages.common import lean
from alignctl.site.review import Review
from alignctl.words.quantities import count

FEW = 3  # reasons that are told for one person
# Reasons as the check words them after a name, and as a table does.
DOES = {
    "who ": "",
    "lead of": "leads",
    "a member": "is a member",
    "above": "stands above",
    "whose side it is": "is one of the two sides",
}
_APART = re.compile(r" and (?=who |whose |lead of |a member of |above )")
HEAD = ("Who", "Because", "Approved")


def approvals(of: Review) -> Iterator[Block]:
    """Yield who must approve a change, those first who have not."""
    asked: dict[str, list[Change]] = {}
    for change in of.changes:
        for person in change.required:
            asked.setdefault(person, []).append(change)
    if not asked:
        return
    missing = {person for change in of.changes for person in change.missing}
    rows = tuple(
        Row(
            (
                (person,),
                tuple(_because(of, person, asked[person])),
                (_state(given=person not in missing),) if of.proposal.proven else ("–",),
            )
        )
        for person in sorted(asked, key=lambda one: (one not in missing, one))
    )
    yield Section(
        "approvals",
        "Who must approve",
        (
            lean(Table("Who must approve", HEAD, rows, form="changes")),
            *(() if of.proposal.proven else (Paragraph(("Who has approved already is not known here.",), quiet=True),)),
        ),
    )


def _state(*, given: bool) -> Inline:
    return Badge("yes", "good") if given else Badge("not yet", "warn")


def _because(of: Review, person: str, asked: Sequence[Change]) -> Iterator[Inline]:
    """Yield why somebody is asked; who is asked for one reason in several changes is told so once."""
    reasons: dict[str, list[Change]] = {}
    for change in asked:
        for why in _reasons(change.asked[change.required.index(person)].removeprefix(person)):
            reasons.setdefault(why, []).append(change)
    for position, (why, changes) in enumerate(list(reasons.items())[:FEW]):
        yield "; " if position else ""
        yield from of.told(why, changes[0])
        if "`" not in why:  # it does not say of what
            yield " ("
            yield from _of_what(of, changes)
            yield ")"
    if len(reasons) > FEW:
        yield f"; and {count(len(reasons) - FEW, 'more reason')}"


def _of_what(of: Review, changes: Sequence[Change]) -> Line:
    """Return what changes are about: the first few objects, and how many more."""
    refs = list(dict.fromkeys(change.of for change in changes))
    named = [of.atlas.link(ref) for ref in refs[:FEW]]
    return sentence((*named, f"{len(refs) - FEW} more") if len(refs) > FEW else named)


def _reasons(told: str) -> Iterator[str]:
    """Yield each reason as what somebody is or does; after the first, who else may answer.

    >>> list(_reasons(" (or iris), who holds `controller` and lead of `finance`, which owns `spending`"))
    ['holds `controller` (iris can approve as well)', 'leads `finance`, which owns `spending`']
    """
    note, _, why = told[2:].partition("), ") if told.startswith(" (") else ("", "", told.lstrip(", "))
    away, _, others = f", {note}".partition(", or ")
    aside = "; ".join(filter(None, (away.lstrip(", "), f"{others} can approve as well" if others else "")))
    for position, part in enumerate(_APART.split(why)):
        said = next((f"{does}{part.removeprefix(was)}" for was, does in DOES.items() if part.startswith(was)), part)
        yield f"{said} ({aside})" if aside and not position else said
