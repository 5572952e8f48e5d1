"""What people type for a name: a title, a part of it, a person; and what is said where nothing is called so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Ran, alignctl

COMPANY = """\
kind: Unit
metadata: {name: shop, title: Corner Shop}
spec: {type: company, lead: chief}
---
kind: Role
metadata: {name: chief, title: Chief Baker}
spec: {unit: shop, holders: [ada], final: true, tier: c-suite}
---
kind: Role
metadata: {name: buyer, title: Head of Buying}
spec: {unit: shop, holders: [ben], escalatesTo: role:chief}
---
kind: Role
metadata: {name: clerk, title: Head of Records}
spec: {unit: shop, holders: [cy], escalatesTo: role:chief}
---
kind: Forum
metadata: {name: council, title: Monday Council}
spec:
  {members: [role:chief, role:buyer], chair: role:chief, decisionRule: chair,
   cadence: {startsOn: 2026-01-05, rrule: FREQ=WEEKLY}}
---
kind: Domain
metadata: {name: systems, title: Computer systems}
spec:
  owningUnit: shop
  actions: [choose, buy]
  attributes:
    cost: {type: number, unit: EUR, min: 0}
    cloud: {type: bool}
    place: {type: enum, values: [indoors, outdoors]}
---
kind: Domain
metadata: {name: integration, title: Joining registers}
spec: {owningUnit: shop, actions: [decide]}
---
kind: DecisionRight
metadata: {name: buy-systems, title: Purchase of a till}
spec: {domains: [systems], actions: [buy], decide: role:buyer}
---
kind: DecisionRight
metadata: {name: choose-systems, title: Choice of a system}
spec: {domains: [systems], actions: [choose], decide: role:chief}
---
kind: DecisionRight
metadata: {name: link-tills, title: Link every till}
spec: {domains: [systems, integration], decide: role:chief}
---
kind: Initiative
metadata: {name: new-crm, title: Replace the CRM}
spec: {sponsor: shop, domains: [systems], action: buy, attributes: {cost: 10}}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    (folder / "alignctl.yaml").write_text("paths: [gov]\n", encoding="utf-8")
    (folder / "gov").mkdir()
    text = COMPANY.replace("kind:", "apiVersion: alignctl/v1\nkind:")
    (folder / "gov/all.yaml").write_text(text, encoding="utf-8")
    return folder


def ask(shop: Path, *arguments: str) -> Ran:
    return alignctl(*arguments, "--as-of", "2026-06-15", cwd=shop)


def first(ran: Ran) -> str:
    assert ran.status == 0, ran.err
    return ran.out.partition("\n")[0]


CHOOSE, BUY = "choose systems: chief decides (ada)", "buy systems: buyer decides (ben)"


@pytest.mark.parametrize(
    ("typed", "answer", "told"),
    [
        ("systems", CHOOSE, ""),
        ("Computer Systems", CHOOSE, "`Computer Systems` is the subject `systems`: Computer systems."),
        ("comput", CHOOSE, "`comput` is the subject `systems`: Computer systems."),
        ("purchase of a till", BUY, "`purchase of a till` is the right `buy-systems`: Purchase of a till."),
        ("buy-systems", BUY, ""),
        ("link-tills", "integration + systems: chief decides (ada)", ""),
        ("new-crm", BUY, ""),
        ("crm", BUY, "`crm` is the initiative `new-crm`: Replace the CRM."),
    ],
)
def test_who_takes_what_people_type(shop: Path, typed: str, answer: str, told: str) -> None:
    ran = ask(shop, "who", typed)
    assert (first(ran), ran.err) == (answer, f"alignctl: {told}\n" if told else "")


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("chief", "Chief Baker"),
        ("role/chief", "Chief Baker"),
        ("Chief baker", "Chief Baker"),
        ("role/chief bak", "Chief Baker"),
        ("buying", "Head of Buying"),
        ("monday", "Monday Council"),
        ("CRM", "Replace the CRM"),
    ],
)
def test_show_takes_what_people_type(shop: Path, what: str, title: str) -> None:
    ran = ask(shop, "show", what)
    assert (ran.status, ran.out.splitlines()[1]) == (0, f"  {title}")


SET = ("who", "systems", "--set")
HEADS = "`head` can mean `buyer` (Head of Buying), `clerk` (Head of Records). Name one, such as `buyer`."
NO_CASE = "and no right or initiative of that name."


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "head"], HEADS),
        (["show", "xyzzy"], "There is nothing called `xyzzy`."),
        (["show", "buyr"], "There is nothing called `buyr`. Did you mean `buyer`?"),
        (["show", "role/buyr"], "There is no Role `buyr`. Did you mean `role/buyer`?"),
        (["who", "CRM migration"], f"There is no Domain `CRM migration`, {NO_CASE} Did you mean `new-crm`?"),
        (["who", "systms"], f"There is no Domain `systms`, {NO_CASE} Did you mean `systems`?"),
        (["who", "zzz"], f"There is no Domain `zzz`, {NO_CASE}"),
        (
            ["who", "till"],
            (
                "`till` can mean `buy-systems` (Purchase of a till), `link-tills` (Link every till)."
                " Name one, such as `buy-systems`."
            ),
        ),
        ([*SET, "cost=1,000"], "`cost=1,000` can mean 1 or 1000. Write `--set cost=1000` or `--set cost=1.0`."),
        ([*SET, "cost=€1000"], "`cost` is a number in EUR, not `€1000`. Write `--set cost=1000`."),
        ([*SET, "cost=lots"], "`cost` is a number in EUR, not `lots`. Write it in digits."),
        ([*SET, "cost=1", "--set", "cost=2"], "`cost` is set twice. Keep one value: a case has one."),
        ([*SET, "cloud=yes"], "`cloud` is `true` or `false`, not `yes`. Write `--set cloud=true`."),
        (
            [*SET, "place=outdoor"],
            "`place` is one of indoors, outdoors, not `outdoor`. Did you mean `--set place=outdoors`?",
        ),
        (
            ["who", "systems", "--proposer", "buyer"],
            "`buyer` is a role, and --proposer takes a person. Name a person, such as `--proposer ben`.",
        ),
        (["due", "--who", "nobody"], "There is no role, unit, forum or person `nobody`."),
        (["due", "--who", "concil"], "There is no role, unit, forum or person `concil`. Did you mean `council`?"),
        (["due", "--who", "head"], HEADS),
        (["conflicts", "--unit", "shp"], "There is no Unit `shp`. Did you mean `shop`?"),
        (["conflicts", "--metric", "shop"], "There is no Metric `shop`."),
    ],
)
def test_what_means_nothing_or_several_things_is_an_error(shop: Path, arguments: list[str], told: str) -> None:
    ran = ask(shop, *arguments)
    assert (ran.status, ran.out, ran.err) == (2, "", f"alignctl: {told}\n")


def test_a_proposer_whom_nobody_knows_is_told(shop: Path) -> None:
    ran = ask(shop, "who", "integration", "--proposer", "bem")
    assert (ran.status, ran.err) == (0, "alignctl: Nobody here has the handle `bem`. Did you mean `ben`?\n")


@pytest.mark.parametrize("who", ["council", "forum:council", "Monday council", "monday", "chief", "ben", "ada"])
def test_due_for_a_body_or_a_person(shop: Path, who: str) -> None:
    ran = ask(shop, "due", "--who", who)
    assert ran.status == 0
    assert "meeting: council" in ran.out


def test_due_for_a_person_without_a_duty_says_so(shop: Path) -> None:
    ran = ask(shop, "due", "--who", "cy")
    assert (ran.status, ran.out, ran.err) == (0, "Nothing is due.\n", "")


def test_options_that_would_not_be_looked_at_are_refused(shop: Path) -> None:
    ran = ask(shop, "build", "gov", "-C", "gov")
    assert (ran.status, ran.err) == (2, "alignctl: Both PATH `gov` and -C `gov` say where to look. Keep one of them.\n")
    ran = alignctl("schema", "Role", "--write", cwd=shop)
    told = "--write writes the schemas of all kinds, not that of `Role` alone. Leave out KIND."
    assert (ran.status, ran.err) == (2, f"alignctl: {told}\n")
    assert not (shop / ".alignctl").exists()
    ran = alignctl("rules", "--rev", "nowhere", cwd=shop.parent)
    assert (ran.status, ran.out) == (2, "")
