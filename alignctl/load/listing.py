"""What git prints of a tree or of the index goes in; its files, links and submodules come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alignctl.errors import SourceError
from alignctl.load.names import shown

GITLINK, LINK = "160000", "120000"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, link or submodule of a tree or of the index: `path` is from the root of the repository, with `/`.

    `blob` is the id of its content; of a submodule, which has none here, that of a commit of another repository.
    """

    mode: str
    blob: str
    path: str

    @property
    def plain(self) -> bool:
        """Tell whether it is a file."""
        return self.mode not in (LINK, GITLINK)


def tree_entries(output: bytes) -> Iterator[Entry]:
    """Read what `ls-tree -r -z` prints."""
    for line in output.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        mode, _, blob = head.decode().split(" ")
        yield Entry(mode, blob, decoded(path))


def index_entries(output: bytes) -> Iterator[Entry]:
    """Read what `ls-files --stage -z` prints.

    Raises:
        SourceError: a merge left a file that is not resolved.

    """
    for line in output.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        mode, blob, stage = head.decode().split(" ")
        if stage != "0":
            name = shown(decoded(path))
            message = f"`{name}` has a merge conflict that is not resolved, so there is nothing to check."
            raise SourceError(message, fix="Resolve it and `git add` the file.")
        yield Entry(mode, blob, decoded(path))


def decoded(output: bytes) -> str:
    """Return what git prints as text; a path that is not UTF-8 keeps its bytes as lone surrogates."""
    return output.decode("utf-8", "surrogateescape")
