"""Events go in; the whole log comes out as a table for spreadsheets and as data."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from alignctl.model.ref import kind_of, name_of
from alignctl.site.atlas import Atlas
from alignctl.words.mentions import say
from alignctl.words.past import Edit, Event, FieldChange, commits

FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    *("when", "kind", "name", "what", "field", "before", "after", "by", "approved by", "request", "commit"),
    *("in force from", "in force until", "signed"),
)


def log_csv(atlas: Atlas) -> bytes:
    """Return all events as CSV; text that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for event in atlas.site.past:
        for change in event.changes or (FieldChange("", "", ""),):
            row = (
                *(event.on.isoformat(), kind_of(event.ref), name_of(event.ref), event.what),
                *(change.field, change.before, change.after),
                *(" ".join(event.by), " ".join(event.approved_by), event.request, event.commit),
                *(_iso(event.since), _iso(event.until), "yes" if event.signed else "no"),
            )
            writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return text.getvalue().encode()


def log_json(atlas: Atlas) -> bytes:
    """Return all commits with what they did to each object."""
    data = {
        "schema": "alignctl/site-log/v1",
        "version": 1,
        "head": atlas.site.head,
        "shallow": atlas.site.shallow,
        "commits": [commit_data(events) for events in commits(atlas.site.past)],
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def commit_data(events: tuple[Event, ...]) -> dict[str, Any]:
    """Return one commit as data."""
    first = events[0]
    return {
        "commit": first.commit,
        "at": first.at.isoformat(),
        "by": list(first.by),
        "approvedBy": list(first.approved_by),
        "request": first.request,
        "subject": first.subject,
        "signed": first.signed,
        "objects": [edit_data(event) for event in events],
    }


def edit_data(edit: Edit) -> dict[str, Any]:
    """Return what became of one object as data."""
    window = {"effectiveFrom": edit.since, "effectiveUntil": edit.until}
    return {
        "object": edit.ref,
        "what": edit.what,
        **{name: on.isoformat() for name, on in window.items() if on},
        "changes": [
            {"field": one.field, "before": one.before, "after": one.after, "sentence": say(one.sentence)}
            for one in edit.changes
        ],
    }


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""
