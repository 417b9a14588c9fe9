# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of the reports: the report before, the one that is written, and nobody else in it."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import os
import time
import typing as t

from ..module_utils._files.access import (
    MIB,
    make_folder,
    named,
    read_bytes,
    remove,
    write_together,
)
from ..module_utils._files.documents import parse_json
from ..module_utils._model.errors import InputError
from ..module_utils._model.normal import stamp
from ._options import RunOptions
from ._report import compare
from ._report.formats import FINDINGS, FORMATS, HISTORY
from ._report.model import Report, Scope

PREVIOUS_LIMIT: t.Final = 1024 * MIB
LOCK_SECONDS: t.Final = 5.0
A: t.Final = {"audit": "an audit", "watch": "a watch", "sweep": "a sweep"}


def previous_of(
    options: RunOptions, now: datetime.datetime, scope: Scope = "audit"
) -> compare.Previous | None:
    """The report to compare with: the one that was named, or the one in place if there is one.

    It needs nothing but the options, so a run can ask for it before it contacts a host.

    Raises:
        InputError: Where it cannot be used: it is broken, or of a later moment than a replay.
    """
    path = options.previous or os.path.join(options.reports, FINDINGS)
    if options.previous is None and not os.path.lexists(path):
        return None
    try:
        found = compare.read_previous(
            parse_json(read_bytes(path, PREVIOUS_LIMIT), named(path)), named(path)
        )
    except InputError as error:
        hint = "" if options.previous else " Move it away to begin a new history."
        raise InputError(f"{error}{hint}") from None
    if found.scope != scope:
        raise InputError(
            f"{named(path)} is the report of {A[found.scope]}, and this run is {A[scope]}: give it"
            " a folder of its own."
        )
    if options.bundle is not None and options.previous is None and found.kind == "live":
        raise InputError(
            f"{named(path)} is the report of a live run: a replay of older evidence would undo that"
            " history. Give it a folder of its own (audit_reports)."
        )
    at = options.as_of or now
    # By its own clock a run is never earlier than the one before, but for a clock that was wrong.
    if options.as_of is not None and options.previous is None and stamp(at) < stamp(found.at):
        raise InputError(
            f"{named(path)} is of {stamp(found.at)}, and this run judges as of {stamp(at)}: it"
            " would undo that history. Give it a folder of its own (audit_reports)."
        )
    return found


def write(
    report: Report,
    reports: str,
    formats: t.Container[str] = frozenset(FORMATS),
    more: t.Mapping[str, t.Iterable[str]] | None = None,
) -> tuple[str, ...]:
    """Write the files of a report, and what else belongs to it; the paths of the report.

    What another run left of the formats that are not asked for is removed: it would tell of that
    run beside the files of this one.

    Raises:
        InputError: Where one cannot be written; all are then as they were before.
    """
    files, others = {}, []
    for name, form in FORMATS.items():
        path = os.path.join(reports, form.file)
        if name in formats or name == HISTORY:
            files[path] = form.chunks(report)
        else:
            others.append(path)
    write_together({**files, **(more or {})})
    for path in others:
        remove(path)
    return tuple(files)


@contextlib.contextmanager
def alone(reports: str, patience: float = LOCK_SECONDS) -> t.Iterator[None]:
    """Hold the folder of the reports, so that two runs do not compare with half of each other.

    Raises:
        InputError: Where another run holds it for longer than `patience` seconds.
    """
    make_folder(reports, 0o755)
    path = os.path.join(reports, ".lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise InputError(f"{named(path)} cannot be written: {error.strerror}.") from None
    try:
        _lock(descriptor, reports, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, reports: str, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise InputError(
                    f"Another audit is writing its report in {named(reports)}: let it end, or"
                    " give this one another folder (audit_reports)."
                ) from None
            time.sleep(0.1)
