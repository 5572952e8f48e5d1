# ruff: noqa: RUF001 - the scripts are the matter of this test
from __future__ import annotations

import pytest

from alignctl.load.invisible import first_invisible

SEEN = {
    "ascii": "plain text\tand a line\n",
    "umlauts and accents": "Öl, café, naïve, Ångström, e\u0301",
    "persian": "می\u200cخواهم",
    "hindi": "क्\u200dष",
    "malayalam": "ന്\u200d\u0d15",
    "arabic": "السلام عليكم",
    "hebrew": "שָׁלוֹם",
    "chinese": "治理 𠮷 𰻝",
    "ideographic variation": "葛\U000e0100飾",
    "japanese": "ガバナンス",
    "korean": "결정 권한",
    "thai": "การตัดสินใจ",
    "mongolian": "ᠮᠣᠩᠭᠣᠯ\u180b",
    "emoji with a selector": "♥\ufe0f ✔\ufe0f ☎\ufe0e",
    "family": "👨\u200d👩\u200d👧",
    "skin and hair": "👩🏽\u200d🦰",
    "rainbow flag": "🏳\ufe0f\u200d🌈",
    "country flag": "🇸🇪",
    "keycap": "1\ufe0f\u20e3 #\ufe0f\u20e3",
    "an emoji that is newer than some Pythons": "\U0001fae8 \U0001fae9",
    "dashes, quotes and money": "10–20 € “so” … ½ ≤ →",
    "windows line ends": "a\r\nb",
}
HIDDEN = [
    "\xad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b4", "\u180e", "\u200b", "\u200e", "\u2028",
    "\u202e", "\u2060", "\u2064", "\u2800", "\u3164", "\uffa0", "\ufeff", "\ufff8", "\U0001d173",
    "\U000e0001", "\U000e0041", "\U000e007f", "\U000e0fff", "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd",
    "\u0378", "\ufdd0", "\u200c", "\u200d", "\ufe0f", "\U000e0100", "\u180b", "\x00", "\x1b", "\x85", "\r",
]  # fmt: skip


@pytest.mark.parametrize("name", SEEN)
def test_what_scripts_and_emoji_need_is_read(name: str) -> None:
    assert first_invisible(SEEN[name]) is None


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_nobody_sees_is_found_where_it_stands(sign: str) -> None:
    assert first_invisible(f"admin{sign}istrator") == 5
    assert first_invisible(f"{sign}administrator") == 0


def test_a_flag_that_is_spelt_in_tags_is_refused_since_tags_can_spell_anything() -> None:
    assert first_invisible("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f") == 1


def test_the_first_of_several_is_found() -> None:
    assert first_invisible("a\ufe0fb\u200bc\ue000") == 1
    assert first_invisible("a\ue000b\u200b") == 1
