"""A folder with `sigs.yaml` and `enhancements/` comes in, the alignctl documents of the Kubernetes project go out.

Usage: python convert.py SOURCES OUTPUT [--since YYYY-MM-DD]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import groups
import proposals
import releases
from documents import Document, Ledger, clear, read_yaml, slug, write


def main() -> None:
    """Convert, write, and print what went in (stdout) and what was left out or assumed (stderr)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sources", type=Path, help="folder with sigs.yaml and enhancements/")
    parser.add_argument("output", type=Path, help="folder for the documents; what an earlier run wrote is replaced")
    parser.add_argument(
        "--since",
        type=date.fromisoformat,
        default=date(2026, 8, 21),
        help="day of sigs.yaml, from which its meetings are counted (default: %(default)s)",
    )
    options = parser.parse_args()
    ledger = Ledger()
    files = convert(options.sources, options.since, ledger)
    check_names(files)
    clear(options.output)
    for path, documents in files.items():
        write(options.output / path, documents)
    counts = Counter(entry["kind"] for documents in files.values() for entry in documents)
    print("\n".join(f"{count:5} {kind}" for kind, count in counts.items()))
    print(ledger, file=sys.stderr)


def convert(sources: Path, since: date, ledger: Ledger) -> Mapping[str, list[Document]]:
    """Return the documents of each file to write, by its path."""
    found = groups.read_groups(read_yaml(sources / "sigs.yaml"))
    aliases = read_yaml(sources / "enhancements" / "OWNERS_ALIASES")["aliases"]
    keps = proposals.read_proposals(sources / "enhancements", ledger)
    files = {"kubernetes.yaml": [groups.root(), groups.readiness_approvers(aliases)]}
    for group in found:
        files[f"{group.name}/group.yaml"] = list(groups.convert(group, found, since, ledger))
    by_name = {group.name: group for group in found}
    for kep in keps:
        folder = slug(kep.data["owning-sig"])
        files.setdefault(f"{folder}/initiatives.yaml", []).append(proposals.convert_initiative(kep, ledger))
        if decision := proposals.convert_decision(kep, by_name, ledger):
            files.setdefault(f"{folder}/decisions.yaml", []).append(decision)
    files["releases.yaml"] = list(releases.convert(keps, ledger))
    return files


def check_names(files: Mapping[str, list[Document]]) -> None:
    """Stop if two documents of one kind have the same name, which shortening could bring about."""
    names = Counter((entry["kind"], entry["metadata"]["name"]) for documents in files.values() for entry in documents)
    if twice := sorted(f"{kind} {name}" for (kind, name), count in names.items() if count > 1):
        sys.exit(f"Named twice: {', '.join(twice)}")


if __name__ == "__main__":
    main()
