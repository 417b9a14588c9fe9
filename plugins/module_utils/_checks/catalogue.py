# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All checks, registered by import (AnsiballZ sees static imports only)."""

from __future__ import annotations

import dataclasses
import typing as t

from .._model.check import CATALOGUE, Check, Scope
from .dhcp import watching
from .evidence import presence
from .landb import addresses, bindings, cards, devices, floating

SUBJECTS = (watching, presence, addresses, bindings, cards, devices, floating)

OF_HOSTS: t.Final = frozenset(("EVD001", "LDB009"))
"""Checks of what a host told; without its evidence they have no place."""


def of_database() -> list[Check]:
    """What can be judged of LanDB's data alone; the age of evidence is then that of the data."""
    return [
        dataclasses.replace(check, scopes=frozenset((Scope.FLEET,)))
        if check.id == "EVD002"
        else check
        for check in CATALOGUE
        if check.id not in OF_HOSTS
    ]


__all__ = ("CATALOGUE", "SUBJECTS")
