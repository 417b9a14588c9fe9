# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's data as a judge reads it: from a bundle, or from a file that the operator named."""

from __future__ import annotations

import typing as t

from ..module_utils._files.access import near
from ..module_utils._landb.file import load
from ..module_utils._landb.snapshot import NAME
from ..module_utils._model.errors import InputError
from ..module_utils._model.evidence import Database, Source

NOTHING: t.Final = (
    "neither an account (audit_landb_username, audit_landb_password) nor a snapshot"
    " (audit_landb_snapshot) of it was given"
)


def recorded(path: str | None) -> tuple[Database, str]:
    """LanDB's data in a bundle and where it comes from; what cannot be used is missing evidence."""
    if path is None:
        return Database(Source(NAME, None, NOTHING)), "nowhere"
    try:
        database = load(path, follow=False)[1]
    except InputError as error:
        return Database(Source(NAME, None, str(error).rstrip("."))), near(path)
    return database, database.source.origin or near(path)


def named(path: str) -> tuple[Database, str]:
    """LanDB's data in a file that the operator named.

    Raises:
        InputError: Where it cannot be used.
    """
    return load(path)[1], near(path)


def database(snapshot: str | None, recording: str | None) -> tuple[Database, str]:
    """LanDB's data and where it comes from: the named file where there is one, else the bundle's.

    Raises:
        InputError: Where the named file cannot be used.
    """
    return recorded(recording) if snapshot is None else named(snapshot)
