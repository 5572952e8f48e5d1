"""A path that was named and what is selected go in; why no document is read there comes out, in words."""

from __future__ import annotations

from alignctl.load.selection import SETTINGS_NAME, SUFFIXES, Selection, is_left_out


def omission(path: str, selection: Selection, *, folder: bool) -> str:
    """Return why nothing at a path (from the root, with `/`) that exists counts as a document."""
    if not folder and not path.lower().endswith(SUFFIXES):
        return "Documents are in files named `*.yaml` or `*.yml`."
    if hidden := next((part for part in path.split("/") if is_left_out(part)), ""):
        return f"`{hidden}` is passed over, like all names that begin with a dot, and `node_modules`."
    if selection.excludes(path, folder=folder):
        return f"`exclude` in {SETTINGS_NAME} leaves it out."
    if not selection.reaches(path):
        return f"It is below none of the `paths` and `policies` in {SETTINGS_NAME}."
    if folder:
        return "It holds no document of alignctl."
    return "It belongs to another tool: a document of alignctl says `apiVersion: alignctl/v1`."
