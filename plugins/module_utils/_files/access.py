# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing of files that may be missing, hostile, too large or on a full disk."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import typing as t

from .._model.errors import InputError, shown

MIB: t.Final = 1024 * 1024


def named(path: str) -> str:
    """A path as it may stand in a sentence: on one line, without control characters."""
    return (
        shown(path)[1:-1]
        if len(path) <= 60
        else shown("\N{HORIZONTAL ELLIPSIS}" + path[-58:])[1:-1]
    )


def near(path: str) -> str:
    """A path as somebody in the working directory would write it."""
    relative = os.path.relpath(path)
    return named(path if relative.startswith(os.pardir) else relative)


def read_bytes(path: str, limit: int, follow: bool = True) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Args:
        path: The file.
        limit: The most that is accepted, in bytes.
        follow: Whether it may be a symbolic link; never inside a bundle that came from elsewhere.

    Raises:
        InputError: With one sentence that names the file.
    """
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags)
        with open(descriptor, "rb") as stream:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise InputError(f"{named(path)} is not a regular file.")
            content = stream.read(limit + 1)
    except OSError as error:
        if not follow and os.path.islink(path):
            raise InputError(f"{named(path)} is a symbolic link, which is not followed.") from None
        raise InputError(f"{named(path)} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise InputError(f"{named(path)} is no file name.") from None
    if len(content) > limit:
        raise InputError(f"{named(path)} is larger than {limit // MIB} MiB.")
    return content


def write_atomic(path: str, chunks: t.Iterable[str]) -> None:
    """Write a file whole or not at all: mode 0600, temporary name, flushed, renamed.

    Raises:
        InputError: With one sentence that names the file; nothing is left behind.
    """
    write_together({path: chunks})


def write_together(files: t.Mapping[str, t.Iterable[str]]) -> None:
    """Write several files, all of them or none, each as `write_atomic` does.

    Raises:
        InputError: With one sentence that names the file; nothing is left behind.
    """
    written: dict[str, str] = {}
    path = ""
    try:
        for path, chunks in files.items():
            written[path] = _write_beside(path, chunks)
        for path in written:
            # Nothing else can hinder a rename, once there is a file beside its target.
            if os.path.isdir(path) and not os.path.islink(path):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        for path, temporary in written.items():
            os.replace(temporary, path)
    except OSError as error:
        raise InputError(f"{named(path)} cannot be written: {error.strerror}.") from None
    finally:
        for temporary in written.values():
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _write_beside(path: str, chunks: t.Iterable[str]) -> str:
    """The path of a temporary file with that content, in the same folder; or it is gone."""
    folder, name = os.path.split(path)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder or ".")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(descriptor)
    except BaseException:
        os.unlink(temporary)
        raise
    return temporary


def remove(path: str) -> None:
    """Remove a file, if there is one.

    Raises:
        InputError: With one sentence that names the file.
    """
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{named(path)} cannot be removed: {error.strerror}.") from None


def make_folder(path: str, mode: int = 0o700) -> None:
    """Create a folder and its parents, unless it exists.

    Raises:
        InputError: With one sentence that names the folder.
    """
    try:
        os.makedirs(path, mode=mode, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no folder name"
        raise InputError(f"The folder {named(path)} cannot be created: {reason}.") from None
