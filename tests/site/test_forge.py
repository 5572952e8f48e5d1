"""Addresses at the forge, for the forges that are known and for those that are not."""

from __future__ import annotations

import dataclasses

import pytest

from alignctl.model.kinds import Role
from alignctl.model.ref import Ref
from alignctl.site.forge import commit_link, edit_link, request_link
from alignctl.site.input import SiteInput
from tests.site.sites import example


def site(repository: str, **more: str) -> SiteInput:
    return example("martech/after", site={"repository": repository, **more})


@pytest.mark.parametrize(
    ("repository", "line", "commit", "request_"),
    [
        ("https://github.com/a/b/", "blob/main/governance/organisation.yaml#L", "commit/abc", "pull/12"),
        ("https://gitlab.com/a/b", "-/blob/main/governance/organisation.yaml#L", "-/commit/abc", "-/merge_requests/12"),
        ("https://codeberg.org/a/b", "src/branch/main/governance/organisation.yaml#L", "commit/abc", "pulls/12"),
        (
            "https://bitbucket.org/a/b",
            "src/main/governance/organisation.yaml#lines-",
            "commits/abc",
            "pull-requests/12",
        ),
    ],
)
def test_each_forge_has_its_own_addresses(repository: str, line: str, commit: str, request_: str) -> None:
    found, base = site(repository), repository.rstrip("/")
    role = found.model.get(Role, Ref("role:ceo"))
    assert role
    assert edit_link(found, role).startswith(f"{base}/{line}")
    assert commit_link(found, "abc") == f"{base}/{commit}"
    assert request_link(found, "#12") == f"{base}/{request_}"


def test_a_forge_of_ones_own_is_named() -> None:
    found = site("https://git.example.org/a/b", forge="gitlab")
    assert commit_link(found, "abc") == "https://git.example.org/a/b/-/commit/abc"
    assert commit_link(site("https://git.example.org/a/b"), "abc") == "https://git.example.org/a/b/commit/abc"


def test_documents_below_the_top_of_the_repository_are_found_there() -> None:
    found = dataclasses.replace(site("https://github.com/a/b"), folder="rules/acme")
    role = found.model.get(Role, Ref("role:ceo"))
    assert role
    assert "/blob/main/rules/acme/governance/organisation.yaml#L" in edit_link(found, role)


def test_without_a_repository_nothing_leads_anywhere() -> None:
    found = example("martech/after")
    assert (
        commit_link(found, "abc"),
        request_link(found, "#12"),
        request_link(site("https://github.com/a/b"), ""),
    ) == (
        "",
        "",
        "",
    )
