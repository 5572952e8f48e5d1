from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from alignctl.load.loading import load
from alignctl.model.approvals import Approvals
from alignctl.model.document import Source
from alignctl.model.settings import Settings
from alignctl.policy.state import State
from alignctl.site.building import rebuild
from alignctl.site.fingerprint import fingerprint
from alignctl.site.input import SiteInput
from alignctl.site.memory import recall
from tests.command import alignctl
from tests.site.sites import AS_OF, example

UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: acme}\nspec: {type: company}\n"


def never() -> SiteInput:
    raise AssertionError("nothing has changed, and it is made again")


def test_a_site_of_the_same_inputs_is_not_made_again(tmp_path: Path) -> None:
    first = rebuild(tmp_path / "site", "inputs", lambda: example("minimal"))
    again = rebuild(tmp_path / "site", "inputs", never)
    assert again == replace(first, written=0)


def test_a_site_of_other_inputs_is_made_again(tmp_path: Path) -> None:
    rebuild(tmp_path / "site", "inputs", lambda: example("minimal"))
    with pytest.raises(AssertionError, match="made again"):
        rebuild(tmp_path / "site", "others", never)


def test_a_build_that_fails_is_not_taken_for_a_complete_one(tmp_path: Path) -> None:
    rebuild(tmp_path / "site", "inputs", lambda: example("minimal"))
    with pytest.raises(AssertionError):
        rebuild(tmp_path / "site", "others", never)
    assert recall(tmp_path / "site", "inputs") == {}


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("<p>forged</p>", encoding="utf-8")])
def test_a_page_that_was_changed_or_removed_is_restored(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    rebuild(tmp_path, "inputs", lambda: example("minimal"))
    before = (tmp_path / "index.html").read_bytes()
    harm(tmp_path / "index.html")
    assert rebuild(tmp_path, "inputs", lambda: example("minimal")).written == 1
    assert (tmp_path / "index.html").read_bytes() == before


def test_what_stands_in_the_site_itself_is_not_believed(tmp_path: Path) -> None:
    rebuild(tmp_path, "inputs", lambda: example("minimal"))
    manifest = json.loads((tmp_path / "build.json").read_text(encoding="utf-8"))
    (tmp_path / "index.html").write_text("<p>forged</p>", encoding="utf-8")
    manifest["files"]["index.html"] = "4d4ccf8bd8a6a4f5"
    (tmp_path / "build.json").write_text(json.dumps(manifest), encoding="utf-8")
    rebuild(tmp_path, "inputs", lambda: example("minimal"))
    assert "forged" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def state(content: str = UNIT, day: date = AS_OF, **settings: object) -> State:
    read = Settings.read(settings)
    return State(load([Source("a.yaml", content.encode())], read), read, day)


def test_whatever_a_site_depends_on_changes_its_fingerprint() -> None:
    base = state()
    found = [
        fingerprint(base, {}, "leaders"),
        fingerprint(base, {}, "audit"),
        fingerprint(base, {"assets/brand/logo.svg": b"<svg/>"}, "leaders"),
        fingerprint(state(UNIT.replace("acme", "acma")), {}, "leaders"),
        fingerprint(state(day=date(2026, 6, 16)), {}, "leaders"),
        fingerprint(state(tier="strict"), {}, "leaders"),
        fingerprint(replace(base, base=base), {}, "leaders"),
        fingerprint(replace(base, law=base), {}, "leaders"),
        fingerprint(replace(base, rulebook=base.loaded), {}, "leaders"),
        fingerprint(replace(base, approvals=Approvals("ana", frozenset({"ben"}))), {}, "leaders"),
    ]
    assert len(set(found)) == len(found)
    assert fingerprint(state(), {}, "leaders") == found[0]


def test_all_that_a_state_holds_is_looked_at() -> None:
    looked_at = {"loaded", "settings", "as_of", "base", "law", "rulebook", "approvals"}
    elsewhere = {"prefix"}  # leads from the folder of the reader; no page tells it
    assert {field.name for field in fields(State)} == looked_at | elsewhere


def test_the_command_builds_again_only_what_changed(tmp_path: Path) -> None:
    (tmp_path / "alignctl.yaml").write_text("tier: core\n", encoding="utf-8")
    (tmp_path / "unit.yaml").write_text(UNIT, encoding="utf-8")
    build = "build", "-C", str(tmp_path), "-o", str(tmp_path / "site"), "--as-of", "2026-06-15"
    first = alignctl(*build).out
    second = alignctl(*build).out
    assert "(0 files written, 0 removed" in second
    assert first.partition(" (")[0] == second.partition(" (")[0]
    assert first.rpartition(", ")[2] == second.rpartition(", ")[2]
    (tmp_path / "unit.yaml").write_text(UNIT.replace("acme", "acme, title: Acme Ltd"), encoding="utf-8")
    alignctl(*build)
    assert "Acme Ltd" in (tmp_path / "site" / "teams" / "acme.html").read_text(encoding="utf-8")


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "unit.yaml").write_text(UNIT, encoding="utf-8")
    (tmp_path / "file").touch()
    build = "build", "-C", str(tmp_path), "-o", str(tmp_path / "site"), "--as-of", "2026-06-15"
    ran = [alignctl(*build, env={"XDG_CACHE_HOME": str(tmp_path / "file")}) for _ in range(2)]
    assert [(one.status, one.err) for one in ran] == [(0, ""), (0, "")]
