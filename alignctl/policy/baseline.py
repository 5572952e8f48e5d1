"""A file of known findings and the findings of today go in; which are known, and which entries are obsolete, come out.

One line per known finding, sorted: `fingerprint code subjects`, the subjects with commas between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from alignctl.errors import SettingsError
from alignctl.model.finding import Finding

LINE = re.compile(r"(?P<fingerprint>[0-9a-f]{16}) (?P<code>[A-Z]{2,5}[0-9]{3}) (?P<subjects>\S+)")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One known finding."""

    fingerprint: str
    code: str
    subjects: str

    def __str__(self) -> str:
        """Return the line of the file."""
        return f"{self.fingerprint} {self.code} {self.subjects}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The findings with those marked that the baseline knows, and the entries that match none of them any more."""

    findings: tuple[Finding, ...]
    removable: tuple[Entry, ...]


def read_baseline(text: str, path: str) -> frozenset[Entry]:
    """Read a baseline.

    Raises:
        SettingsError: a line is not an entry; a file of another kind would otherwise look like an empty baseline.

    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        match = LINE.fullmatch(line.strip())
        if line.strip() and not match:
            raise SettingsError(
                "This is no line of a baseline.",
                where=f"{path}:{number}",
                fix="Write it again with `--write-baseline`.",
            )
        if match:
            found.append(Entry(**match.groupdict()))
    return frozenset(found)


def compare_baseline(entries: Iterable[Entry], findings: Iterable[Finding]) -> Comparison:
    """Mark the findings that are known and not waived; an entry knows those of its identity and never another."""
    known, judged = set(entries), tuple(findings)
    present = {_entry(finding) for finding in judged if not finding.waived_by}
    marked = tuple(replace(finding, known=not finding.waived_by and _entry(finding) in known) for finding in judged)
    return Comparison(marked, tuple(sorted(known - present)))


def write_baseline(findings: Iterable[Finding], within: Iterable[Entry] | None = None) -> str:
    """Return the file that knows the findings that count; `within` a baseline, only those that it knows already.

    The second use shrinks a baseline: what was mended is dropped, and nothing is added.
    """
    entries = {_entry(finding) for finding in findings if not finding.waived_by}
    kept = entries if within is None else entries & set(within)
    return "".join(f"{entry}\n" for entry in sorted(kept))


def _entry(finding: Finding) -> Entry:
    # A document without a name is called by its path, which may hold anything.
    return Entry(finding.fingerprint, finding.rule, quote(",".join(finding.subjects), safe=":,/#"))
