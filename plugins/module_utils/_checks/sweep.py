# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sweep: every device of a network service judged without an inventory.

The intent is one rule: a fixed interface is bound, and a floating address is declared (by the
operator) or marked (in LanDB, by what its description says).
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import typing as t

from .._model import normal
from .._model.check import Check, Scope
from .._model.errors import InputError, kind_of, shown
from .._model.evidence import Database, Device, Interface
from .._model.finding import Finding
from .._model.intent import FloatingAddress, Member, Service
from .cases import FleetCase
from .catalogue import CATALOGUE
from .judge import Judge

CHECKS: t.Final[t.Mapping[str, frozenset[Scope]]] = {
    "LDB001": frozenset((Scope.HOST,)),
    "LDB002": frozenset((Scope.HOST,)),
    "LDB003": frozenset((Scope.SERVICE,)),
    "LDB004": frozenset((Scope.HOST,)),
    "LDB005": frozenset((Scope.HOST,)),
    "EVD002": frozenset((Scope.FLEET,)),
    "EVD003": frozenset((Scope.HOST, Scope.SERVICE, Scope.FLEET)),
}
"""What can be judged without an intent, and of what."""

MARKED: t.Final = r"\b(floating|vrrp)\b"
"""A description that marks an interface as floating, whatever its letter case."""

MAX_PATTERN: t.Final = 200
UNLIKE: t.Final = ("abc", "012")
"""Descriptions without anything in common: a pattern that finds both finds any."""
NOTHING: t.Final = ""
"""No interface is called so."""


@dataclasses.dataclass(frozen=True)
class Floating:
    """Which interfaces are floating: those with an address of these, and those that are marked."""

    addresses: frozenset[str]
    marked: re.Pattern[str]

    def has(self, interface: Interface) -> bool:
        """Whether an interface is floating."""
        if any(address in self.addresses for address in interface.addresses):
            return True
        return interface.description is not None and bool(self.marked.search(interface.description))


def read_floating(addresses: object, pattern: object, names: tuple[str, str]) -> Floating:
    """The operator's declaration.

    Args:
        addresses: A list of addresses, each with or without a prefix length; None: empty.
        pattern: A regular expression for descriptions, or None: `MARKED`.
        names: What the operator calls the two.

    Raises:
        InputError: With one sentence.
    """
    declared = [] if addresses is None else addresses
    if not isinstance(declared, (list, tuple)):
        raise InputError(f"{names[0]} must be a list of addresses, not {kind_of(declared)}.")
    found = set()
    for i, item in enumerate(declared):
        try:
            found.add(normal.address_with_prefix(item)[0])
        except (ValueError, AttributeError, TypeError):
            raise InputError(f"{names[0]}[{i}] must be an address, not {kind_of(item)}.") from None
    written = MARKED if pattern is None else pattern
    try:
        if not isinstance(written, str) or not written or len(written) > MAX_PATTERN:
            raise InputError(f"{names[1]} must be a regular expression, not {kind_of(written)}.")
        marked = re.compile(written, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise InputError(
            f"{names[1]} must be a regular expression, not {shown(written)}: {error}."
        ) from None
    if marked.search("") or all(marked.search(text) for text in UNLIKE):
        raise InputError(f"{names[1]} matches everything, so no interface would be judged.")
    return Floating(frozenset(found), marked)


def read_network_services(value: object, name: str) -> tuple[str, ...]:
    """Names of network services, each once, as LanDB spells them.

    Args:
        value: A list of names, or one text with commas.
        name: What the operator calls it.

    Raises:
        InputError: With one sentence, also where there is none.
    """
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)):
        raise InputError(f"{name} must be a list of network services, not {kind_of(value)}.")
    found: dict[str, None] = {}
    for item in items:
        if not isinstance(item, str) or not item.strip() or len(item) > 100:
            raise InputError(f"{name} must be a list of network services; {kind_of(item)} is none.")
        if not item.isprintable():
            raise InputError(f"{name} must be a list of network services; {shown(item)} is none.")
        found[" ".join(item.split()).upper()] = None
    if not found:
        raise InputError(f"{name} is empty: nothing would be judged.")
    return tuple(found)


def judge(
    database: Database,
    names: t.Sequence[str],
    floating: Floating,
    at: datetime.datetime,
    max_age: datetime.timedelta,
) -> list[Finding]:
    """The findings on every device of the network services."""
    fleet = FleetCase(at, database, max_age=max_age, asks_hosts=False, is_sweep=True)
    judging = Judge(fleet, checks())
    findings = judging.fleet()
    for name in names:
        findings += judging.service(service(database, name, floating, max_age), {})
    return findings


def checks() -> list[Check]:
    """The checks of a sweep."""
    return [dataclasses.replace(CATALOGUE[name], scopes=scopes) for name, scopes in CHECKS.items()]


def service(
    database: Database, name: str, floating: Floating, max_age: datetime.timedelta
) -> Service:
    """A network service as a service whose members are its devices."""
    members = []
    addresses: dict[str, str] = {}
    for device_name in devices_of(database, name):
        device = database.devices.get(device_name)
        inside = [i for i in device.interfaces if i.service_name == name] if device else []
        moving = [i for i in inside if floating.has(i)]
        addresses.update((a, device_name) for i in moving for a in i.addresses)
        fixed = [i for i in inside if i not in moving and not i.is_ipmi]
        if fixed or not inside:
            members.append(_member(device, device_name, fixed))
    return Service(
        name=name,
        members=tuple(members),
        floating_addresses=tuple(
            FloatingAddress(address, landb_device=holder) for address, holder in addresses.items()
        ),
        evidence_max_age=max_age,
    )


def devices_of(database: Database, name: str) -> t.Sequence[str]:
    """The devices of a network service: as LanDB lists them, and those that show it."""
    shown_by = {
        device.name: None
        for device in database.devices.values()
        if any(interface.service_name == name for interface in device.interfaces)
    }
    return list({**dict.fromkeys(database.network_services.get(name, ())), **shown_by})


def _member(device: Device | None, name: str, fixed: t.Sequence[Interface]) -> Member:
    """A device; its primary interface is the fixed one of its name, else the first."""
    own = [i for i in fixed if device and i.label == device.name]
    primary = (own or [*fixed])[:1]
    return Member(
        name=name,
        role="device",
        addresses=primary[0].addresses if primary else (),
        landb_device=name,
        interface=primary[0].name if primary else NOTHING,
    )
