"""Decision rights become pages: who decides, who must agree, who is asked, how long, what if no answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from alignctl.model.claim import claims, covered
from alignctl.model.facts import Escalation, Ruling
from alignctl.model.kinds import Band, Decision, DecisionRight
from alignctl.model.quantity import Duration
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Actions, Block, Paragraph, Row, Section, Table, Terms
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Link, text_of
from alignctl.site.page import Page
from alignctl.site.pages.common import about, closing, crumb, dash, decides, in_force, lean, strong_list
from alignctl.site.pages.escalation import ladders
from alignctl.site.pages.unclear import rivals, unclear
from alignctl.site.people import people
from alignctl.words.quantities import capital, condition, day, interval, title

MOST = 30  # decisions on record on the page of a right
NAMED = 4  # subjects that are named in one sentence
OWN = (
    ("Prepares the proposal", "recommend"),
    ("Is asked", "input"),
    ("Carries it out", "perform"),
    ("Is told", "inform"),
)
"""What a band may say in its own way, and the field that says it."""
RULING = ("Decision", "Decided by", "As agreed?")


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the page of each right."""
    for right in atlas.all(DecisionRight):
        yield _page(atlas, right)


def _page(atlas: Atlas, right: DecisionRight) -> Page:
    seats = _deciders(right)
    heading = _heading(atlas, right, seats)
    lead = _lead(atlas, right)
    return Page(
        path=address(right.ref),
        title=right.title,
        section="decide",
        crumbs=crumb("Decide", "decide/index.html"),
        eyebrow=right.title,
        heading=heading,
        lead=lead,
        blocks=(
            *unclear(atlas, right),
            _actions(right, heading, lead),
            *((_band_table(atlas, right),) if len(right.bands) > 1 else ()),
            _glance(atlas, right, seats),
            *_wider(atlas, right),
            _disagree(atlas, right),
            _scope(atlas, right),
            *_taken(atlas, right),
            *closing(atlas, right),
        ),
        about=(right.ref, *right.domains),
        label="Decision",
        words=" ".join((*atlas.titles((*right.domains, *seats)), text_of(about(right)))),
        edit=edit_link(atlas.site, right),
    )


def _deciders(right: DecisionRight) -> tuple[Ref, ...]:
    seats = [band.decide for band in right.bands] or ([right.decide] if right.decide else [])
    return tuple(dict.fromkeys(seats))


def _heading(atlas: Atlas, right: DecisionRight, seats: tuple[Ref, ...]) -> Line:
    if not seats:
        return ("Nobody is named to decide.",)
    if open_ := rivals(atlas, right):
        return (*strong_list(atlas.titles(open_), "or"), ": nothing says who decides.")
    names = strong_list(atlas.titles(seats), "or")
    if len(seats) > 1:
        return (*names, f" {decides(atlas, seats)}, by {_divided_by(right)}.")
    within = f" within {right.sla.words}" if right.sla and not right.bands else ""
    return (*names, f" {decides(atlas, seats)}{within}.")


def _lead(atlas: Atlas, right: DecisionRight) -> Line:
    parts = [_agreement(atlas, right)]
    if asked := _everywhere(right, "input"):
        parts.append((" Ask ", *atlas.links(asked), " first."))
    if told := _everywhere(right, "inform"):
        parts.append((" Tell ", *atlas.links(told), "."))
    return tuple(piece for part in parts for piece in part)


def _divided_by(right: DecisionRight) -> str:
    """Return what tells the bands of a right apart, in words."""
    action = ["action"] if any(band.actions for band in right.bands) else []
    return " and ".join((*action, *([title(right.band_on)] if right.band_on else [])))


def _everywhere(right: DecisionRight, field: str) -> tuple[Ref, ...]:
    """Return the parties of one sort where all bands have the same ones."""
    found = {getattr(claim, field) for claim in claims(right)}
    return tuple(*found) if len(found) == 1 else ()


def _agreement(atlas: Atlas, right: DecisionRight) -> Line:
    vetoes = {claim.agree for claim in claims(right)}
    if vetoes == {()}:
        return ("Nobody else must agree.",)
    if len(vetoes) == 1:
        return (*_strong(atlas, vetoes.pop()), f" must agree{_silence(right)}.")
    said: list[Line] = []
    for claim, words in zip(claims(right), band_words(atlas, right), strict=True):
        if claim.agree:
            start, end = " " * bool(said) + f"{capital(words)}, ", f" must agree{_silence(right)}."
            said.append((start, *_strong(atlas, claim.agree), end))
    return tuple(piece for part in said for piece in part)


def _strong(atlas: Atlas, seats: tuple[Ref, ...]) -> Line:
    return strong_list(atlas.titles(seats))


def _silence(right: DecisionRight) -> str:
    within = f" within {right.agree_within.words}" if right.agree_within else ""
    consent = right.on_silence == "consent"
    return f"{within} ({'silence counts as yes' if consent else 'no answer: it goes one step up'})"


def band_words(atlas: Atlas, right: DecisionRight) -> tuple[str, ...]:
    """Return each band in words, with the end of the one before it, of its actions, where it names no lower end."""
    unit = atlas.measure_of(right.domains[0], right.band_on or "") if right.domains else ""
    found: list[str] = []
    for number, band in enumerate(right.bands):
        about = " or ".join(map(title, band.actions or ()))
        low, high = _low(before(right, number), band), _high(band)
        found.append(", ".join(filter(None, (about, interval(low, high, unit) if low or high or not about else ""))))
    return tuple(found)


def before(right: DecisionRight, number: int) -> Band | None:
    """Return the band where another one begins that names no lower end: the last one before it of its actions."""
    actions = set(right.bands[number].actions or ())
    return next((band for band in reversed(right.bands[:number]) if set(band.actions or ()) == actions), None)


def _low(before: Band | None, band: Band) -> tuple[str, Decimal] | None:
    if band.over is not None:
        return "over", band.over
    if band.at_least is not None:
        return "from", band.at_least
    if before and before.up_to is not None:
        return "over", before.up_to
    return ("from", before.under) if before and before.under is not None else None


def _high(band: Band) -> tuple[str, Decimal] | None:
    if band.under is not None:
        return "under", band.under
    return ("up to", band.up_to) if band.up_to is not None else None


def _band_table(atlas: Atlas, right: DecisionRight) -> Table:
    own = [(head, field) for head, field in OWN if not _everywhere(right, field)]
    rows = tuple(
        Row(
            (
                (capital(words),),
                (atlas.link(claim.decide), f" ({people(atlas, claim.decide, right)})"),
                dash(atlas.links(claim.agree)),
                dash(_time(claim.sla)),
                *(dash(atlas.links(getattr(claim, field))) for _, field in own),
            ),
            anchor=anchor(words),
        )
        for claim, words in zip(claims(right), band_words(atlas, right), strict=True)
    )
    by = _divided_by(right)
    head = (capital(by), "Decides", "Must agree", "Answer within", *(head for head, _ in own))
    return lean(Table(f"Who decides, by {by}", head, rows))


def anchor(words: str) -> str:
    """Return words as a fragment, large numbers in thousands.

    >>> anchor("over 50\u202f000 EUR")
    'over-50k-eur'
    """
    text = words.replace("\N{NARROW NO-BREAK SPACE}000", "k").replace("\N{NARROW NO-BREAK SPACE}", "")
    return "-".join("".join(char if char.isalnum() else " " for char in text.lower()).split())


def _time(span: Duration | None) -> Line:
    return (span.words,) if span else ()


def _actions(right: DecisionRight, heading: Line, lead: Line) -> Actions:
    copy = (
        f"{right.title}\n\nWhat I ask for: \nBy when: \nWhy: \n\n"
        f"How this is decided: {text_of(heading)} {text_of(lead)}".rstrip()
    )
    return Actions((Link("What if we disagree?", "#disagree"),), copy)


def _wider(atlas: Atlas, right: DecisionRight) -> Iterator[Paragraph]:
    """Yield which other right takes over where a second subject is touched."""
    if len(right.domains) == 1:
        for other in atlas.wider.get(right.domains[0], ()):
            rest = [domain for domain in other.domains if domain != right.domains[0]]
            named = atlas.links(rest, "or") if len(rest) <= NAMED else ("one of its other subjects",)
            yield Paragraph(("If it also touches ", *named, ": ", atlas.link(other.ref), "."))


def _glance(atlas: Atlas, right: DecisionRight, seats: tuple[Ref, ...]) -> Terms:
    items: list[tuple[str, Line]] = []
    if len(right.bands) <= 1:  # else the table of bands says both
        items += [("Decides", (atlas.link(seat), f" ({people(atlas, seat, right)})")) for seat in seats]
        items.append(("Time to decide", _time(right.sla) or ("none is set",)))
    for question, field in (("Prepares the proposal", "recommend"), ("Carries it out", "perform")):
        if who := _everywhere(right, field):
            items.append((question, atlas.links(who)))
    items.append(("In force", (in_force(right),)))
    if right.metadata.review_by:
        items.append(("Next look at this rule", (day(right.metadata.review_by),)))
    if not right.delegable:
        items.append(("Deputies", ("may not act here",)))
    return Terms(tuple(items))


def _disagree(atlas: Atlas, right: DecisionRight) -> Section:
    order = {seat: position for position, seat in enumerate(_deciders(right))}
    facts = sorted(
        atlas.about(Escalation, right.ref), key=lambda fact: (order.get(fact.decider, len(order)), fact.bands)
    )
    blocks = tuple(ladders(atlas, facts)) or (Paragraph(("No way up is written down.",)),)
    return Section("disagree", "What if we disagree?", blocks)


def _scope(atlas: Atlas, right: DecisionRight) -> Section:
    units = {k: v for domain in right.domains for k, v in atlas.units_of.get(domain, {}).items()}
    both, actions = len(right.domains) > 1, covered(right)
    items: list[tuple[str, Line]] = [
        ("Touches at least two of" if both else "Subject", atlas.links(right.domains)),
        ("For", (", ".join(map(title, actions)) if actions else "every action",)),
    ]
    if right.when:
        items.append(("Only if", ("; ".join(condition(k, c, units) for k, c in sorted(right.when.items())),)))
    if right.reserved:
        items.append(("Reserved", ("comes before all nearer rules",)))
    said = about(right)
    return Section("scope", "What this covers", (Terms(tuple(items)), *(_paragraphs(said))))


def _paragraphs(said: Line) -> tuple[Block, ...]:
    return (Paragraph(said),) if said else ()


def _taken(atlas: Atlas, right: DecisionRight) -> Iterator[Section]:
    found = {fact.decision: fact for domain in right.domains for fact in atlas.rulings.get(domain, ())}
    if not found:
        return
    newest = sorted(found.values(), key=lambda fact: _raised(atlas, fact), reverse=True)
    rows = tuple(ruling_row(atlas, fact) for fact in newest[:MOST])
    blocks: list[Block] = [lean(Table("Decisions on record, newest first", RULING, rows, filterable=True))]
    if len(found) > MOST:
        every = Link("All decisions on record", "decisions/index.html")
        blocks.append(Paragraph((f"These are the newest {MOST} of {len(found)}. ", every, " can be searched.")))
    yield Section("taken", "Decisions on this subject", tuple(blocks))


def _raised(atlas: Atlas, fact: Ruling) -> tuple[date, Ref]:
    record = atlas.site.model.get(Decision, fact.decision)
    return (record.raised_on if record else date.min, fact.decision)


def ruling_row(atlas: Atlas, fact: Ruling) -> Row:
    """Return a decision on record as a row: what, by whom, and whether that was right."""
    record = atlas.site.model.get(Decision, fact.decision)
    body: Line = (atlas.link(record.on_behalf_of), ": ") if record and record.on_behalf_of else ()
    who: Line = (*body, fact.decided_by) if fact.decided_by else ("–",)
    if not fact.decided and fact.decided_by:
        state: Line = ("the day is not recorded",)
    elif not fact.decided:
        state = (Badge(f"{fact.late_days} days late", "warn"),) if fact.late_days else ("not decided yet",)
    elif not fact.told:
        state = ("the record leaves it open",)
    elif not fact.entitled:
        state = (Badge("not theirs to decide", "bad"),)
    elif fact.unagreed:
        state = (Badge("agreement missing", "bad"), " ", *atlas.links(fact.unagreed))
    else:
        state = (Badge("yes", "good"),)
    return Row(((atlas.link(fact.decision),), who, state))
