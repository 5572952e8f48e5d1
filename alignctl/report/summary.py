"""What every format may say of a report as a whole: a report goes in, a line or a count by rule comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from alignctl.model.finding import SEVERITIES
from alignctl.model.report import Report


def summary(report: Report) -> str:
    """Return one line that tells what was found and how much was looked at."""
    counts = [plural(report.count(severity), severity) for severity in reversed(SEVERITIES)]
    extra = f", {len(report.waived)} waived" if report.waived else ""
    known = sum(f.finding.known for f in report.findings)
    extra += f", {known} known before" if known else ""
    looked = (
        f"{plural(report.files, 'file')}, {plural(report.documents, 'document')}, "
        f"{plural(len(report.rules), 'rule')}, {plural(report.evaluations, 'evaluation')}"
    )
    return f"{', '.join(counts)}{extra} ({looked}; as of {report.as_of}){held(report)}"


def held(report: Report) -> str:
    """Return how many findings are not shown because they may follow from what cannot be read."""
    if not report.held:
        return ""
    found, files = len(report.held), len(report.refused)
    depend = "finding that depends" if found == 1 else "findings that depend"
    what = f"{files} unreadable document{'' if files == 1 else 's'}"
    return f"; {found} {depend} on {what} {'is' if found == 1 else 'are'} not shown"


def totals(reports: Sequence[Report]) -> str:
    """Return how much was found in several workspaces."""
    counts = [plural(sum(report.count(level) for report in reports), level) for level in reversed(SEVERITIES)]
    unread = sum(len(report.unreadable) for report in reports)
    return ", ".join([*counts, *([f"{unread} unreadable"] if unread else [])])


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "file"), plural(2, "file"), plural(2, "info")
    ('1 file', '2 files', '2 infos')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def statistics(report: Report) -> Iterator[str]:
    """Return one line for each rule with findings that count, most frequent first."""
    counts = Counter(located.finding.rule for located in report.standing)
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{count:>6}  {code}  {report.rules[code].title if code in report.rules else ''}".rstrip()
