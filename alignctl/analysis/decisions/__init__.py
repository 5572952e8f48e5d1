"""Whether decisions were taken by those entitled, in time, and with those affected heard."""

from alignctl.analysis.decisions.rulings import decisions

__all__ = ["decisions"]
