"""Real git repositories for tests: files go in, commits with fixed authors and dates come out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: %s}\nspec: {type: function}\n"
DATE = "2026-01-15T09:00:00+00:00"


def unit(name: str) -> str:
    """Return a document that alignctl takes for its own."""
    return UNIT % name


@dataclass(frozen=True, slots=True)
class Repo:
    """A repository on disk, driven by plain git without the configuration of this machine."""

    path: Path

    @classmethod
    def init(cls, path: Path, *arguments: str) -> Repo:
        path.mkdir(parents=True, exist_ok=True)
        repo = cls(path)
        repo.git("init", "--quiet", "--initial-branch=main", *arguments)
        return repo

    @classmethod
    def clone(cls, source: Path, path: Path, *arguments: str) -> Repo:
        path.parent.mkdir(parents=True, exist_ok=True)
        cls(path.parent).git("clone", "--quiet", *arguments, source.as_uri(), str(path))
        return cls(path)

    def git(self, *arguments: str, stdin: str = "", check: bool = True, env: Mapping[str, str] | None = None) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        fixed = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": DATE,
            "GIT_COMMITTER_DATE": DATE,
            "LC_ALL": "C",
        }
        identity = ("-c", "user.name=Ana Lopez", "-c", "user.email=ana@example.com", "-c", "commit.gpgSign=false")
        command = ["git", *identity, "-c", "protocol.file.allow=always", "-C", str(self.path), *arguments]
        done = subprocess.run(
            command,
            env={**kept, **fixed, **(env or {})},
            input=stdin.encode(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert not check or done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())

    def commit(self, files: Mapping[str, str], message: str = "change", *, author: str = "", date: str = DATE) -> str:
        """Write files, commit everything, and return the hash; `author` is written `Name <e-mail>`."""
        self.write(files)
        self.git("add", "--all")
        by = ("--author", author) if author else ()
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        self.git("commit", "--quiet", "--allow-empty", "--message", message, *by, env=dates)
        return self.git("rev-parse", "HEAD")
