# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where LanDB's data comes from: a snapshot file now, a live client beside it later."""

from __future__ import annotations

import typing as t

from ..module_utils._files.access import named, near, read_bytes
from ..module_utils._files.documents import parse
from ..module_utils._landb.snapshot import NAME, read_snapshot
from ..module_utils._model.errors import InputError
from ..module_utils._model.evidence import Database, Source
from ._bundle import DATABASE_LIMIT


def load(path: str) -> t.Any:
    """The plain values of a snapshot file, proved to be usable.

    Raises:
        InputError: With one sentence that names the file and the place.
    """
    data = parse(read_bytes(path, DATABASE_LIMIT), named(path))
    read_snapshot(data, named(path))
    return data


def database(snapshot: str | None, recorded: str | None) -> tuple[Database, str]:
    """LanDB's data and where it comes from.

    Args:
        snapshot: A file that the operator named: what cannot be used of it is an error.
        recorded: The bundle's file: what cannot be used of it is missing evidence.
    """
    if snapshot is not None:
        content = parse(read_bytes(snapshot, DATABASE_LIMIT), named(snapshot))
        return read_snapshot(content, named(snapshot)), near(snapshot)
    if recorded is None:
        fault = "no snapshot of it was given (audit_landb_snapshot)"
        return Database(Source(NAME, None, fault)), "nowhere"
    try:
        content = parse(read_bytes(recorded, DATABASE_LIMIT, follow=False), named(recorded))
        return read_snapshot(content, named(recorded)), near(recorded)
    except InputError as error:
        return Database(Source(NAME, None, str(error).rstrip("."))), near(recorded)
