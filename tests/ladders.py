"""A right whose decider follows from an amount, as the document that says so."""

from __future__ import annotations


def ladder(threshold: int | str, more: str = "") -> str:
    """Return the right `approve-purchases`: a controller decides up to a threshold, above it the CFO.

    `more` stands in its metadata.
    """
    return f"""\
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {{name: approve-purchases{more}}}
spec:
  domains: [purchases]
  bandOn: amount
  bands:
    - {{upTo: {threshold}, decide: role:controller}}
    - {{decide: role:cfo}}
"""
