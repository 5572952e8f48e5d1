"""A path of the work tree goes in, the bytes of a plain file come out: no link is followed, nothing is waited for."""

from __future__ import annotations

import os
import stat

# Windows lacks the flags that POSIX has, and needs one of its own to leave line ends alone.
_FLAGS = os.O_RDONLY
for _flag in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC"):
    _FLAGS |= getattr(os, _flag, 0)


class NotPlainError(Exception):
    """What stands at the path is not a file that stays the same while it is read; the text says what it is."""


def read_plain(path: str, limit: int) -> bytes:
    """Return the content of a file, or its first `limit + 1` bytes if it is longer than `limit`.

    Raises:
        NotPlainError: a link, a pipe, a device, a socket, or a file that was replaced or changed meanwhile.
        OSError: it cannot be opened or read.

    """
    before = os.lstat(path)
    if not stat.S_ISREG(before.st_mode):
        raise NotPlainError(_describe(before.st_mode))
    descriptor = os.open(path, _FLAGS)
    try:
        opened = os.fstat(descriptor)
        if not os.path.samestat(before, opened):
            raise NotPlainError("was replaced while it was read")
        content = _read(descriptor, min(opened.st_size, limit) + 1)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if (after.st_size, after.st_mtime_ns) != (opened.st_size, opened.st_mtime_ns):
        raise NotPlainError("changed while it was read")
    return content


def _read(descriptor: int, size: int) -> bytes:
    content = os.read(descriptor, size)
    while len(content) < size and (more := os.read(descriptor, size - len(content))):
        content += more
    return content


def _describe(mode: int) -> str:
    names = {
        stat.S_IFLNK: "is a link",
        stat.S_IFDIR: "is a folder",
        stat.S_IFIFO: "is a pipe",
        stat.S_IFSOCK: "is a socket",
        stat.S_IFCHR: "is a device",
        stat.S_IFBLK: "is a device",
    }
    return f"{names.get(stat.S_IFMT(mode), 'is not a plain file')}, not a file"
