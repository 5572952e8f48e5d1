"""A change under review becomes a page: what it means, who must approve and why, and which pages say something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from alignctl.model.facts import Change
from alignctl.model.plain import plain as plain_data
from alignctl.model.ref import kind_of
from alignctl.site.atlas import NOUNS, Atlas
from alignctl.site.blocks import Block, Bullets, Callout, Paragraph, Section
from alignctl.site.input import Proposal
from alignctl.site.lines import Badge, Inline, Line, Link, Strong, sentence, text_of
from alignctl.site.logbook import edit_data
from alignctl.site.page import Page
from alignctl.site.pages.approvals import approvals
from alignctl.site.pages.commit import edit_table
from alignctl.site.pages.common import findings_table
from alignctl.site.review import Review
from alignctl.site.touched import touched
from alignctl.words.quantities import count

PATH = "changes/index.html"
HEADINGS: Mapping[str, str] = {
    "authority": "Who decides",
    "safeguard": "Safeguards",
    "precedence": "What takes precedence",
    "conflict": "Conflicts",
    "objective": "Goals",
    "plan": "Pay",
    "waiver": "Exceptions",
    "unreadable": "What cannot be read",
    "settings": "What is checked",
    "record": "Records",
    "validity": "What held before",
}
NOTHING = "Nothing changes in who decides, what is aimed at, what is paid, what takes precedence, or what is checked."
AMOUNTS = ("Nobody", "One person", *(f"{word} people" for word in ("Two", "Three", "Four", "Five", "Six", "Seven")))
# Rules that ask for approval, and the one that keeps the past as it was.
ASKING, PAST = frozenset({"CH001", "CH002", "CH003", "CH004", "CH007", "CH008", "CH010"}), "CH005"
OPEN = {
    "waits": ("change waits for approval", "changes wait for approval"),
    "past": ("would rewrite the past or a closed record", "would rewrite the past or closed records"),
    "else": ("other finding stands below", "other findings stand below"),
}
MANY = 5  # changes above which the heading counts them
LISTED = 100  # changes of one sort that are told
LONGEST = 150  # characters of a sentence that can be a heading


def propose(
    proposal: Proposal, atlas: Atlas, before: Atlas, pages: Callable[[Atlas], tuple[Page, ...]]
) -> tuple[Page, ...]:
    """Return what `pages` makes of a site with a change, a banner on the first page, and the page of the change."""
    made = pages(atlas)
    page = _page(Review(atlas, before, proposal, _weightiest_first(proposal.changes)), touched(made, pages(before)))
    banner = Callout("warn", (Strong("A proposal, not in force."), " ", *page.heading, " ", Link("See it", PATH)))
    first = (replace(one, blocks=(banner, *one.blocks)) if one.path == "index.html" else one for one in made)
    return (*first, page)


def _page(of: Review, differing: Section) -> Page:
    return Page(
        path=PATH,
        title="What this change means",
        eyebrow="What does this change mean, and who must approve it?",
        heading=_answer(of),
        lead=tuple(_lead(of)),
        blocks=(
            *_warning(of),
            *approvals(of),
            *_meaning(of),
            *_findings(of),
            *_objects(of),
            *_left_out(of),
            differing,
        ),
        label="Page",
        words="proposal pull request review diff",
        data={
            "changes": [{"id": one.id, **plain_data(one, absent=(None, [], {}), hidden=_HIDDEN)} for one in of.changes],
            "objects": [edit_data(edit) for edit in of.proposal.edits],
        },
    )


_HIDDEN = frozenset({"place", "places", "evidence", "occurrence"})


def _weightiest_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    order = list(HEADINGS)

    def weight(one: Change) -> tuple[object, ...]:
        case = kind_of(one.of) == "domain"  # who decides a case, before everything else about a right
        weightiest = order.index(one.what), not one.author_gains, not case
        return (*weightiest, one.subjects, _start(one.region), one.sort_key())

    return tuple(sorted(changes, key=weight))


def _start(region: str) -> Decimal:
    """Return where the cases of a change begin: the first number of its region, or below all for an upper end alone."""
    found = re.search(r"\d[\d ]*(?:\.\d+)?", region)
    alone = found is None or region[: found.start()].rstrip().endswith(("up to", "under"))
    return Decimal("-Infinity") if alone or found is None else Decimal(found.group().replace(" ", ""))


def _answer(of: Review) -> Line:
    if not of.changes:
        return ("Nothing changes in what this edition shows." if of.partial else NOTHING,)
    if len(of.changes) > MANY:
        return (f"{len(of.changes)} things change. ", Strong(_verdict(of)))
    first = of.changes[0]
    said = first.sentence if len(first.sentence) <= LONGEST else first.sentence.partition(";")[0]
    return (*of.told(said, first, linked=False), ". ", Strong(_verdict(of)))


def _verdict(of: Review) -> str:
    """Return how many people must approve, as one sentence."""
    required = {person for change in of.changes for person in change.required}
    missing = {person for change in of.changes for person in change.missing}
    it = "what is shown here" if of.partial else "it"
    if not required:
        return f"Nobody has to approve {it}."
    if not missing:
        return f"Everybody who must approve {it} has."
    many = AMOUNTS[len(missing)] if len(missing) < len(AMOUNTS) else f"{len(missing)} people"
    return f"{many} must {'still ' if of.proposal.proven else ''}approve it."


def _lead(of: Review) -> Iterator[Inline]:
    author = next((change.author for change in of.changes if change.author), "")
    if author:
        yield f"Proposed by {author}. "
    if len(of.changes) > MANY:
        counted = Counter(HEADINGS[change.what].lower() for change in of.changes)
        yield f"{text_of(sentence(f'{number} in {heading}' for heading, number in counted.items()))}."
    elif len(of.changes) > 1:
        where = sentence(dict.fromkeys(HEADINGS[change.what].lower() for change in of.changes[1:]))
        yield f"{count(len(of.changes) - 1, 'more change')}: {text_of(where)}."
    if not of.changes:
        edits = len(of.proposal.edits)
        yield f"Only the words of {count(edits, 'object')} differ." if edits else "No document says anything else."


def _warning(of: Review) -> Iterator[Block]:
    """Yield what is missing, what a gate says, and whether somebody takes what nobody else has agreed to."""
    if of.atlas.site.report.unreadable:
        yield Callout("bad", ("A file cannot be read; what it says is missing here.",))
    if any(one.author_gains and one.what == "authority" and not one.independent for one in of.changes):
        yield Callout("bad", ("Who proposes this gains by it, and nobody independent has approved that.",))
    errors = [located.finding.rule for located in of.proposal.findings if located.finding.severity == "error"]
    if errors:
        told = Counter("waits" if rule in ASKING else "past" if rule == PAST else "else" for rule in errors)
        parts = [f"{count(told[kind], one, many)}" for kind, (one, many) in OPEN.items() if told[kind]]
        yield Callout("warn", (f"The check refuses this change as it is: {text_of(sentence(parts))}.",))
    elif of.changes and not of.partial:
        yield Callout("good", ("The check lets this change in.",))


def _meaning(of: Review) -> Iterator[Block]:
    for what, heading in HEADINGS.items():
        found = [change for change in of.changes if change.what == what]
        if found:
            told = [_change(of, change) for change in found[:LISTED]]
            told += [(f"And {count(len(found) - LISTED, 'more change')}.",)] * (len(found) > LISTED)
            yield Section(what, heading, (Bullets(tuple(told)),))


def _change(of: Review, change: Change) -> Line:
    notes = {
        "the author gains": change.author_gains,
        "in the middle of its cycle": change.mid_cycle,
        "also for days that are over": change.retroactive,
        "a closed record": change.closed_record,
        "the check itself changes": change.loosened,
    }
    badges = tuple(piece for note, holds in notes.items() if holds for piece in (" ", Badge(note, "warn")))
    return (*of.told(change.sentence, change), ".", *badges)


def _findings(of: Review) -> Iterator[Block]:
    """Yield what the check finds beyond what has been told: approvals and marks stand beside the changes."""
    told = [change.sentence for change in of.proposal.changes]
    found = [one for one in of.proposal.findings if not any(said in one.finding.message for said in told)]
    if found:
        table = findings_table(of.atlas, found, "What the check finds because of this change")
        yield Section("findings", "What else the check finds", (table,))


def _objects(of: Review) -> Iterator[Block]:
    if of.proposal.edits:
        order = {kind: place for place, kind in enumerate(NOUNS)}  # rights, teams and roles first
        edits = sorted(of.proposal.edits, key=lambda edit: (order.get(kind_of(edit.ref), len(order)), edit.ref))
        yield Section("objects", "Before and after, side by side", tuple(edit_table(of.atlas, edits)))


def _left_out(of: Review) -> Iterator[Block]:
    if of.partial:
        yield Paragraph(("What is not for this audience is left out here as well.",), quiet=True)
