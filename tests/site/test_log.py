from __future__ import annotations

import dataclasses
import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from alignctl.model.ref import Ref
from alignctl.words.past import Event, FieldChange
from tests.command import ROOT, alignctl, environment
from tests.site.html import heading
from tests.site.sites import example, files_of
from tests.site.test_building import dead_links

ROLE = (
    "apiVersion: alignctl/v1\nkind: Role\nmetadata: {name: %s, title: %s}\n"
    "spec: {unit: acme, holders: [ana], final: true}\n"
)
UNIT = "apiVersion: alignctl/v1\nkind: Unit\nmetadata: {name: acme}\nspec: {type: company, lead: %s}\n"
PLAN = (
    "apiVersion: alignctl/v1\nkind: IncentivePlan\nmetadata: {name: secret-plan}\n"
    "spec: {roles: [cmo], cycle: y, components: [{metric: m, weight: %s}]}\n"
)


def commit(root: Path, message: str, day: str) -> None:
    who = {f"GIT_{part}_{what}": value for part in ("AUTHOR", "COMMITTER") for what, value in PERSON.items()}
    dates = {f"GIT_{part}_DATE": f"{day}T12:00:00Z" for part in ("AUTHOR", "COMMITTER")}
    env = environment(**who, **dates)
    for arguments in (["add", "-A"], ["commit", "-qm", message]):
        subprocess.run(["git", *arguments], cwd=root, check=True, env=env)


PERSON = {"NAME": "Ben", "EMAIL": "ben@example.org"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True, env=environment())
    (root / "roles.yaml").write_text("---\n".join([ROLE % ("cmo", "CMO"), ROLE % ("cso", "CSO")]), encoding="utf-8")
    (root / "unit.yaml").write_text(UNIT % "cmo", encoding="utf-8")
    (root / "plan.yaml").write_text(PLAN % 40, encoding="utf-8")
    commit(root, "Begin", "2026-01-05")
    (root / "unit.yaml").write_text(UNIT % "cso", encoding="utf-8")
    (root / "plan.yaml").write_text(PLAN % 73.5, encoding="utf-8")
    commit(root, "A new lead (#7)\n\nApproved-by: ana", "2026-06-12")
    (root / "unit.yaml").rename(root / "moved.yaml")
    commit(root, "Only moved", "2026-06-13")
    return root


def built(repository: Path, *options: str) -> dict[str, str]:
    out = repository.parent / "out"
    ran = alignctl("build", str(repository), "-o", str(out), "--as-of", "2026-06-15", *options)
    assert ran.status == 0, ran.err
    return {p.relative_to(out).as_posix(): p.read_text(encoding="utf-8") for p in out.rglob("*") if p.is_file()}


def said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split())


def test_an_auditor_reads_what_changed_by_whom_approved_by_whom(repository: Path) -> None:
    page = said(built(repository)["teams/acme.html"])
    assert "12 June 2026 CSO leads instead of CMO Ben ana in #7" in page
    assert "5 January 2026 written down \N{EN DASH} Begin Ben not recorded" in page
    assert "13 June 2026" not in page


def test_the_log_holds_every_change_and_the_table_as_well(repository: Path) -> None:
    files = built(repository)
    assert "6 changes since 5 January 2026." in said(files["log/index.html"])
    assert "6 changes in 2026." in said(files["log/2026.html"])
    assert "2026-06-12,unit,acme,changed,Lead,cmo,cso,ben,ana,#7," in files["log/log.csv"]
    assert "Changed in the last seven days" in said(files["index.html"])


def test_the_past_of_a_pay_plan_is_not_for_all_staff(repository: Path) -> None:
    (repository / "plan.yaml").unlink()
    commit(repository, "Drop secret-plan", "2026-06-14")
    files = built(repository, "--audience", "all-staff")
    assert [path for path, text in files.items() if "secret-plan" in text or "73.5" in text] == []
    assert any("secret-plan" in text for text in built(repository).values())


def test_history_can_be_required(repository: Path) -> None:
    plain = repository.parent / "plain"
    plain.mkdir()
    (plain / "unit.yaml").write_text(UNIT % "cmo", encoding="utf-8")
    out = repository.parent / "other"
    assert alignctl("build", str(plain), "-o", str(out), "--require-history", "--as-of", "2026-06-15").status == 2
    assert alignctl("build", str(repository), "-o", str(out), "--require-history", "--as-of", "2026-06-15").status == 0


def test_a_commit_has_a_page_that_says_what_it_changed(repository: Path) -> None:
    files = built(repository)
    path = next(link for link in links(files["log/2026.html"]) if "12 June" in link[0])[1]
    page = files[f"log/{path}"]
    assert heading(page) == "secret-plan and acme were changed."
    told = said(page)
    assert "Made by Ben Approved by ana Request #7 In force from 12 June 2026" in told
    assert "acme (team) CSO leads instead of CMO CMO CSO" in told
    assert "secret-plan (pay plan) Pay for M: weight 73.5 instead of 40 weight 40 weight 73.5" in told


def test_objects_and_the_log_lead_to_the_pages_of_their_commits(repository: Path) -> None:
    files = built(repository)
    pages = {path for path in files if re.fullmatch(r"log/[0-9a-f]{12}\.html", path)}
    assert len(pages) == 2, "one for each commit that changed a meaning; that which only moved a file has none"
    for listing in ("log/index.html", "log/2026.html", "teams/acme.html"):
        found = {href.rpartition("/")[2] for _, href in links(files[listing])}
        assert {f"log/{name}" for name in found} >= pages, listing


def links(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a href="([^"]*)">([^<]*)</a>', page.partition("<main")[2])
    return [(" ".join(text.split()), href) for href, text in found]


def test_requests_and_commits_lead_to_the_forge(repository: Path) -> None:
    (repository / "alignctl.yaml").write_text("site: {repository: 'https://github.com/acme/rules'}\n", encoding="utf-8")
    commit(repository, "Settings", "2026-06-14")
    told = "".join(text for path, text in built(repository).items() if path.startswith("log/"))
    assert '<a href="https://github.com/acme/rules/pull/7">#7</a>' in told
    assert re.search(r'<a href="https://github\.com/acme/rules/commit/[0-9a-f]{40}">[0-9a-f]{12}</a>', told)


def test_who_approved_only_what_he_made_himself_is_named_before_the_log(repository: Path) -> None:
    (repository / "moved.yaml").write_text(UNIT % "cmo", encoding="utf-8")
    commit(repository, "Back again\n\nApproved-by: ben", "2026-06-14")
    files = built(repository)
    told = said(files["log/index.html"])
    assert "1 commit was approved by nobody but who made it: 14 June 2026 ." in told
    assert "In 3 commits: 1 without an approval on record and 3 without a signature." in told
    own = next(href for text, href in links(files["log/index.html"]) if text.startswith("14 June"))
    assert "Nobody but the one who made this change approved it." in said(files[f"log/{own}"])


def test_a_shallow_history_is_told_and_can_be_refused(repository: Path) -> None:
    clone = repository.parent / "clone"
    arguments = ["git", "clone", "-q", "--depth", "1", repository.as_uri(), str(clone)]
    subprocess.run(arguments, check=True, env=environment())
    out = clone.parent / "cut"
    ran = alignctl("build", str(clone), "-o", str(out), "--as-of", "2026-06-15", "--require-history")
    assert (ran.status, "the clone is shallow" in ran.err) == (2, True)
    assert alignctl("build", str(clone), "-o", str(out), "--as-of", "2026-06-15").status == 0
    assert "Older changes are missing" in said((out / "log" / "index.html").read_text(encoding="utf-8"))


def test_a_full_year_is_told_month_by_month_and_a_large_commit_in_one_row(tmp_path: Path) -> None:
    past = [
        event(number, datetime(2026, 1 + number // 100, 1 + number % 28, tzinfo=UTC), f"role:r{number}")
        for number in range(299, -1, -1)
    ]
    past += [event(1000, datetime(2025, 12, 1, tzinfo=UTC), f"role:first{number}") for number in range(5000)]
    site = dataclasses.replace(example("martech/after"), past=tuple(past))
    files = files_of(site, tmp_path)
    assert [text for text, _ in links(files["log/2026.html"])[2:5]] == ["March 2026", "February 2026", "January 2026"]
    assert heading(files["log/2026-02.html"]) == "100 changes in February 2026."
    assert "First0, First1, First2 and 4997 more" in said(files["log/2025.html"])
    assert max(len(text) for path, text in files.items() if re.match(r"log/[^/]*\.html", path)) < 150_000
    assert list(dead_links(files)) == []


def event(number: int, at: datetime, ref: str) -> Event:
    change = FieldChange("Held by", "ana", "ben", "Now held by ben")
    return Event(Ref(ref), "changed", (change,), at=at, by=("ana",), commit=f"{number:040x}", subject="More")


def test_the_data_of_the_log_says_when_what_is_in_force(repository: Path) -> None:
    later = (ROLE % ("cfo", "CFO")).replace(
        "title: CFO", "title: CFO, effectiveFrom: 2026-07-01, effectiveUntil: 2027-06-30"
    )
    (repository / "cfo.yaml").write_text(later, encoding="utf-8")
    commit(repository, "A finance head", "2026-06-14")
    files = built(repository)
    data = json.loads(files["log/log.json"])
    jsonschema.validate(data, json.loads((ROOT / "schemas/output/site-log.schema.json").read_text(encoding="utf-8")))
    first = data["commits"][0]
    assert (first["subject"], first["by"], first["signed"]) == ("A finance head", ["ben"], False)
    assert first["objects"] == [
        {
            "object": "role:cfo",
            "what": "created",
            "effectiveFrom": "2026-07-01",
            "effectiveUntil": "2027-06-30",
            "changes": [],
        }
    ]
    assert data["commits"][1]["objects"][1]["changes"] == [
        {"field": "Lead", "before": "cmo", "after": "cso", "sentence": "`cso` leads instead of `cmo`"}
    ]
    assert ",2026-07-01,2027-06-30,no\n" in files["log/log.csv"]
    assert "(in force from 1 July 2026 until 30 June 2027)" in said(files["log/2026.html"])


def test_a_site_about_a_revision_or_a_day_says_so_on_every_page(repository: Path) -> None:
    files = built(repository, "--rev", "HEAD~1")
    pages = [text for path, text in files.items() if path.endswith(".html")]
    assert all("This site shows HEAD~1 as of 15\N{NO-BREAK SPACE}June\N{NO-BREAK SPACE}2026." in text for text in pages)
    assert "This site shows what holds on 15\N{NO-BREAK SPACE}June" in built(repository)["teams/acme.html"]
    out = repository.parent / "today"
    assert alignctl("build", str(repository), "-o", str(out), env={"SOURCE_DATE_EPOCH": "1781000000"}).status == 0
    assert "This site shows" not in (out / "index.html").read_text(encoding="utf-8")


def test_a_history_that_is_newer_than_the_day_shown_says_so(repository: Path) -> None:
    later = "The history goes on after 1 March 2026, the day that this site shows."
    assert later not in said(built(repository)["log/index.html"])
    out = repository.parent / "earlier"
    assert alignctl("build", str(repository), "-o", str(out), "--as-of", "2026-03-01").status == 0
    assert later in said((out / "log" / "index.html").read_text(encoding="utf-8"))
    assert later in said((out / "teams" / "acme.html").read_text(encoding="utf-8"))


def test_who_subscribed_to_a_team_goes_on_reading_after_it_was_renamed(repository: Path) -> None:
    text = UNIT.replace("{name: acme}", "{name: apex, formerly: [acme]}") % "cso"
    (repository / "moved.yaml").write_text(text, encoding="utf-8")
    file = repository / "roles.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("unit: acme", "unit: apex"), encoding="utf-8")
    commit(repository, "Another name", "2026-06-14")
    files = built(repository)
    assert files["feeds/team-acme.xml"] == files["feeds/team-apex.xml"]
    assert files["teams/acme.ics"] == files["teams/apex.ics"]
    assert 'content="0; url=apex.html"' in files["teams/acme.html"]


def test_the_build_names_the_commit_that_it_knows(repository: Path) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=repository, check=True, capture_output=True, text=True)
    files = built(repository)
    assert json.loads(files["build.json"])["commit"] == head.stdout.strip()
    assert head.stdout[:12] in said(files["index.html"])


def test_an_object_with_a_long_history_tells_the_newest_and_leads_to_the_rest(tmp_path: Path) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    past = tuple(event(number, at, "role:ceo") for number in range(25))
    page = files_of(dataclasses.replace(example("martech/after"), past=past), tmp_path)["roles/ceo.html"]
    assert said(page).count("Now held by ben") == 20
    assert "5 older changes are in the log ." in said(page)
