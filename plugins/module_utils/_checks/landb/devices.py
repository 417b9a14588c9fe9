# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDB011 and LDB012: the devices themselves."""

from __future__ import annotations

import itertools
import typing as t

from ..._model.check import Need, Scope, check
from ..._model.evidence import Device
from ..._model.finding import Outcome
from ..._model.normal import duration
from ..._model.outcome import failed, not_applicable, passed, unknown
from ..._model.status import Severity
from ..cases import HostCase, ServiceCase
from .texts import EVERY_STATUS


@check(
    "LDB011",
    title="The members do not share a rack, an outlet or a hypervisor",
    scope=Scope.SERVICE,
    severity=Severity.MINOR,
    why="A pair on one power strip, one cable or one hypervisor is one machine.",
    fails_when="main and backup share a rack, an outlet or a hypervisor",
    consequence="One fault of what they share takes both members and the service down.",
    remedy="Move one of the members.",
    reference="LanDB SOAP v6, InterfaceInformation.RackName and Outlet, VMInfo.VMParent",
    statuses=EVERY_STATUS,
    needs=(Need.DATABASE,),
    folds_under=("EVD003",),
)
def members_are_apart(case: ServiceCase) -> Outcome:
    if len(case.members) < 2:
        return not_applicable(f"{case.subject} has one member")
    dark: list[str] = []
    for one, other in itertools.combinations(case.members, 2):
        if one.device is None or other.device is None:
            missing = one if one.device is None else other
            dark.append(f"LanDB gave no answer about {missing.member.landb_device}")
            continue
        here, there = _whereabouts(one), _whereabouts(other)
        shared = [f"the {what} {where}" for what, where in here.items() if there.get(what) == where]
        if shared:
            return failed(
                f"{one.subject} and {other.subject} share {' and '.join(shared)}",
                expected="different " + ", ".join(here),
                actual=" and ".join(shared),
                hosts=(one.subject, other.subject),
            )
        if not here.keys() & there.keys():
            dark.append(
                f"LanDB has no rack, outlet or hypervisor of both {one.subject} and {other.subject}"
            )
    if dark:
        return unknown(dark[0])
    return passed(f"the members of {case.subject} share no rack, outlet or hypervisor")


def _whereabouts(case: HostCase) -> t.Mapping[str, str]:
    places: dict[str, str] = {}
    if case.primary and case.primary.rack_name:
        places["rack"] = case.primary.rack_name
    if case.primary and case.primary.outlet:
        places["outlet"] = case.primary.outlet
    if case.device and case.device.vm_parent:
        places["hypervisor"] = case.device.vm_parent
    return places


@check(
    "LDB012",
    title="The device stays in LanDB",
    scope=Scope.HOST,
    severity=Severity.MINOR,
    why="On its end date a device is removed from LanDB, and with it its addresses.",
    fails_when="the device's end date is near (frontend_end_date_notice_days) or past",
    consequence="From that day on DHCP and DNS do not know the host.",
    remedy="Extend the end date of the device in LanDB.",
    reference="LanDB SOAP v6, DeviceInfo.EndDate",
    statuses=EVERY_STATUS,
    needs=(Need.DEVICE,),
)
def device_stays(case: HostCase) -> Outcome:
    device: Device | None = case.device
    if device is not None and "end_date" in device.unreadable:
        said = device.unreadable["end_date"]
        return unknown(f"LanDB says that {device.name} ends '{said}', which is no date")
    if device is None or "end_date" in device.unread:
        return unknown(f"LanDB did not say when {case.member.landb_device} ends")
    if device.end_date is None:
        return passed(f"{device.name} has no end date")
    left = device.end_date - case.fleet.at.date()
    if left > case.service.end_date_notice:
        return passed(f"{device.name} stays until {device.end_date}", str(device.end_date))
    when = "was" if left.days < 0 else "is"
    away = f"{duration(left)} {'ago' if left.days < 0 else 'from now'}" if left.days else "today"
    return failed(
        f"the end date of {device.name} in LanDB {when} {device.end_date}, {away}",
        expected=f"later than {duration(case.service.end_date_notice)} from now",
        actual=str(device.end_date),
    )
