"""Pages without facts of their own: the list from A to Z, the glossary, how to change something, not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Bullets, Jump, Paragraph, Section, Terms
from alignctl.site.lines import Code, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.words.quantities import count

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("Decides", "The one person or body whose word counts. Never two."),
    ("Must agree", "Can say no. A no goes back to the one who decides, then one step up."),
    ("Is asked", "Is heard before the decision, and cannot stop it."),
    ("Is told", "Learns of the decision afterwards."),
    ("Prepares the proposal", "Collects views and facts and brings the question to the one who decides."),
    ("Carries it out", "Does the work once it is decided."),
    ("Escalation", "Taking a question one step up because those below cannot agree."),
    ("Has the last word", "Nobody above can be asked."),
    ("Takes precedence", "Counts more when two goals clash, by a rule that was agreed before the clash."),
    ("Conflict", "Two functions are asked for things that work against each other. Not a quarrel, and nobody's fault."),
    (
        "Heat",
        "How strongly a conflict pulls, from 0 to 1: what depends on each side, and how closely the two are linked.",
    ),
    ("Settled", "A precedence rule says who wins this conflict."),
    ("Lever", "Something one team can set directly, such as a discount, that moves a number."),
    ("Shared outcome", "A result for which several functions answer together."),
    ("Deputy", "Somebody who acts while the holder of a role is away, until a given day."),
    ("Finding", "Something that the check noticed, with what would mend it."),
    ("Waiver", "A finding that is excused for a time, with a reason, an approver and an end."),
    ("Subject", "A field in which something is decided, such as pricing; it may have parts."),
    ("Forum", "A body that meets: a council, a board, a review."),
    ("Cycle", "A planning period, such as a quarter."),
)
STEPS: tuple[Line, ...] = (
    (
        "Edit the text. It is a list of short forms; every field is explained under ",
        Link("kinds", "kinds/index.html"),
        ".",
    ),
    ("Save it as a proposal. The check says within a minute what the change means, and what would break.",),
    (
        "Those who lose a right, and those who own the subject, are asked to approve.",
        " Nobody can approve their own gain.",
    ),
    ("Once it is merged, this site is built again.",),
)
LINKED: Line = (
    "Find the page of what should change. ",
    Strong("Suggest a change"),
    " at its end leads to the line to edit.",
)
NAMED: Line = (
    "Find the page of what should change. ",
    Strong("Source"),
    " at its end names the file to edit, and shows what stands in it.",
)


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the glossary, how to change something, and page not found."""
    yield Page(
        path="glossary.html",
        title="Glossary",
        heading=(Strong(count(len(GLOSSARY), "word")), " and what they mean here."),
        blocks=(Terms(tuple((word, (meaning,)) for word, meaning in GLOSSARY)),),
        label="Page",
        words=" ".join(word for word, _ in GLOSSARY),
    )
    yield Page(
        path="how-to-change.html",
        title="How to change something",
        heading=("Propose it, let it be checked, let those affected approve.",),
        blocks=(
            Bullets((LINKED if atlas.site.settings.site.repository else NAMED, *STEPS), numbered=True),
            Section(
                "sure",
                "To be sure beforehand",
                (
                    Paragraph(
                        ("On your own machine, ", Code("alignctl diff main"), " says the same in a second."),
                    ),
                ),
            ),
        ),
        label="Page",
        words="edit propose pull request",
    )
    yield Page(
        path="404.html",
        title="Page not found",
        heading=("This page does not exist.",),
        lead=("It may have been renamed. ", Link("Everything from A to Z", "a-z.html"), " lists what there is."),
    )


UNLISTED = frozenset({"", "Page", "Rule", "Kind"})  # rules and kinds have lists of their own


def a_to_z(pages_: Iterable[Page]) -> Page:
    """Return the list of all pages that the search knows, by first letter."""
    groups: dict[str, list[Page]] = {}
    for page in sorted((p for p in pages_ if p.label not in UNLISTED), key=lambda p: (p.title.casefold(), p.path)):
        first = page.title[:1].upper()
        groups.setdefault(first if first.isascii() and first.isalpha() else "#", []).append(page)
    return Page(
        path="a-z.html",
        title="A–Z",
        heading=("Everything, from A to Z.",),
        blocks=(
            Jump("Letters", tuple(Link(letter, f"#{_anchor(letter)}") for letter in sorted(groups))),
            *(Section(_anchor(letter), letter, (_listed(found),)) for letter, found in sorted(groups.items())),
        ),
    )


def _listed(found: Iterable[Page]) -> Bullets:
    return Bullets(tuple((Link(page.title, page.path), f" – {_sort(page)}") for page in found), columns=True)


def _sort(page: Page) -> str:
    return page.label if page.label.isupper() else page.label.lower()


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}" if letter != "#" else "other"
