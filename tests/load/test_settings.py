from __future__ import annotations

from pathlib import Path

import pytest

from alignctl.errors import SettingsError
from alignctl.load.settings import find, read
from alignctl.model.document import Source
from alignctl.model.settings import Settings


def settings(text: str) -> Settings:
    return read(Source("alignctl.yaml", text.encode()))


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}\n", "---\n"])
def test_nothing_written_means_the_defaults(text: str) -> None:
    assert settings(text) == read(None) == Settings.read({})


def test_what_is_written_is_read() -> None:
    found = settings("tier: strict\npaths: [gov]\ntimezone: Europe/Berlin\nlimits: {files: 7}\n")
    assert (found.tier, found.paths, found.timezone, found.limits.files) == ("strict", ("gov",), "Europe/Berlin", 7)
    assert found.limits.depth == Settings.read({}).limits.depth


REFUSED = {
    "an unknown key": ("tier: core\nteir: strict\n", "2:1", "teir"),
    "a wrong value": ("tier: hard\n", "1:7", "hard"),
    "a list": ("- tier\n", "1:1", "mapping"),
    "broken YAML": ("tier: core\npaths: [a\n", "3:1", "not valid YAML"),
    "a key that stands twice": ("tier: core\ntier: strict\n", "2:1", "twice"),
    "a second document": ("tier: core\n---\ntier: strict\n", "3:1", "second document"),
    "a time zone that does not exist": ("timezone: Europe/Berln\n", "1:11", "Did you mean `Europe/Berlin`?"),
    "a time zone that is a path": ("timezone: ../../etc/passwd\n", "1:11", "IANA"),
    "a folder of time zones": ("timezone: Europe\n", "1:11", "IANA"),
    "a tier that does not exist": ("cSuiteTiers: [c-suite, bord]\n", "1:24", "Did you mean `board`?"),
    "a tier that its own list lacks": ("roleTiers: [a]\nleaderTiers: [zzz]\n", "2:15", "Add it to `roleTiers`."),
    "a path that leads out": ("paths:\n- a\n- ../b\n", "3:3", "leads out"),
    "policies that lead out": ("policies: [/etc]\n", "1:12", "overlays"),
    "a pattern that cannot be read": ("exclude: [a, '!']\n", "1:14", "pattern"),
    "a pattern with a wrong range": ("exclude: ['[z-a]']\n", "1:11", "pattern"),
    "a limit of nothing": ("limits: {files: 0}\n", "1:17", "0"),
    "a depth beyond the parser's": ("limits: {depth: 100000}\n", "1:17", "100000"),
    "an invisible character": ("tier: core # \u202e\n", "1:14", "U+202E"),
}


@pytest.mark.parametrize(("text", "place", "words"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_file_says_where_and_what(text: str, place: str, words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings(text)
    assert refused.value.where == f"alignctl.yaml:{place}"
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_tiers_that_are_not_written_need_no_place_in_another_list() -> None:
    assert settings("roleTiers: [partner, associate]\n").role_tiers == ("partner", "associate")


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "a"):
        (folder / "alignctl.yaml").touch()
    assert find(below) == tmp_path / "a" / "alignctl.yaml"
    assert find(tmp_path) == tmp_path / "alignctl.yaml"


def test_the_search_ends_at_the_root_of_the_work_tree(tmp_path: Path) -> None:
    below = tmp_path / "repository" / "folder"
    below.mkdir(parents=True)
    (tmp_path / "alignctl.yaml").touch()
    (tmp_path / "repository" / ".git").touch()
    assert find(below) is None
    (tmp_path / "repository" / "alignctl.yaml").touch()
    assert find(below) == tmp_path / "repository" / "alignctl.yaml"


def test_a_link_that_leads_nowhere_is_found_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").symlink_to("nowhere")
    assert find(tmp_path) == tmp_path / "alignctl.yaml"
