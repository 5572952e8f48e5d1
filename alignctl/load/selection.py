"""Settings and given paths go in, an answer comes out: which paths may hold documents of this repository.

The rule, in order:

- A document is in a file named `*.yaml` or `*.yml`, at or below one of `paths` and `policies`, and of the paths that
  the caller gives, if there are any.
- Below such a path, names that start with a dot (`.git`, `.github`, `.venv`, `.pre-commit-config.yaml`) and
  `node_modules` are left out; a path that is itself written in `paths` is taken as it is.
- Another repository below `.` (a submodule, a clone) is left alone; below a path that is named, the work tree is read
  as it is, and a commit or the index that has a submodule there is refused.
- `alignctl.yaml` holds settings and is never a document; another one below it would count for nothing, and is refused.
- `exclude` (patterns as in .gitignore) leaves out the rest.
- What is named like a document and is no file that can be read (a link that leads nowhere or elsewhere, a folder, a
  pipe, a submodule) is reported as unreadable, from every origin alike.
- Below a path that `paths` or `policies` names, every such file counts. Below `.` (the default) and in overlays, where
  YAML files of other tools stand too, a file counts if it says `apiVersion: alignctl/…`, or has one of our kinds and no
  `apiVersion` at all; other files are foreign: they are counted, and left alone.
"""

from __future__ import annotations

import posixpath
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

from alignctl.model.kinds import KINDS
from alignctl.model.plain import camel
from alignctl.model.settings import Settings

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SETTINGS_NAME = "alignctl.yaml"
SUFFIXES = (".yaml", ".yml")

_OURS = re.compile(rb"apiVersion\W+alignctl|\balignctl/v\d")
_OUR_KIND = re.compile(
    rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?kind:\s*[\"']?(%s)\b" % "|".join(KINDS).encode(), re.MULTILINE
)
_SETTING = re.compile(
    rb"(?:\A\s*\{\s*|^(?:\xef\xbb\xbf)?)[\"']?(%s)[\"']?[ \t]*:"
    % "|".join(camel(field.name) for field in fields(Settings)).encode(),
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """The paths to look under (`""` is the root), those under which every YAML file counts, and what is left out."""

    bases: frozenset[str]
    strict: frozenset[str]
    exclude: GitIgnoreSpec | None

    @classmethod
    def of(cls, settings: Settings, given: tuple[str, ...] = ()) -> Self:
        """Read `paths`, `policies` and `exclude`; `given` paths (from the root, with `/`) narrow the first two.

        Raises:
            ValueError: a path leads out of the repository, or a pattern cannot be read; no settings that were read
                from a file have one.

        """
        configured = frozenset(normalise(path) for path in (*settings.paths, *settings.policies))
        strict = frozenset(path for path in configured if path)
        bases = frozenset(_narrow(configured, given)) if given else configured
        return cls(bases, strict, compile_patterns(settings.exclude) if settings.exclude else None)

    def covers(self, path: str) -> bool:
        """Tell whether a file of this path may hold documents."""
        name = path.rpartition("/")[2]
        return name.lower().endswith(SUFFIXES) and path != SETTINGS_NAME and self.reaches(path)

    def covers_link(self, path: str) -> bool:
        """Tell whether a link of this path may stand for documents: a file's, or below a strict path a folder's."""
        is_folder_like = "." not in path.rpartition("/")[2]
        return self.covers(path) or (is_folder_like and self.is_strict(path) and self.reaches(path))

    def covers_folder(self, path: str) -> bool:
        """Tell whether a folder of this path is named as if it were a file that may hold documents."""
        return self.covers(path) and not self.excludes(path, folder=True)

    def disappoints(self, path: str) -> bool:
        """Tell whether a file that the settings name by itself is not read, for its name has another suffix."""
        return path in self.strict and not path.lower().endswith(SUFFIXES) and self.reaches(path)

    def reaches(self, path: str) -> bool:
        """Tell whether a file or folder of this path is looked at."""
        return _is_plainly_below(path, self.bases) and not self.excludes(path)

    def excludes(self, path: str, *, folder: bool = False) -> bool:
        """Tell whether `exclude` names a path, or everything below it if it is a `folder`."""
        return bool(self.exclude and self.exclude.match_file(f"{path}/" if folder else path))

    def is_strict(self, path: str) -> bool:
        """Tell whether a YAML file of this path counts whatever is in it."""
        return bool(self.strict) and any(head in self.strict for head in _heads(path))


def is_left_out(name: str) -> bool:
    """Tell whether a file or folder of this name is passed over."""
    return name.startswith(".") or name == "node_modules"


def is_foreign(content: bytes) -> bool:
    """Tell whether a YAML file belongs to another tool; UTF-16 is looked through, so that it can be refused."""
    text = content.replace(b"\0", b"") if b"\0" in content else content
    return not _OURS.search(text) and (b"apiVersion" in text or not _OUR_KIND.search(text))


def is_misplaced(path: str, content: bytes) -> bool:
    """Tell whether a file below the settings is called like them, and holds settings or documents."""
    if path.rpartition("/")[2] != SETTINGS_NAME:
        return False
    return not is_foreign(content) or (b"apiVersion" not in content and bool(_SETTING.search(content)))


def normalise(path: str) -> str:
    """Return a path of the settings from the root, with `/`; the root itself is empty.

    Raises:
        ValueError: the path is absolute or leads out of the repository.

    """
    plain = posixpath.normpath(path.replace("\\", "/"))
    if plain.startswith("/") or plain[1:2] == ":" or plain.split("/")[0] == "..":
        raise ValueError(f"The path `{path}` leads out of the folder of {SETTINGS_NAME}.")
    return "" if plain == "." else plain


def compile_patterns(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Return what matches paths as the lines of a .gitignore file do.

    Raises:
        ValueError: a pattern cannot be read.

    """
    from pathspec import GitIgnoreSpec  # 40 ms of import

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of `re`, about brackets that a user wrote
            return GitIgnoreSpec.from_lines(patterns)
    except (ValueError, re.error) as error:
        raise ValueError(f"The pattern cannot be read: {error}.") from error


def _narrow(configured: frozenset[str], given: Iterable[str]) -> Iterator[str]:
    """Yield where to look so that only what is below both is found; nothing for a path that is below none."""
    for path in given:
        inside = [base for base in configured if not path or base == path or base.startswith(f"{path}/")]
        yield from inside
        if not inside and _is_plainly_below(path, configured):
            yield path


def _is_plainly_below(path: str, bases: frozenset[str]) -> bool:
    """Tell whether a path is a base, or below one with no name in between that is left out."""
    if path in bases:
        return True
    head = path
    while head:
        head, _, name = head.rpartition("/")
        if is_left_out(name):
            return False
        if head in bases:
            return True
    return False


def _heads(path: str) -> Iterator[str]:
    """Yield a path and the folders above it, without the root."""
    while path:
        yield path
        path = path.rpartition("/")[0]
