"""Where the YAML of an object can be read and changed: a place goes in, an address at the forge comes out."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from alignctl.model.entity import Entity
from alignctl.site.input import SiteInput


def edit_link(site: SiteInput, entity: Entity) -> str:
    """Return the address of the line where an object begins, or an empty text without a configured repository."""
    repository = (site.settings.site.repository or "").rstrip("/")
    if not repository or urlsplit(repository).scheme not in {"http", "https"}:
        return ""
    line = site.lines.get(entity.ref, 1)
    view = "-/blob" if "gitlab" in urlsplit(repository).netloc else "blob"
    return f"{repository}/{view}/{quote(site.settings.site.branch)}/{quote(entity.place.path)}#L{line}"
