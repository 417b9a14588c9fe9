# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a run reaches LanDB: variables `audit_landb_*`, and the environment where they are silent."""

from __future__ import annotations

import typing as t

from ..module_utils._landb.access import Access, read_access
from ..module_utils._model.errors import InputError
from ..module_utils._module.landb import ENVIRONMENT
from ..module_utils._module.landb import PREFIX as OPTION
from ._options import LANDB

PREFIX: t.Final = "audit_landb_"
SNAPSHOT: t.Final = "audit_landb_snapshot"
ACCOUNT: t.Final = ("username", "password")


def read_landb_access(
    variables: t.Mapping[str, t.Any], environment: t.Mapping[str, str], has_snapshot: bool
) -> Access | None:
    """The access to LanDB, or None where none is described.

    Args:
        variables: Those of the run.
        environment: Of the controller; it alone does not go before a snapshot.
        has_snapshot: Whether a file with LanDB's data was named.

    Raises:
        InputError: With a sentence for each that cannot be used, or where there is a snapshot too.
    """
    given = {name: variables.get(PREFIX + name) for name in LANDB}
    wants = [PREFIX + name for name in ("url", *ACCOUNT) if given[name] is not None]
    if has_snapshot:
        if wants:
            raise InputError(
                f"{SNAPSHOT} and {wants[0]} are both given: LanDB's data comes from a file or from"
                " LanDB, not from both."
            )
        return None
    values = {
        name: environment.get(ENVIRONMENT.get(OPTION + name, "")) if value is None else value
        for name, value in given.items()
    }
    if not wants and not any(values[name] for name in ACCOUNT):
        return None
    return read_access(values, PREFIX)
