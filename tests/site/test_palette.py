"""The contrast of every pair of colours that carries text, by WCAG 2.2, success criterion 1.4.3."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("alignctl.site") / "assets" / "site.css").read_text(encoding="utf-8")
COLORS = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)}
PAIRS = [
    *[(text, ground) for text in ("ink", "muted", "accent", "good", "warn", "bad") for ground in ("paper", "card")],
    *[(tone, f"{tone}-soft") for tone in ("accent", "good", "warn", "bad")],
    *[("ink", f"{tone}-soft") for tone in ("accent", "good", "warn", "bad")],
    *[("accent", f"{tone}-soft") for tone in ("good", "warn", "bad")],
    ("muted", "accent-soft"),
    ("paper", "accent"),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(text: str, ground: str, scheme: int) -> None:
    bright, dark = sorted((luminance(COLORS[text][scheme]), luminance(COLORS[ground][scheme])), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
