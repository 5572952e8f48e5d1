"""Pay plans in an overlay: a check that anyone may read names the unit, and nothing that a plan says."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from alignctl.cli.formats import FORMATS
from tests.command import ROOT, alignctl

SECRETS = re.compile(r"[a-z]+-pay-2026|pay\.yaml|Variable pay|of variable pay|\b(61|39|83|17|53|47)%|100% of")
OTHERS = "DR,ES001,PL,OK,DC"  # nothing of pay is in these
WEIGHTS = {
    "weight: 60": "weight: 61",
    "weight: 40": "weight: 39",
    "weight: 80": "weight: 83",
    "weight: 20": "weight: 17",
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the company in `public` and its pay plans in `private`, which each name the other."""
    folder = tmp_path_factory.mktemp("overlay")
    shutil.copytree(ROOT / "examples" / "martech" / "before", folder / "public")
    plans = (folder / "public" / "governance" / "pay.yaml").read_text(encoding="utf-8")
    (folder / "public" / "governance" / "pay.yaml").unlink()
    for before, after in WEIGHTS.items():
        plans = plans.replace(before, after)
    (folder / "private").mkdir()
    (folder / "private" / "pay.yaml").write_text(plans, encoding="utf-8")
    (folder / "private" / "alignctl.yaml").write_text("overlays: [../public/governance]\n", encoding="utf-8")
    with (folder / "public" / "alignctl.yaml").open("a", encoding="utf-8") as settings:
        settings.write("overlays: [../private]\n")
    return folder


def check(folder: Path, *options: str) -> str:
    return alignctl("check", "--as-of", "2026-06-15", "--tier", "strict", *options, cwd=folder).out


@pytest.mark.parametrize("name", FORMATS)
def test_the_public_check_tells_nothing_of_a_plan(company: Path, name: str) -> None:
    told = check(company / "public", "-f", name, "--show-waived")
    assert re.search("A pay plan in (`marketing`|Marketing) breaks", told.replace("\\", ""))
    assert SECRETS.findall(told) == []


def test_it_still_finds_the_same_as_the_private_one(company: Path) -> None:
    public, private = (json.loads(check(company / name, "-f", "json")) for name in ("public", "private"))
    assert public["counts"]["error"] == private["counts"]["error"]
    assert sorted(f["rule"] for f in public["findings"]) == sorted(f["rule"] for f in private["findings"])
    assert len({f["fingerprint"] for f in public["findings"]}) == len(public["findings"])


def test_a_muted_finding_names_the_unit_and_where_overlays_are_set(company: Path) -> None:
    found = json.loads(check(company / "public", "-f", "json", "--select", "IN005"))["findings"]
    assert {(f["message"], f["file"], f["fix"], tuple(f["evidence"])) for f in found} == {
        (
            "A pay plan in `marketing` breaks this: Pay does not work against a shared key result.",
            "alignctl.yaml",
            "Look at it where the plans are kept: run the check there.",
            (),
        )
    }
    assert all("unit:marketing" in f["subjects"] for f in found)


def test_where_the_plans_are_kept_everything_is_told(company: Path) -> None:
    told = check(company / "private", "-f", "concise")
    assert "`marketing-pay-2026` pays 61% on `pipeline`" in told
    assert "A pay plan in" not in told


def test_findings_about_anything_else_stay_as_they_are(company: Path) -> None:
    public, private = (
        sorted(json.loads(line)["message"] for line in check(folder, "-f", "jsonl", "--select", OTHERS).splitlines())
        for folder in (company / "public", company / "private")
    )
    assert public == private
    assert len(public) > 10


ANSWERS = (
    ("conflicts", "--explain"),
    ("conflicts", "-f", "json"),
    ("score",),
    ("score", "-f", "json"),
    ("show", "metric/pipeline"),
    ("show", "metric/pipeline", "-f", "json"),
    ("show", "unit/marketing"),
    ("show", "role/ceo"),
)
WEIGHTS_OF_PLANS = re.compile(r"[a-z]+-pay-2026|pay\.yaml|of variable pay|0\.(61|39|83|17)\b|\b(61|39|83|17)(\.0)?%")


@pytest.mark.parametrize("answer", ANSWERS, ids=" ".join)
def test_no_answer_tells_what_the_plans_of_an_overlay_say(company: Path, answer: tuple[str, ...]) -> None:
    public, private = (alignctl(*answer, "--as-of", "2026-06-15", cwd=company / name) for name in ("public", "private"))
    assert public.status == private.status == 0
    assert WEIGHTS_OF_PLANS.findall(public.out) == []
    told = "alignctl: Pay plans of an overlay are left out of this answer; ask in the folder where they are kept.\n"
    assert (public.err, private.err) == (told, "")


def test_where_the_plans_are_kept_answers_are_complete(company: Path) -> None:
    told = alignctl("conflicts", "--explain", "--as-of", "2026-06-15", cwd=company / "private").out
    assert WEIGHTS_OF_PLANS.search(told)


def test_a_plan_of_an_overlay_is_not_shown(company: Path) -> None:
    ran = alignctl("show", "incentiveplan/marketing-pay-2026", cwd=company / "public")
    assert (ran.status, ran.out, ran.err) == (
        2,
        "",
        "alignctl: The pay plan `marketing-pay-2026` is kept in an overlay. Ask in the folder where it is kept.\n",
    )
