# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations that read, called with suds as others call the real server."""

from __future__ import annotations

import datetime
import typing as t

import pytest
import suds

CPFE01, CPFE02 = "CPFE01.EXAMPLE.ORG", "CPFE02.EXAMPLE.ORG"
VIP = "CERNPHONE.EXAMPLE.ORG"
IPMI = "CPFE01-IPMI.EXAMPLE.ORG"
NET = {"NetAddress": "192.0.2.0", "Mask": "255.255.255.0", "GatewayAddress": "192.0.2.1"}
ROW_1 = {"HostName": "CPFE01", "HardwareAddress": "02-00-5E-00-53-01", "IP": "192.0.2.11", **NET}
ROW_2 = {"HostName": "CPFE02", "HardwareAddress": "02-00-5E-00-53-02", "IP": "192.0.2.100", **NET}
ROW_IPMI = {
    "HostName": "CPFE01",
    "HardwareAddress": "02-00-5E-00-53-F1",
    "IP": "198.51.100.11",
    "NetAddress": "198.51.100.0",
    "Mask": "255.255.255.0",
    "GatewayAddress": "198.51.100.1",
}
TUPLE = {
    "DeviceName": "CPFE01",
    "InterfaceName": CPFE01,
    "IP": "192.0.2.11",
    "IPv6": "2001:db8::11",
}
PORT = {
    "Name": "7",
    "ServiceName": "S513-C-IP1",
    "Medium": "GIGABITETHERNET",
    "Type": "STATIC",
    "Status": "ENABLED",
    "InUse": True,
    "Devices": ["CPFE01"],
    "Terminals": [],
}

SEARCHES: list[tuple[dict[str, t.Any], list[str]]] = [
    ({"Name": "cpfe%"}, ["CPFE01", "CPFE02"]),
    ({"Name": "%FE02"}, ["CPFE02"]),
    ({"Name": "cpfe01.example.org"}, ["CPFE01"]),
    ({"Name": "cpfe"}, []),
    ({"Surname": "rossi"}, ["CPFE01"]),
    ({"Surname": "cernphone-%", "FirstName": "e-group"}, ["CPFE01"]),
    ({"FirstName": "ANNA"}, ["CPFE01"]),
    ({"Domain": "tn"}, ["CPFE01"]),
    ({"Domain": "gpn"}, ["CPFE01", "CPFE02", "LOCKED"]),
    ({"Location": {"Building": "0513"}}, ["CPFE01"]),
    ({"Location": {"Building": "0513", "Floor": "S", "Room": "0050"}}, []),
    ({"HardwareAddress": "0200.5e00.5302"}, ["CPFE02"]),
    ({"HardwareAddress": "02:00:5E:00:53:02"}, ["CPFE02"]),
    ({"HardwareAddress": "02-00-5e%"}, ["CPFE01", "CPFE02", "LOCKED"]),
    ({"IPAddress": "192.0.2.100"}, ["CPFE02"]),
    ({"IPAddress": "2001:DB8:0::11"}, ["CPFE01"]),
    ({"IPAddress": "198.51.100.%"}, ["CPFE01"]),
    ({"OutletID": "1234/%"}, ["CPFE01"]),
    ({"RackName": "ca01"}, ["CPFE01"]),
    ({"RackName": "CA"}, ["CPFE01"]),
    ({"SerialNumber": "SN-1 <&>"}, ["CPFE01"]),
    ({"InventoryNumber": "%"}, []),
    ({"Tag": "CERNPHONE"}, ["CPFE01"]),
    ({"OperatingSystem": "linux", "Name": "CPFE01"}, ["CPFE01"]),
    ({"OperatingSystem": "LINUX ALMA9", "Tag": "cernphone"}, ["CPFE01"]),
    ({"PersonID": 700123}, ["CPFE01"]),
    ({"ResponsibleDepGroup": "IT-CS"}, ["CPFE01"]),
    ({"UserResponsibleDepGroup": "it/cs"}, ["CPFE01"]),
    ({"LastChangeDate": "2026-01-01"}, ["CPFE01"]),
    ({"LastChangeDate": "2026-01-03T00:00:00Z"}, []),
]


@pytest.mark.parametrize(("wanted", "found"), SEARCHES, ids=str)
def test_search(simulator, connect, wanted, found):
    assert connect(simulator, 6).service.searchDevice(wanted) == found


CALLS: list[tuple[str, tuple[t.Any, ...], t.Any]] = [
    ("getHCPInfoArray", (["cpfe01", "CPFE02"],), [ROW_1, ROW_IPMI, ROW_2]),
    ("getHCPInfoArray", (["cernphone.example.org"],), [ROW_2]),
    ("getHCPInfoArray", (["cpfe02.example.org", "nobody"],), [ROW_2]),
    ("getHCPInfoArray", (["nobody"],), []),
    ("getDevicesFromService", ("s513-c-ip1",), ["CPFE01", "CPFE02", "LOCKED"]),
    ("getSwitchesFromService", ("S513-C-IP1",), ["SW01"]),
    ("getSwitchInfo", ("sw01",), [PORT]),
    (
        "getConnectionsFromDevice",
        ("CPFE01",),
        [{"InterfaceName": CPFE01, "SwitchName": "SW01", "SwitchPort": "7"}],
    ),
    ("searchSet", ("cern%",), ["CERNPHONE"]),
    ("searchSet", ("%",), ["CERNPHONE", "EMPTY"]),
    ("getSetAllInterfaces", ("CERNPHONE",), [CPFE01, IPMI, VIP]),
    ("getSetAllInterfaces", ("EMPTY",), []),
    ("getSetNameFromID", (2,), "EMPTY"),
    (
        "getSetInfo",
        ("cernphone",),
        {
            "ID": 1,
            "Name": "CERNPHONE",
            "Domain": None,
            "ResponsiblePerson": {
                "Name": "CERNPHONE-OPERATORS",
                "FirstName": "E-GROUP",
                **dict.fromkeys(("Department", "Group", "Email", "Phone", "CCID")),
            },
            "Description": None,
            "ProjectUrl": None,
            "Type": "INTERDOMAIN",
            "Addresses": ["CPFE01", "192.0.2.100"],
            "Services": ["S31-IPMI"],
            "Sets": [],
        },
    ),
    ("searchNetNameTable", ("sip1",), [{**TUPLE, "Alias": "SIP1.EXAMPLE.ORG"}]),
    ("searchNetNameTable", ("cpfe01",), [{**TUPLE, "Alias": None}]),
    (
        "vmGetInfo",
        ("CPFE02",),
        {"Name": "CPFE02", "IsVM": True, "VMParent": "CPFE01", "VMGuestList": []},
    ),
    (
        "vmGetInfo",
        ("CPFE01",),
        {"Name": "CPFE01", "IsVM": False, "VMParent": None, "VMGuestList": ["CPFE02"]},
    ),
    ("getBOOTPInfo", ("CPFE01",), {"Server": "boot.example.org", "ImagePath": "/pxe"}),
    ("getBOOTPInfo", ("CPFE02",), None),
    ("getLastChangedDevices", (60,), []),
    ("dnsDelegatedSearch", ("%",), []),
    (
        "getBulkInterfaceInfo",
        ("cpfe01",),
        {
            "InterfaceName": CPFE01,
            "IPAliases": ["SIP1.EXAMPLE.ORG"],
            "Location": {"Building": "0513", "Floor": "R", "Room": "0050"},
            "OutletLabel": "1234/01",
            "SecurityClass": "USER",
            "InternetConnectivity": False,
            "Medium": "GIGABITETHERNET",
            "SwitchName": "SW01",
            "PortNumber": "7",
            "CableNumber": "0",
            "IP": "192.0.2.11",
            "IPv6": "2001:db8::11",
            "ServiceName": "S513-C-IP1",
        },
    ),
    (
        "getServiceInfo",
        ("S513-C-IP1",),
        {
            "Name": "S513-C-IP1",
            "Primary": None,
            "AddressIni": "192.0.2.1",
            "AddressEnd": "192.0.2.14",
            "AddressCount": 14,
            "SubnetMask": "255.255.255.0",
            "DefaultGateway": "192.0.2.1",
            "NameServers": ["192.0.2.53"],
            "TimeServers": None,
            "Mediums": None,
            "NetworkDomain": "TN",
            "Description": None,
            "UserIPTotal": 14,
            "UserIPFree": 10,
            "IPv6Network": None,
            "IPv6NetMask": 0,
            "IPv6DefaultGateway": None,
            "IPv6NameServers": None,
            "IPv6TimeServers": None,
            "Secondaries": None,
        },
    ),
]


@pytest.mark.parametrize(("operation", "arguments", "expected"), CALLS, ids=str)
def test_call(simulator, connect, plain, operation, arguments, expected):
    client = connect(simulator, 6)
    assert plain(getattr(client.service, operation)(*arguments)) == expected


DEVICES = [
    ("getDeviceInfo", ("cpfe01.example.org",)),
    ("getDeviceInfo", ("CPFE01",)),
    ("getDeviceBasicInfo", ("cpfe01",)),
    ("getDeviceInfoFromNameMAC", ("cpfe01", "02005e005301")),
    ("getMyDeviceInfo", ()),
]


@pytest.mark.parametrize(("operation", "arguments"), DEVICES, ids=str)
def test_device(simulator, connect, plain, operation, arguments):
    simulator.switches.my_device = "cpfe01"
    device = plain(getattr(connect(simulator, 6).service, operation)(*arguments))
    interfaces = device.pop("Interfaces", None)
    cards = device.pop("NetworkInterfaceCards", None)
    blocked = device.pop("Blocked", None)
    changed = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert device.pop("LastChangeDate") == {"TimeUTC": changed, "unixtime": 1767323045}
    assert device.pop("ResponsiblePerson")["CCID"] == 700123
    assert device.pop("UserPerson")["Name"] == "CERNPHONE-OPERATORS"
    assert device == {
        "DeviceName": "CPFE01",
        "Location": {"Building": "0513", "Floor": "R", "Room": "0050"},
        "Zone": "CA",
        "Status": "Active",
        "Manufacturer": "KVM",
        "Model": "VIRTUAL MACHINE",
        "GenericType": "COMPUTER",
        "Description": None,
        "Tag": "cernphone",
        "SerialNumber": "SN-1 <&>",
        "OperatingSystem": {"Name": "LINUX", "Version": "ALMA9"},
        "InventoryNumber": None,
        "StartDate": None,
        "EndDate": None,
        "LandbManagerPerson": None,
        "HCPResponse": True,
        "IPv6Ready": None,
        "ManagerLocked": False,
    }
    if operation == "getDeviceBasicInfo":
        assert (interfaces, cards) == (None, None)
        return
    assert blocked is None
    assert cards == [
        {"HardwareAddress": "02-00-5E-00-53-01", "CardType": "Ethernet"},
        {"HardwareAddress": "02-00-5E-00-53-F1", "CardType": "IPMI"},
    ]
    assert interfaces[0] == {
        "ConnectedToSC": None,
        "Name": CPFE01,
        "IPAddress": "192.0.2.11",
        "ServiceName": "S513-C-IP1",
        "SecurityClass": "USER",
        "InternetConnectivity": False,
        "SubnetMask": "255.255.255.0",
        "DefaultGateway": "192.0.2.1",
        "NameServers": ["192.0.2.53"],
        "BelongsToSets": None,
        "TimeServers": None,
        "IPv6Address": "2001:db8::11",
        "IPv6NetMask": 0,
        "IPv6NameServers": None,
        "IPv6TimeServers": None,
        "IPv6DefaultGateway": None,
        "IPAliases": ["SIP1.EXAMPLE.ORG"],
        "BoundInterfaceCard": cards[0],
        "Outlet": {"ID": "1234/01", "FANOUT": False},
        "RackName": "CA01",
        "Description": None,
        "NetworkDomainName": "TN",
        "Medium": "GIGABITETHERNET",
        "ReverseTelnet": None,
    }


def test_unbound_interface(simulator, connect):
    device = connect(simulator, 6).service.getDeviceInfo("CPFE02")
    assert [each.BoundInterfaceCard for each in device.Interfaces] == [None, None]


def test_my_device_is_the_one_with_the_callers_address(seed, simulator, connect, caller_of):
    assert caller_of(simulator).call("<getMyDeviceInfo/>", None).fault == (
        "NOTFOUND: device with the address 127.0.0.1 is not in the database"
    )
    seed["devices"][1]["interfaces"][0]["ip_address"] = "127.0.0.1"
    with type(simulator)(seed) as other:
        assert connect(other, 6).service.getMyDeviceInfo().DeviceName == "CPFE02"


@pytest.mark.parametrize(
    ("unknown_in_array", "expected"),
    [("omit", ["CPFE01", "CPFE02"]), ("nil", ["CPFE01", None, "CPFE02"]), ("fault", None)],
)
def test_array(simulator, connect, unknown_in_array, expected):
    simulator.switches.unknown_in_array = unknown_in_array
    service = connect(simulator, 6).service
    names = ["cpfe01", "nobody", "CPFE02.example.org"]
    if expected is None:
        with pytest.raises(suds.WebFault, match="NOTFOUND: device nobody is not in the database"):
            service.getDeviceInfoArray(names)
    else:
        devices = service.getDeviceInfoArray(names)
        # suds returns an empty text for a nil item of an array.
        assert [device.DeviceName if device else None for device in devices] == expected


@pytest.mark.parametrize(
    ("operation", "parameter"),
    [("getDeviceInfoArray", "DeviceNameList"), ("getHCPInfoArray", "Hosts")],
)
def test_a_block_has_200_names_at_most(simulator, caller, operation, parameter):
    token = caller.token()
    inner = f"<{operation}><{parameter}>%s</{parameter}></{operation}>"
    assert caller.call(inner % ("<i>cpfe01</i>" * 200), token).status == 200
    assert simulator.calls[-1].names == 200
    answer = caller.call(inner % ("<i>cpfe01</i>" * 201), token)
    assert answer.fault == f"{parameter} has 201 names, and 200 are allowed"
    simulator.switches.max_names = 1000
    assert caller.call(inner % ("<i>cpfe01</i>" * 201), token).status == 200


FAULTS: list[tuple[str, str]] = [
    (
        "<getDeviceInfo><DeviceName>nobody</DeviceName></getDeviceInfo>",
        "NOTFOUND: device nobody is not in the database",
    ),
    (
        "<getDeviceInfo><DeviceName>-</DeviceName></getDeviceInfo>",
        "NOTFOUND: device - is not in the database",
    ),
    ("<getDeviceInfo><DeviceName>cpfe09</DeviceName></getDeviceInfo>", "Internal error 42"),
    (
        "<getDeviceInfoArray><DeviceNameList><i>cpfe01</i><i>cpfe09</i></DeviceNameList></getDeviceInfoArray>",
        "Internal error 42",
    ),
    ("<getHCPInfoArray><Hosts><i>bare</i></Hosts></getHCPInfoArray>", "No such table"),
    ("<getDeviceInfo/>", "the parameter DeviceName is missing"),
    ("<getDeviceInfo><DeviceName/></getDeviceInfo>", "the parameter DeviceName is missing"),
    (
        "<getDeviceInfoFromNameMAC><DeviceName>cpfe01</DeviceName><MAC>x</MAC></getDeviceInfoFromNameMAC>",
        "x is not a hardware address",
    ),
    (
        "<getDeviceInfoFromNameMAC><DeviceName>cpfe01</DeviceName><MAC>02-00-5E-00-53-02</MAC></getDeviceInfoFromNameMAC>",
        "NOTFOUND: device cpfe01 with the card 02-00-5E-00-53-02 is not in the database",
    ),
    (
        "<getLastChangedDevices><Minutes>-1</Minutes></getLastChangedDevices>",
        "Minutes must be a number of minutes",
    ),
    (
        "<getLastChangedDevices><Minutes>ten</Minutes></getLastChangedDevices>",
        "Minutes must be a number, not ten",
    ),
    ("<searchDevice/>", "DeviceSearch is empty"),
    ("<searchDevice><DeviceSearch/></searchDevice>", "DeviceSearch is empty"),
    (
        "<searchDevice><DeviceSearch><Name/><Tag/></DeviceSearch></searchDevice>",
        "DeviceSearch is empty",
    ),
    (
        "<searchDevice><DeviceSearch><Name>c%</Name><Location/></DeviceSearch></searchDevice>",
        "Location is empty",
    ),
    (
        "<searchDevice><DeviceSearch><HardwareAddress>02-00</HardwareAddress></DeviceSearch></searchDevice>",
        "HardwareAddress cannot be 02-00",
    ),
    (
        "<searchDevice><DeviceSearch><IPAddress>192.0.2</IPAddress></DeviceSearch></searchDevice>",
        "IPAddress cannot be 192.0.2",
    ),
    (
        "<searchDevice><DeviceSearch><LastChangeDate>soon</LastChangeDate></DeviceSearch></searchDevice>",
        "LastChangeDate must be a time, not soon",
    ),
    (
        "<searchDevice><DeviceSearch><LastActiveDate>2026-01-01</LastActiveDate></DeviceSearch></searchDevice>",
        "NOTSIMULATED: a search by LastActiveDate",
    ),
    (
        "<getServiceInfo><ServiceName>S-NONE</ServiceName></getServiceInfo>",
        "NOTFOUND: service S-NONE is not in the database",
    ),
    (
        "<getSwitchInfo><SwitchName>sw99</SwitchName></getSwitchInfo>",
        "NOTFOUND: switch SW99 is not in the database",
    ),
    (
        "<getSetInfo><SetName>NONE</SetName></getSetInfo>",
        "NOTFOUND: set NONE is not in the database",
    ),
    (
        "<getSetNameFromID><SetID>3</SetID></getSetNameFromID>",
        "NOTFOUND: set with the number 3 is not in the database",
    ),
    (
        "<getBulkInterfaceInfo><InterfaceName>none</InterfaceName></getBulkInterfaceInfo>",
        "NOTFOUND: interface none is not in the database",
    ),
    (
        "<vmClusterGetInfo><VMClusterName>X</VMClusterName></vmClusterGetInfo>",
        "NOTSIMULATED: vmClusterGetInfo is not simulated",
    ),
    (
        "<setUnsetBindedInterface/>",
        "the operation setUnsetBindedInterface does not exist in version 6",
    ),
    ("<dropTable/>", "the operation dropTable does not exist in version 6"),
]


@pytest.mark.parametrize(("inner", "fault"), FAULTS)
def test_fault(caller, inner, fault):
    answer = caller.call(inner)
    assert (answer.status, answer.fault) == (500, fault)


VERSION_FAULTS = [
    (4, "<bindUnbindInterface/>", "the operation bindUnbindInterface does not exist in version 4"),
    (4, "<getDeviceBasicInfo/>", "the operation getDeviceBasicInfo does not exist in version 4"),
    (5, "<bindUnbindInterface/>", "the operation bindUnbindInterface does not exist in version 5"),
    (3, "<getDeviceInfo/>", "version 3 of the interface is not supported"),
    (7, "<getDeviceInfo/>", "version 7 of the interface is not supported"),
]


@pytest.mark.parametrize(("version", "inner", "fault"), VERSION_FAULTS)
def test_other_versions(caller, version, inner, fault):
    answer = caller.call(inner, version=version)
    assert (answer.status, answer.fault) == (500, fault)
