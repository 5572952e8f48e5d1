"""What the user can mend: each error becomes one sentence on stderr and exit status 2."""

from __future__ import annotations


class AlignctlError(Exception):
    """The check could not be done; `fix` says what would help, `excerpt` holds lines to show below."""

    def __init__(self, message: str, *, where: str = "", fix: str = "", excerpt: tuple[str, ...] = ()) -> None:
        """Say what is wrong, where (`path:line:column`, if known), how to mend it, and show it."""
        super().__init__(message)
        self.message = message
        self.where = where
        self.fix = fix
        self.excerpt = excerpt

    def __str__(self) -> str:
        """Render as `where: message (fix)`, leaving out what is not known."""
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head} {self.fix}" if self.fix else head


class UsageError(AlignctlError):
    """An option, a name or a path on the command line that cannot be used."""


class SourceError(AlignctlError):
    """Input that cannot be read at all: a broken file, a missing revision, no documents."""


class SettingsError(AlignctlError):
    """An alignctl.yaml that cannot be used."""


class PolicyError(AlignctlError):
    """A policy that does not compile, or whose evaluation fails."""
