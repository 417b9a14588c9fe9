# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB answers, and not what it should."""

from __future__ import annotations

import copy
import dataclasses
import re
import typing as t

from ..reply import Writer
from .rules import Devices, Kind


@dataclasses.dataclass(frozen=True)
class EmptyBody(Kind):
    """A SOAP envelope with nothing in its body."""

    def text(self, _text: str, writer: Writer, /) -> str:
        """The empty envelope."""
        return writer.envelope("")


@dataclasses.dataclass(frozen=True)
class WrongResponse(Kind):
    """The reply to another operation."""

    name: str = "getSetInfoResponse"

    def text(self, text: str, _writer: Writer, /) -> str:
        """The reply with another name."""
        return re.sub(r"\b(?!HCPResponse\b)\w+Response\b", self.name, text)


@dataclasses.dataclass(frozen=True)
class MissingDevices(Kind):
    """Devices are missing from a list: 199 of 200."""

    count: int = 1
    names: tuple[str, ...] = ()
    """These; else the last ones."""

    def result(self, value: t.Any, _devices: Devices, /) -> t.Any:
        """The list without them."""
        if not isinstance(value, list):
            return value
        if self.names:
            return [item for item in value if _name(item) not in self.names]
        return value[: max(0, len(value) - self.count)]


@dataclasses.dataclass(frozen=True)
class RepeatedDevice(Kind):
    """The first of a list comes twice; a field of the second may differ."""

    changes: tuple[tuple[str, t.Any], ...] = ()

    def result(self, value: t.Any, _devices: Devices, /) -> t.Any:
        """The list with it once more."""
        if not isinstance(value, list) or not value:
            return value
        again = copy.deepcopy(value[0])
        if isinstance(again, dict):
            again.update(self.changes)
        return [*value, again]


@dataclasses.dataclass(frozen=True)
class StrangeDevice(Kind):
    """A device that nobody asked for is added to a list."""

    name: str = "STRANGER"

    def result(self, value: t.Any, devices: Devices, /) -> t.Any:
        """The list with it."""
        if not isinstance(value, list):
            return value
        if value and not isinstance(value[0], dict):
            return [*value, self.name]
        stranger = devices.get(self.name)
        if stranger is None and devices:
            stranger = {**next(iter(devices.values())), "DeviceName": self.name}
        return [*value, stranger]


@dataclasses.dataclass(frozen=True)
class WritesIgnored(Kind):
    """A write answers that it succeeded, and nothing is written."""

    writes_kept = False


@dataclasses.dataclass(frozen=True)
class WritesRefused(Kind):
    """A write answers false."""

    writes_kept = False

    def result(self, value: t.Any, _devices: Devices, /) -> t.Any:
        """False in place of true."""
        return False if value is True else value


def _name(item: t.Any) -> str:
    return str(item.get("DeviceName") or item.get("HostName")) if isinstance(item, dict) else item
