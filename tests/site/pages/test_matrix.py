from __future__ import annotations

from pathlib import Path

from tests.site.conftest import Folders
from tests.site.pages.words import words
from tests.site.sites import files_of, written

ORGANISATION = """
apiVersion: alignctl/v1
kind: Unit
metadata: {name: acme, title: Acme}
spec: {type: company, lead: boss}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: finance, title: Finance}
spec: {type: function, parent: acme, lead: cfo}
---
apiVersion: alignctl/v1
kind: Unit
metadata: {name: audit, title: Audit}
spec: {type: function, parent: acme, lead: auditor}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: boss, title: Boss}
spec: {unit: acme, holders: [ada], final: true}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: cfo, title: Finance Chief}
spec: {unit: finance, holders: [bo], escalatesTo: 'role:boss'}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: controller, title: Controller}
spec: {unit: finance, holders: [cy], escalatesTo: 'role:cfo'}
---
apiVersion: alignctl/v1
kind: Role
metadata: {name: auditor, title: Auditor}
spec: {unit: audit, holders: [di], escalatesTo: 'role:boss'}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: money, title: Money}
spec: {owningUnit: finance, actions: [lend, spend]}
---
apiVersion: alignctl/v1
kind: Domain
metadata: {name: data, title: Data}
spec: {owningUnit: audit, actions: [use]}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: data-use}
spec: {domains: [data], decide: 'role:auditor'}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: lending}
spec: {domains: [money], actions: [lend], decide: 'role:cfo', input: ['unit:audit'], sla: 2d}
---
apiVersion: alignctl/v1
kind: DecisionRight
metadata: {name: spending}
spec: {domains: [money], actions: [spend], decide: 'role:cfo', agree: ['role:controller']}
"""
PROJECT = """---
apiVersion: alignctl/v1
kind: Initiative
metadata: {{name: {0}, title: Project {1}}}
spec: {{sponsor: finance, domains: [money, data]}}
"""


def matrix(text: str, tmp_path: Path) -> str:
    return words(files_of(written(text), tmp_path)["matrix/money.html"])


def test_everybody_who_decides_in_one_function_is_named(before: dict[str, str]) -> None:
    said = words(before["matrix/software-spend.html"])
    assert "several deciders D Controller D Head of Finance" in said


def test_who_must_agree_stands_beside_who_decides(tmp_path: Path) -> None:
    assert "Spend D Finance Chief A Controller" in matrix(ORGANISATION, tmp_path)


def test_the_function_that_decides_comes_first_whatever_it_is_called(tmp_path: Path) -> None:
    said = matrix(ORGANISATION, tmp_path)
    assert "What Finance Audit Answer in Lend D Finance Chief asked 2 days Spend" in said
    assert "Controller - not set" in said


def test_marks_that_do_not_occur_are_not_explained(before: dict[str, str], tmp_path: Path) -> None:
    assert "D decides, A must agree." in matrix(ORGANISATION, tmp_path)
    said = words(before["matrix/software-spend.html"])
    assert "D decides. Whose subject" in said
    assert "Answer in" not in said


def test_subjects_that_several_initiatives_touch_together_stand_once(tmp_path: Path) -> None:
    two = "".join(PROJECT.format(name, name.title()) for name in ("vault", "ledger"))
    said = matrix(ORGANISATION + two, tmp_path).partition("When several subjects are touched at once ")[2]
    assert said.startswith("Who leads Subjects Who leads Touched by Data and Money nobody leads Each decides a part: ")
    assert "Auditor and Finance Chief . Project Ledger and Project Vault" in said
    many = "".join(PROJECT.format(f"vault-{number}", number) for number in range(4))
    assert "Finance Chief . 4 initiatives" in matrix(ORGANISATION + many, tmp_path / "many")


def test_combinations_that_nobody_leads_are_counted_once_each(folders: Folders, tmp_path: Path) -> None:
    two = "".join(PROJECT.format(name, name.title()) for name in ("vault", "ledger"))
    index = words(files_of(written(ORGANISATION + two), tmp_path)["matrix/index.html"])
    assert "1 combination of subjects is touched together and nothing says who leads." in index
    settled = (folders("martech/after") / "matrix" / "index.html").read_text(encoding="utf-8")
    assert "touched together" not in settled
