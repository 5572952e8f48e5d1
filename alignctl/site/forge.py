"""Addresses at the forge: an object, a commit or a request goes in, where it can be read and changed comes out."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from alignctl.model.entity import Entity
from alignctl.site.input import SiteInput

ADDRESSES: Mapping[str, Mapping[str, str]] = {
    "github": {"file": "blob/{branch}/{path}#L{line}", "commit": "commit/{name}", "request": "pull/{name}"},
    "gitlab": {
        "file": "-/blob/{branch}/{path}#L{line}",
        "commit": "-/commit/{name}",
        "request": "-/merge_requests/{name}",
    },
    "gitea": {"file": "src/branch/{branch}/{path}#L{line}", "commit": "commit/{name}", "request": "pulls/{name}"},
    "bitbucket": {
        "file": "src/{branch}/{path}#lines-{line}",
        "commit": "commits/{name}",
        "request": "pull-requests/{name}",
    },
}
HOSTS = {"gitlab": "gitlab", "bitbucket": "bitbucket", "gitea": "gitea", "forgejo": "gitea", "codeberg": "gitea"}


def edit_link(site: SiteInput, entity: Entity) -> str:
    """Return the address of the line where an object begins, or an empty text without a configured repository."""
    path = f"{site.folder}/{entity.place.path}" if site.folder else entity.place.path
    line = str(site.lines.get(entity.ref, 1))
    return _address(site, "file", branch=quote(site.settings.site.branch), path=quote(path), line=line)


def commit_link(site: SiteInput, commit: str) -> str:
    """Return the address of a commit, or an empty text without a configured repository."""
    return _address(site, "commit", name=quote(commit))


def request_link(site: SiteInput, request: str) -> str:
    """Return the address of a request written `#12` or `!12`, or an empty text without a configured repository."""
    return _address(site, "request", name=quote(request.lstrip("#!"))) if request else ""


def _address(site: SiteInput, what: str, **parts: str) -> str:
    repository = (site.settings.site.repository or "").rstrip("/")
    if urlsplit(repository).scheme not in {"http", "https"}:
        return ""
    host = urlsplit(repository).netloc
    known = next((forge for word, forge in HOSTS.items() if word in host), "github")
    return f"{repository}/{ADDRESSES[site.settings.site.forge or known][what].format(**parts)}"
