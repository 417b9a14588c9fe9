# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operations do; each answers with plain values or raises a LandbFault."""

from __future__ import annotations

# Importing them registers what they answer.
from . import bindings, delegations, devices, insertion, interfaces, networks, search, sets, virtual
from .registry import HANDLERS, Context

__all__ = [
    "HANDLERS",
    "Context",
    "bindings",
    "delegations",
    "devices",
    "insertion",
    "interfaces",
    "networks",
    "search",
    "sets",
    "virtual",
]
