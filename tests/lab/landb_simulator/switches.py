# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the simulator behaves; each can be changed while it runs."""

from __future__ import annotations

import dataclasses
import typing as t

from .style import ReplyStyle

MAX_NAMES: t.Final = 200
"""LanDB takes no more names in one call."""


@dataclasses.dataclass
class Switches:
    """The settings that are no faults."""

    latency: float = 0.0
    """Seconds that every call takes."""
    latency_per_block: float = 0.0
    """Seconds that a call with a list of names takes besides."""
    unknown_in_array: t.Literal["fault", "omit", "nil"] = "omit"
    """What getDeviceInfoArray makes of a name that it does not know: not known of the real one."""
    dhcp_delay: float = 0.0
    """Seconds until the DHCP view follows a write; about 600 with the real one."""
    dhcp_view_from: t.Literal["bindings", "seed"] = "bindings"
    """Derived, or the rows that the seed has."""
    max_names: int = MAX_NAMES
    my_device: str | None = None
    """The device that getMyDeviceInfo answers for; else the one with the caller's address."""
    style: ReplyStyle = dataclasses.field(default_factory=ReplyStyle)
