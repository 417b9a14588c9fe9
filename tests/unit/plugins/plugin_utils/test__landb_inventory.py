# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's devices become hosts; whatever cannot be used is told in one sentence."""

from __future__ import annotations

import copy
import json
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.device import read_device
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils._landb_inventory import (
    Listed,
    Query,
    cache_key,
    from_cache,
    hosts,
    primary_address,
    primary_interface,
    read_query,
    to_cache,
    variables,
)
from hypothesis import strategies as st

Plain = dict[str, t.Any]


def interface(name: str, address: str | None = "192.0.2.11", **more: t.Any) -> Plain:
    return {
        "name": name,
        "ip_address": address,
        "service_name": "S513-C-IP1",
        "bound_hardware_address": None,
        **more,
    }


def device(name: str, *interfaces: Plain, **more: t.Any) -> Plain:
    return {"name": name, "cards": [], "interfaces": list(interfaces), **more}


def listed(*devices: Plain) -> Listed:
    return Listed({d["name"].upper(): d for d in devices}, {d["name"].upper(): [] for d in devices})


# --- The query ---

QUERIES: list[tuple[str, Plain, Query]] = [
    ("service", {"network_services": ["S513-C-IP1"]}, Query(network_services=("S513-C-IP1",))),
    ("set", {"sets": ["A SET", "B"]}, Query(sets=("A SET", "B"))),
    ("pattern", {"name_patterns": ["cpfe*", "CP%"]}, Query(name_patterns=("cpfe*", "CP%"))),
    ("whole name", {"name_patterns": ["cpfe01"]}, Query(name_patterns=("cpfe01",))),
    ("blanks and repetitions", {"sets": [" A  SET ", "A SET"]}, Query(sets=("A SET",))),
    (
        "null and empty",
        {"sets": ["A"], "network_services": None, "name_patterns": []},
        Query(sets=("A",)),
    ),
]
NOTHING = "There is nothing to list: give one of network_services, sets, name_patterns."
NO_PATTERN = "must consist of letters, digits, - and _, with % or * for any characters."
WHOLE = "would list the whole database; it needs a letter or a digit."
BAD_QUERIES: list[tuple[str, Plain, str]] = [
    ("none", {}, NOTHING),
    ("empty", {"sets": [], "network_services": None}, NOTHING),
    ("no list", {"sets": {"A": 1}}, "sets must be a list, not a mapping."),
    ("empty name", {"sets": ["A", " "]}, "sets[1] must be a text, not ' '."),
    ("null", {"network_services": [None]}, "network_services[0] must be a text, not nothing."),
    ("number", {"name_patterns": [5]}, "name_patterns[0] must be a text, not 5."),
    ("wildcards", {"name_patterns": ["%*"]}, f"name_patterns: '%*' {WHOLE}"),
    ("wildcards and dashes", {"name_patterns": ["*-_%"]}, f"name_patterns: '*-_%' {WHOLE}"),
    (
        "qualified",
        {"name_patterns": ["cpfe*.example.org"]},
        f"name_patterns: 'cpfe*.example.org' {NO_PATTERN}",
    ),
    ("shell wildcard", {"name_patterns": ["cpfe0?"]}, f"name_patterns: 'cpfe0?' {NO_PATTERN}"),
    (
        "two problems",
        {"sets": [""], "name_patterns": ["*"]},
        f"sets[0] must be a text, not ''.\nname_patterns: '*' {WHOLE}",
    ),
]


@pytest.mark.parametrize(("name", "options", "expected"), QUERIES)
def test_query(name: str, options: Plain, expected: Query) -> None:
    assert read_query(options) == expected


@pytest.mark.parametrize(("name", "options", "message"), BAD_QUERIES)
def test_query_is_refused(name: str, options: Plain, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_query(options)
    assert str(error.value) == message


@hypothesis.given(st.text(alphabet="%*-_", min_size=1))
def test_no_pattern_lists_everything(pattern: str) -> None:
    with pytest.raises(InputError):
        read_query({"name_patterns": [pattern]})


# --- The primary interface and address ---

PRIMARY: list[tuple[str, Plain, str | None]] = [
    ("only", device("CPFE01", interface("CPFE01.EXAMPLE.ORG")), "CPFE01.EXAMPLE.ORG"),
    (
        "letter case",
        device("cpfe01", interface("vip.example.org"), interface("cpfe01.example.org")),
        "CPFE01.EXAMPLE.ORG",
    ),
    (
        "not the first",
        device("CPFE01", interface("CERNPHONE-VIP.EXAMPLE.ORG"), interface("CPFE01.EXAMPLE.ORG")),
        "CPFE01.EXAMPLE.ORG",
    ),
    (
        "in a network domain",
        device("CPFE01", interface("VIP.EXAMPLE.ORG"), interface("CPFE01--CMS.EXAMPLE.ORG")),
        "CPFE01--CMS.EXAMPLE.ORG",
    ),
    (
        "plain before domain",
        device("CPFE01", interface("CPFE01--CMS.EXAMPLE.ORG"), interface("CPFE01.EXAMPLE.ORG")),
        "CPFE01.EXAMPLE.ORG",
    ),
    (
        "longer name is another",
        device("CPFE01", interface("CPFE01-A.EXAMPLE.ORG"), interface("CPFE01.EXAMPLE.ORG")),
        "CPFE01.EXAMPLE.ORG",
    ),
    (
        "controller first",
        device("X", interface("CPFE01-IPMI.EXAMPLE.ORG"), interface("CPFE02.EXAMPLE.ORG")),
        "CPFE02.EXAMPLE.ORG",
    ),
    (
        "controller in a domain",
        device("X", interface("Y-IPMI--CMS.EXAMPLE.ORG"), interface("CPFE02.EXAMPLE.ORG")),
        "CPFE02.EXAMPLE.ORG",
    ),
    ("controllers alone", device("X", interface("X-IPMI.EXAMPLE.ORG")), None),
    (
        "a device that is a controller",
        device("X-IPMI", interface("X-IPMI.EXAMPLE.ORG")),
        "X-IPMI.EXAMPLE.ORG",
    ),
    ("none", device("X"), None),
]


@pytest.mark.parametrize(("name", "plain", "expected"), PRIMARY)
def test_primary_interface(name: str, plain: Plain, expected: str | None) -> None:
    found = primary_interface(read_device(plain, "it"))
    assert (found.name if found else None) == expected


ADDRESSES: list[tuple[str, Plain, str | None]] = [
    ("IPv4", interface("X", "192.0.2.11"), "192.0.2.11"),
    ("both", interface("X", "192.0.2.11", ipv6_address="2001:db8::11"), "192.0.2.11"),
    ("IPv6", interface("X", None, ipv6_address="2001:DB8:0::11"), "2001:db8::11"),
    ("none", interface("X", None), None),
    ("empty", interface("X", ""), None),
]


@pytest.mark.parametrize(("name", "plain", "expected"), ADDRESSES)
def test_primary_address(name: str, plain: Plain, expected: str | None) -> None:
    assert primary_address(read_device(device("X", plain), "it").interfaces[0]) == expected


def test_no_interface_has_no_address() -> None:
    assert primary_address(None) is None


# --- Variables ---

WHOLE_DEVICE = device(
    "cpfe01",
    {
        "name": "cpfe01.example.org.",
        "ip_address": "192.0.2.11",
        "ipv6_address": "2001:DB8:0::11",
        "service_name": "s513-c-ip1",
        "bound_hardware_address": "00-00-5E-00-53-01",
        "outlet": "1234/01",
        "rack_name": "ca01",
        "subnet_mask": "255.255.255.0",
        "description": "{{ 7 * 7 }}",
        "ip_aliases": ["sip.example.org"],
    },
    interface("CPFE01-IPMI.EXAMPLE.ORG", "192.0.2.201", service_name="S513-A-IPMI"),
    cards=[
        {"hardware_address": "00-00-5E-00-53-01", "card_type": "Ethernet"},
        {"hardware_address": "0000.5e00.5302"},
    ],
    hcp_response=True,
    blocked={"reason": "virus"},
    end_date="2027-01-31",
    manager_locked=False,
    last_change_date="2026-02-01 10:00",
)


def test_variables() -> None:
    found = variables(read_device(WHOLE_DEVICE, "it"), WHOLE_DEVICE, ["A SET"])
    interfaces = found.pop("landb_interfaces")
    assert found == {
        "ansible_host": "192.0.2.11",
        "landb_device": "CPFE01",
        "landb_primary_interface": "CPFE01.EXAMPLE.ORG",
        "landb_primary_address": "192.0.2.11",
        "landb_addresses": ["192.0.2.11", "2001:db8::11", "192.0.2.201"],
        "landb_cards": ["00:00:5e:00:53:01", "00:00:5e:00:53:02"],
        "landb_network_services": ["S513-A-IPMI", "S513-C-IP1"],
        "landb_sets": ["A SET"],
        "landb_hcp_response": True,
        "landb_blocked": "virus",
        "landb_end_date": "2027-01-31",
        "landb_manager_locked": False,
        "landb_last_change_date": "2026-02-01 10:00",
    }
    assert interfaces[0] == {
        "name": "CPFE01.EXAMPLE.ORG",
        "ip_address": "192.0.2.11",
        "ipv6_address": "2001:db8::11",
        "service_name": "S513-C-IP1",
        "bound_hardware_address": "00:00:5e:00:53:01",
        "outlet": "1234/01",
        "rack_name": "CA01",
        "subnet_mask": "255.255.255.0",
        "description": "{{ 7 * 7 }}",
        "security_class": None,
        "network_domain_name": None,
        "medium": None,
        "ip_aliases": ["sip.example.org"],
    }
    assert interfaces[1].keys() == interfaces[0].keys()
    assert (interfaces[1]["bound_hardware_address"], interfaces[1]["ip_aliases"]) == (None, [])


def test_what_was_not_sent_has_no_variable() -> None:
    plain = device("CPFE01")
    assert variables(read_device(plain, "it"), plain) == {
        "landb_device": "CPFE01",
        "landb_primary_interface": None,
        "landb_primary_address": None,
        "landb_addresses": [],
        "landb_cards": [],
        "landb_interfaces": [],
        "landb_network_services": [],
        "landb_sets": [],
    }


NULLS: list[tuple[str, Plain, t.Any]] = [
    ("landb_blocked", {"blocked": None}, None),
    ("landb_blocked", {"blocked": {"reason": None}}, "no reason given"),
    ("landb_end_date", {"end_date": None}, None),
    ("landb_last_change_date", {"last_change_date": None}, None),
    ("landb_hcp_response", {"hcp_response": False}, False),
]


@pytest.mark.parametrize(("name", "more", "expected"), NULLS)
def test_null_is_something_that_was_sent(name: str, more: Plain, expected: t.Any) -> None:
    plain = device("CPFE01", **more)
    assert variables(read_device(plain, "it"), plain)[name] == expected


# --- Names of hosts ---

NAMES: list[tuple[str, str, Plain, str]] = [
    ("device", "device", device("CPFE01", interface("VIP.EXAMPLE.ORG")), "cpfe01"),
    (
        "interface",
        "interface",
        device("CPFE01", interface("CPFE01.EXAMPLE.ORG")),
        "cpfe01.example.org",
    ),
]
BAD_NAMES: list[tuple[str, str, list[Plain], str]] = [
    ("no interface", "interface", [device("CPFE01")], "The device CPFE01 has no interface to call the host by."),
    ("localhost", "device", [device("LOCALHOST")],
     "The device LOCALHOST would be the host localhost, by which Ansible means something else."),
    ("all", "device", [device("ALL")], "The device ALL would be the host all, by which Ansible means something else."),
    ("loopback", "interface", [device("X", interface("127.0.0.1"))],
     "The device X would be the host 127.0.0.1, by which Ansible means something else."),
    ("twice", "interface", [device("A", interface("X.EXAMPLE.ORG")), device("B", interface("X.EXAMPLE.ORG"))],
     "The devices A and B would both be the host x.example.org."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "hostname", "plain", "expected"), NAMES)
def test_host_name(name: str, hostname: str, plain: Plain, expected: str) -> None:
    assert [host.name for host in hosts(listed(plain), hostname)] == [expected]


@pytest.mark.parametrize(("name", "hostname", "devices", "message"), BAD_NAMES)
def test_host_name_is_refused(name: str, hostname: str, devices: list[Plain], message: str) -> None:
    with pytest.raises(InputError) as error:
        hosts(listed(*devices), hostname)
    assert str(error.value) == message


def test_hosts_keep_their_order_and_sets() -> None:
    found = hosts(Listed({"B": device("B"), "A": device("A")}, {"B": ["S"], "A": []}), "device")
    assert [(host.name, host.variables["landb_sets"]) for host in found] == [
        ("b", ["S"]),
        ("a", []),
    ]


# --- The cache ---

QUERY = Query(network_services=("S513-C-IP1",), sets=("A SET",))
WHOLE_LIST = Listed({"CPFE01": WHOLE_DEVICE}, {"CPFE01": ["A SET"]})

KEYS = [
    (Query(sets=("A", "B")), "https://landb.example.org/?v=6", "a"),
    (Query(network_services=("A", "B")), "https://landb.example.org/?v=6", "a"),
    (Query(sets=("A",), network_services=("B",)), "https://landb.example.org/?v=6", "a"),
    (Query(sets=("A", "B")), "https://other.example.org/?v=6", "a"),
    (Query(sets=("A", "B")), "https://landb.example.org/?v=6", "b"),
]


def test_each_query_has_its_key() -> None:
    keys = [cache_key(*key) for key in KEYS]
    assert len(set(keys)) == len(KEYS)
    assert keys == [cache_key(*key) for key in KEYS]
    assert all(key.isalnum() for key in keys)


def test_cache_comes_back() -> None:
    kept = json.loads(json.dumps(to_cache(WHOLE_LIST, QUERY)))
    assert from_cache(kept, QUERY) == WHOLE_LIST


def set_at(*path: str | int, value: t.Any) -> t.Callable[[Plain], None]:
    def change(data: Plain) -> None:
        at: t.Any = data
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    return change


MALFORMED: list[tuple[str, t.Callable[[Plain], t.Any], str]] = [
    ("format", set_at("format", value="other"), "it is of another format"),
    ("version", set_at("version", value=2), "it is of another format"),
    ("part missing", lambda d: d.pop("sets"), "it is of another format"),
    ("part too many", set_at("persons", value=[]), "it is of another format"),
    ("query", set_at("query", "sets", value=[]), "it holds the answer to another query"),
    ("devices", set_at("devices", value={}), "its devices must be a list, not a mapping."),
    ("no device", lambda d: d.update(devices=[], sets={}), "it is not whole"),
    ("device lost", set_at("sets", "CPFE02", value=[]), "it is not whole"),
    ("device without a set entry", set_at("sets", value={}), "it is not whole"),
    ("device twice", lambda d: d["devices"].append(d["devices"][0]), "it has the device CPFE01 twice"),
    ("no name", lambda d: d["devices"][0].pop("name"), "its devices[0].name must be the name of a device, not nothing."),
    ("binding lost", lambda d: d["devices"][0]["interfaces"][0].pop("bound_hardware_address"),
     "its devices[0] (CPFE01).interfaces[0] (CPFE01.EXAMPLE.ORG).bound_hardware_address is missing (null where it is unbound)."),
    ("mask", set_at("devices", 0, "interfaces", 0, "subnet_mask", value=24),
     "CPFE01.EXAMPLE.ORG.subnet_mask must be a text, not 24."),
    ("aliases", set_at("devices", 0, "interfaces", 0, "ip_aliases", value="x"),
     "CPFE01.EXAMPLE.ORG.ip_aliases must be a list, not 'x'."),
    ("sets", set_at("sets", "CPFE01", value="A SET"), "its sets must be a list, not 'A SET'."),
    ("set", set_at("sets", "CPFE01", value=["OTHER"]), "it names a set that is not in the query"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "message"), MALFORMED)
def test_malformed_cache(name: str, change: t.Callable[[Plain], t.Any], message: str) -> None:
    kept = copy.deepcopy(to_cache(WHOLE_LIST, QUERY))
    change(kept)
    with pytest.raises(InputError) as error:
        from_cache(kept, QUERY)
    assert str(error.value) == message


@pytest.mark.parametrize("data", [None, [], "text", 5])
def test_cache_that_is_no_mapping(data: object) -> None:
    with pytest.raises(InputError, match=r"^it must be a mapping, not "):
        from_cache(data, QUERY)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


PARTS: list[tuple[str | int, ...]] = [
    ("query",),
    ("sets",),
    ("sets", "CPFE01"),
    ("devices",),
    ("devices", 0),
    ("devices", 0, "cards"),
    ("devices", 0, "cards", 0),
    ("devices", 0, "end_date"),
    ("devices", 0, "interfaces"),
    ("devices", 0, "interfaces", 0),
    ("devices", 0, "interfaces", 0, "ip_aliases"),
]


@hypothesis.given(st.sampled_from(PARTS), JSON)
def test_any_damage_is_refused_or_harmless(path: tuple[str | int, ...], value: t.Any) -> None:
    kept = copy.deepcopy(to_cache(WHOLE_LIST, QUERY))
    set_at(*path, value=value)(kept)
    try:
        found = from_cache(kept, QUERY)
    except InputError:
        return
    hosts(found, "device")


LABEL = st.from_regex(r"\A[a-z0-9]{1,8}\Z")


@hypothesis.given(st.lists(st.tuples(LABEL, st.booleans()), max_size=5), LABEL)
def test_a_controller_is_primary_only_of_itself(names: list[tuple[str, bool]], name: str) -> None:
    plain = device(
        name, *(interface(f"{one}{'-ipmi' if ipmi else ''}.example.org") for one, ipmi in names)
    )
    found = primary_interface(read_device(plain, "it"))
    assert (found is None) == all(ipmi for _one, ipmi in names)
    assert found is None or not found.is_ipmi
