# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations that write."""

from __future__ import annotations

import datetime
import typing as t

import pytest
import suds

CARD_2 = "02-00-5E-00-53-02"
FREE = "02-00-5E-00-53-77"
LOGICAL = {"InterfaceName": "NEW", "ServiceName": "S513-C-IP1", "SecurityClass": "USER"}
BULK = {
    "Location": {"Building": "0513", "Floor": "R", "Room": "0050"},
    "OutletLabel": "5678/04",
    "SecurityClass": "USER",
    "InternetConnectivity": True,
    "Medium": "TENGIGAETHERNET",
    "SwitchName": "SW02",
    "PortNumber": "3",
    "CableNumber": "1",
    "IP": "192.0.2.9",
}
DEVICE = {
    "DeviceName": "NEW",
    "Location": {"Building": "0513", "Floor": "R", "Room": "0050"},
    "Manufacturer": "DELL",
    "Model": "R640",
    "OperatingSystem": {"Name": "LINUX", "Version": "ALMA9"},
    "ResponsiblePerson": {"Name": "ROSSI", "FirstName": "ANNA", "PersonID": 700123},
}


def interface(simulator, device: str, name: str) -> dict[str, t.Any]:
    (found,) = [
        each for each in simulator.database.devices[device]["Interfaces"] if each["Name"] == name
    ]
    return found


def names(simulator, device: str) -> list[str]:
    return [each["Name"] for each in simulator.database.devices[device]["Interfaces"]]


@pytest.mark.parametrize(
    ("version", "operation"),
    [(4, "setUnsetBindedInterface"), (5, "setUnsetBindedInterface"), (6, "bindUnbindInterface")],
)
@pytest.mark.parametrize("card", [CARD_2, CARD_2.lower().replace("-", ":"), "0200.5e00.5302"])
@pytest.mark.parametrize("unbound", [None, ""])
def test_binding(simulator, connect, version, operation, card, unbound):
    bind = getattr(connect(simulator, version).service, operation)
    assert bind("cpfe02.example.org", card) is True
    (first, vip) = simulator.database.devices["CPFE02"]["Interfaces"]
    assert first["BoundInterfaceCard"] == {"HardwareAddress": CARD_2, "CardType": "Ethernet"}
    assert vip["BoundInterfaceCard"] is None
    assert bind("CPFE02.EXAMPLE.ORG", unbound) is True
    assert simulator.database.devices["CPFE02"]["Interfaces"][0]["BoundInterfaceCard"] is None


UNBINDING = [
    "",
    "<HardwareAddress/>",
    "<HardwareAddress></HardwareAddress>",
    '<HardwareAddress xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="true"/>',
    '<HardwareAddress xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:nil="1"/>',
]


@pytest.mark.parametrize("address", UNBINDING)
def test_unbinding(simulator, caller, address):
    answer = caller.call(
        f"<bindUnbindInterface><InterfaceName>cpfe01</InterfaceName>{address}</bindUnbindInterface>"
    )
    assert (answer.status, answer.fault) == (200, "")
    assert interface(simulator, "CPFE01", "CPFE01.EXAMPLE.ORG")["BoundInterfaceCard"] is None


def test_write_is_the_last_change(simulator, connect):
    service = connect(simulator, 6).service
    before = datetime.datetime.now(datetime.UTC)
    service.bindUnbindInterface("cpfe02", CARD_2)
    changed = simulator.database.devices["CPFE02"]["LastChangeDate"]
    assert before <= changed <= datetime.datetime.now(datetime.UTC)
    assert service.getLastChangedDevices(1) == ["CPFE02"]
    assert service.getDeviceInfo("cpfe02").LastChangeDate.unixtime == int(changed.timestamp())


def test_cards(simulator, connect):
    service = connect(simulator, 6).service
    assert service.deviceAddCard("cpfe02", {"HardwareAddress": FREE, "CardType": "Ethernet"})
    assert [
        each["HardwareAddress"]
        for each in simulator.database.devices["CPFE02"]["NetworkInterfaceCards"]
    ] == [CARD_2, FREE]
    assert service.deviceRemoveCard("cpfe02", "0200.5e00.5377")
    assert len(simulator.database.devices["CPFE02"]["NetworkInterfaceCards"]) == 1


@pytest.mark.parametrize(
    ("version", "operation", "arguments"),
    [
        (4, "deviceAddSecondaryInterface", ("cpfe02", "cpfe02.example.org", LOGICAL)),
        (5, "deviceAddSecondaryInterface", ("cpfe02", "cpfe02.example.org", LOGICAL)),
        (5, "deviceAddLogicalInterface", ("cpfe02", LOGICAL)),
        (6, "deviceAddLogicalInterface", ("cpfe02", LOGICAL)),
    ],
)
def test_logical_interface(simulator, connect, version, operation, arguments):
    service = connect(simulator, version).service
    assert getattr(service, operation)(*arguments) is True
    new = interface(simulator, "CPFE02", "NEW.EXAMPLE.ORG")
    assert new["IPAddress"] == "192.0.2.2"
    assert new["SubnetMask"] == "255.255.255.0"
    assert new["NetworkDomainName"] == "TN"
    assert new["BoundInterfaceCard"] is None
    assert service.deviceRemoveLogicalInterface("cpfe02", "new.example.org") is True
    assert names(simulator, "CPFE02") == ["CPFE02.EXAMPLE.ORG", "CERNPHONE.EXAMPLE.ORG"]


def test_bulk_interface(simulator, connect):
    service = connect(simulator, 6).service
    assert service.deviceAddBulkInterface("bare", BULK) is True
    new = interface(simulator, "BARE", "BARE.EXAMPLE.ORG")
    assert new["ServiceName"] == "S513-C-IP1"
    assert new["IPAddress"] == "192.0.2.9"
    assert new["InternetConnectivity"] is True
    assert new["Outlet"] == {"ID": "5678/04", "FANOUT": False}
    assert new["BoundInterfaceCard"] is None
    assert service.getConnectionsFromDevice("bare")[0].SwitchPort == "3"
    assert service.deviceRemoveBulkInterface("bare", "bare") is True
    assert names(simulator, "BARE") == []


def test_moving_an_interface_ends_its_binding(simulator, connect):
    assert connect(simulator, 6).service.interfaceMove("cpfe01", "bare") is True
    assert names(simulator, "CPFE01") == ["CPFE01-IPMI.EXAMPLE.ORG"]
    moved = interface(simulator, "BARE", "CPFE01.EXAMPLE.ORG")
    assert moved["BoundInterfaceCard"] is None
    assert simulator.database.interface("CPFE01.EXAMPLE.ORG")[0]["DeviceName"] == "BARE"


def test_names_of_interfaces(simulator, connect):
    service = connect(simulator, 6).service
    assert service.interfaceRename("cpfe02", "cpfe22") is True
    assert names(simulator, "CPFE02")[0] == "CPFE22.EXAMPLE.ORG"
    assert service.interfaceAddAlias("cpfe22", "sip2.example.org") is True
    assert service.interfaceMoveAlias("cpfe22", "sip2", "cernphone") is True
    assert not interface(simulator, "CPFE02", "CPFE22.EXAMPLE.ORG")["IPAliases"]
    vip = interface(simulator, "CPFE02", "CERNPHONE.EXAMPLE.ORG")
    assert vip["IPAliases"] == ["SIP2.EXAMPLE.ORG"]
    assert service.interfaceRemoveAlias("cernphone", "sip2") is True
    assert service.interfaceUpdateDescription("cernphone", "floating") is True
    vip = interface(simulator, "CPFE02", "CERNPHONE.EXAMPLE.ORG")
    assert (vip["IPAliases"], vip["Description"]) == ([], "floating")


def test_life_of_a_device(simulator, connect):
    service = connect(simulator, 6).service
    assert service.deviceInsert(DEVICE) is True
    assert service.getDeviceInfo("new").ResponsiblePerson.CCID == 700123
    assert service.deviceUpdate("new", {**DEVICE, "Tag": "spare", "HCPResponse": False}) is True
    new = simulator.database.devices["NEW"]
    assert (new["Tag"], new["HCPResponse"], new["Model"]) == ("spare", False, "R640")
    assert service.deviceUpdateIPv6Ready("new", True) is True
    assert service.deviceSetBOOTPInfo("new", "boot.example.org", "/pxe") is True
    assert service.getBOOTPInfo("new").ImagePath == "/pxe"
    assert service.deviceRemoveBOOTPInfo("new") is True
    assert service.getBOOTPInfo("new") is None
    assert service.deviceGlobalRename("new", "newer") is True
    assert service.deviceRemove("newer") is True
    assert list(simulator.database.devices) == ["CPFE01", "CPFE02", "LOCKED", "BARE"]


def test_device_comes_back_as_it_was_read(simulator, connect):
    service = connect(simulator, 5).service
    device = service.getDeviceInfo("cpfe01")
    device.ResponsiblePerson = {"Name": "BIANCHI", "FirstName": "UGO"}
    assert service.deviceUpdate("cpfe01", device) is True
    assert service.getDeviceInfo("cpfe01").ResponsiblePerson.Name == "BIANCHI"
    assert len(simulator.database.devices["CPFE01"]["Interfaces"]) == 2


def test_global_rename_takes_the_interfaces_along(simulator, connect):
    service = connect(simulator, 6).service
    assert service.deviceGlobalRename("cpfe02", "cpfe22") is True
    assert names(simulator, "CPFE22") == ["CPFE22.EXAMPLE.ORG", "CERNPHONE.EXAMPLE.ORG"]
    assert service.bulkRemove("cpfe22") is True
    assert "CPFE22" not in simulator.database.devices


@pytest.mark.parametrize(
    ("operation", "bind", "bound"),
    [("bulkInsert", {}, None), ("bulkInsertAuto", {"BindHardwareAddress": FREE}, FREE)],
)
def test_bulk_insert(simulator, connect, operation, bind, bound):
    insert = getattr(connect(simulator, 6).service, operation)
    assert insert(DEVICE, [{"HardwareAddress": FREE, "CardType": "Ethernet"}], [{**BULK, **bind}])
    new = interface(simulator, "NEW", "NEW.EXAMPLE.ORG")
    assert (new["BoundInterfaceCard"] or {}).get("HardwareAddress") == bound


def test_hcp_response(simulator, connect):
    service = connect(simulator, 6).service
    assert service.setHCPResponse(["cpfe01", "cpfe02"], False) is True
    assert [row["HostName"] for row in simulator.dhcp_view()] == ["LOCKED"]
    with pytest.raises(suds.WebFault, match="NOTFOUND: device nobody is not in the database"):
        service.setHCPResponse(["cpfe01", "nobody"], True)
    assert simulator.database.devices["CPFE01"]["HCPResponse"] is False


def test_manager_lock(simulator, connect):
    service = connect(simulator, 6).service
    assert service.deviceUpdateManagerLock("locked", False) is True
    assert service.bindUnbindInterface("locked", "02-00-5E-00-53-03") is True


def test_sets(simulator, connect):
    service = connect(simulator, 6).service
    assert service.setInsertAddress("empty", "cpfe02") is True
    assert service.setInsertService("empty", "S31-IPMI") is True
    assert simulator.database.sets["EMPTY"] == ["CPFE02", "S31-IPMI"]
    assert service.setDeleteAddress("empty", "CPFE02") is True
    assert service.setDeleteService("empty", "s31-ipmi") is True
    assert simulator.database.sets["EMPTY"] == []
    assert simulator.seed.sets["EMPTY"] == []


def test_virtual_machine_until_version_5(simulator, connect):
    options = {"IP": "192.0.2.9", "ServiceName": "S513-C-IP1", "InternetConnectivity": "Y"}
    card = {"HardwareAddress": FREE, "CardType": "Ethernet"}
    service = connect(simulator, 5).service
    assert service.vmCreate(DEVICE, card, "CLUSTER", "cpfe01", options) is True
    new = interface(simulator, "NEW", "NEW.EXAMPLE.ORG")
    assert new["BoundInterfaceCard"]["HardwareAddress"] == FREE
    assert service.vmMigrate("new", "cpfe02") is True
    assert simulator.database.devices["NEW"]["VMParent"] == "CPFE02"
    assert service.vmUpdate("new", {**DEVICE, "DeviceName": "newer"}) is True
    assert service.vmDestroy("newer") is True
    assert "NEWER" not in simulator.database.devices


def test_virtual_machine_of_version_6(simulator, connect):
    service = connect(simulator, 6).service
    assert service.vmCreate(DEVICE, {"VMParent": "cpfe01"}) is True
    address = service.vmAddCard("new", {"HardwareAddress": "02-16-3E", "CardType": "Ethernet"})
    assert address.startswith("02-16-3E-")
    options = {"ServiceName": "S513-C-IP1", "BindHardwareAddress": address}
    assert service.vmAddInterface("new", "new.example.org", None, options) is True
    bound = interface(simulator, "NEW", "NEW.EXAMPLE.ORG")["BoundInterfaceCard"]
    assert bound["HardwareAddress"] == address
    assert service.vmRemoveInterface("new", "new") is True
    assert service.vmRemoveCard("new", address) is True
    assert service.vmGetInfo("new").VMParent == "CPFE01"


def test_delegated_zones(simulator, connect):
    service = connect(simulator, 6).service
    zone = {"Domain": "sip.example.org", "View": "internal", "KeyName": "K"}
    assert service.dnsDelegatedAdd(zone) is True
    assert service.dnsDelegatedAliasAdd("sip.example.org", "internal", "voip.example.org") is True
    (found,) = service.dnsDelegatedSearch("sip")
    assert (found.ID, found.Domain, found.Aliases) == (1, "SIP.EXAMPLE.ORG", ["VOIP.EXAMPLE.ORG"])
    assert (
        service.dnsDelegatedAliasRemove("sip.example.org", "internal", "voip.example.org") is True
    )
    assert service.dnsDelegatedGetByNameView("sip.example.org", "internal").Aliases == []
    assert service.dnsDelegatedRemove("sip.example.org", "internal") is True
    assert simulator.database.delegations == []


LOCK = "The device LOCKED is externally managed by a service provider"
FAULTS: list[tuple[str, tuple[t.Any, ...], str]] = [
    ("bindUnbindInterface", (None, CARD_2), "the parameter InterfaceName is missing"),
    ("bindUnbindInterface", ("none", CARD_2), "NOTFOUND: interface none is not in the database"),
    (
        "bindUnbindInterface",
        ("cpfe02", "02-00-5E-00-53-01"),
        "the card 02-00-5E-00-53-01 does not belong to the device CPFE02",
    ),
    ("bindUnbindInterface", ("cpfe02", "02-00"), "02-00 is not a hardware address"),
    ("bindUnbindInterface", ("locked", "02-00-5E-00-53-03"), LOCK),
    ("deviceAddCard", ("locked", {"HardwareAddress": FREE}), LOCK),
    (
        "deviceAddCard",
        ("cpfe02", {"HardwareAddress": "02-00-5e-00-53-01"}),
        "the card 02-00-5E-00-53-01 belongs to the device CPFE01 already",
    ),
    ("deviceAddCard", ("cpfe02", {"HardwareAddress": "x"}), "x is not a hardware address"),
    ("deviceAddCard", ("cpfe02", None), "the parameter InterfaceCard is missing"),
    (
        "deviceRemoveCard",
        ("cpfe01", "02-00-5e-00-53-01"),
        "the interface CPFE01.EXAMPLE.ORG is bound to the card 02-00-5E-00-53-01",
    ),
    ("deviceRemoveCard", ("cpfe01", FREE), f"the card {FREE} does not belong to the device CPFE01"),
    (
        "deviceAddLogicalInterface",
        ("nobody", LOGICAL),
        "NOTFOUND: device nobody is not in the database",
    ),
    (
        "deviceAddLogicalInterface",
        ("cpfe02", {**LOGICAL, "ServiceName": "S-NO"}),
        "NOTFOUND: service S-NO is not in the database",
    ),
    (
        "deviceAddLogicalInterface",
        ("cpfe02", {**LOGICAL, "IP": "192.0.2.11"}),
        "the address 192.0.2.11 is taken",
    ),
    (
        "deviceAddLogicalInterface",
        ("cpfe02", {**LOGICAL, "IP": "192.0.2.300"}),
        "192.0.2.300 is not an IPv4 address",
    ),
    (
        "deviceAddLogicalInterface",
        ("cpfe02", {**LOGICAL, "IP": "192.0.2.15"}),
        "the address 192.0.2.15 is not in the service S513-C-IP1",
    ),
    (
        "deviceAddLogicalInterface",
        ("cpfe02", {**LOGICAL, "InterfaceName": "cpfe01"}),
        "the name CPFE01.EXAMPLE.ORG is taken",
    ),
    (
        "deviceAddLogicalInterface",
        ("cpfe02", {**LOGICAL, "InterfaceName": "sip1"}),
        "the name SIP1.EXAMPLE.ORG is taken",
    ),
    (
        "deviceAddLogicalInterface",
        ("cpfe02", {**LOGICAL, "InterfaceName": "a b"}),
        "a b cannot be the name of an interface",
    ),
    (
        "deviceAddBulkInterface",
        ("cpfe02", {**BULK, "IP": "203.0.113.1"}),
        "the service is not named and does not follow from the address",
    ),
    (
        "deviceRemoveLogicalInterface",
        ("cpfe02", "cpfe01"),
        "NOTFOUND: on the device CPFE02 the interface cpfe01 is not in the database",
    ),
    ("interfaceMove", ("cpfe01", "nobody"), "NOTFOUND: device nobody is not in the database"),
    (
        "interfaceMove",
        ("cpfe01", "cpfe01"),
        "the interface CPFE01.EXAMPLE.ORG is on the device CPFE01 already",
    ),
    ("interfaceMove", ("cpfe01", "locked"), LOCK),
    ("interfaceRename", ("cpfe01", "cernphone"), "the name CERNPHONE.EXAMPLE.ORG is taken"),
    ("interfaceAddAlias", ("cpfe02", "sip1.example.org"), "the name SIP1.EXAMPLE.ORG is taken"),
    ("interfaceAddAlias", ("cpfe02", "a b"), "a b cannot be an alias"),
    (
        "interfaceRemoveAlias",
        ("cpfe02", "sip1"),
        "NOTFOUND: on the interface CPFE02.EXAMPLE.ORG the alias SIP1 is not in the database",
    ),
    (
        "deviceInsert",
        ({**DEVICE, "DeviceName": "cpfe01"},),
        "device CPFE01 is already in the database",
    ),
    ("deviceInsert", ({**DEVICE, "DeviceName": ""},), "the parameter DeviceName is missing"),
    ("deviceInsert", ({**DEVICE, "DeviceName": "a b"},), "a b cannot be the name of a device"),
    (
        "deviceUpdate",
        ("cpfe02", {**DEVICE, "DeviceName": "cpfe01"}),
        "device CPFE01 is already in the database",
    ),
    ("deviceGlobalRename", ("cpfe02", "cpfe01"), "device CPFE01 is already in the database"),
    ("deviceRemove", ("cpfe01",), "the device CPFE01 has interfaces"),
    ("bulkRemove", ("locked",), LOCK),
    ("setHCPResponse", (["cpfe01", "locked"], False), LOCK),
    ("bulkInsert", (DEVICE, [], [BULK, BULK]), "NEW.EXAMPLE.ORG is given twice"),
    (
        "bulkInsert",
        (DEVICE, [{"HardwareAddress": CARD_2}], []),
        f"the card {CARD_2} belongs to the device CPFE02 already",
    ),
    (
        "bulkInsertAuto",
        (DEVICE, [], [{**BULK, "BindHardwareAddress": FREE}]),
        f"the card {FREE} does not belong to the device NEW",
    ),
    ("setInsertAddress", ("cernphone", "cpfe01"), "CPFE01 is in the set CERNPHONE already"),
    (
        "setDeleteAddress",
        ("cernphone", "cpfe02"),
        "NOTFOUND: in the set CERNPHONE the member CPFE02 is not in the database",
    ),
    ("vmMigrate", ("cpfe01", "cpfe02"), "the device CPFE01 is not a virtual machine"),
    ("vmMigrate", ("cpfe02", "nobody"), "NOTFOUND: device nobody is not in the database"),
    ("vmDestroy", ("cpfe01",), "the device CPFE01 is not a virtual machine"),
    (
        "dnsDelegatedRemove",
        ("sip.example.org", "internal"),
        "NOTFOUND: delegated domain sip.example.org in the view internal is not in the database",
    ),
    ("setRemove", ("EMPTY",), "NOTSIMULATED: setRemove is not simulated"),
    (
        "vmMoveInterface",
        ("cpfe02", "cpfe02", "C", {}),
        "NOTSIMULATED: vmMoveInterface is not simulated",
    ),
]


@pytest.mark.parametrize(("operation", "arguments", "fault"), FAULTS)
def test_fault_changes_nothing(simulator, connect, operation, arguments, fault):
    before = dict(simulator.database.devices)
    service = connect(simulator, 6).service
    with pytest.raises(suds.WebFault) as caught:
        getattr(service, operation)(*arguments)
    assert caught.value.fault.faultstring == fault
    assert simulator.database.devices == before
    assert simulator.dhcp_view()
    assert simulator.calls[-1].fault == fault
    assert not simulator.calls[-1].carried_out


def test_a_full_network_service(simulator, connect):
    service = connect(simulator, 6).service
    for number in range(10):
        service.deviceAddLogicalInterface("bare", {**LOGICAL, "InterfaceName": f"n{number}"})
    with pytest.raises(suds.WebFault, match="the service S513-C-IP1 has no free address"):
        service.deviceAddLogicalInterface("bare", LOGICAL)
