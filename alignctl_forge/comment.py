"""The one comment on a change: Markdown goes in; it is written the first time and replaced afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from alignctl_forge.api import Api

LIMIT = 60_000  # characters; GitHub takes 65 536


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments on a change: where they are listed and made, and how one of them is replaced."""

    comments: str
    comment: Callable[[int], str]
    method: str


def keep(api: Api, thread: Thread, text: str, folder: str, mine: Callable[[Mapping[str, Any]], bool]) -> None:
    """Replace the comment that `mine` says is ours and that bears the mark of this folder, or write a new one.

    Raises:
        ForgeError: the forge does not allow it, or does not answer.

    """
    mark = f"<!-- alignctl {folder.replace('--', '-')} -->"
    body = {"body": f"{mark}\n{shortened(text)}"}
    for found in api.pages(thread.comments):
        if mine(found) and str(found["body"]).startswith(mark):
            api.send(thread.method, thread.comment(int(found["id"])), body)
            return
    api.send("POST", thread.comments, body)


def shortened(text: str) -> str:
    """Return text that a forge accepts as a comment: whole lines, with a word about the rest."""
    if len(text) <= LIMIT:
        return text
    head = text[:LIMIT].rpartition("\n")[0]
    closed = "\n</details>" * (head.count("<details>") - head.count("</details>"))
    return f"{head}{closed}\n\nThe rest is in the log of the job.\n"
