"""Settings and the folder of the repository go in; logo, extra style and colours come out as files of the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alignctl.errors import SettingsError
from alignctl.load.files import NotPlainError, read_plain
from alignctl.model.settings import SiteSettings

LIMIT = 2_000_000  # bytes of a logo or a style sheet
IMAGES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
COLORS = "assets/brand/colors.css"
STYLE = "assets/brand/extra.css"


def branding(settings: SiteSettings, root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what makes the site look like its organisation, by path from the site's root.

    Raises:
        SettingsError: a file is missing, lies outside of the repository, is too large or no image.

    """
    if settings.colors:
        yield COLORS, _colors(settings).encode()
    if settings.logo:
        ending = Path(settings.logo).suffix.lower()
        if ending not in IMAGES:
            raise SettingsError(f"The logo `{settings.logo}` is no image.", fix=f"Use {', '.join(sorted(IMAGES))}.")
        yield f"assets/brand/logo{ending}", _read(root, settings.logo, "logo")
    if settings.css:
        yield STYLE, _read(root, settings.css, "css")


def _colors(settings: SiteSettings) -> str:
    light = settings.colors.get("accent", "#0a5a63")
    dark = settings.colors.get("accent-dark", f"color-mix(in srgb, {light} 45%, white)")
    return (
        ":root {\n"
        f"  --accent: light-dark({light}, {dark});\n"
        "  --accent-soft: color-mix(in srgb, var(--accent) 12%, var(--paper));\n"
        "}\n"
    )


def _read(root: Path, path: str, name: str) -> bytes:
    home = root.resolve()
    target = (home / path).resolve()
    if not target.is_relative_to(home):
        raise SettingsError(f"`site.{name}` leads out of the repository: `{path}`.")
    try:
        content = read_plain(str(target), LIMIT)
    except (OSError, NotPlainError) as error:
        raise SettingsError(f"`site.{name}` cannot be read: `{path}`.", fix="Name a file of the repository.") from error
    if len(content) > LIMIT:
        raise SettingsError(f"`site.{name}` is larger than {LIMIT} bytes: `{path}`.")
    return content
