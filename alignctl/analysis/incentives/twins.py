"""Which metrics are one number under several names: metrics go in, clusters of equal definitions come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from alignctl.model.kinds import Metric
from alignctl.model.placeholder import is_placeholder
from alignctl.model.ref import Ref

WORDS_THAT_DEFINE = 4  # fewer name a thing ("number of tickets") instead of saying how to count it
_FILLING = re.compile(
    r"a|all|an|and|as|at|by|each|every|for|from|in|is|its?|of|on|our|per|that|the|this|to|was|were|with"
    r"|average|count|mean|number|rate|sum|total"
)
_POINTER = re.compile(
    r"(please )?"
    r"(see|cf|compare|refer|look|ask|same|like|link|https?|as (in|per|of|defined|described|agreed|reported|shown)"
    r"|per the|according|defined|described|documented|reported|taken|shown|found|from the)\b"
)
_SIGNS = "/*+=%\u00f7\u00d7\u2212"  # the last are division, multiplication and minus as word processors write them
_FORMULA = re.compile(rf"\w[\s)\]]*[{_SIGNS}][\s(\[]*\w|\w - \w|\w\(|\b(divided by|minus|times)\b|\bselect\b.*\bfrom\b")


def twins(metrics: Iterable[Metric]) -> Mapping[Ref, tuple[Ref, ...]]:
    """Return, for each metric that shares definition and unit of measure with others, all of them by name.

    They count only if they have more than one owner, and only a definition that says how to count: a formula, or at
    least four words that carry meaning. "See the monthly deck" or "number of tickets" may be said of many numbers.
    """
    alike: dict[tuple[str, str], list[Metric]] = {}
    for metric in metrics:
        text = _normalised(metric.definition or "")
        if _defines(text):
            alike.setdefault((text, _normalised(metric.unit_of_measure or "")), []).append(metric)
    clusters = (group for group in alike.values() if len({metric.owning_unit for metric in group}) > 1)
    return {one.ref: tuple(sorted(m.ref for m in group)) for group in clusters for one in group}


def _normalised(text: str) -> str:
    """Return a text without case, spacing and final stop."""
    return " ".join(normalize("NFKC", text).casefold().split()).rstrip(".")


def _defines(text: str) -> bool:
    if is_placeholder(text) or _POINTER.match(text):
        return False
    words = {word for word in re.findall(r"\w+", text) if not _FILLING.fullmatch(word)}
    return len(words) >= WORDS_THAT_DEFINE or _FORMULA.search(text) is not None
