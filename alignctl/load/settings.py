"""A folder, or an alignctl.yaml as it was found, goes in; where the settings are, and what they say, comes out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

from alignctl.errors import SettingsError
from alignctl.load.locate import locate
from alignctl.load.schema import settings_defects
from alignctl.load.selection import SETTINGS_NAME, compile_patterns, normalise
from alignctl.load.suggest import nearest
from alignctl.load.yaml import Parsed, parse
from alignctl.model.document import Document, Source
from alignctl.model.place import Place
from alignctl.model.settings import Limits, Settings

TIERS = (("cSuiteTiers", "c_suite_tiers"), ("leaderTiers", "leader_tiers"))


def find(start: Path) -> Path | None:
    """Return the nearest alignctl.yaml in `start` or above it, no higher than the root of the git work tree.

    What lies above the repository has no history with it, and would make the answer depend on the machine.
    """
    for folder in (start, *start.parents):
        if os.path.lexists(folder / SETTINGS_NAME):
            return folder / SETTINGS_NAME
        if (folder / ".git").exists():
            return None
    return None


def read(source: Source | None) -> Settings:
    """Return the settings of a file, or the defaults if there is no file or nothing in it.

    Raises:
        SettingsError: the file is refused; `where` tells the first place that is wrong.

    """
    if source is None:
        return Settings.read({})
    parsed = parse(source, Limits.read({}))
    _refuse_unreadable(source, parsed)
    if not parsed.documents:
        return Settings.read({})
    document = parsed.documents[0]
    for defect in settings_defects(document):
        suggestion = f"Did you mean `{defect.suggestion}`?" if defect.suggestion else ""
        _refuse(source, defect.place, defect.problem, suggestion)
    settings = Settings.read(document.data)
    _check_paths(document, settings)
    _check_names(document, settings)
    return settings


def _refuse_unreadable(source: Source, parsed: Parsed) -> None:
    """Raise for broken YAML, a key that stands twice, or a second document: one of two values would be lost."""
    if parsed.unreadable:
        _refuse(source, parsed.unreadable.place, parsed.unreadable.message, "")
    for repeated in parsed.repeated:
        message = f"`{repeated.key}` stands twice here, first in line {repeated.first_line}."
        _refuse(source, repeated.place, message, "Keep one of them.")
    for document in parsed.documents[1:]:
        _refuse(source, document.place, "The settings go on in a second document.", "Take out the line `---`.")


def _check_paths(document: Document, settings: Settings) -> None:
    """Raise for a path that leads out of the folder and for a pattern that cannot be read."""
    for key, values in (("paths", settings.paths), ("policies", settings.policies), ("exclude", settings.exclude)):
        for index, value in enumerate(values):
            try:
                compile_patterns((value,)) if key == "exclude" else normalise(value)
            except ValueError as error:
                fix = "Write a line of a .gitignore file." if key == "exclude" else "Further roots go under `overlays`."
                _refuse(document.source, document.place.at(key, index), str(error), fix)


def _check_names(document: Document, settings: Settings) -> None:
    """Raise for a time zone or a tier that does not exist, which no schema can know."""
    if not _is_timezone(settings.timezone):
        message = f"`{settings.timezone}` is not a time zone of the IANA database."
        _refuse(document.source, document.place.at("timezone"), message, _suggest_timezone(settings.timezone))
    for key, attribute in TIERS:
        for index, tier in enumerate(getattr(settings, attribute) if key in document.data else ()):
            if tier not in settings.role_tiers:
                message = f"`{tier}` is not one of `roleTiers`."
                near = nearest(tier, settings.role_tiers)
                fix = f"Did you mean `{near}`?" if near else "Add it to `roleTiers`."
                _refuse(document.source, document.place.at(key, index), message, fix)


def _is_timezone(name: str) -> bool:
    if name == "UTC":
        return True
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True


def _suggest_timezone(name: str) -> str:
    from zoneinfo import available_timezones

    near = nearest(name, available_timezones())
    return f"Did you mean `{near}`?" if near else "Write a name such as `Europe/Berlin`."


def _refuse(source: Source, place: Place, message: str, fix: str) -> NoReturn:
    span = locate(place, {source.path: source})
    raise SettingsError(message, where=f"{source.path}:{span.line}:{span.column}", fix=fix)
