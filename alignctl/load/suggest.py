"""A word that is not known and those that are go in, the nearest of them comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

ALIKE = 0.6  # share of characters in common, as `difflib` counts, from which a word is worth suggesting
CANDIDATES = 20


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the most similar known word, or an empty text; case, hyphens and underscores do not count."""
    plain = _plain(word)
    matcher = SequenceMatcher(b=plain, autojunk=False)
    best, found = ALIKE, ""
    known = sorted(set(known))
    for option in known:
        matcher.set_seq1(_plain(option))
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (ratio == best and not found):
            best, found = ratio, option
    return found or _same_start(plain, known)


def _same_start(plain: str, known: Iterable[str]) -> str:
    """Return the only known word that goes on from this one, or that this one goes on from."""
    found = [option for option in known if _plain(option).startswith(plain) or plain.startswith(_plain(option))]
    return found[0] if len(found) == 1 and len(plain) > 1 else ""


def _plain(word: str) -> str:
    return word[:100].lower().replace("-", "").replace("_", "").replace(" ", "")


class Names:
    """Many known names, of which the nearest is found without comparing with each."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index the names by the letter pairs in them."""
        self._by_pair: dict[str, list[str]] = {}
        for name in sorted(set(names)):
            for pair in _pairs(name):
                self._by_pair.setdefault(pair, []).append(name)

    def nearest(self, word: str) -> str:
        """Return the most similar name, or an empty text."""
        shared = Counter(name for pair in _pairs(word) for name in self._by_pair.get(pair, ()))
        ranked = sorted(shared, key=lambda name: (-shared[name], abs(len(name) - len(word)), name))
        return nearest(word, ranked[:CANDIDATES])


def _pairs(word: str) -> set[str]:
    padded = f"^{_plain(word)}$"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
