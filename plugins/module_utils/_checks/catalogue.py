# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All checks, registered by import (AnsiballZ sees static imports only)."""

from __future__ import annotations

from .._model.check import CATALOGUE
from .evidence import presence
from .landb import addresses, bindings, cards, devices, floating

SUBJECTS = (presence, addresses, bindings, cards, devices, floating)

__all__ = ("CATALOGUE", "SUBJECTS")
