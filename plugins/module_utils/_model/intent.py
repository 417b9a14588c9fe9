# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Intent: what should be true, as the judge sees it (normalised and validated)."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t

from .status import Severity


@dataclasses.dataclass(frozen=True)
class FloatingAddress:
    """An address that moves between the members of a service.

    Attributes:
        address: Canonical, without prefix length.
        prefix: The prefix length, if it was given.
        landb_device: The LanDB device that should hold it, or None where nobody said.
    """

    address: str
    prefix: int | None = None
    landb_device: str | None = None


@dataclasses.dataclass(frozen=True)
class Member:
    """A host of a front-end pair."""

    name: str
    role: str
    addresses: tuple[str, ...]
    landb_device: str
    is_static: bool = False


@dataclasses.dataclass(frozen=True)
class Waiver:
    """A failure that somebody answers for, until a day (inclusive, UTC) and up to a severity."""

    check: str
    subject: str
    owner: str
    reason: str
    ticket: str
    expires: datetime.date
    ceiling: Severity


@dataclasses.dataclass(frozen=True)
class Service:
    """Hosts that share floating addresses."""

    name: str
    members: tuple[Member, ...]
    floating_addresses: tuple[FloatingAddress, ...]
    network_database: str = "landb"
    evidence_max_age: datetime.timedelta = datetime.timedelta(hours=24)
    end_date_notice: datetime.timedelta = datetime.timedelta(days=30)
    severities: t.Mapping[str, Severity] = dataclasses.field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    @property
    def has_database(self) -> bool:
        """Whether a network database is meant to know this service."""
        return self.network_database != "none"


@dataclasses.dataclass(frozen=True)
class Intent:
    """All services of an inventory."""

    services: tuple[Service, ...]
