# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of an inventory -> intent, or one sentence for each thing that does not fit."""

from __future__ import annotations

import datetime
import typing as t

from . import normal
from .intent import FloatingAddress, Intent, Member, Service, Waiver
from .schema import BY_NAME, MEMBER, PREFIX, SERVICE, VARIABLES
from .status import Severity
from .values import Reader, unknown_key

Variables = t.Mapping[str, object]

MEMBER_VARIABLES = tuple(v for v in VARIABLES if v.scope == MEMBER)
SERVICE_VARIABLES = tuple(v for v in VARIABLES if v.scope == SERVICE)
MEMBER_NAMES = frozenset(v.name for v in MEMBER_VARIABLES)


def parse_intent(hosts: t.Mapping[str, Variables], check_ids: t.Container[str]) -> Intent:
    """The intent that the variables of all hosts of an inventory declare.

    Args:
        hosts: Host name -> its variables; those without the prefix are passed over.
        check_ids: Ids that waivers and severities may name.

    Raises:
        InputError: With a sentence for every problem of every host.
    """
    reader = Reader(check_ids)
    services: dict[str, list[tuple[str, Variables]]] = {}
    for host, variables in hosts.items():
        ours = {name: value for name, value in variables.items() if name.startswith(PREFIX)}
        _refuse_unknown(reader, host, ours)
        name = _service_of(reader, host, ours)
        if name is not None:
            services.setdefault(name, []).append((host, ours))
    parsed = [_service(reader, name, members) for name, members in services.items()]
    intent = Intent(tuple(service for service in parsed if service is not None))
    reader.raise_problems()
    _compare(reader, intent)
    reader.raise_problems()
    return intent


def _refuse_unknown(reader: Reader, host: str, ours: Variables) -> None:
    for name in ours:
        if name not in BY_NAME:
            reader.problem(unknown_key(host, name, BY_NAME))


def _service_of(reader: Reader, host: str, ours: Variables) -> str | None:
    """The service that a host declares, or None where it is no front end."""
    declared = ours.get("frontend_service")
    if isinstance(declared, (list, tuple)) and len(declared) > 1:
        reader.problem(
            f"{host}: frontend_service names {len(declared)} services; a host belongs to one."
        )
        return None
    if declared is None and not any(ours.get(name) is not None for name in MEMBER_NAMES):
        return None
    name = reader.read(BY_NAME["frontend_service"], declared, f"{host}: frontend_service")
    return None if name is None else str(name)


def _service(reader: Reader, name: str, hosts: list[tuple[str, Variables]]) -> Service | None:
    before = len(reader.problems)
    members = [_member(reader, host, ours) for host, ours in hosts]
    mains = [member.name for member in members if member.role == "main"]
    if len(mains) != 1 and len(reader.problems) == before:
        found = " and ".join(mains) or "none"
        reader.problem(f"Service {name} must have exactly one main member, not {found}.")
    first_host, first = hosts[0]
    values = {}
    for variable in SERVICE_VARIABLES:
        declared = first.get(variable.name)
        for host, ours in hosts[1:]:
            if ours.get(variable.name) != declared:
                reader.problem(
                    f"{variable.name} differs between {first_host} and {host},"
                    f" which share the service {name}."
                )
        values[variable.name] = reader.read(variable, declared, f"{first_host}: {variable.name}")
    if len(reader.problems) > before:
        return None
    lease = values["frontend_dhcp_lease_minutes"]
    return Service(
        name=name,
        members=tuple(members),
        floating_addresses=tuple(
            FloatingAddress(
                address=floating["address"][0],
                prefix=floating["address"][1],
                landb_device=floating["landb_device"],
            )
            for floating in values["frontend_floating_addresses"]
        ),
        network_database=values["frontend_network_database"],
        evidence_max_age=datetime.timedelta(hours=values["frontend_evidence_max_age_hours"]),
        end_date_notice=datetime.timedelta(days=values["frontend_end_date_notice_days"]),
        dhcp_lease=None if lease is None else datetime.timedelta(minutes=lease),
        severities=values["frontend_severities"],
        waivers=_waivers(values["frontend_waivers"]),
    )


def _waivers(declared: list[dict[str, t.Any]]) -> tuple[Waiver, ...]:
    return tuple(
        Waiver(**{**waiver, "ceiling": Severity(waiver["ceiling"])}) for waiver in declared
    )


def _member(reader: Reader, host: str, ours: Variables) -> Member:
    values = {
        variable.name: reader.read(variable, ours.get(variable.name), f"{host}: {variable.name}")
        for variable in MEMBER_VARIABLES
    }
    device = values["frontend_landb_device"]
    if device is None and ours.get("frontend_landb_device") is None:
        try:
            device = normal.device_name(host)
        except ValueError:
            reader.problem(
                f"{host}: frontend_landb_device is missing, and no name for it in LanDB"
                " can be made of the host's name."
            )
    addresses = (values["frontend_primary_address"], values["frontend_primary_ipv6_address"])
    return Member(
        name=host,
        role=str(values["frontend_member"]),
        addresses=tuple(dict.fromkeys(a for a in addresses if a)),
        landb_device=str(device),
        is_static=values["frontend_addressing"] == "static",
    )


def _compare(reader: Reader, intent: Intent) -> None:
    """What can only be seen with all services side by side."""
    primaries: dict[str, str] = {}
    devices: dict[str, str] = {}
    floating: dict[str, str] = {}
    for service in intent.services:
        for member in service.members:
            for address in member.addresses:
                _claim(reader, primaries, address, member.name, "is the primary address of both")
            if service.has_database:
                _claim(
                    reader, devices, member.landb_device, member.name, "is the LanDB device of both"
                )
        for item in service.floating_addresses:
            _claim(
                reader,
                floating,
                item.address,
                f"service {service.name}",
                "is declared as floating address twice, by",
            )
    for address, owner in floating.items():
        if address in primaries:
            reader.problem(
                f"{address} is a floating address of {owner} and the primary address of"
                f" {primaries[address]}; it can be only one of them."
            )


def _claim(reader: Reader, claimed: dict[str, str], what: str, who: str, says: str) -> None:
    if what in claimed:
        reader.problem(f"{what} {says} {' and '.join(dict.fromkeys([claimed[what], who]))}.")
    claimed.setdefault(what, who)
