"""A page with `shell-session` blocks is one session: its commands run in order, and print exactly what the page shows.

A `yaml` block between them whose first line is a comment with a path, such as `# governance/goals.yaml`, is a file that
the reader writes: it is written where the session stands by then.

`ALIGNCTL_BLESS=1 pytest tests/docs` writes what was seen; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import COMMAND, ROOT, environment
from tests.repositories import DATE

BLOCK = re.compile(r"```shell-session\n(.*?)```\n", re.DOTALL)
STEP = re.compile(rf"{BLOCK.pattern}|```yaml\n(# (\S+\.yaml)\n.*?)```\n", re.DOTALL)
PAGES = [page for page in sorted((ROOT / "docs").rglob("*.md")) if BLOCK.search(page.read_text(encoding="utf-8"))]
MARK = "\x1e"
END = "END-OF-FILE"


def commands(block: str) -> list[str]:
    return [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]


def steps(text: str) -> Iterator[str]:
    """Yield the commands of a page in order, those that write its files among them."""
    for session, content, path in STEP.findall(text):
        if path:
            yield f"mkdir -p {Path(path).parent} && cat > {path} <<'{END}'\n{content}{END}"
        yield from commands(session)


def play(lines: list[str], folder: Path) -> Iterator[str]:
    """Run commands in one shell and yield what each prints; `$?` stays that of the command before."""
    people = {f"GIT_{who}_{what}": "vera" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = environment(
        **people,
        GIT_AUTHOR_DATE=DATE,
        GIT_COMMITTER_DATE=DATE,
        GIT_CONFIG_GLOBAL=os.devnull,
        GIT_CONFIG_NOSYSTEM="1",
        HOME=str(folder),
        LC_ALL="C.UTF-8",
        PATH=f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}",
    )
    keep = f"status=$?; printf '{MARK}'; (exit $status)"
    script = "\n".join(f"{keep}\n{line}" for line in lines)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    yield from done.stdout.decode().split(MARK)[1:]


@pytest.mark.skipif(os.name == "nt", reason="the pages show a POSIX shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_session_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    seen = play(list(steps(text)), tmp_path)

    def written(match: re.Match[str]) -> str:
        if match[3]:
            assert next(seen) == ""
            return match[0]
        return "```shell-session\n" + "".join(f"$ {line}\n{next(seen)}" for line in commands(match[1])) + "```\n"

    now = STEP.sub(written, text)
    if os.environ.get("ALIGNCTL_BLESS"):
        page.write_text(now, encoding="utf-8", newline="\n")
    assert now == text


def test_there_is_a_session() -> None:
    assert PAGES
