"""What git prints of a branch goes in; the files that each commit changed, and who wrote a merge's part, come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alignctl.load.commit import Names, handle, shown
from alignctl.load.listing import GITLINK, LINK


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after a commit: the ids of its contents, empty where there was no file."""

    path: str
    old: str
    new: str


def read_log(parts: Iterator[bytes]) -> Iterator[tuple[str, list[Change]]]:
    """Read the output of `Repository.log`."""
    commit, changes = "", list[Change]()
    for part in parts:
        text = part.lstrip(b"\n").decode("utf-8", "surrogateescape")
        if not text.startswith(":"):
            if commit:
                yield commit, changes
            commit, changes = text, []
            continue
        old_mode, new_mode, old, new, _ = text[1:].split(" ")
        path = next(parts).decode("utf-8", "surrogateescape")
        changes.append(Change(path, _content(old_mode, old), _content(new_mode, new)))
    if commit:
        yield commit, changes


def _content(mode: str, blob: str) -> str:
    """Return the id of a file's content; a link or a submodule has none."""
    return "" if mode in ("000000", LINK, GITLINK) else blob


def authors_of_merges(parts: Iterator[bytes]) -> Mapping[str, Names]:
    """Read the output of `Repository.lineage`; return who wrote what each merge of the main line brought in."""
    parents, author = _read_lineage(parts)
    line = _main_line(parents)
    seen, found = set(line), dict[str, Names]()
    for merge in reversed(line):
        brought, pending = dict[str, str](), parents[merge][1:]
        while pending:
            commit = pending.pop()
            if commit in parents and commit not in seen:
                seen.add(commit)
                brought |= author[commit]
                pending += parents[commit]
        if brought:
            found[merge] = brought
    return found


def _read_lineage(parts: Iterator[bytes]) -> tuple[dict[str, list[str]], dict[str, dict[str, str]]]:
    """Return the parents and the author of each commit, by handle with the name, the newest commit first."""
    parents, author = dict[str, list[str]](), dict[str, dict[str, str]]()
    for part in parts:
        commit, *above = part.decode().split()
        parents[commit] = above
        email, name = (next(parts).decode("utf-8", "replace") for _ in range(2))
        one = handle(name, email)
        author[commit] = {one: shown(name, one)}
    return parents, author


def _main_line(parents: Mapping[str, list[str]]) -> list[str]:
    """Return the first commit, its first parent and so on, as far as they were fetched."""
    line, commit = list[str](), next(iter(parents))
    while commit in parents:
        line.append(commit)
        commit = next(iter(parents[commit]), "")
    return line
