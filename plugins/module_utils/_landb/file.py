# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A snapshot file -> its plain values and the evidence in them."""

from __future__ import annotations

import typing as t

from .._files.access import MIB, named, read_bytes
from .._files.documents import parse
from .._model.evidence import Database
from .snapshot import read_snapshot

LIMIT: t.Final = 128 * MIB


def load(path: str, follow: bool = True) -> tuple[t.Any, Database]:
    """What a file holds, and what it says.

    Args:
        path: YAML or JSON.
        follow: Whether it may be a symbolic link.

    Raises:
        InputError: With one sentence that names the file and the place.
    """
    data = parse(read_bytes(path, LIMIT, follow), named(path))
    return data, read_snapshot(data, named(path))
