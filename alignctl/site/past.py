"""The former place of `alignctl.words.past`."""

from alignctl.words.past import MOST, START, Edit, Event, FieldChange, What, commits, edits, events

__all__ = ["MOST", "START", "Edit", "Event", "FieldChange", "What", "commits", "edits", "events"]
