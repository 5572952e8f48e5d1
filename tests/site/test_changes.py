"""A change under review, as a reviewer who knows no YAML reads it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.command import alignctl
from tests.repositories import Repo
from tests.site.html import Html, heading
from tests.site.review import AS_OF, approvals, built, company, edit, said
from tests.site.sites import EXAMPLES
from tests.site.test_building import dead_links

MOVED = (
    "Spending on software over 10 000 and up to 20 000 EUR a year "
    "moves from Controller (june) to Procurement Lead (vera)"
)
NOTHING = "Nothing changes in who decides, what is aimed at, what is paid, what takes precedence, or what is checked."


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return company(tmp_path / "company")


def answer(page: str) -> str:
    return heading(page).replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_heading_says_what_the_change_means_and_how_many_must_approve(repo: Repo) -> None:
    files = built(repo, "--compare", "main", "--approvals", approvals(repo, "vera", "june"))
    page = files["changes/index.html"]
    assert answer(page) == f"{MOVED}. One person must still approve it."
    assert "hugo" in said(page).partition("Who must approve Who Because Approved")[2].partition("not yet")[0]
    assert "Proposed by vera." in said(page)
    assert list(dead_links(files)) == []


def test_everybody_has_approved(repo: Repo) -> None:
    page = built(repo, "--compare", "main", "--approvals", approvals(repo, "vera", "june", "hugo"))[
        "changes/index.html"
    ]
    assert answer(page) == f"{MOVED}. Everybody who must approve it has."


def test_without_approvals_it_is_not_known_who_has_approved(repo: Repo) -> None:
    page = built(repo, "--compare", "main")["changes/index.html"]
    assert answer(page) == f"{MOVED}. Two people must approve it."
    assert "Who Because Approved" not in said(page)
    assert said(page).count("Who has approved already is not known here.") == 1


def test_who_else_can_approve_is_told_after_the_reason(repo: Repo) -> None:
    edit(repo, "organisation", "to: kim", "to: tom")
    edit(repo, "domains", "  actions: [sign", "  parent: customer-platform\n  actions: [sign")
    repo.commit({}, "Somebody else stands in", date=f"{AS_OF}T09:00:00Z")
    page = said(built(repo, "--compare", "main")["changes/index.html"])
    assert "theo holds Marketing Operations Lead (iris and tom can approve as well)" in page
    assert "june loses the decision (away until 17 July 2026; hugo can approve as well)" in page
    assert "belongs to the subject The customer platform" in page  # a decision bears the same name


def test_the_page_is_in_no_section(repo: Repo) -> None:
    page = built(repo, "--compare", "main")["changes/index.html"]
    assert "aria-current" not in page
    assert 'class="crumbs"' not in page


def test_what_the_check_finds_beyond_the_approvals_is_told(repo: Repo) -> None:
    page = said(built(repo, "--compare", "main")["changes/index.html"])
    open_ = "1 change waits for approval and 1 other finding stands below."
    assert f"The check refuses this change as it is: {open_}" in page
    assert "piet may decide more as deputy of Controller than Controller itself" in page.partition("What else")[2]


def test_the_home_page_leads_to_the_change_and_every_page_says_that_it_is_none_in_force(repo: Repo) -> None:
    files = built(repo, "--compare", "main")
    links = [link["href"] for link in Html(files["index.html"]).tags("a")]
    assert "changes/index.html" in links
    assert MOVED in said(files["index.html"]).replace("\N{NARROW NO-BREAK SPACE}", " ")
    others = [text for path, text in files.items() if path.endswith(".html") and path != "index.html"]
    assert all("A proposal, not in force." in text for text in others)


def test_pages_that_change_are_those_that_differ_between_two_builds(repo: Repo) -> None:
    def content(files: dict[str, str]) -> dict[str, str]:
        pages = {path: text.partition("<main")[2] for path, text in files.items() if path.endswith(".html")}
        return {path: text.partition('<details class="source">')[0] for path, text in pages.items()}

    listed = (
        built(repo, "--compare", "main")["changes/index.html"].partition('id="pages"')[2].partition("</section>")[0]
    )
    named = {link["href"].removeprefix("../") for link in Html(listed).tags("a") if not link["href"].startswith("#")}
    after = content(built(repo))
    repo.git("switch", "--quiet", "main")
    before = content(built(repo))
    differing = {path for path in after.keys() | before.keys() if after.get(path) != before.get(path)}
    history = {path for path in differing if path.startswith("log/")} | {"index.html"}
    history |= {path for path in differing if path.startswith(("teams/", "sheets/"))}  # what changed lately
    assert {path for path in named if path not in history} == differing - history
    assert {"decide/spend-approval.html", "matrix/software-spend.html", "health/index.html"} <= named
    assert "kpis/pipeline.html" not in named


def test_a_page_that_comes_and_one_that_goes_are_told(repo: Repo) -> None:
    edit(repo, "rights", "name: tool-choice", "name: choice-of-tools")
    page = said(built(repo, "--compare", "main")["changes/index.html"])
    assert "no such page" in page.partition("pages change")[2]


def test_another_layout_of_the_same_documents_changes_nothing(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, "pay", "# Of what", "# Still of what")
    page = built(repo, "--compare", "main")["changes/index.html"]
    assert heading(page) == NOTHING
    assert "No document says anything else." in said(page)
    assert "0 pages change Every page stays as it is." in said(page)


def test_other_words_for_the_same_rights_need_nobody(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    edit(repo, "rights", "title: Settle the campaign plan", "title: Settle the plan of campaigns")
    page = built(repo, "--compare", "main")["changes/index.html"]
    assert heading(page) == NOTHING
    assert "Only the words of 1 object differ." in said(page)
    assert "“Settle the campaign plan” “Settle the plan of campaigns”" in said(page)


def test_who_gains_alone_is_stopped_in_plain_words(repo: Repo) -> None:
    edit(repo, "rights", "decide: role:head-of-finance}", "decide: role:procurement-lead}")
    page = said(built(repo, "--compare", "main", "--approvals", approvals(repo, "vera"))["changes/index.html"])
    assert "Who proposes this gains by it, and nobody independent has approved that." in page


def test_a_change_of_pay_is_not_told_to_all_staff(repo: Repo) -> None:
    edit(repo, "pay", "{metric: pipeline, weight: 50}", "{metric: pipeline, weight: 47.5}")
    edit(repo, "pay", "name: sales-pay-2026", "name: hush-hush-pay")
    options = ("--compare", "main", "--approvals", approvals(repo, "june"))
    files = built(repo, *options, "--audience", "all-staff")
    hidden = ("47.5", "hush-hush", "sales-pay-2026", "marketing-pay-2026", "Variable pay in")
    assert [(path, word) for path, text in files.items() for word in hidden if word in text] == []
    assert answer(files["changes/index.html"]).startswith(MOVED)
    assert "What is not for this audience is left out here as well." in said(files["changes/index.html"])
    assert any("hush-hush-pay" in text for text in built(repo, *options).values())


def test_an_edition_that_leaves_something_out_says_nothing_of_the_whole(repo: Repo) -> None:
    edit(repo, "rights", "{upTo: 20000, decide", "{upTo: 10000, decide")
    edit(repo, "pay", "{metric: pipeline, weight: 50}", "{metric: pipeline, weight: 47.5}")
    edit(
        repo,
        "pay",
        "{objective: profitable-growth-2026, weight: 50}",
        "{objective: profitable-growth-2026, weight: 52.5}",
    )
    page = built(repo, "--compare", "main", "--audience", "all-staff")["changes/index.html"]
    assert heading(page) == "Nothing changes in what this edition shows."
    assert "lets this change in" not in said(page)
    assert heading(built(repo, "--compare", "main")["changes/index.html"]).endswith("One person must approve it.")


def test_a_file_that_cannot_be_read_makes_the_page_say_that_it_is_not_complete(repo: Repo) -> None:
    repo.write({"governance/broken.yaml": "apiVersion: alignctl/v1\nkind: [\n"})
    out = repo.path.parent / "broken"
    ran = alignctl("build", str(repo.path), "-o", str(out), "--as-of", AS_OF, "--compare", "main")
    assert ran.status == 2
    told = said((out / "changes" / "index.html").read_text(encoding="utf-8"))
    assert "A file cannot be read; what it says is missing here." in told


def test_the_data_beside_the_page_has_the_facts(repo: Repo) -> None:
    data = json.loads(built(repo, "--compare", "main")["changes/index.json"])
    assert [(one["what"], one["of"], one["required"]) for one in data["changes"]] == [
        ("authority", "domain:software-spend", ["hugo", "june"])
    ]
    assert [one["object"] for one in data["objects"]] == ["decisionright:spend-approval"]


def test_without_a_comparison_there_is_no_such_page(repo: Repo) -> None:
    built(repo, "--compare", "main")
    assert [path for path in built(repo) if path.startswith("changes/")] == []


def test_approvals_need_a_base(repo: Repo) -> None:
    ran = alignctl("build", str(repo.path), "-o", str(repo.path.parent / "x"), "--approvals", approvals(repo, "june"))
    assert (ran.status, "Name its base with `--compare`." in ran.err) == (2, True)


def test_a_base_that_does_not_exist_is_told(repo: Repo) -> None:
    ran = alignctl("build", str(repo.path), "-o", str(repo.path.parent / "x"), "--as-of", AS_OF, "--compare", "nowhere")
    assert ran.status == 2
    assert "nowhere" in ran.err


def test_a_large_change_is_counted_and_nobody_gets_a_page_of_reasons(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "martech" / "before", tmp_path / "company")
    repo = Repo.init(tmp_path / "company")
    repo.commit({}, "Before")
    shutil.rmtree(repo.path / "governance")
    shutil.copytree(EXAMPLES / "martech" / "after", repo.path, dirs_exist_ok=True)
    files = built(repo, "--compare", "main")
    found = re.fullmatch(r"(\d+) things change\. (\d+) people must approve it\.", answer(files["changes/index.html"]))
    assert found
    assert int(found[1]) > 50
    assert " in who decides, 2 in what takes precedence, " in said(files["changes/index.html"])
    people = files["changes/index.html"].partition("</table>")[0]
    assert max(len(re.sub(r"<[^>]*>", "", row)) for row in people.split("</tr>")) < 700
    assert list(dead_links(files)) == []


def test_what_is_gone_is_called_as_it_was_called(repo: Repo) -> None:
    repo.git("switch", "--quiet", "main")
    subject = "apiVersion: alignctl/v1\nkind: Domain\nmetadata: {name: crm-fields, title: Fields of the CRM}\n"
    repo.commit({"governance/extra.yaml": f"{subject}spec: {{owningUnit: unit:sales, actions: [add]}}\n"}, "Add")
    repo.git("switch", "--quiet", "--create", "tidy")
    (repo.path / "governance" / "extra.yaml").unlink()
    repo.commit({}, "Tidy up")
    files = built(repo, "--compare", "main")
    assert "Fields of the CRM (subject) removed" in said(files["changes/index.html"])
    assert "Fields of the CRM (subject): removed" in said(files["log/index.html"])


def test_hostile_words_of_a_proposal_stay_words(repo: Repo) -> None:
    hostile = "<img src=x onerror=alert(1)>`{{ 7*7 }}"
    edit(repo, "rights", "title: Approve spending on software", f"title: '{hostile}'")
    repo.commit({}, f"{hostile} (#<i>)", author="x <'\"&@example.org>")
    files = built(repo, "--compare", "main")
    for path in (
        path for path in files if path.startswith(("changes/", "log/", "index.html")) and path.endswith(".html")
    ):
        page = Html(files[path])
        assert not page.tags("img"), path
        assert not page.tags("i"), path
        assert all("src" in script for script in page.tags("script")), path
    assert "7*7" in said(files["changes/index.html"])
