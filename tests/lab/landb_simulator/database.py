# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The database: devices by name, copied on write, with a memory of what they were before.

A record is never changed once it is in: whoever reads needs no lock, and XML that was made of a
record stays right for as long as the record is the current one.
"""

from __future__ import annotations

import collections
import contextlib
import copy
import datetime
import threading
import time
import typing as t

from . import spelling
from .faults import LandbFault, not_found
from .seed import Seed
from .structures import Record

REMEMBERED: t.Final = 100_000


class Database:
    """What LanDB knows."""

    def __init__(self, seed: Seed) -> None:
        self.devices = dict(seed.devices)
        self.services = {name: dict(service) for name, service in seed.services.items()}
        self.sets = dict(seed.sets)
        self.delegations: list[Record] = []
        """Delegated DNS zones."""
        self.commits = 0
        self._interfaces: dict[str, str] = {}
        self._lock = threading.RLock()
        self._here = threading.local()
        self._before: collections.deque[tuple[float, str, Record | None]] = collections.deque(
            maxlen=REMEMBERED
        )
        for device in self.devices.values():
            self._index(device)

    def _index(self, device: Record) -> None:
        for interface in device["Interfaces"]:
            self._interfaces[interface["Name"]] = device["DeviceName"]
            for alias in interface["IPAliases"] or ():
                self._interfaces.setdefault(alias.upper(), device["DeviceName"])

    def device(self, name: str) -> Record:
        """A device; a fault where there is none of this name."""
        try:
            return self.devices[spelling.device_name(name)]
        except (KeyError, ValueError):
            raise not_found("device", name) from None

    def find(self, name: str) -> Record | None:
        """A device, or None."""
        try:
            return self.devices.get(spelling.device_name(name))
        except ValueError:
            return None

    def interface(self, name: str) -> tuple[Record, Record]:
        """A device and one of its interfaces, by the interface's name, qualified or not."""
        wanted = name.strip().rstrip(".").upper()
        owner = self.devices.get(self._interfaces.get(wanted, ""))
        for device in [owner] if owner else self.devices.values():
            for interface in device["Interfaces"]:
                if wanted in (interface["Name"], interface["Name"].split(".", 1)[0]):
                    return device, interface
                if wanted in (alias.upper() for alias in interface["IPAliases"] or ()):
                    return device, interface
        raise not_found("interface", name)

    def service(self, name: str) -> Record:
        """A network service; a fault where there is none of this name."""
        try:
            return self.services[name.strip().upper()]
        except KeyError:
            raise not_found("service", name) from None

    @contextlib.contextmanager
    def changing(self, name: str, unlocked: bool = True) -> t.Iterator[Record]:
        """A copy of a device to change; it replaces the device, unless a fault is raised.

        Args:
            name: The device's.
            unlocked: Whether a manager's lock forbids it.
        """
        with self._lock:
            device = copy.deepcopy(self.device(name))
            if unlocked:
                self.check_lock(device)
            before = device["DeviceName"]
            yield device
            if device["DeviceName"] != before:
                self._commit(before, None)
            self._commit(device["DeviceName"], device)

    def check_lock(self, device: Record) -> None:
        """A fault where only a manager may change a device."""
        if device["ManagerLocked"]:
            raise LandbFault(
                f"The device {device['DeviceName']} is externally managed by a service provider"
            )

    @contextlib.contextmanager
    def locked(self) -> t.Iterator[None]:
        """Nothing changes between a look and a write."""
        with self._lock:
            yield

    def insert(self, device: Record) -> None:
        """A new device; a fault where its name is taken."""
        with self._lock:
            if device["DeviceName"] in self.devices:
                raise LandbFault(f"device {device['DeviceName']} is already in the database")
            self._commit(device["DeviceName"], device)

    def remove(self, name: str, unlocked: bool = True) -> None:
        """Take a device out, as `changing` changes it."""
        with self._lock:
            device = self.device(name)
            if unlocked:
                self.check_lock(device)
            self._commit(device["DeviceName"], None)

    @contextlib.contextmanager
    def ignoring_writes(self) -> t.Iterator[None]:
        """What this thread writes is examined as ever, and not kept."""
        self._here.ignoring = True
        try:
            yield
        finally:
            self._here.ignoring = False

    @property
    def written(self) -> int:
        """How many times this thread wrote."""
        return getattr(self._here, "written", 0)

    def write(self, change: t.Callable[[], object]) -> None:
        """Change something that is not a device."""
        with self._lock:
            if self._kept():
                change()

    def _kept(self) -> bool:
        """Count a write; False where it is to be ignored."""
        if getattr(self._here, "ignoring", False):
            return False
        self._here.written = self.written + 1
        return True

    def _commit(self, name: str, device: Record | None) -> None:
        if not self._kept():
            return
        self._before.append((time.monotonic(), name, self.devices.get(name)))
        self.commits += 1
        if device is not None:
            device["LastChangeDate"] = datetime.datetime.now(datetime.UTC)
        current = dict(self.devices)
        self._interfaces = {key: owner for key, owner in self._interfaces.items() if owner != name}
        if device is None:
            current.pop(name, None)
        else:
            current[name] = device
            self._index(device)
        self.devices = current

    def as_of(self, delay: float) -> tuple[int, dict[str, Record]]:
        """The devices as they were so many seconds ago, and the number of writes until then."""
        moment = time.monotonic() - delay
        with self._lock:
            devices, undone = self.devices, 0
            for when, name, before in reversed(self._before):
                if when <= moment:
                    break
                if not undone:
                    devices = dict(devices)
                undone += 1
                if before is None:
                    devices.pop(name, None)
                else:
                    devices[name] = before
            return self.commits - undone, devices
