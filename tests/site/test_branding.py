from __future__ import annotations

import re
from pathlib import Path

import pytest

from alignctl.errors import SettingsError
from alignctl.model.settings import SiteSettings
from alignctl.site.branding import branding
from tests.command import alignctl

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: acme, formerly: [acme-old]}\nspec: {type: company}\n"


def made(root: Path, **settings: object) -> dict[str, str]:
    return {path: content.decode() for path, content in branding(SiteSettings.read(settings), root)}


def test_nothing_is_added_where_nothing_is_set(tmp_path: Path) -> None:
    assert made(tmp_path) == {}


def test_colours_become_tokens_for_light_and_dark(tmp_path: Path) -> None:
    style = made(tmp_path, colors={"accent": "#112233", "accent-dark": "#aabbcc"})["assets/brand/colors.css"]
    assert "--accent: light-dark(#112233, #aabbcc);" in style


@pytest.mark.parametrize("path", ["../secret.svg", "/etc/passwd.svg", "missing.svg"])
def test_a_logo_must_be_a_file_of_the_repository(path: str, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "repository").mkdir()
    with pytest.raises(SettingsError, match=re.escape(path)):
        made(tmp_path / "repository", logo=path)


def test_a_logo_must_be_an_image(tmp_path: Path) -> None:
    (tmp_path / "logo.html").write_text("<script>", encoding="utf-8")
    with pytest.raises(SettingsError, match="no image"):
        made(tmp_path, logo="logo.html")


def test_the_command_builds_a_site_with_the_organisations_look_and_keeps_old_addresses(tmp_path: Path) -> None:
    settings = "site: {name: Acme, logo: logo.svg, css: extra.css, colors: {accent: '#112233'}}\n"
    (tmp_path / "alignctl.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "unit.yaml").write_text(UNIT, encoding="utf-8")
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (tmp_path / "extra.css").write_text("h1 { color: red; }", encoding="utf-8")
    ran = alignctl("build", str(tmp_path), "-o", str(tmp_path / "out"), "--as-of", "2026-06-15")
    assert (ran.status, ran.err) == (0, "")
    assert re.match(r"\d+ pages in ", ran.out)
    page = (tmp_path / "out" / "teams" / "acme.html").read_text(encoding="utf-8")
    assert 'src="../assets/brand/logo.svg"' in page
    assert [f'href="../assets/brand/{name}.css"' in page for name in ("colors", "extra")] == [True, True]
    old = (tmp_path / "out" / "teams" / "acme-old.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=acme.html">' in old


def test_an_unreadable_file_is_named_and_the_status_says_that_the_site_is_not_complete(tmp_path: Path) -> None:
    (tmp_path / "unit.yaml").write_text(UNIT, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("apiVersion: alignctl/v1\nkind: [", encoding="utf-8")
    ran = alignctl("build", str(tmp_path), "-o", str(tmp_path / "out"), "--as-of", "2026-06-15")
    assert ran.status == 2
    assert "broken.yaml cannot be read in full" in ran.err
