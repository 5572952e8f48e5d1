"""Objectives become a tree: goals, their key results, and the goals that support them; as a list, drawn, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from alignctl.model.facts import Goal, GoalLink
from alignctl.model.kinds import KeyResult, Objective
from alignctl.model.ref import Ref, kind_of
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Node, Picture, Row, Table, Tree
from alignctl.site.lines import Badge, Line, text_of
from alignctl.site.pictures.tidy_tree import Knot, tidy_tree
from alignctl.words.quantities import capital, count, title

ACROSS = Badge("from another function")
AGAINST = Badge("works against it", "bad")
NOBODY = Badge("no contributing team", "bad")
OPENED, FEW, NAMED = 2, 30, 4


@dataclass(frozen=True, slots=True)
class Branch:
    """A goal or one of its key results; `marks` say what is amiss with it, `edge` how it relates to what is above."""

    ref: Ref
    result: KeyResult | None
    who: tuple[Ref, ...]
    marks: tuple[Badge, ...]
    edge: Badge | None
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class GoalTree:
    """All goals in force; each stands once, below the first goal that it supports."""

    atlas: Atlas

    @cached_property
    def facts(self) -> Mapping[Ref, Goal]:
        """Return the fact of each goal whose cycle is not long over."""
        return {fact.objective: fact for fact in self.atlas.facts(Goal)}

    @cached_property
    def children(self) -> Mapping[Ref | None, tuple[Ref, ...]]:
        """Return the goals directly below each one; what supports no goal stands under None."""
        known = {objective.ref for objective in self.atlas.all(Objective)}
        found: dict[Ref | None, list[Ref]] = {}
        for objective in self.atlas.all(Objective):
            parent = next((ref for ref in objective.parents if ref in known and ref != objective.ref), None)
            found.setdefault(parent, []).append(objective.ref)
        return {parent: tuple(refs) for parent, refs in found.items()}

    @cached_property
    def roots(self) -> tuple[Branch, ...]:
        """Return the goals that support no other one, and one goal of each circle; everything else hangs below."""
        seen: set[Ref] = set()
        above = [self._branch(ref, None, seen) for ref in self.children.get(None, ())]
        circles = [self._branch(o.ref, None, seen) for o in self.atlas.all(Objective) if o.ref not in seen]
        return (*above, *circles)

    def problems(self, ref: Ref) -> tuple[Badge, ...]:
        """Return what is amiss with a goal as a whole; nothing is with one that is over."""
        found = self.facts.get(ref)
        fact = found if found and found.current else None
        marks = (
            (Badge("supports no company goal", "warn"), fact and not fact.linked),
            (Badge("an owner has no part in it", "warn"), fact and fact.silent_owners),
            (Badge("cannot be measured", "bad"), fact and fact.unmeasured),
        )
        return tuple(badge for badge, holds in marks if holds)

    @cached_property
    def _links(self) -> Mapping[tuple[Ref, Ref], tuple[GoalLink, ...]]:
        found: dict[tuple[Ref, Ref], list[GoalLink]] = {}
        for link in self.atlas.facts(GoalLink):
            if link.path:
                found.setdefault((link.child, link.parent), []).append(link)
        return {pair: tuple(links) for pair, links in found.items()}

    def _branch(self, ref: Ref, parent: Ref | None, seen: set[Ref]) -> Branch:
        seen.add(ref)
        goal = self.atlas.site.model.get(Objective, ref)
        results = goal.key_results if goal else ()
        owners = goal.owners if goal else ()
        below = {child: self._branch(child, ref, seen) for child in self.children.get(ref, ()) if child not in seen}
        places = {child: self._result_of(child, ref) for child in below}
        children = tuple(
            _result(ref, result, owners, tuple(below[c] for c in below if places[c] == result.id)) for result in results
        )
        rest = tuple(below[child] for child in below if places[child] not in {result.id for result in results})
        return Branch(ref, None, owners, self.problems(ref), self._edge(ref, parent), (*children, *rest))

    def _result_of(self, child: Ref, parent: Ref) -> str:
        """Return the key result of a parent that a goal moves first of all, or an empty text if none is known."""
        return next((link.parent_key_result for link in self._links.get((child, parent), ())), "")

    def _edge(self, ref: Ref, parent: Ref | None) -> Badge | None:
        if parent is None:
            return None
        if any(link.opposed for link in self._links.get((ref, parent), ())):
            return AGAINST
        return None if self._functions(ref) <= self._functions(parent) else ACROSS

    def _functions(self, ref: Ref) -> frozenset[Ref]:
        goal = self.atlas.site.model.get(Objective, ref)
        return frozenset(self.atlas.org.function(owner) for owner in (goal.owners if goal else ()))

    @cached_property
    def _opened(self) -> int:
        """Return how many levels are shown at first: fewer where there are many goals."""
        return OPENED if len(self.atlas.all(Objective)) <= FEW else 1

    def listed(self) -> Tree:
        """Return the tree as a nested list."""
        return Tree(tuple(self._node(root, 0) for root in self.roots))

    def _node(self, of: Branch, depth: int) -> Node:
        children = tuple(self._node(child, depth + 1) for child in of.children)
        results = [child for child in of.children if child.result]
        more = " and ".join(
            filter(
                None,
                (
                    count(len(results), "key result") if results else "",
                    count(len(children) - len(results), "goal below", "goals below")
                    if len(children) > len(results)
                    else "",
                ),
            )
        )
        return Node(self._line(of), children, more, opened=depth < self._opened)

    def _line(self, of: Branch) -> Line:
        who = ", ".join(self.atlas.titles(of.who))
        name: Line = (capital(title(of.result.id)),) if of.result else (self.atlas.link(of.ref),)
        goal = None if of.result else self.atlas.site.model.get(Objective, of.ref)
        others = [parent for parent in (goal.parents if goal else ())[1:] if kind_of(parent) == "objective"]
        also: Line = ("; also supports ", *self.atlas.links(others)) if others else ()
        marks = (*((of.edge,) if of.edge else ()), *of.marks)
        return (*name, *((f" – {who}",) if who else ()), *also, *(piece for mark in marks for piece in (" ", mark)))

    def drawn(self) -> Picture | None:
        """Return the tree as a picture, or nothing where it would be too large."""
        rows = tuple(row for root in self.roots for row in self._rows(root, ""))
        edges = {branch.edge for root in self.roots for branch in _walk(root)}
        signs = (("dashed: the help comes from another function", ACROSS), ("red: it works against the goal", AGAINST))
        legend = "; ".join(("Goals and their key results", *(words for words, edge in signs if edge in edges)))
        head = ("Goal or key result", "Who", "Below", "To be looked at")
        twin = Table("Goals and key results", head, rows, filterable=True)
        return tidy_tree(legend, [self._knot(root) for root in self.roots], twin)

    def _knot(self, of: Branch) -> Knot:
        style = {AGAINST: "edge open", ACROSS: "edge cross"}
        return Knot(
            capital(title(of.result.id)) if of.result else self.atlas.title(of.ref),
            ", ".join(self.atlas.titles(of.who)) if len(of.who) <= NAMED else count(len(of.who), "team"),
            of.marks[0].text if of.marks else "",
            self.atlas.href(of.ref),
            goal=of.result is None,
            edge=style[of.edge] if of.edge else "edge",
            children=tuple(map(self._knot, of.children)),
        )

    def _rows(self, of: Branch, above: str) -> Iterator[Row]:
        name = capital(title(of.result.id)) if of.result else self.atlas.link(of.ref)
        marks = (*((of.edge,) if of.edge else ()), *of.marks)
        amiss: Line = tuple(piece for mark in marks for piece in (mark, " "))[:-1]
        yield Row(((name,), self.atlas.links(of.who) or ("–",), (above or "–",), amiss or ("–",)))
        for child in of.children:
            yield from self._rows(child, name if isinstance(name, str) else text_of((name,)))


def _result(ref: Ref, of: KeyResult, owners: tuple[Ref, ...], below: tuple[Branch, ...]) -> Branch:
    who = of.contributors if of.contributors is not None else owners
    return Branch(ref, of, who, () if who else (NOBODY,), None, below)


def _walk(of: Branch) -> Iterator[Branch]:
    yield of
    for child in of.children:
        yield from _walk(child)
