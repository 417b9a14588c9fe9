# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of an inventory become the intent, or a sentence for each thing that does not fit."""

from __future__ import annotations

import copy
import datetime
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._model.intent import (
    FloatingAddress,
    Intent,
    Member,
    Service,
    Waiver,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.parse import parse_intent
from ansible_collections.cernphone.validation.plugins.module_utils._model.schema import VARIABLES
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Severity
from hypothesis import strategies as st

Inventory = dict[str, dict[str, t.Any]]

WAIVER: t.Final[dict[str, t.Any]] = {
    "check": "LDB001",
    "subject": "cpfe02",
    "owner": "Ada",
    "reason": "moves next week",
    "ticket": "RQF1",
    "expires": "2026-03-31",
    "ceiling": "critical",
}


def inventory() -> Inventory:
    """A pair, with no more than has to be said."""
    shared: dict[str, t.Any] = {
        "frontend_service": "cernphone",
        "frontend_floating_addresses": [
            {"address": "192.0.2.100/24", "landb_device": "cernphone-vip"}
        ],
    }
    return {
        "cpfe01": {
            **copy.deepcopy(shared),
            "frontend_member": "main",
            "frontend_primary_address": "192.0.2.11",
        },
        "cpfe02": {
            **copy.deepcopy(shared),
            "frontend_member": "backup",
            "frontend_primary_address": "192.0.2.12",
        },
    }


def with_host(host: str, **variables: t.Any) -> Inventory:
    """The pair with variables of one host changed."""
    hosts = inventory()
    hosts.setdefault(host, {}).update(variables)
    return hosts


def with_all(**variables: t.Any) -> Inventory:
    """The pair with variables of both hosts changed."""
    hosts = inventory()
    for host in hosts.values():
        host.update(copy.deepcopy(variables))
    return hosts


def without(host: str, variable: str) -> Inventory:
    """The pair without a variable of one host (or of all)."""
    hosts = inventory()
    for name in hosts if host == "all" else [host]:
        del hosts[name][variable]
    return hosts


def with_waiver(**changes: t.Any) -> Inventory:
    """The pair with a waiver of which something was changed; None takes the key out."""
    waiver = {**WAIVER, **changes}
    return with_all(frontend_waivers=[{k: v for k, v in waiver.items() if v is not None}])


def parsed(hosts: Inventory) -> Intent:
    """The intent, checked against the whole catalogue."""
    return parse_intent(hosts, CATALOGUE)


def service(hosts: Inventory) -> Service:
    """The only service of an inventory."""
    (found,) = parsed(hosts).services
    return found


PAIR = Service(
    name="cernphone",
    members=(
        Member("cpfe01", "main", ("192.0.2.11",), "CPFE01"),
        Member("cpfe02", "backup", ("192.0.2.12",), "CPFE02"),
    ),
    floating_addresses=(FloatingAddress("192.0.2.100", 24, "CERNPHONE-VIP"),),
)


def test_smallest_intent() -> None:
    assert parsed(inventory()) == Intent((PAIR,))


def test_whole_intent() -> None:
    hosts = with_all(
        frontend_floating_addresses=[{"address": "192.0.2.100"}, {"address": "2001:DB8::100/64"}],
        frontend_network_database="none",
        frontend_evidence_max_age_hours=2,
        frontend_end_date_notice_days=0,
        frontend_vrrp={"virtual_router_id": 51},
        frontend_kamailio={"version": "5.6.*", "listen": ["udp", "tls"]},
        frontend_restarts={"calendar": "Mon,Thu", "window": "04:00-05:00"},
        frontend_observers=["probe01"],
        frontend_severities={"LDB001": "info"},
        frontend_waivers=[WAIVER],
        other_variable={"any": "thing"},
    )
    hosts["cpfe02"].update(
        frontend_addressing="static",
        frontend_landb_device="Node2.example.org",
        frontend_primary_ipv6_address="2001:DB8::12",
    )
    hosts["probe01"] = {"ansible_host": "192.0.2.50"}
    assert service(hosts) == Service(
        name="cernphone",
        members=(
            Member("cpfe01", "main", ("192.0.2.11",), "CPFE01"),
            Member("cpfe02", "backup", ("192.0.2.12", "2001:db8::12"), "NODE2", is_static=True),
        ),
        floating_addresses=(
            FloatingAddress("192.0.2.100"),
            FloatingAddress("2001:db8::100", 64),
        ),
        network_database="none",
        evidence_max_age=datetime.timedelta(hours=2),
        end_date_notice=datetime.timedelta(0),
        severities={"LDB001": Severity.INFO},
        waivers=(
            Waiver(
                "LDB001",
                "cpfe02",
                "Ada",
                "moves next week",
                "RQF1",
                datetime.date(2026, 3, 31),
                Severity.CRITICAL,
            ),
        ),
    )


def test_several_services_in_the_order_of_the_inventory() -> None:
    hosts = inventory()
    fax = with_all(frontend_service="fax", frontend_floating_addresses=[{"address": "2001:db8::f"}])
    hosts["fax2"] = {**fax["cpfe02"], "frontend_primary_address": "2001:db8::2"}
    hosts["fax1"] = {**fax["cpfe01"], "frontend_primary_address": "2001:db8::1"}
    services = parsed(hosts).services
    assert [(s.name, [m.name for m in s.members]) for s in services] == [
        ("cernphone", ["cpfe01", "cpfe02"]),
        ("fax", ["fax2", "fax1"]),
    ]


@pytest.mark.parametrize(
    "hosts",
    [
        {},
        {"probe01": {}},
        {"probe01": {"other": 1, "front": 2}},
        {"probe01": {"frontend_service": None, "frontend_member": None}},
        {"probe01": {"frontend_floating_addresses": [{"address": "192.0.2.100"}]}},
    ],
)
def test_no_front_end(hosts: Inventory) -> None:
    assert parsed(hosts) == Intent(())


@pytest.mark.parametrize(
    ("hosts", "changes"),
    [
        pytest.param(with_all(frontend_evidence_max_age_hours=None), {}, id="null-is-the-default"),
        pytest.param(
            with_all(frontend_waivers=None, frontend_severities=None, frontend_observers=None),
            {},
            id="null-lists",
        ),
        pytest.param(
            with_host("cpfe02", frontend_evidence_max_age_hours=None), {}, id="null-beside-absent"
        ),
        pytest.param(with_all(frontend_vrrp=None, frontend_kamailio=None), {}, id="null-mappings"),
        pytest.param(with_host("cpfe01", frontend_landb_device=None), {}, id="null-device"),
        pytest.param(
            with_all(frontend_evidence_max_age_hours="48"),
            {"evidence_max_age": datetime.timedelta(hours=48)},
            id="number-as-text",
        ),
        pytest.param(
            with_host("cpfe02", frontend_landb_device=" cpfe02.example.org "),
            {},
            id="device-with-domain-and-space",
        ),
        pytest.param(
            with_all(frontend_service=" 4711 "), {"name": "4711"}, id="text-with-space-around"
        ),
        pytest.param(with_all(frontend_service=4711), {"name": "4711"}, id="text-as-number"),
        pytest.param(
            with_all(frontend_floating_addresses=({"address": "192.0.2.100/255.255.255.0"},)),
            {"floating_addresses": (FloatingAddress("192.0.2.100", 24),)},
            id="tuple-and-mask",
        ),
        pytest.param(
            with_all(
                frontend_floating_addresses=[{"address": "192.0.2.100", "landb_device": None}]
            ),
            {"floating_addresses": (FloatingAddress("192.0.2.100"),)},
            id="null-in-a-mapping",
        ),
        pytest.param(
            with_all(frontend_severities={"LDB001": "minor", "EVD001": "critical"}),
            {"severities": {"LDB001": Severity.MINOR, "EVD001": Severity.CRITICAL}},
            id="severities",
        ),
        pytest.param(
            with_all(frontend_end_date_notice_days=3650),
            {"end_date_notice": datetime.timedelta(days=3650)},
            id="greatest-number",
        ),
        pytest.param(
            with_all(frontend_dhcp_lease_minutes=525600),
            {"dhcp_lease": datetime.timedelta(days=365)},
            id="lease",
        ),
        pytest.param(
            with_all(frontend_dhcp_lease_minutes=None), {"dhcp_lease": None}, id="no-lease"
        ),
    ],
)
def test_accepted(hosts: Inventory, changes: dict[str, t.Any]) -> None:
    expected = {**vars(PAIR), **changes}
    assert vars(service(hosts)) == expected


@pytest.mark.parametrize(
    "expires",
    [
        "2026-03-31",
        " 2026-03-31 ",
        datetime.date(2026, 3, 31),
        datetime.datetime(2026, 3, 31, tzinfo=datetime.UTC),
    ],
)
def test_dates_as_yaml_gives_them(expires: object) -> None:
    (waiver,) = service(with_waiver(expires=expires)).waivers
    assert waiver.expires == datetime.date(2026, 3, 31)
    assert not isinstance(waiver.expires, datetime.datetime)


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_can_be_a_ceiling(severity: Severity) -> None:
    (waiver,) = service(with_waiver(ceiling=severity.value)).waivers
    assert waiver.ceiling is severity


NAME_OF = "a name of letters, digits, dots, dashes and underscores"

BAD = [
    pytest.param(
        without("cpfe01", "frontend_service"),
        "cpfe01: frontend_service is missing: name of the service. Hosts with the same name share its"
        " floating addresses; a host without one is no front end."
        "\nService cernphone must have exactly one main member, not none.",
        id="service-missing",
    ),
    pytest.param(
        with_host("cpfe02", frontend_service=None),
        "cpfe02: frontend_service is missing: name of the service. Hosts with the same name share its"
        " floating addresses; a host without one is no front end.",
        id="service-null",
    ),
    pytest.param(
        with_host("cpfe02", frontend_service=["cernphone", "fax"]),
        "cpfe02: frontend_service names 2 services; a host belongs to one.",
        id="two-services",
    ),
    pytest.param(
        with_host("cpfe02", frontend_service=["cernphone"]),
        "cpfe02: frontend_service must be a text, not a list.",
        id="service-in-a-list",
    ),
    pytest.param(
        with_host("cpfe02", frontend_service="cern phone"),
        f"cpfe02: frontend_service must be {NAME_OF}, not 'cern phone'.",
        id="service-no-name",
    ),
    pytest.param(
        with_host("cpfe02", frontend_service=""),
        "cpfe02: frontend_service is empty: name of the service. Hosts with the same name share its"
        " floating addresses; a host without one is no front end.",
        id="service-empty",
    ),
    pytest.param(
        with_host("cpfe02", frontend_service=True),
        "cpfe02: frontend_service must be a text, not the boolean true.",
        id="service-boolean",
    ),
    pytest.param(
        without("cpfe02", "frontend_member"),
        "cpfe02: frontend_member is missing: whether the host is meant to hold the floating addresses"
        " (exactly one main a service) or to take over.",
        id="member-missing",
    ),
    pytest.param(
        with_host("cpfe02", frontend_member="spare"),
        "cpfe02: frontend_member must be one of main, backup, not 'spare'.",
        id="member-unknown",
    ),
    pytest.param(
        with_host("cpfe02", frontend_member="main"),
        "Service cernphone must have exactly one main member, not cpfe01 and cpfe02.",
        id="two-mains",
    ),
    pytest.param(
        with_host("cpfe01", frontend_member="backup"),
        "Service cernphone must have exactly one main member, not none.",
        id="no-main",
    ),
    pytest.param(
        without("cpfe02", "frontend_primary_address"),
        "cpfe02: frontend_primary_address is missing: the host's own IPv4 or IPv6 address, without"
        " prefix length.",
        id="primary-missing",
    ),
    pytest.param(
        with_host("cpfe02", frontend_primary_address="192.0.2.12/24"),
        "cpfe02: frontend_primary_address must be an IPv4 or IPv6 address without prefix length, not"
        " '192.0.2.12/24'.",
        id="primary-with-prefix",
    ),
    pytest.param(
        with_host("cpfe02", frontend_primary_address="192.0.2.300"),
        "cpfe02: frontend_primary_address must be an IPv4 or IPv6 address without prefix length, not"
        " '192.0.2.300'.",
        id="primary-no-address",
    ),
    pytest.param(
        with_host("cpfe02", frontend_primary_address=192.0),
        "cpfe02: frontend_primary_address must be a text, not 192.0.",
        id="primary-float",
    ),
    pytest.param(
        with_host("cpfe02", frontend_primary_ipv6_address="192.0.2.13"),
        "cpfe02: frontend_primary_ipv6_address must be an IPv6 address without prefix length, not"
        " '192.0.2.13'.",
        id="ipv6-is-ipv4",
    ),
    pytest.param(
        with_host("cpfe02", frontend_primary_address="192.0.2.11"),
        "192.0.2.11 is the primary address of both cpfe01 and cpfe02.",
        id="primary-twice",
    ),
    pytest.param(
        with_host("cpfe02", frontend_primary_ipv6_address="::ffff:192.0.2.11"),
        "cpfe02: frontend_primary_ipv6_address must be an IPv6 address without prefix length, not"
        " '::ffff:192.0.2.11'.",
        id="ipv6-is-mapped-ipv4",
    ),
    pytest.param(
        with_host("cpfe02", frontend_landb_device="-cpfe02"),
        "cpfe02: frontend_landb_device must be the name of a LanDB device, not '-cpfe02'.",
        id="device-no-name",
    ),
    pytest.param(
        with_host("cpfe02", frontend_landb_device="CPFE01.example.org"),
        "CPFE01 is the LanDB device of both cpfe01 and cpfe02.",
        id="device-twice",
    ),
    pytest.param(
        {
            "cpfe01": inventory()["cpfe01"],
            "2001:db8::12": inventory()["cpfe02"],
        },
        "2001:db8::12: frontend_landb_device is missing, and no name for it in LanDB can be made of"
        " the host's name.",
        id="device-not-from-the-host-name",
    ),
    pytest.param(
        with_host("cpfe02", frontend_addressing="DHCP"),
        "cpfe02: frontend_addressing must be one of dhcp, static, not 'DHCP'.",
        id="addressing",
    ),
    pytest.param(
        without("all", "frontend_floating_addresses"),
        "cpfe01: frontend_floating_addresses is missing: the addresses that move between the members.",
        id="floating-missing",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[]),
        "cpfe01: frontend_floating_addresses is empty: the addresses that move between the members.",
        id="floating-empty",
    ),
    pytest.param(
        with_all(frontend_floating_addresses="192.0.2.100"),
        "cpfe01: frontend_floating_addresses must be a list, not '192.0.2.100'.",
        id="floating-text",
    ),
    pytest.param(
        with_all(frontend_floating_addresses={"address": "192.0.2.100"}),
        "cpfe01: frontend_floating_addresses must be a list, not a mapping.",
        id="floating-mapping",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=["192.0.2.100"]),
        "cpfe01: frontend_floating_addresses[0] must be a mapping, not '192.0.2.100'.",
        id="floating-list-of-texts",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[{"address": "192.0.2.100"}, None]),
        "cpfe01: frontend_floating_addresses[1] is missing: the addresses that move between the"
        " members.",
        id="floating-null",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[{"landb_device": "vip"}]),
        "cpfe01: frontend_floating_addresses[0].address is missing: IPv4 or IPv6 address; a prefix"
        " length may follow after a slash.",
        id="floating-without-address",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[{"address": "192.0.2.100/33"}]),
        "cpfe01: frontend_floating_addresses[0].address must be an IPv4 or IPv6 address, not"
        " '192.0.2.100/33'.",
        id="floating-bad-prefix",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[{"address": "192.0.2.100", "device": "vip"}]),
        "cpfe01: frontend_floating_addresses[0]: 'device' is not known.",
        id="floating-unknown-key",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[{"address": "192.0.2.100", "landb_devise": "vip"}]),
        "cpfe01: frontend_floating_addresses[0]: 'landb_devise' is not known; did you mean"
        " 'landb_device'?",
        id="floating-misspelt-key",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[{"address": "192.0.2.100", 7: "vip"}]),
        "cpfe01: frontend_floating_addresses[0]: '7' is not known.",
        id="floating-numeric-key",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[{"address": "192.0.2.12/24"}]),
        "192.0.2.12 is a floating address of service cernphone and the primary address of cpfe02; it"
        " can be only one of them.",
        id="floating-is-primary",
    ),
    pytest.param(
        with_all(
            frontend_floating_addresses=[
                {"address": "2001:db8::100/64"},
                {"address": "2001:0db8:0::0100"},
            ]
        ),
        "2001:db8::100 is declared as floating address twice, by service cernphone.",
        id="floating-twice",
    ),
    pytest.param(
        with_all(frontend_floating_addresses=[{"address": "192.0.2.100"}] * 3),
        "192.0.2.100 is declared as floating address twice, by service cernphone.",
        id="floating-thrice-is-told-once",
    ),
    pytest.param(
        {
            **inventory(),
            "fax1": {
                **inventory()["cpfe01"],
                "frontend_service": "fax",
                "frontend_primary_address": "192.0.2.21",
            },
        },
        "192.0.2.100 is declared as floating address twice, by service cernphone and service fax.",
        id="floating-of-two-services",
    ),
    pytest.param(
        with_host("cpfe02", frontend_floating_addresses=[{"address": "192.0.2.101"}]),
        "frontend_floating_addresses differs between cpfe01 and cpfe02, which share the service"
        " cernphone.",
        id="members-disagree",
    ),
    pytest.param(
        with_host("cpfe02", frontend_evidence_max_age_hours=24),
        "frontend_evidence_max_age_hours differs between cpfe01 and cpfe02, which share the service"
        " cernphone.",
        id="one-member-says-more",
    ),
    pytest.param(
        with_host("cpfe01", frontend_floating_address=[]),
        "cpfe01: 'frontend_floating_address' is not known; did you mean"
        " 'frontend_floating_addresses'?",
        id="misspelt-variable",
    ),
    pytest.param(
        with_host("probe01", frontend_xyzzy=None),
        "probe01: 'frontend_xyzzy' is not known.",
        id="unknown-variable-of-another-host",
    ),
    pytest.param(
        with_all(frontend_network_database="netbox"),
        "cpfe01: frontend_network_database must be one of landb, none, not 'netbox'.",
        id="database",
    ),
    pytest.param(
        with_all(frontend_dhcp_lease_minutes=0),
        "cpfe01: frontend_dhcp_lease_minutes must be between 1 and 525600, not 0.",
        id="lease-of-nothing",
    ),
    pytest.param(
        with_host("cpfe02", frontend_dhcp_lease_minutes=60),
        "frontend_dhcp_lease_minutes differs between cpfe01 and cpfe02, which share the service"
        " cernphone.",
        id="lease-of-one-host",
    ),
    pytest.param(
        with_all(frontend_evidence_max_age_hours=0),
        "cpfe01: frontend_evidence_max_age_hours must be between 1 and 8760, not 0.",
        id="number-too-small",
    ),
    pytest.param(
        with_all(frontend_evidence_max_age_hours="8761"),
        "cpfe01: frontend_evidence_max_age_hours must be between 1 and 8760, not 8761.",
        id="number-too-great",
    ),
    pytest.param(
        with_all(frontend_evidence_max_age_hours=24.5),
        "cpfe01: frontend_evidence_max_age_hours must be a whole number, not 24.5.",
        id="number-broken",
    ),
    pytest.param(
        with_all(frontend_evidence_max_age_hours="1 d"),
        "cpfe01: frontend_evidence_max_age_hours must be a whole number, not '1 d'.",
        id="number-text",
    ),
    pytest.param(
        with_all(frontend_evidence_max_age_hours=True),
        "cpfe01: frontend_evidence_max_age_hours must be a whole number, not the boolean true.",
        id="number-boolean",
    ),
    pytest.param(
        with_all(frontend_evidence_max_age_hours=[24]),
        "cpfe01: frontend_evidence_max_age_hours must be a whole number, not a list.",
        id="number-list",
    ),
    pytest.param(
        with_all(frontend_end_date_notice_days=-1),
        "cpfe01: frontend_end_date_notice_days must be between 0 and 3650, not -1.",
        id="number-negative",
    ),
    pytest.param(
        with_all(frontend_vrrp={}),
        "cpfe01: frontend_vrrp.virtual_router_id is missing: virtual router identifier (RFC 9568,"
        " section 5.2.3).",
        id="vrrp-empty",
    ),
    pytest.param(
        with_all(frontend_vrrp={"virtual_router_id": 256, "advert_interval": 1}),
        "cpfe01: frontend_vrrp: 'advert_interval' is not known; did you mean"
        " 'advertisement_interval'?"
        "\ncpfe01: frontend_vrrp.virtual_router_id must be between 1 and 255, not 256.",
        id="vrrp",
    ),
    pytest.param(
        with_all(frontend_kamailio={"version": 5.6}),
        "cpfe01: frontend_kamailio.version must be a text, not 5.6.",
        id="version-unquoted",
    ),
    pytest.param(
        with_all(frontend_kamailio={"listen": ["udp", "UDP", None]}),
        "cpfe01: frontend_kamailio.listen[1] must be one of udp, tcp, tls, not 'UDP'."
        "\ncpfe01: frontend_kamailio.listen[2] is missing: transports that it serves.",
        id="transport",
    ),
    pytest.param(
        with_all(frontend_kamailio=["5.6"]),
        "cpfe01: frontend_kamailio must be a mapping, not a list.",
        id="mapping-list",
    ),
    pytest.param(
        with_all(frontend_restarts={"calendar": " "}),
        "cpfe01: frontend_restarts.calendar is empty: days, as in systemd.time(7)."
        "\ncpfe01: frontend_restarts.window is missing: from and to, such as 04:00-05:00.",
        id="restarts",
    ),
    pytest.param(
        with_all(frontend_observers=["probe 1"]),
        f"cpfe01: frontend_observers[0] must be {NAME_OF}, not 'probe 1'.",
        id="observer",
    ),
    pytest.param(
        with_all(frontend_severities=["LDB001"]),
        "cpfe01: frontend_severities must be a mapping, not a list.",
        id="severities-list",
    ),
    pytest.param(
        with_all(frontend_severities={"LDB01": "minor", "LDB001": "mild", 7: "minor"}),
        "cpfe01: frontend_severities: 'LDB01' is not the id of a check."
        "\ncpfe01: frontend_severities.LDB001 must be one of critical, major, minor, info, not"
        " 'mild'."
        "\ncpfe01: frontend_severities: 7 is not the id of a check.",
        id="severities",
    ),
    pytest.param(
        with_all(frontend_severities={"LDB001": None, "LDB002": ["minor"]}),
        "cpfe01: frontend_severities.LDB001 must be one of critical, major, minor, info, not nothing."
        "\ncpfe01: frontend_severities.LDB002 must be one of critical, major, minor, info, not a"
        " list.",
        id="severities-of-no-text",
    ),
    pytest.param(
        with_waiver(owner=None),
        "cpfe01: frontend_waivers[0].owner is missing: who answers for it.",
        id="waiver-without-owner",
    ),
    pytest.param(
        with_waiver(owner="  "),
        "cpfe01: frontend_waivers[0].owner is empty: who answers for it.",
        id="waiver-with-empty-owner",
    ),
    pytest.param(
        with_waiver(expires=None),
        "cpfe01: frontend_waivers[0].expires is missing: last day on which it holds, to the end of"
        " that day in UTC.",
        id="waiver-without-expiry",
    ),
    pytest.param(
        with_waiver(expires="next week"),
        "cpfe01: frontend_waivers[0].expires must be a date such as 2027-01-31, not 'next week'.",
        id="waiver-with-bad-expiry",
    ),
    pytest.param(
        with_waiver(expires=20270131),
        "cpfe01: frontend_waivers[0].expires must be a date such as 2027-01-31, not 20270131.",
        id="waiver-with-numeric-expiry",
    ),
    pytest.param(
        with_waiver(expires=""),
        "cpfe01: frontend_waivers[0].expires must be a date such as 2027-01-31, not ''.",
        id="waiver-with-empty-expiry",
    ),
    pytest.param(
        with_waiver(reason=None, ticket=None),
        "cpfe01: frontend_waivers[0].reason is missing: why it is acceptable."
        "\ncpfe01: frontend_waivers[0].ticket is missing: where it is followed.",
        id="waiver-without-reason-and-ticket",
    ),
    pytest.param(
        with_waiver(check="LDB099"),
        "cpfe01: frontend_waivers[0].check must be the id of a check, not 'LDB099'.",
        id="waiver-of-no-check",
    ),
    pytest.param(
        with_waiver(ceiling="high"),
        "cpfe01: frontend_waivers[0].ceiling must be one of critical, major, minor, info, not 'high'.",
        id="waiver-with-bad-ceiling",
    ),
    pytest.param(
        with_waiver(expiry="2026-03-31", expires=None),
        "cpfe01: frontend_waivers[0]: 'expiry' is not known; did you mean 'expires'?"
        "\ncpfe01: frontend_waivers[0].expires is missing: last day on which it holds, to the end of"
        " that day in UTC.",
        id="waiver-with-misspelt-key",
    ),
    pytest.param(
        with_waiver(reason="a" * 1001),
        "cpfe01: frontend_waivers[0].reason is longer than 1000 characters.",
        id="waiver-too-long",
    ),
    pytest.param(
        with_all(frontend_waivers=[[]]),
        "cpfe01: frontend_waivers[0] must be a mapping, not a list.",
        id="waiver-list",
    ),
    pytest.param(
        with_host("cpfe02", frontend_primary_address="a\nb\x1b[31m" + "x" * 60),
        "cpfe02: frontend_primary_address must be an IPv4 or IPv6 address without prefix length, not"
        " 'a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}[31m" + "x" * 51 + "…'.",
        id="value-shown-on-one-line",
    ),
    pytest.param(
        with_host("cpfe02", frontend_service=16**5000),
        "cpfe02: frontend_service must be a text, not a number of thousands of digits.",
        id="number-of-thousands-of-digits",
    ),
    pytest.param(
        with_host("cpfe02", frontend_service=datetime.date(2027, 1, 31)),
        "cpfe02: frontend_service must be a text, not datetime.date(2027, 1, 31).",
        id="date-for-a-text",
    ),
]


@pytest.mark.parametrize(("hosts", "message"), BAD)
def test_bad_input(hosts: Inventory, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parsed(hosts)
    assert str(caught.value) == message
    assert "\n".join(caught.value.problems) == message


def test_input_is_left_as_it_was() -> None:
    hosts = with_waiver()
    before = copy.deepcopy(hosts)
    parsed(hosts)
    assert hosts == before


def test_all_problems_are_told_and_ten_are_shown() -> None:
    hosts = {f"h{n:02}": {"frontend_member": "main"} for n in range(12)}
    with pytest.raises(InputError) as caught:
        parsed(hosts)
    assert len(caught.value.problems) == 12
    lines = str(caught.value).split("\n")
    assert lines[:10] == list(caught.value.problems[:10])
    assert lines[10:] == ["And 2 more of the kind."]


@pytest.mark.parametrize(
    ("count", "last"),
    [(1, "p0"), (10, "p9"), (11, "And 1 more of the kind."), (1000, "And 990 more of the kind.")],
)
def test_input_error(count: int, last: str) -> None:
    error = InputError([f"p{n}" for n in range(count)])
    assert len(error.problems) == count
    assert str(error).rsplit("\n", maxsplit=1)[-1] == last
    assert len(str(error).split("\n")) == min(count, 11)


def test_input_error_of_one_sentence() -> None:
    assert InputError("one").problems == ("one",)
    assert str(InputError("one")) == "one"


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=4),
    st.dates(),
    st.datetimes(timezones=st.none() | st.just(datetime.UTC)),
    st.sampled_from(["192.0.2.1", "2001:db8::1/64", "LDB001", "main", "backup", "none", "minor"]),
)
KEYS = st.one_of(
    st.sampled_from(sorted({key.name for v in VARIABLES for key in v.keys} | {"LDB001"})),
    SCALARS,
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(KEYS, inner, max_size=4),
    ),
    max_leaves=5,
)
HOSTS = st.text("cpfe01.-:_ ", max_size=8)
NAMES = st.one_of(
    st.sampled_from([v.name for v in VARIABLES]), st.text(max_size=8).map("frontend_".__add__)
)


def read_or_refused(hosts: Inventory) -> Intent | InputError:
    """What comes of an inventory; whatever else is raised fails the test."""
    try:
        return parsed(hosts)
    except InputError as error:
        return error


@hypothesis.given(st.dictionaries(HOSTS, st.dictionaries(NAMES, VALUES, max_size=5), max_size=3))
def test_anything_is_read_or_refused(hosts: Inventory) -> None:
    found = read_or_refused(hosts)
    if isinstance(found, InputError):
        assert found.problems
        assert all(problem.strip() for problem in found.problems)
        assert len(set(found.problems)) == len(found.problems)
        assert len(str(found).split("\n")) <= 11


@hypothesis.given(
    st.sampled_from(["cpfe01", "cpfe02", "both"]),
    st.dictionaries(NAMES, VALUES, min_size=1, max_size=4),
)
def test_anything_beside_what_is_good_is_read_or_refused(
    host: str, variables: dict[str, t.Any]
) -> None:
    hosts = with_all(**variables) if host == "both" else with_host(host, **variables)
    found = read_or_refused(hosts)
    if isinstance(found, InputError):
        assert found.problems
        return
    for one in found.services:
        assert [m.role for m in one.members].count("main") == 1
        assert one.floating_addresses
        assert all(m.addresses for m in one.members)
