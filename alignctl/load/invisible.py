"""Which code points of a text nobody can see: a text goes in, the offset of the first one comes out.

The ranges are those of the property Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties.txt), which
Python's `unicodedata` does not have, with line breaks that a diff does not show, marks that reorder text, private use,
and signs that are blank. What a script or an emoji needs is let through where it has an effect.
"""

from __future__ import annotations

import re
import unicodedata

# U+0085, U+2028, U+2029 and a lone CR are line breaks to YAML 1.1 and not to a diff; the others reorder or hide text.
ALWAYS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufff8\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]|\r(?!\n)"
)
SOMETIMES = re.compile("[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
JOINERS = frozenset("\u200c\u200d")
KEYCAP = "\u20e3"
FIRST_JOINING_SCRIPT = "\u0590"  # from here on there are scripts whose letters change by a joiner; before it none
# Blocks in which a later Unicode adds emoji and ideographs: what an older Python does not know yet can be seen there.
GROWING = re.compile("[\U0001f000-\U0001fbff\U00020000-\U0003ffff]")


def first_invisible(text: str) -> int | None:
    """Return the offset of the first code point that cannot be seen, or None."""
    found = [match.start() for match in [ALWAYS.search(text)] if match]
    found += [match.start() for match in SOMETIMES.finditer(text) if not _has_effect(text, match.start())][:1]
    unknown = {sign for sign in set(text) if sign > "\x7f" and _is_nothing(sign)}
    found += [min(map(text.index, unknown))] if unknown else []
    return min(found, default=None)


def _is_nothing(sign: str) -> bool:
    """Tell whether a code point is for private use, or stands for nothing."""
    category = unicodedata.category(sign)
    return category == "Co" or (category == "Cn" and not GROWING.match(sign))


def _has_effect(text: str, offset: int) -> bool:
    """Tell whether a joiner or a variation selector changes how its neighbours look."""
    sign, before, after = text[offset], text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if sign in JOINERS:
        return (_joins(before) and _joins(after)) or (_pictures(text[:offset]) and _is_picture(after))
    if "\u180b" <= sign <= "\u180f":
        return "\u1820" <= before <= "\u18aa"
    if sign >= "\U000e0100":
        return _is_ideograph(before)
    return _is_picture(before) or _is_ideograph(before) or (before in "#*0123456789" and after == KEYCAP)


def _joins(sign: str) -> bool:
    return bool(sign) and sign >= FIRST_JOINING_SCRIPT and unicodedata.category(sign)[0] in "LM"


def _pictures(text: str) -> bool:
    """Tell whether a text ends with an emoji, with what follows one to change its look."""
    return _is_picture(text.rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")[-1:])


def _is_picture(sign: str) -> bool:
    return bool(sign) and (
        unicodedata.category(sign) in {"So", "Sm", "Sk"} or bool(GROWING.match(sign)) or sign in "‼⁉〰〽"
    )


def _is_ideograph(sign: str) -> bool:
    return bool(sign) and unicodedata.name(sign, "").startswith("CJK ")
