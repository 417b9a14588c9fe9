# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options with which a module reaches LanDB (documentation fragment `_landb`)."""

from __future__ import annotations

import typing as t

from .._landb.access import Access, read_access

PREFIX: t.Final = "landb_"
ENVIRONMENT: t.Final[t.Mapping[str, str]] = {
    "landb_url": "LANDB_URL",
    "landb_username": "LANDB_USERNAME",
    "landb_password": "LANDB_PASSWORD",
    "landb_ca_file": "LANDB_CA_FILE",
}


def arguments(fallback: t.Callable[..., t.Any]) -> dict[str, dict[str, t.Any]]:
    """The argument specification of these options.

    Args:
        fallback: Ansible's `env_fallback`.
    """
    spec: dict[str, dict[str, t.Any]] = {
        "landb_url": {"type": "str"},
        "landb_username": {"type": "str"},
        "landb_password": {"type": "str", "no_log": True},
        "landb_ca_file": {"type": "path"},
    }
    for name, variable in ENVIRONMENT.items():
        spec[name]["fallback"] = (fallback, [variable])
    spec["landb_timeout"] = {"type": "float", "default": 90}
    spec["landb_concurrency"] = {"type": "int", "default": 4}
    return spec


def access(params: t.Mapping[str, t.Any]) -> Access:
    """The access that a module's parameters describe.

    Raises:
        InputError: With a sentence for each that cannot be used.
    """
    options = {
        name[len(PREFIX) :]: value for name, value in params.items() if name.startswith(PREFIX)
    }
    return read_access(options, PREFIX)


def secrets(params: t.Mapping[str, t.Any]) -> set[str]:
    """What must not be shown of an address that holds credentials, before it is refused."""
    url = str(params[f"{PREFIX}url"] or "")
    given, found, _host = (url.partition("//")[2] or url).rpartition("@")
    return {part for part in (given, given.partition(":")[2]) if part} if found else set()
