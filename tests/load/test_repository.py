from __future__ import annotations

import os
from pathlib import Path

import pytest

from alignctl.errors import SourceError
from alignctl.load.listing import Entry
from alignctl.load.repository import Repository
from tests.repositories import Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo.init(tmp_path.resolve() / "repo")


def found(path: Path) -> Repository:
    repository = Repository.discover(path)
    assert repository
    return repository


def paths(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.path for entry in entries]


def test_a_repository_is_found_from_a_subfolder(repo: Repo) -> None:
    repo.commit({"a/b/c.yaml": "x"})
    assert found(repo.path / "a" / "b") == found(repo.path) == Repository(repo.path)


def test_a_folder_outside_of_any_repository_has_none(tmp_path: Path) -> None:
    assert Repository.discover(tmp_path) is None


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot change to"):
        Repository.discover(tmp_path / "gone")


def test_a_worktree_has_its_own_root_and_index(repo: Repo) -> None:
    first = repo.commit({"a.yaml": "x"})
    repo.git("worktree", "add", "--quiet", "--detach", "../second")
    second = Repo(repo.path.parent / "second")
    second.write({"b.yaml": "y"})
    second.git("add", "b.yaml")
    assert found(second.path).root == second.path
    assert found(second.path).commit("HEAD") == first
    assert paths(found(second.path).index()) == ["a.yaml", "b.yaml"]
    assert paths(found(repo.path).index()) == ["a.yaml"]


def test_a_bare_repository_gives_revisions(repo: Repo) -> None:
    commit = repo.commit({"a.yaml": "x"})
    bare = Repo.clone(repo.path, repo.path.parent / "bare.git", "--bare")
    for start in (bare.path, bare.path / "refs"):
        repository = found(start)
        assert repository == Repository(bare.path, bare=True)
        assert paths(repository.tree(repository.commit("main"))) == ["a.yaml"]
        assert repository.merge_base(commit, commit) == commit


def test_a_bare_repository_behind_a_git_file_gives_revisions(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"a.yaml": "x"})
    bare = Repo.clone(repo.path, tmp_path.resolve() / "both" / ".bare", "--bare")
    (bare.path.parent / ".git").write_text("gitdir: ./.bare\n")
    repository = found(bare.path.parent)
    assert repository == Repository(bare.path, bare=True)
    assert paths(repository.tree(repository.commit("HEAD"))) == ["a.yaml"]


def test_inside_the_git_folder_one_is_sent_to_the_work_tree(repo: Repo) -> None:
    with pytest.raises(SourceError, match=r"Run alignctl in `.*/repo`"):
        Repository.discover(repo.path / ".git")


@pytest.mark.parametrize("name", ["HEAD", "main", "tag", "annotated", "refs/heads/main", "HEAD~0", "@"])
def test_every_name_of_a_commit_gives_its_hash(repo: Repo, name: str) -> None:
    commit = repo.commit({"a.yaml": "x"})
    repo.git("tag", "tag")
    repo.git("tag", "--annotate", "--message", "m", "annotated")
    assert found(repo.path).commit(name) == commit
    assert found(repo.path).commit(commit[:9]) == commit


def test_a_detached_head_is_a_revision_like_any_other(repo: Repo) -> None:
    first = repo.commit({"a.yaml": "x"})
    repo.commit({"a.yaml": "y"})
    repo.git("checkout", "--quiet", "--detach", first)
    assert found(repo.path).commit("HEAD") == first


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("nope", "git fetch origin nope:nope"),
        ("origin/main", "git fetch origin +refs/heads/main:refs/remotes/origin/main"),
        ("origin/feature/x", "git fetch origin +refs/heads/feature/x:refs/remotes/origin/feature/x"),
        ("refs/remotes/origin/main", "git fetch origin +refs/heads/main:refs/remotes/origin/main"),
        ("refs/heads/main/x", "git fetch origin refs/heads/main/x:refs/heads/main/x"),
        ("upstream/main", "git fetch upstream +refs/heads/main:refs/remotes/upstream/main"),
        ("team/topic", "git fetch origin team/topic:team/topic"),
        ("abcdef0", "git fetch origin"),
        ("abcdef0" * 5 + "abcde", "git fetch origin " + "abcdef0" * 5 + "abcde"),
        ("HEAD~7", "git fetch origin"),
        ("a;rm", "git fetch origin 'a;rm:a;rm'"),
        ("HEAD:a.yaml", "git fetch origin"),
    ],
)
def test_a_revision_that_is_not_here_comes_with_the_command_that_fetches_it(
    repo: Repo, name: str, command: str
) -> None:
    repo.git("update-ref", "refs/remotes/upstream/other", repo.commit({"a.yaml": "x"}))
    with pytest.raises(SourceError) as missing:
        found(repo.path).commit(name)
    assert missing.value.fix == f"Fetch it: `{command}`."
    assert name in missing.value.message


@pytest.mark.parametrize("other", ["tags/origin/main", "heads/origin/main", "origin/main"])
def test_a_name_that_stands_for_two_is_refused(repo: Repo, other: str) -> None:
    first = repo.commit({"a.yaml": "x"})
    second = repo.commit({"a.yaml": "y"})
    repo.git("update-ref", "refs/remotes/origin/main", first)
    repo.git("update-ref", f"refs/{other}", second)
    repo.git("config", "core.warnAmbiguousRefs", "false")
    repository = found(repo.path)
    for name in ("origin/main", "origin/main~0", "origin/main^{commit}", "origin/main@{0}"):
        with pytest.raises(
            SourceError, match=f"`origin/main` stands for `refs/{other}` and `refs/remotes/origin/main`"
        ):
            repository.commit(name)
    assert repository.commit("refs/remotes/origin/main") == first
    assert repository.commit(f"refs/{other}") == second
    assert repository.commit("HEAD") == second


def test_a_name_that_abbreviates_a_commit_as_well_is_refused(repo: Repo) -> None:
    first = repo.commit({"a.yaml": "x"})
    repo.git("tag", "cafe", first)
    repo.git("tag", first[:9], repo.commit({"a.yaml": "y"}))
    repository = found(repo.path)
    assert repository.commit("cafe") == repository.commit(first) == repository.commit(first[:10]) == first
    with pytest.raises(SourceError, match=f"`refs/tags/{first[:9]}` and `{first}`"):
        repository.commit(first[:9])


def test_the_name_of_a_remote_that_a_branch_has_too_is_refused(repo: Repo) -> None:
    first = repo.commit({"a.yaml": "x"})
    repo.git("update-ref", "refs/remotes/origin/HEAD", first)
    assert found(repo.path).commit("origin") == first
    repo.git("branch", "origin", repo.commit({"a.yaml": "y"}))
    with pytest.raises(SourceError, match="`refs/heads/origin` and `refs/remotes/origin/HEAD`"):
        found(repo.path).commit("origin")


def test_no_tag_can_stand_in_for_the_head(repo: Repo) -> None:
    first = repo.commit({"a.yaml": "x"})
    second = repo.commit({"a.yaml": "y"})
    repo.git("update-ref", "refs/tags/HEAD", first)
    assert found(repo.path).commit("HEAD") == second


def test_an_empty_repository_has_no_revision(repo: Repo) -> None:
    with pytest.raises(SourceError, match="no commit here yet"):
        found(repo.path).commit("HEAD")


def test_a_tree_has_files_links_and_submodules(repo: Repo) -> None:
    inner = repo.commit({"plain.yaml": "x", "sub folder/ünï*[x]?.yaml": "y"})
    (repo.path / "link.yaml").symlink_to("plain.yaml")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{inner},module")
    repo.git("add", "link.yaml")
    repo.git("commit", "--quiet", "--message", "link")
    repository = found(repo.path)
    tree = repository.tree(repository.commit("HEAD"))
    assert [(entry.mode, entry.path) for entry in tree] == [
        ("120000", "link.yaml"),
        ("160000", "module"),
        ("100644", "plain.yaml"),
        ("100644", "sub folder/ünï*[x]?.yaml"),
    ]
    assert [entry.path for entry in tree if entry.plain] == ["plain.yaml", "sub folder/ünï*[x]?.yaml"]
    assert tree == repository.index()
    assert repository.blobs([tree[0].blob], 99) == {tree[0].blob: b"plain.yaml"}


@pytest.mark.parametrize("folder", ["a", "we*ird", "[x]", ":(top)a", "ü", "-n"])
def test_a_folder_of_a_tree_is_taken_by_its_plain_name(repo: Repo, folder: str) -> None:
    repo.commit({f"{folder}/in.yaml": "x", f"{folder}x/out.yaml": "y", "out.yaml": "z"})
    repository = found(repo.path)
    assert paths(repository.tree(repository.commit("HEAD"), folder)) == [f"{folder}/in.yaml"]


def test_blobs_are_cut_one_byte_past_the_limit_and_do_not_disturb_each_other(repo: Repo) -> None:
    texts = {"a": "", "b": "12345", "c": "123456", "d": "1" * 200_000, "e": "line\nline\n"}
    repo.commit(texts)
    repository = found(repo.path)
    tree = repository.tree(repository.commit("HEAD"))
    contents = repository.blobs((entry.blob for entry in tree), 5)
    assert {entry.path: contents[entry.blob] for entry in tree} == {
        "a": b"",
        "b": b"12345",
        "c": b"123456",
        "d": b"111111",
        "e": b"line\nl",
    }
    assert repository.blobs([], 5) == {}


def test_thousands_of_blobs_pass_through_one_process(repo: Repo) -> None:
    repo.commit({f"{number}.yaml": f"{number}\n" * 40 for number in range(3000)})
    repository = found(repo.path)
    tree = repository.tree(repository.commit("HEAD"))
    contents = repository.blobs((entry.blob for entry in tree), 1 << 20)
    assert all(contents[entry.blob].startswith(f"{entry.path[:-5]}\n".encode()) for entry in tree)


def test_an_object_that_is_missing_or_of_another_type_is_an_error(repo: Repo) -> None:
    commit = repo.commit({"a.yaml": "x"})
    repository = found(repo.path)
    with pytest.raises(SourceError, match="not fetched"):
        repository.blobs(["0" * 40, commit], 9)
    with pytest.raises(SourceError, match="of another type"):
        repository.blobs([commit], 9)


def break_object(repo: Repo, name: str) -> str:
    found = repo.git("rev-parse", name)
    path = repo.path / ".git" / "objects" / found[:2] / found[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-9])
    return found


def test_a_damaged_object_is_an_error_and_not_an_empty_file(repo: Repo) -> None:
    repo.commit({"a.yaml": "".join(str(number) for number in range(20_000))})
    broken = break_object(repo, "HEAD:a.yaml")
    with pytest.raises(SourceError, match=r"git (fsck|cannot|ended)"):
        found(repo.path).blobs([broken], 200_000)


def test_a_damaged_history_is_an_error_and_not_a_short_one(repo: Repo) -> None:
    repo.commit({"a.yaml": "x"})
    head = repo.commit({"a.yaml": "y"})
    repo.git("checkout", "--quiet", "--orphan", "other")
    other = repo.commit({"b.yaml": "z"})
    break_object(repo, f"{head}~")
    repository = found(repo.path)
    for read in (lambda: list(repository.lineage(head)), lambda: repository.merge_base(head, other)):
        with pytest.raises(SourceError, match="git cannot read this repository"):
            read()


def test_the_index_is_read_and_not_the_work_tree(repo: Repo) -> None:
    repo.commit({"a.yaml": "committed"})
    repo.write({"a.yaml": "staged", "new.yaml": "untracked"})
    repo.git("add", "a.yaml")
    repo.write({"a.yaml": "work tree"})
    before = repo.git("status", "--porcelain")
    repository = found(repo.path)
    (entry,) = repository.index()
    assert repository.blobs([entry.blob], 99)[entry.blob] == b"staged"
    assert repo.git("status", "--porcelain") == before


@pytest.mark.parametrize("absolute", [True, False])
def test_in_a_hook_the_index_of_the_hook_is_read(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, *, absolute: bool
) -> None:
    repo.commit({"a.yaml": "x", "b.yaml": "y"})
    repo.git("rm", "--quiet", "--cached", "b.yaml", env={"GIT_INDEX_FILE": str(repo.path / ".git/index")})
    (repo.path / ".git/index").rename(repo.path / ".git/next-index")
    repo.git("read-tree", "HEAD")
    path = repo.path / ".git/next-index" if absolute else Path(".git/next-index")
    monkeypatch.setenv("GIT_INDEX_FILE", str(path))
    assert paths(found(repo.path).index()) == ["a.yaml"]
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert paths(found(repo.path).index()) == ["a.yaml", "b.yaml"]


def test_a_merge_that_is_not_resolved_cannot_be_checked(repo: Repo) -> None:
    repo.commit({"a.yaml": "x"})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit({"a.yaml": "side"})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"a.yaml": "main"})
    repo.git("merge", "side", check=False)
    with pytest.raises(SourceError, match=r"`a\.yaml` has a merge conflict"):
        found(repo.path).index()


def test_the_merge_base_is_where_two_branches_parted(repo: Repo) -> None:
    base = repo.commit({"a.yaml": "x"})
    repo.git("checkout", "--quiet", "-b", "side")
    side = repo.commit({"b.yaml": "side"})
    repo.git("checkout", "--quiet", "main")
    main = repo.commit({"c.yaml": "main"})
    assert found(repo.path).merge_base(main, side) == found(repo.path).merge_base(side, main) == base


def test_after_criss_cross_merges_no_base_is_picked_and_one_more_merge_makes_it_one(repo: Repo) -> None:
    repo.commit({"a.yaml": "x"})
    one = repo.commit({"one.yaml": "1"})
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~")
    two = repo.commit({"two.yaml": "2"})
    repo.git("merge", "--quiet", "--message", "m", one)
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--message", "n", two)
    repository = found(repo.path)
    main, side = repository.commit("main"), repository.commit("side")
    with pytest.raises(SourceError, match="parted at 2 commits") as refused:
        repository.merge_base(main, side)
    repo.git("checkout", "--quiet", "side")
    repo.git(*refused.value.fix.split("`")[1].split()[1:], "--quiet", "--message", "o")
    assert repository.merge_base(main, repository.commit("side")) == main


def test_without_common_history_nothing_is_compared(repo: Repo) -> None:
    main = repo.commit({"a.yaml": "x"})
    repo.git("checkout", "--quiet", "--orphan", "other")
    other = repo.commit({"b.yaml": "y"})
    with pytest.raises(SourceError, match="no common history"):
        found(repo.path).merge_base(main, other)


def test_a_shallow_clone_says_what_to_fetch_and_that_helps(repo: Repo, tmp_path: Path) -> None:
    base = repo.commit({"a.yaml": "x"})
    repo.git("checkout", "--quiet", "-b", "side")
    side = repo.commit({"b.yaml": "side"})
    repo.git("checkout", "--quiet", "main")
    main = repo.commit({"c.yaml": "main"})
    shallow = Repo.clone(repo.path, tmp_path / "shallow", "--depth=1", "--no-single-branch")
    repository = found(shallow.path.resolve())
    assert repository.is_shallow()
    assert not found(repo.path).is_shallow()
    with pytest.raises(SourceError) as missing:
        repository.merge_base(main, side)
    assert missing.value.fix == "Fetch the whole history: `git fetch --unshallow`."
    shallow.git("fetch", "--unshallow", "--quiet")
    assert repository.merge_base(main, side) == base


def test_a_shallow_clone_that_has_only_an_older_base_does_not_pass_it_off_as_the_base(
    repo: Repo, tmp_path: Path
) -> None:
    old = repo.commit({"a.yaml": "x"})
    base = repo.commit({"a.yaml": "y"})
    repo.git("checkout", "--quiet", "-b", "side")
    for number in range(3):
        repo.commit({"b.yaml": str(number)})
    repo.git("checkout", "--quiet", "-b", "late", old)
    repo.git("merge", "--quiet", "--no-ff", "--message", "n", "side")  # the way to the old commit is the short one
    repo.git("checkout", "--quiet", "main")
    repo.commit({"c.yaml": "main"})
    shallow = Repo.clone(repo.path, tmp_path / "shallow", "--depth=3", "--no-single-branch", "--branch=late")
    repository = found(shallow.path.resolve())
    main, late = repository.commit("origin/main"), repository.commit("origin/late")
    with pytest.raises(SourceError, match="the clone is shallow") as refused:
        repository.merge_base(main, late)
    shallow.git(*refused.value.fix.split("`")[1].split()[1:], "--quiet")
    assert repository.merge_base(main, late) == base


def test_a_shallow_clone_that_reaches_back_far_enough_is_enough(repo: Repo, tmp_path: Path) -> None:
    for number in range(4):
        repo.commit({"a.yaml": str(number)})
    base = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit({"b.yaml": "side"})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"c.yaml": "main"})
    shallow = Repo.clone(repo.path, tmp_path / "shallow", "--depth=2", "--no-single-branch")
    repository = found(shallow.path.resolve())
    assert repository.is_shallow()
    assert repository.merge_base(repository.commit("origin/main"), repository.commit("origin/side")) == base


def test_a_base_that_was_fetched_alone_is_not_the_last_one_by_chance(repo: Repo, tmp_path: Path) -> None:
    base = repo.commit({"a.yaml": "x"})
    repo.git("checkout", "--quiet", "-b", "side")
    side = repo.commit({"b.yaml": "side"})
    repo.git("checkout", "--quiet", "main")
    main = repo.commit({"c.yaml": "main"})
    shallow = Repo.clone(repo.path, tmp_path / "shallow", "--depth=1", "--branch=side")
    shallow.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    repository = found(shallow.path.resolve())
    with pytest.raises(SourceError) as refused:
        repository.merge_base(main, side)
    shallow.git(*refused.value.fix.split("`")[1].split()[1:], "--quiet")
    assert repository.merge_base(main, side) == base


def test_a_branch_that_a_shallow_clone_lacks_is_fetched_with_its_history(repo: Repo, tmp_path: Path) -> None:
    base = repo.commit({"a.yaml": "x"})
    repo.git("checkout", "--quiet", "-b", "side")
    side = repo.commit({"b.yaml": "side"})
    shallow = Repo.clone(repo.path, tmp_path / "shallow", "--depth=1", "--branch=side", "--single-branch")
    repository = found(shallow.path.resolve())
    with pytest.raises(SourceError) as missing:
        repository.commit("origin/main")
    command = missing.value.fix.split("`")[1]
    assert command == "git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main"
    shallow.git(*command.split()[1:])
    assert repository.merge_base(repository.commit("origin/main"), side) == base


def test_a_partial_clone_fetches_nothing_on_its_own_and_says_what_helps(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit({"a.yaml": "x"})
    partial = Repo.clone(repo.path, tmp_path / "partial", "--filter=blob:none", "--no-checkout")
    repository = found(partial.path.resolve())
    (entry,) = repository.tree(repository.commit("HEAD"))
    with pytest.raises(SourceError, match="not fetched") as missing:
        repository.blobs([entry.blob], 9)
    partial.git(*missing.value.fix.split("`")[1].split()[1:])
    assert repository.blobs([entry.blob], 9) == {entry.blob: b"x"}


def test_sha256_repositories_are_read(tmp_path: Path) -> None:
    repo = Repo.init(tmp_path.resolve() / "repo", "--object-format=sha256")
    commit = repo.commit({"a.yaml": "x"})
    repository = found(repo.path)
    assert len(commit) == 64
    assert paths(repository.tree(repository.commit("HEAD"))) == ["a.yaml"]
    assert list(repository.blobs([entry.blob for entry in repository.index()], 9).values()) == [b"x"]


def test_without_git_there_is_one_sentence(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(SourceError, match="git is not installed"):
        Repository.discover(repo.path)
