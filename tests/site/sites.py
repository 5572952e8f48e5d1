"""Sites for tests: an example or YAML documents go in, the input of the builder or the files of the site come out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from alignctl.load.loading import load
from alignctl.model.document import Source
from alignctl.model.settings import Settings
from alignctl.policy.checking import judge_state
from alignctl.policy.choose import Choice
from alignctl.policy.state import State
from alignctl.site.building import build
from alignctl.site.input import SiteInput

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = date(2026, 6, 15)


def example(name: str, **settings: object) -> SiteInput:
    folder = EXAMPLES / name
    files = sorted((folder / "governance").rglob("*.yaml"))
    return site_of([Source(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files], **settings)


def configured(name: str) -> SiteInput:
    """Return an example with the settings in its own file."""
    return example(name, **yaml.safe_load((EXAMPLES / name / "alignctl.yaml").read_text(encoding="utf-8")))


def written(text: str, **settings: object) -> SiteInput:
    return site_of([Source("governance.yaml", text.encode())], **settings)


def site_of(sources: Iterable[Source], **settings: object) -> SiteInput:
    read = Settings.read(settings)
    state = State(load(sources, read), read, AS_OF)
    return SiteInput.of(state, judge_state(state, Choice()))


def files_of(site: SiteInput, folder: Path) -> dict[str, str]:
    build(site, folder)
    return contents(folder)


def contents(folder: Path) -> dict[str, str]:
    """Return the text of each file of a site, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
