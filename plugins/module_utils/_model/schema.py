# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables in which an operator writes the intent: names, types, defaults, documentation.

This is their only declaration: the role's defaults and argument_specs are generated from it,
and the reader in `parse.py` follows it.
"""

from __future__ import annotations

import dataclasses
import typing as t

from .status import Severity

PREFIX: t.Final = "frontend_"
MEMBER: t.Final = "member"
SERVICE: t.Final = "service"

Kind = t.Literal["str", "int", "list", "dict"]
Form = t.Literal[
    "",
    "name",
    "address",
    "ipv6_address",
    "address_with_prefix",
    "device",
    "date",
    "severity",
    "check",
]


@dataclasses.dataclass(frozen=True)
class Variable:
    """One variable, or one key of a mapping.

    Attributes:
        name: As it is written.
        kind: Its YAML type.
        description: A sentence for the generated documentation.
        scope: `member`: of one host; `service`: the same on all members of a service.
        required: Whether an operator must give it.
        default: Its value otherwise.
        form: What a text must look like.
        choices: All values that it can take.
        low: The least value of an integer.
        high: The greatest value of an integer.
        elements: The type of a list's items.
        keys: The keys of a mapping, or of each mapping in a list; none: any key.
    """

    name: str
    kind: Kind
    description: str
    scope: str = SERVICE
    required: bool = False
    default: t.Any = None
    form: Form = ""
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    elements: Kind | None = None
    keys: tuple[Variable, ...] = ()


SEVERITIES: t.Final = tuple(severity.value for severity in Severity)

VARIABLES: t.Final[tuple[Variable, ...]] = (
    Variable(
        "frontend_service",
        "str",
        "Name of the service. Hosts with the same name share its floating addresses;"
        " a host without one is no front end.",
        MEMBER,
        required=True,
        form="name",
    ),
    Variable(
        "frontend_member",
        "str",
        "Whether the host is meant to hold the floating addresses (exactly one V(main) a service)"
        " or to take over.",
        MEMBER,
        required=True,
        choices=("main", "backup"),
    ),
    Variable(
        "frontend_primary_address",
        "str",
        "The host's own IPv4 or IPv6 address, without prefix length.",
        MEMBER,
        required=True,
        form="address",
    ),
    Variable(
        "frontend_primary_ipv6_address",
        "str",
        "The host's own IPv6 address, where O(frontend_primary_address) is an IPv4 one.",
        MEMBER,
        form="ipv6_address",
    ),
    Variable(
        "frontend_landb_device",
        "str",
        "The host's device in LanDB. By default the first label of its name in the inventory.",
        MEMBER,
        form="device",
    ),
    Variable(
        "frontend_addressing",
        "str",
        "How the host gets its primary address.",
        MEMBER,
        default="dhcp",
        choices=("dhcp", "static"),
    ),
    Variable(
        "frontend_floating_addresses",
        "list",
        "The addresses that move between the members.",
        required=True,
        elements="dict",
        keys=(
            Variable(
                "address",
                "str",
                "IPv4 or IPv6 address; a prefix length may follow after a slash.",
                required=True,
                form="address_with_prefix",
            ),
            Variable(
                "landb_device",
                "str",
                "The device in LanDB that should hold the address.",
                form="device",
            ),
        ),
    ),
    Variable(
        "frontend_network_database",
        "str",
        "The network database that DHCP is generated from; V(none) where there is none,"
        " then its checks do not apply.",
        default="landb",
        choices=("landb", "none"),
    ),
    Variable(
        "frontend_evidence_max_age_hours",
        "int",
        "Evidence that is older, in hours, is stale: nothing passes on it.",
        default=24,
        low=1,
        high=8760,
    ),
    Variable(
        "frontend_end_date_notice_days",
        "int",
        "How many days before a device leaves LanDB it is a finding.",
        default=30,
        low=0,
        high=3650,
    ),
    Variable(
        "frontend_dhcp_lease_minutes",
        "int",
        "How long a DHCP lease lasts. It is renewed after half of that: LanDB has to be looked at"
        " more often. Where it is not declared, DHC005 is unknown in a live audit, which fails it.",
        low=1,
        high=525600,
    ),
    Variable(
        "frontend_vrrp",
        "dict",
        "The VRRP instance of the pair.",
        keys=(
            Variable(
                "virtual_router_id",
                "int",
                "Virtual router identifier (RFC 9568, section 5.2.3).",
                required=True,
                low=1,
                high=255,
            ),
            Variable(
                "advertisement_interval",
                "int",
                "Seconds between advertisements.",
                default=1,
                low=1,
                high=40,
            ),
        ),
    ),
    Variable(
        "frontend_kamailio",
        "dict",
        "The SIP server of the pair.",
        keys=(
            Variable("version", "str", "Intended version; C(*) stands for any text."),
            Variable(
                "listen",
                "list",
                "Transports that it serves.",
                elements="str",
                choices=("udp", "tcp", "tls"),
            ),
        ),
    ),
    Variable(
        "frontend_restarts",
        "dict",
        "Planned restarts of the SIP server.",
        keys=(
            Variable("calendar", "str", "Days, as in C(systemd.time(7)).", required=True),
            Variable("window", "str", "From and to, such as V(04:00-05:00).", required=True),
        ),
    ),
    Variable(
        "frontend_observers",
        "list",
        "Hosts of the inventory that send the ARP, DHCP and SIP probes.",
        default=[],
        elements="str",
        form="name",
    ),
    Variable(
        "frontend_severities",
        "dict",
        "Severities that differ from the catalogue's, by the id of the check.",
        default={},
        form="severity",
    ),
    Variable(
        "frontend_waivers",
        "list",
        "Failures that somebody answers for. A waiver lapses when it expires or when the finding"
        " gets worse than its ceiling; evidence that is missing cannot be waived.",
        default=[],
        elements="dict",
        keys=(
            Variable("check", "str", "Id of the check.", required=True, form="check"),
            Variable("subject", "str", "Subject of the finding, as reported.", required=True),
            Variable("owner", "str", "Who answers for it.", required=True),
            Variable("reason", "str", "Why it is acceptable.", required=True),
            Variable("ticket", "str", "Where it is followed.", required=True),
            Variable(
                "expires",
                "str",
                "Last day on which it holds, to the end of that day in UTC.",
                required=True,
                form="date",
            ),
            Variable(
                "ceiling",
                "str",
                "The worst severity that it covers.",
                required=True,
                choices=SEVERITIES,
            ),
        ),
    ),
)

BY_NAME: t.Final[t.Mapping[str, Variable]] = {variable.name: variable for variable in VARIABLES}
