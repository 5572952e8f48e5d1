"""Roles become pages: what lands on this desk, and who stands in."""

from __future__ import annotations

from collections.abc import Iterator

from alignctl.model.facts import Load, Seat
from alignctl.model.kinds import Deputy, Role
from alignctl.model.ref import Ref
from alignctl.site.atlas import Atlas, address
from alignctl.site.blocks import Block, Callout, Row, Section, Table, Terms
from alignctl.site.desks import TOLD, Desks, sections, summary
from alignctl.site.forge import edit_link
from alignctl.site.lines import Badge, Line, Strong
from alignctl.site.page import Page
from alignctl.site.pages.calendar import due_table
from alignctl.site.pages.common import about, closing, crumb, several
from alignctl.words.quantities import capital, condition, count, day, percent, title


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of roles and the page of each."""
    desks = Desks(atlas)
    yield _index(atlas, desks)
    for role in atlas.all(Role):
        yield _page(atlas, desks, role)


def _index(atlas: Atlas, desks: Desks) -> Page:
    rows = tuple(
        Row(
            (
                (atlas.link(role.ref),),
                (atlas.link(role.unit),),
                (", ".join(atlas.org.holders(role)) or "vacant",),
                (capital(_desk(atlas, desks, role)).rstrip("."),),
            )
        )
        for role in atlas.all(Role)
    )
    return Page(
        path="roles/index.html",
        title="Roles",
        section="teams",
        crumbs=crumb("Teams", "teams/index.html"),
        heading=(Strong(count(len(rows), "role")), ", and what lands on each desk."),
        blocks=(
            Table(
                "Roles", ("Role", "Team", "Held by", "On the desk"), rows, "No role is written down.", filterable=True
            ),
        ),
        label="Page",
    )


def _page(atlas: Atlas, desks: Desks, role: Role) -> Page:
    return Page(
        path=address(role.ref),
        title=role.title,
        section="teams",
        crumbs=crumb("Roles", "roles/index.html"),
        eyebrow=f"{atlas.title(role.unit)}; held by {', '.join(atlas.org.holders(role)) or 'nobody'}",
        heading=(Strong(role.title), f" {_desk(atlas, desks, role)}"),
        lead=about(role),
        blocks=(
            *_absent(atlas, role),
            Terms(tuple(_terms(atlas, desks, role))),
            *sections(desks, (role.ref,)),
            *_shared(atlas, desks, role),
            *_deputies(atlas, role),
            *_dates(atlas, role),
            *closing(atlas, role),
        ),
        about=(role.ref,),
        label="Role",
        words=" ".join(atlas.org.holders(role)),
        edit=edit_link(atlas.site, role),
    )


def _desk(atlas: Atlas, desks: Desks, role: Role) -> str:
    many = several(atlas, role.ref)
    return summary(desks, (role.ref,), many=many, nothing=_without(desks, role, many=many))


def _without(desks: Desks, role: Role, *, many: bool) -> str:
    """Return what a role is for that decides nothing, must agree to nothing and is asked on nothing."""
    if role.final:
        return f"{'have' if many else 'has'} the last word when others disagree."
    if role.ref in desks.next_up:
        return f"{'are' if many else 'is'} next when others disagree."
    told = len(desks.desk((role.ref,), TOLD))
    return f"{'are' if many else 'is'} told of {count(told, 'thing')}." if told else ""


def _absent(atlas: Atlas, role: Role) -> Iterator[Block]:
    for fact in atlas.about(Seat, role.ref):
        if fact.seat == role.ref and (fact.absent or not fact.holders):
            state = "Vacant" if not fact.holders else f"Away until {day(fact.until)}" if fact.until else "Away"
            cover = {
                "full": "A deputy covers everything.",
                "part": "A deputy covers a part.",
                "none": "No deputy stands in.",
            }
            yield Callout(
                "plain" if fact.cover == "full" else "warn", (Strong(f"{state}. "), cover.get(fact.cover, ""))
            )


def _terms(atlas: Atlas, desks: Desks, role: Role) -> Iterator[tuple[str, Line]]:
    yield "Team", (atlas.link(role.unit),)
    if role.tier:
        yield "Level", (title(role.tier),)
    if role.final:
        yield "If somebody disagrees", ("has the last word",)
    else:
        yield (
            "If somebody disagrees",
            ("goes to ", atlas.link(role.escalates_to)) if role.escalates_to else (Badge("nobody is named", "warn"),),
        )
    if role.respond_within:
        yield "Answers within", (role.respond_within.words,)
    forums = desks.forums((role.ref,))
    if forums:
        yield "Sits in", atlas.links(forums)
    for fact in atlas.about(Load, role.ref):
        if fact.capacity:
            yield "Load", (f"{percent(fact.load)} of the hours for decisions",)


def _shared(atlas: Atlas, desks: Desks, role: Role) -> Iterator[Block]:
    rows = tuple(
        Row(((atlas.link(part.right.ref),), (atlas.link(forum),)))
        for forum in desks.forums((role.ref,))
        for part in desks.desk((forum,), "decides")
    )
    if rows:
        yield Section(
            "shared",
            "Decides together with others",
            (Table("Decided by a body in which this role sits", ("Decision", "In"), rows),),
        )


def _deputies(atlas: Atlas, role: Role) -> Iterator[Block]:
    rows = tuple(_deputy(atlas, deputy) for deputy in role.deputies)
    if rows:
        yield Section(
            "deputies", "Who stands in", (Table("Deputies", ("Who", "For what", "From", "Until", "Acts"), rows),)
        )


def _deputy(atlas: Atlas, deputy: Deputy) -> Row:
    who: Line = (atlas.link(Ref(deputy.to)),) if deputy.to.startswith("role:") else (deputy.to,)
    what: Line = atlas.links(deputy.rights) if deputy.rights is not None else ("everything",)
    units = {name: unit for found in atlas.units_of.values() for name, unit in found.items()}
    limits = "; ".join(condition(name, of, units) for name, of in sorted(deputy.limits.items()))
    return Row(
        (
            who,
            (*what, f" ({limits})") if limits else what,
            (day(deputy.from_) if deputy.from_ else "–",),
            (day(deputy.until) if deputy.until else "no end",),
            ("always" if deputy.concurrent else "while the holder is away",),
        )
    )


def _dates(atlas: Atlas, role: Role) -> Iterator[Block]:
    mine = atlas.due((role.ref,))
    if mine:
        yield Section("dates", "Next dates", (due_table(atlas, mine[:5]),))
