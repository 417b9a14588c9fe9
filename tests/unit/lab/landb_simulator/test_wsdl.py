# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The description of the interface."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
SOAP = "{http://schemas.xmlsoap.org/wsdl/soap/}"


@pytest.mark.parametrize(
    ("query", "version"),
    [
        ("v=6&WSDL", 6),
        ("v=6&wsdl", 6),
        ("WSDL&v=5", 5),
        ("v=4&Wsdl=", 4),
        ("wsdl", 6),
    ],
)
def test_address_is_the_one_that_was_used(simulator, caller, query, version):
    base = simulator.url.partition("?")[0].replace("127.0.0.1", "localhost")
    root = ET.fromstring(caller.send(None, f"{base}?{query}").text)
    (address,) = root.iter(f"{SOAP}address")
    assert address.get("location") == f"{base}?v={version}"


@pytest.mark.parametrize("query", ["v=6", "", "v=3&WSDL", "v=7&WSDL", "v=x&WSDL"])
def test_nothing_else_is_served(simulator, caller, query):
    base = simulator.url.partition("?")[0]
    assert caller.send(None, f"{base}?{query}").status == 404


def test_other_paths_are_not_served(simulator, caller):
    base = f"http://127.0.0.1:{simulator.port}/"
    assert caller.send(None, f"{base}?v=6&WSDL").status == 404
    assert caller.send("<x/>", base).status == 404


@pytest.mark.parametrize(("version", "count"), [(4, 70), (5, 86), (6, 85)])
def test_operations(simulator, caller, version, count):
    root = ET.fromstring(caller.send(None, f"{simulator.url_for(version)}&WSDL").text)
    bound = [each.get("name") for each in root.findall(f"{WSDL}binding/{WSDL}operation")]
    assert len(bound) == len(set(bound)) == count
    assert [each.get("name") for each in root.findall(f"{WSDL}portType/{WSDL}operation")] == bound
    assert ("bindUnbindInterface" in bound) == (version == 6)
    assert ("setUnsetBindedInterface" in bound) == (version < 6)


@pytest.mark.parametrize("version", [4, 5, 6])
def test_suds_offers_every_operation(suds_clients, simulator, caller, version):
    root = ET.fromstring(caller.send(None, f"{simulator.url_for(version)}&WSDL").text)
    declared = {each.get("name") for each in root.findall(f"{WSDL}portType/{WSDL}operation")}
    (port,) = suds_clients[version].wsdl.services[0].ports
    assert set(port.methods) == declared


def test_suds_makes_structures(suds_clients):
    search = suds_clients[6].factory.create("types:DeviceSearch")
    assert search.Location.Building is None
    assert suds_clients[5].factory.create("types:PersonInput").Name is None


def test_suds_structure_as_it_is_made_is_refused(simulator, connect):
    client = connect(simulator, 6)
    search = client.factory.create("types:DeviceSearch")
    search.Name = "cpfe%"
    with pytest.raises(Exception, match="Location is empty"):
        client.service.searchDevice(search)
    search.Location = None
    assert client.service.searchDevice(search) == ["CPFE01", "CPFE02"]
