# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that behaves like LanDB's SOAP interface; README.md beside this file is its manual."""

from __future__ import annotations

from . import misbehaviours
from .faults import SeedError
from .simulator import Simulator
from .style import STYLES, ReplyStyle
from .switches import Switches

__all__ = ["STYLES", "ReplyStyle", "SeedError", "Simulator", "Switches", "misbehaviours"]
