"""A commit object as git stores it goes in; who made the change, when, why and with whose approval comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

Names = Mapping[str, str]
"""What people are called, by handle."""
LONGEST_NAME = 100  # characters of a name that are shown
LAST_SECOND = 253402300799  # of the year 9999, which ends the calendar of `datetime`
HANDLE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")

_PERSON = re.compile(r"(?P<name>[^<]*)<(?P<email>[^>]*)>(?: (?P<seconds>-?\d{1,18}) [+-]\d+)?")
_APPROVED = re.compile(r"approved-by:[ \t]*(\S.*?)[ \t]*", re.IGNORECASE)
_REQUEST = re.compile(r"^Merge pull request (#\d+)|\((#\d+)\)$|^See merge request \S*(!\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Commit:
    """One step of a branch; all of it is what the committer claims, unless a signature is verified elsewhere.

    `by` are the handles of who wrote the change, sorted: the author, or for a merge the authors of what it brought in.
    `called` has the name of each person by handle, as they are shown. `author` is who made this commit; `time` is that
    of the commit, in UTC; `request` is written `#12` or `!12`, or empty; `signed` tells that there is a signature, not
    that it is good.
    """

    hash: str
    author: str
    by: tuple[str, ...]
    time: datetime
    subject: str
    approved_by: tuple[str, ...] = ()
    request: str = ""
    signed: bool = False
    called: Names = field(default_factory=lambda: MappingProxyType({}), compare=False)


def read_commit(commit: str, content: bytes, brought: Names = MappingProxyType({})) -> Commit:
    """Read a commit object; `brought` are the names of who wrote what a merge brought in, by handle."""
    head, _, message = _text(content).partition("\n\n")
    headers = dict(line.split(" ", 1) for line in reversed(head.split("\n")) if " " in line[1:] and line[0] != " ")
    person, time = _PERSON.match(headers.get("author", "")), _time(headers)
    author = handle(person["name"], person["email"]) if person else "unknown"
    approvers = _approvals(message)
    written = brought or {author: shown(person["name"], author) if person else author}
    request = _REQUEST.search(message)
    return Commit(
        commit,
        author,
        tuple(sorted(written)),
        time,
        " ".join(message.strip().partition("\n\n")[0].split()),
        tuple(sorted(approvers)),
        next(filter(None, request.groups())) if request else "",
        signed=any(name.startswith("gpgsig") for name in headers),
        called={**approvers, **written},
    )


def has_parent(content: bytes) -> bool:
    """Tell whether a commit object has a commit before it."""
    return b"\nparent " in content.partition(b"\n\n")[0]


def is_merge(content: bytes) -> bool:
    """Tell whether a commit object has more than one parent."""
    return content.partition(b"\n\n")[0].count(b"\nparent ") > 1


def handle(name: str, email: str) -> str:
    """Return the handle of a person: the part before `@`, of no-reply addresses of forges the user name in it.

    Without a usable address it is made of the name; without a name it is `unknown`.
    """
    local, _, domain = email.strip().partition("@")
    if domain.startswith("users.noreply."):
        local = re.sub(r"^\d+[+-]", "", local)
    if HANDLE.fullmatch(local):
        return local
    made = re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:64].strip("._-")
    return made or "unknown"


def shown(name: str, handle_: str) -> str:
    """Return the name by which a person is shown: as they write it themselves, else the handle."""
    return " ".join(name.split())[:LONGEST_NAME] or handle_


def _time(headers: dict[str, str]) -> datetime:
    person = _PERSON.match(headers.get("committer", ""))
    seconds = int(person["seconds"] or 0) if person else 0
    return datetime.fromtimestamp(min(max(seconds, 0), LAST_SECOND), UTC)


def _approvals(message: str) -> Names:
    """Read who approved, by handle: the trailers Approved-by of the last paragraph.

    After them stands a handle, or a name and an address.
    """
    _, gap, last = message.strip().rpartition("\n\n")
    found = (_APPROVED.fullmatch(line) for line in last.split("\n")) if gap else ()
    return dict(_approver(match[1]) for match in found if match)


def _approver(text: str) -> tuple[str, str]:
    person = _PERSON.fullmatch(text)
    plain = text.removeprefix("@")
    found = handle(person["name"], person["email"]) if person else handle(plain, plain)
    return found, shown(person["name"], found) if person else found


def _text(content: bytes) -> str:
    """Decode as UTF-8, and what is not UTF-8 as Latin-1, which is what old commits are written in."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n")
