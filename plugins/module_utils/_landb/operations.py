# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations of LanDB's SOAP service (version 6) that this collection calls."""

from __future__ import annotations

import typing as t

AUTHENTICATE: t.Final = "getAuthToken"
READING: t.Final = frozenset(
    (
        "getDeviceInfoArray",
        "getHCPInfoArray",
        "searchDevice",
        "getDevicesFromService",
        "getServiceInfo",
        "getSetAllInterfaces",
        "getSetInfo",
        "getLastChangedDevices",
        "searchNetNameTable",
    )
)
"""They change nothing; a session calls no other unless it was opened for writing."""

WRITING: t.Final = frozenset(("bindUnbindInterface",))
MAX_NAMES: t.Final = 200
"""Names that getDeviceInfoArray takes at a time (public clients; no document states it)."""
