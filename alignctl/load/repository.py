"""A folder goes in; the commits, trees, index and objects of its git repository come out."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from alignctl.errors import SourceError
from alignctl.load.git import Running, answer, ask, failure, running
from alignctl.load.listing import Entry, decoded, index_entries, tree_entries
from alignctl.load.names import shown

COMMIT_BYTES = 1 << 20
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SHORT = re.compile(r"[0-9a-f]{4,39}")
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository: `root` is the top of its work tree, or its own folder if it is bare."""

    root: Path
    bare: bool = False

    @classmethod
    def discover(cls, start: Path) -> Repository | None:
        """Return the repository that a folder is in, or None.

        A repository without a work tree is taken only where `start` is in it and nothing above holds a `.git`: files
        of a checkout that look like a bare repository bring their own configuration, and are not trusted.

        Raises:
            SourceError: git is missing, or refuses the repository.

        """
        said = ask(start, ("rev-parse", "--show-toplevel"))
        if said.status == 0:
            return cls(_path(said.output))
        if "not a git repository (or any" in said.problem:
            return None
        if "safe.bareRepository" in said.problem:
            return cls(_bare_root(start), bare=True)
        if (
            "must be run in a work tree" in said.problem
        ):  # inside `.git`, or beside one that points at a bare repository
            folder = _path(answer(start, ("rev-parse", "--absolute-git-dir")))
            return cls(_bare_root(folder) if folder.name == ".git" else folder, bare=True)
        raise failure(start, said.problem)

    def commit(self, ref: str) -> str:
        """Return the hash of the commit that a branch, tag or other name of a revision stands for.

        Raises:
            SourceError: the name cannot be one, stands for several, or there is no such commit.

        """
        if not ref or ref.startswith("-") or not ref.isprintable():
            raise SourceError("This is not the name of a revision.", fix="Name a branch, a tag or a commit.")
        self._refuse_ambiguous(ref)
        said = ask(
            self.root, self._command("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        )
        found = decoded(said.output).strip()
        if said.status == 0 and _HASH.fullmatch(found):
            return found
        if ref in ("HEAD", "@"):
            raise SourceError("There is no commit here yet, so there is nothing to compare with.", fix="Commit first.")
        raise SourceError(f"There is no revision `{ref}` here.", fix=f"Fetch it: `{self._fetch(ref)}`.")

    def tree(self, commit: str, under: str = "") -> tuple[Entry, ...]:
        """Return what is in a commit (a hash), or below a folder of it."""
        below = ("--", f"{under}/") if under else ()
        return tuple(tree_entries(self._answer("ls-tree", "-r", "-z", "--full-tree", commit, *below)))

    def held(self, commit: str, paths: Sequence[str]) -> frozenset[str]:
        """Return those of some paths at which there is something in a commit (a hash)."""
        found = self._answer("ls-tree", "-z", "--name-only", "--full-tree", commit, "--", *paths)
        return frozenset(decoded(found).split("\0")) & frozenset(paths)

    def index(self) -> tuple[Entry, ...]:
        """Return what is in the index, which in a hook is the one of GIT_INDEX_FILE.

        Raises:
            SourceError: a merge left files that are not resolved, so that nothing could be committed.

        """
        command = self._command("ls-files", "--stage", "-z", "--full-name")
        return tuple(index_entries(answer(self.root, command, os.environ.get("GIT_INDEX_FILE", ""))))

    def blobs(self, ids: Iterable[str], limit: int) -> Mapping[str, bytes]:
        """Return the content of blobs, read by one process; of a longer blob its first `limit + 1` bytes.

        Raises:
            SourceError: an object is missing, as in a partial clone.

        """
        return self._objects(ids, b"blob", limit)

    def commits(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Return commit objects as git stores them, read by one process."""
        return self._objects(ids, b"commit", COMMIT_BYTES)

    def merge_base(self, one: str, other: str) -> str:
        """Return the commit (a hash) from which two commits (hashes) parted.

        Raises:
            SourceError: there is none, there are several, or what was fetched does not tell.

        """
        said = ask(self.root, self._command("merge-base", "--all", one, other))
        found = decoded(said.output).split()
        if said.status == 0 and len(found) == 1 and self._is_told(found[0], one, other):
            return found[0]
        if said.problem:
            raise failure(self.root, said.problem)
        if self.is_shallow():
            message = "The commit from which the two revisions parted is not here: the clone is shallow."
            raise SourceError(message, fix="Fetch the whole history: `git fetch --unshallow`.")
        if found:  # of which git would take any one, and a change that one of them has already would not be seen
            message = f"The revisions parted at {len(found)} commits, as each was merged into the other."
            raise SourceError(message, fix=f"Merge the base once more: `git merge {one[:12]}`.")
        message = f"The revisions {one[:12]} and {other[:12]} have no common history, so they cannot be compared."
        raise SourceError(message, fix="Name a base that the change was made from.")

    def _is_told(self, base: str, one: str, other: str) -> bool:
        """Tell whether a merge base is the last one: a shallow clone may cut off the way to a later one."""
        if base in (one, other) or not self.is_shallow():
            return True
        cut = self.root / _path(self._answer("rev-parse", "--git-path", "shallow"))
        since = self._answer("log", "--format=%H", "--no-show-signature", "--no-color", one, other, f"^{base}", "--")
        return not set(cut.read_text("ascii").split()) & set(decoded(since).split())

    def contains(self, commit: str, other: str) -> bool:
        """Tell whether a commit (a hash) has another in its history."""
        return ask(self.root, self._command("merge-base", "--is-ancestor", other, commit)).status == 0

    def later(self, base: str, commit: str) -> frozenset[str]:
        """Return the commits (hashes) of the main line of `commit` that are not in the history of `base`."""
        said = self._answer(
            *("log", "--first-parent", "--format=%H", "--no-show-signature", "--no-color", commit, f"^{base}", "--")
        )
        return frozenset(decoded(said).split())

    def is_shallow(self) -> bool:
        """Tell whether older commits were left out when the repository was cloned."""
        return self._answer("rev-parse", "--is-shallow-repository").strip() == b"true"

    def log(self, commit: str, under: Sequence[str] = ()) -> Iterator[bytes]:
        """Yield what the commits of a branch changed, newest first, each against its first parent.

        That is its main line: a merge stands for all that it brought in, so that each commit follows on the next. The
        parts are `HASH` and, for each file below `under`, `:MODE MODE ID ID STATUS` and then its path.
        """
        return self._parts(
            *("log", "-z", "--first-parent", "--diff-merges=first-parent", "--raw", "--root", "--no-renames"),
            *("--no-abbrev", "--no-relative", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-notes"),
            *("--no-mailmap", "--no-decorate", "--no-color", "--encoding=UTF-8", "--format=%H", commit, "--", *under),
        )

    def lineage(self, commit: str) -> Iterator[bytes]:
        """Yield, for each commit in the history of one: its hash and its parents', its author's e-mail and name."""
        return self._parts(
            *("log", "-z", "--topo-order", "--no-show-signature", "--no-notes", "--no-mailmap", "--no-color"),
            *("--no-patch", "--encoding=UTF-8", "--format=%H %P%x00%ae%x00%an", commit, "--"),
        )

    def _refuse_ambiguous(self, ref: str) -> None:
        """Raise where git would choose between names: whoever may push a tag could pass it off as the base."""
        name = re.split(r"[~^:]|@\{", ref)[0]
        if name.startswith("refs/") or _HASH.fullmatch(name):
            return
        full = [f"refs/{kind}{name}" for kind in ("", "tags/", "heads/", "remotes/")] + [f"refs/remotes/{name}/HEAD"]
        there = decoded(self._answer("for-each-ref", "--format=%(refname)", *full)).split()
        found = [one for one in full if one in there]
        if found and _SHORT.fullmatch(name):
            found += decoded(self._answer("rev-parse", f"--disambiguate={name}")).split()
        if len(found) > 1:
            names = " and ".join(f"`{one}`" for one in found)
            raise SourceError(f"`{name}` stands for {names}.", fix="Write the one that is meant in full.")

    def _fetch(self, ref: str) -> str:
        """Return the command that fetches what a name stands for."""
        name = ref.removeprefix("refs/remotes/")
        remote, _, branch = name.partition("/")
        depth = ["--unshallow"] if self.is_shallow() else []
        if any(character in ref for character in "~^@:{ ") or _SHORT.fullmatch(ref):
            return shlex.join(["git", "fetch", *depth, "origin"])
        if branch and (remote == "origin" or self._answer("for-each-ref", "--count=1", f"refs/remotes/{remote}/")):
            return shlex.join(["git", "fetch", *depth, remote, f"+refs/heads/{branch}:refs/remotes/{name}"])
        # a bare name would only be fetched into FETCH_HEAD
        return shlex.join(["git", "fetch", *depth, "origin", ref if _HASH.fullmatch(ref) else f"{ref}:{ref}"])

    def _command(self, *arguments: str) -> tuple[str, ...]:
        return (f"--git-dir={self.root}", *arguments) if self.bare else arguments

    def _answer(self, *arguments: str) -> bytes:
        return answer(self.root, self._command(*arguments))

    def _parts(self, *arguments: str) -> Iterator[bytes]:
        """Yield what stands between NULs in the output of a command, as it comes."""
        with running(self.root, self._command(*arguments)) as git:
            rest = b""
            while chunk := git.output.read(_CHUNK):
                *parts, rest = (rest + chunk).split(b"\0")
                yield from parts
            if problem := git.problem():
                raise failure(self.root, problem)

    def _objects(self, ids: Iterable[str], kind: bytes, limit: int) -> Mapping[str, bytes]:
        from threading import Thread

        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return MappingProxyType({})
        with running(self.root, self._command("cat-file", "--batch", "--buffer"), fed=True) as git:
            # Both pipes would fill up if all of the questions were written before the first answer is read.
            writer = Thread(target=git.feed, args=("".join(f"{one}\n" for one in wanted).encode(),), daemon=True)
            writer.start()
            return MappingProxyType({one: _read_object(git, kind, limit) for one in wanted})


def _read_object(git: Running, kind: bytes, limit: int) -> bytes:
    """Read one answer of `cat-file --batch`; what exceeds `limit + 1` bytes is passed over, never held."""
    header = git.output.readline().split()
    problem = "" if header else git.problem()
    if header[-1:] == [b"missing"] or "promisor" in problem:
        message = "A file of this revision was not fetched: the clone is partial, or it is damaged."
        raise SourceError(message, fix="Fetch everything: `git fetch --refetch --no-filter`.")
    if header[1:2] != [kind]:
        message = f"git cannot give the content of a file: {problem or 'it is of another type'}."
        raise SourceError(message, fix="Run `git fsck`.")
    rest = int(header[2]) + 1  # the content is followed by a line break
    content = git.output.read(min(rest - 1, limit + 1))
    rest -= len(content)
    while rest > 0 and (passed := git.output.read(min(rest, _CHUNK))):
        rest -= len(passed)
    if rest:
        raise SourceError("git ended in the middle of an object, or took too long.", fix="Run `git fsck`.")
    return content


def _bare_root(start: Path) -> Path:
    """Return the bare repository that a folder is in; one inside a work tree is refused."""
    above = (start.resolve(), *start.resolve().parents)
    for folder in above:
        if folder.name == ".git" or (folder / ".git").exists():
            outer = folder.parent if folder.name == ".git" else folder
            message = "This folder looks like a bare repository inside a work tree, and is not trusted."
            raise SourceError(message, fix=f"Run alignctl in `{shown(str(outer))}`.")
    return next(folder for folder in above if (folder / "HEAD").exists() and (folder / "objects").is_dir())


def _path(output: bytes) -> Path:
    return Path(decoded(output.removesuffix(b"\n")))
