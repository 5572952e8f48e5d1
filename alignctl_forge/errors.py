"""Why the gate could not do its work, in a sentence, and how untrusted text is shown in a log."""

from __future__ import annotations


class ForgeError(Exception):
    """The gate could not be run; `status` is the HTTP status of the forge's answer, if that was the reason."""

    def __init__(self, message: str, status: int | None = None) -> None:
        """Say what is wrong and what helps, in one or two sentences."""
        super().__init__(message)
        self.status = status


def plain(text: str, limit: int = 500) -> str:
    r"""Return one line of at most `limit` characters in which control characters show as `?`.

    >>> plain("a\n::set-output b")
    'a?::set-output b'
    """
    return "".join(char if char.isprintable() else "?" for char in text)[:limit]
