"""The site in one call: the input of `check` and a folder go in, the folder holds the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from alignctl import __version__
from alignctl.site.atlas import Atlas
from alignctl.site.branding import COLORS, STYLE
from alignctl.site.calendars import calendars
from alignctl.site.feeds import feeds
from alignctl.site.input import SiteInput
from alignctl.site.logbook import log_csv, log_json
from alignctl.site.memory import forget, recall, remember
from alignctl.site.output import Written, intact, write
from alignctl.site.page import ALL_CHANGES, Page
from alignctl.site.pages import (
    calendar,
    changes,
    commit,
    conflicts,
    decide,
    decisions,
    escalation,
    finder,
    goals,
    health,
    home,
    incentives,
    influences,
    initiatives,
    kinds,
    kpis,
    log,
    matrix,
    moved,
    plain,
    precedence,
    reviews,
    roles,
    rules,
    sheets,
    teams,
)
from alignctl.site.render import Drawn
from alignctl.site.search import search_docs
from alignctl.site.sitemap import sitemaps
from alignctl.site.twin import twin
from alignctl.words.quantities import count, day

MORE = (
    ("A–Z", "a-z.html"),
    ("Roles", "roles/index.html"),
    ("KPIs", "kpis/index.html"),
    ("Who decides what, by subject", "matrix/index.html"),
    ("Escalation", "escalation/index.html"),
    ("Decisions on record", "decisions/index.html"),
    ("Initiatives", "initiatives/index.html"),
    ("Log of changes", "log/index.html"),
    ("Reviews", "reviews/index.html"),
    ("What moves what", "influences/index.html"),
    ("Printable sheets", "sheets/index.html"),
    ("Glossary", "glossary.html"),
    ("Rules", "rules/index.html"),
    ("Kinds", "kinds/index.html"),
    ("How to change something", "how-to-change.html"),
)


def rebuild(output: Path, inputs: str, make: Callable[[], SiteInput]) -> Written:
    """Build a site of what `make` returns, unless the folder holds what was built from the same inputs before.

    `inputs` is their fingerprint. It is known only between two complete builds by one user, and believed only while
    every file is as it was written.

    Raises:
        UsageError: `output` holds something that is not a site of alignctl.

    """
    listing = recall(output, inputs)
    if listing and (kept := intact(output, listing)):
        return kept
    forget(output)
    done = build(make(), output)
    remember(output, inputs, done.listing)
    return done


def build(site: SiteInput, output: Path, drawn: Drawn | None = None) -> Written:
    """Make the folder `output` hold the site; only what differs is written, and rendered if `drawn` keeps the rest.

    Raises:
        UsageError: `output` holds something that is not a site of alignctl.

    """
    atlas = Atlas(site)
    proposal = site.proposal
    made = changes.propose(proposal, atlas, Atlas(proposal.base), _made) if proposal else _made(atlas)
    pages = (*made, *moved.pages(atlas, frozenset(page.path for page in made)))
    rendered: dict[str, bytes] = {**dict(_assets()), **site.brand}
    rendered.update((drawn or Drawn()).draw(pages, _frame(site)))
    for page in pages:
        rendered[f"{page.path.removesuffix('.html')}.json"] = twin(atlas, page)
    rendered.update(chain(calendars(atlas), feeds(atlas), sitemaps(atlas, pages)))
    rendered.update(tuple(moved.copies(atlas, rendered)))
    rendered["log/log.csv"], rendered["log/log.json"] = log_csv(atlas), log_json(atlas)
    rendered["search-docs.js"] = search_docs(pages)
    stamp = {"version": __version__, "asOf": site.as_of.isoformat(), "commit": site.head}
    return write(output, rendered, {name: value for name, value in stamp.items() if value})


def _made(atlas: Atlas) -> tuple[Page, ...]:
    made = tuple(chain([home.page(atlas)], *(part(atlas) for part in PARTS)))
    return (*made, plain.a_to_z(made))


PARTS = (
    finder.pages,
    decide.pages,
    escalation.pages,
    matrix.pages,
    teams.pages,
    roles.pages,
    sheets.pages,
    conflicts.pages,
    precedence.pages,
    goals.pages,
    kpis.pages,
    influences.pages,
    initiatives.pages,
    decisions.pages,
    incentives.pages,
    calendar.pages,
    reviews.pages,
    health.pages,
    log.pages,
    commit.pages,
    rules.pages,
    kinds.pages,
    plain.pages,
)


def _frame(site: SiteInput) -> Mapping[str, object]:
    settings = site.settings.site
    company = site.org.company
    return {
        "name": settings.name or (company.title if company else "Who decides"),
        "logo": next((path for path in sorted(site.brand) if "/logo." in path), ""),
        "sheets": tuple(path for path in (COLORS, STYLE) if path in site.brand),
        "more": MORE,
        "outside": tuple((link.title or link.url, link.url) for link in settings.links),
        "footer": settings.footer or "",
        "as_of": day(site.as_of),
        "notice": site.notice,
        "gaps": incomplete(site.gaps),
        "proposal": changes.PATH if site.proposal else "",
        "feed": ALL_CHANGES if site.past else "",
        "audience": site.audience.replace("-", " "),
    }


def incomplete(gaps: int) -> str:
    """Return what every page says of a site that rests on less than there is, without naming what is not for all."""
    what = count(gaps, "document")
    verb = "is" if gaps == 1 else "are"
    return f"This site is incomplete: {what} cannot be read and {verb} missing from every answer here." if gaps else ""


def _assets() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package that every site holds, by path from the site's root."""
    folders: list[tuple[str, Traversable]] = [("assets", files("alignctl.site") / "assets")]
    while folders:
        prefix, folder = folders.pop()
        for item in sorted(folder.iterdir(), key=lambda found: found.name):
            path = f"{prefix}/{item.name}"
            if item.is_dir():
                folders.append((path, item))
            else:
                yield path, item.read_bytes()
