"""A change under review becomes a page: what it means, who must approve and why, and which pages say something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from alignctl.model.facts import Change
from alignctl.model.plain import plain as plain_data
from alignctl.model.ref import kind_of
from alignctl.site.atlas import NOUNS, Atlas
from alignctl.site.blocks import (
    Badge,
    Block,
    Bullets,
    Callout,
    Inline,
    Line,
    Link,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    sentence,
    text_of,
)
from alignctl.site.input import Proposal
from alignctl.site.logbook import edit_data
from alignctl.site.page import Page
from alignctl.site.pages.commit import edit_table
from alignctl.site.pages.common import findings_table
from alignctl.site.retold import retold
from alignctl.site.touched import touched
from alignctl.words.quantities import count

PATH = "changes/index.html"
HEADINGS: Mapping[str, str] = {
    "authority": "Who decides",
    "safeguard": "Safeguards",
    "precedence": "What takes precedence",
    "objective": "Goals",
    "plan": "Pay",
    "waiver": "Exceptions",
    "settings": "What is checked",
    "record": "Records",
    "validity": "The past",
}
NOTHING = "Nothing changes in who decides, what is aimed at, what is paid, what takes precedence, or what is checked."
AMOUNTS = ("Nobody", "One person", *(f"{word} people" for word in ("Two", "Three", "Four", "Five", "Six", "Seven")))
MANY = 5  # changes above which the heading counts them
FEW = 3  # reasons that are told for one person
LISTED = 100  # changes of one sort that are told
LONGEST = 150  # characters of a sentence that can be a heading


def propose(atlas: Atlas, proposal: Proposal, made: Sequence[Page], before: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages of a site about a change: those there are, the first one with a banner, and the change's own."""
    page = _page(atlas, proposal, made, before)
    banner = Callout("warn", (Strong("A proposal, not in force."), " ", *page.heading, " ", Link("See it", PATH)))
    first = (replace(one, blocks=(banner, *one.blocks)) if one.path == "index.html" else one for one in made)
    return (*first, page)


def _page(atlas: Atlas, proposal: Proposal, made: Sequence[Page], before: Sequence[Page]) -> Page:
    changes = _weightiest_first(proposal.changes)
    return Page(
        path=PATH,
        title="What this change means",
        section="decide",
        crumbs=(Link("Start", "index.html"),),
        eyebrow="What does this change mean, and who must approve it?",
        heading=_answer(atlas, proposal, changes),
        lead=tuple(_lead(proposal, changes)),
        blocks=(
            *_warning(proposal, changes),
            *_approvals(atlas, proposal, changes),
            *_meaning(atlas, proposal, changes),
            *_findings(atlas, proposal),
            *_objects(atlas, proposal),
            *_left_out(atlas),
            touched(made, before),
        ),
        label="Page",
        words="proposal pull request review diff",
        data={
            "changes": [{"id": one.id, **plain_data(one, absent=(None, [], {}), hidden=_HIDDEN)} for one in changes],
            "objects": [edit_data(edit) for edit in proposal.edits],
        },
    )


_HIDDEN = frozenset({"place", "places", "evidence"})


def _weightiest_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    order = list(HEADINGS)

    def weight(one: Change) -> tuple[object, ...]:
        case = kind_of(one.of) == "domain"  # who decides a case, before everything else about a right
        return order.index(one.what), not one.author_gains, not case, one.sort_key()

    return tuple(sorted(changes, key=weight))


def _answer(atlas: Atlas, proposal: Proposal, changes: Sequence[Change]) -> Line:
    if not changes:
        return (NOTHING,)
    if len(changes) > MANY:
        counted = Counter(HEADINGS[change.what].lower() for change in changes)
        where = sentence(f"{number} in {heading}" for heading, number in counted.items())
        return (f"{len(changes)} things change: ", *where, ". ", Strong(_verdict(proposal, changes)))
    first = changes[0]
    said = first.sentence if len(first.sentence) <= LONGEST else first.sentence.partition(";")[0]
    return (*retold(atlas, proposal.base, said, first, linked=False), ". ", Strong(_verdict(proposal, changes)))


def _verdict(proposal: Proposal, changes: Sequence[Change]) -> str:
    """Return how many people must approve, as one sentence."""
    required = {person for change in changes for person in change.required}
    missing = {person for change in changes for person in change.missing}
    if not required:
        return "Nobody has to approve it."
    if not missing:
        return "Everybody who must approve it has."
    many = AMOUNTS[len(missing)] if len(missing) < len(AMOUNTS) else f"{len(missing)} people"
    return f"{many} must {'still ' if proposal.proven else ''}approve it."


def _lead(proposal: Proposal, changes: Sequence[Change]) -> Iterator[Inline]:
    author = next((change.author for change in changes if change.author), "")
    if author:
        yield f"Proposed by {author}. "
    if 1 < len(changes) <= MANY:
        where = sentence(dict.fromkeys(HEADINGS[change.what].lower() for change in changes[1:]))
        yield f"{count(len(changes) - 1, 'more change')}: {text_of(where)}."
    if not changes:
        edits = len(proposal.edits)
        yield f"Only the words of {count(edits, 'object')} differ." if edits else "No document says anything else."


def _warning(proposal: Proposal, changes: Sequence[Change]) -> Iterator[Block]:
    """Yield what a gate says, and whether somebody takes what nobody else has agreed to."""
    if any(one.author_gains and one.what == "authority" and not one.independent for one in changes):
        yield Callout("bad", ("Who proposes this gains by it, and nobody independent has approved that.",))
    errors = sum(located.finding.severity == "error" for located in proposal.findings)
    if errors:
        open_ = count(errors, "point is", "points are")
        yield Callout("warn", (f"The check refuses this change as it is: {open_} open, missing approvals included.",))
    elif changes:
        yield Callout("good", ("The check lets this change in.",))


def _approvals(atlas: Atlas, proposal: Proposal, changes: Sequence[Change]) -> Iterator[Block]:
    asked: dict[str, list[Change]] = {}
    for change in changes:
        for person in change.required:
            asked.setdefault(person, []).append(change)
    if not asked:
        return
    missing = {person for change in changes for person in change.missing}
    rows = tuple(
        Row(
            (
                (person,),
                tuple(_because(atlas, proposal, person, asked[person])),
                (_state(proposal, given=person not in missing),),
            )
        )
        for person in sorted(asked, key=lambda one: (one not in missing, one))
    )
    yield Section("approvals", "Who must approve", (Table("Who must approve", ("Who", "Because", "Approved"), rows),))


def _state(proposal: Proposal, *, given: bool) -> Inline:
    if not proposal.proven:
        return "not known"
    return Badge("yes", "good") if given else Badge("not yet", "warn")


def _because(atlas: Atlas, proposal: Proposal, person: str, changes: Sequence[Change]) -> Iterator[Inline]:
    """Yield why somebody is asked; who is asked for one reason in several changes is told so once."""
    reasons: dict[str, Change] = {}
    for change in changes:
        why = change.asked[change.required.index(person)].removeprefix(person).lstrip(", ")
        reasons.setdefault(why, change)
    for position, (why, change) in enumerate(list(reasons.items())[:FEW]):
        yield "; " if position else ""
        yield from retold(atlas, proposal.base, why, change)
    if len(reasons) > FEW:
        yield f"; and {count(len(reasons) - FEW, 'more reason')}"


def _meaning(atlas: Atlas, proposal: Proposal, changes: Sequence[Change]) -> Iterator[Block]:
    for what, heading in HEADINGS.items():
        found = [change for change in changes if change.what == what]
        if found:
            told = [_change(atlas, proposal, change) for change in found[:LISTED]]
            told += [(f"And {count(len(found) - LISTED, 'more change')}.",)] * (len(found) > LISTED)
            yield Section(what, heading, (Bullets(tuple(told)),))


def _change(atlas: Atlas, proposal: Proposal, change: Change) -> Line:
    notes = {
        "the author gains": change.author_gains,
        "in the middle of its cycle": change.mid_cycle,
        "for the past": change.retroactive,
        "a closed record": change.closed_record,
        "less is checked": change.loosened,
    }
    badges = tuple(piece for note, holds in notes.items() if holds for piece in (" ", Badge(note, "warn")))
    return (*retold(atlas, proposal.base, change.sentence, change), ".", *badges)


def _findings(atlas: Atlas, proposal: Proposal) -> Iterator[Block]:
    """Yield what the check finds beyond what has been told: approvals and marks stand beside the changes."""
    told = [change.sentence for change in proposal.changes]
    found = [one for one in proposal.findings if not any(said in one.finding.message for said in told)]
    if found:
        table = findings_table(atlas, found, "What the check finds because of this change")
        yield Section("findings", "What else the check finds", (table,))


def _objects(atlas: Atlas, proposal: Proposal) -> Iterator[Block]:
    if proposal.edits:
        order = {kind: place for place, kind in enumerate(NOUNS)}  # rights, teams and roles first
        edits = sorted(proposal.edits, key=lambda edit: (order.get(kind_of(edit.ref), len(order)), edit.ref))
        yield Section("objects", "Before and after, side by side", tuple(edit_table(atlas, edits)))


def _left_out(atlas: Atlas) -> Iterator[Block]:
    if atlas.site.left_out:
        yield Paragraph(("What is not for this audience is left out here as well.",), quiet=True)
