# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LanDB's structures, field by field: seeds, replies and the WSDL follow from them."""

from __future__ import annotations

import dataclasses
import re
import typing as t

Record = dict[str, t.Any]
"""A structure as plain values: the names of its fields are those of LanDB."""

VERSIONS: t.Final = (4, 5, 6)


@dataclasses.dataclass(frozen=True)
class Field:
    """One field of a structure."""

    name: str
    type: str
    nillable: bool
    versions: tuple[int, ...]

    @property
    def key(self) -> str:
        """Its name in a seed."""
        return snake(self.name)


ARRAYS: t.Final = {
    "ArrayOfString": "string",
    "ArrayOfDeviceInfo": "DeviceInfo",
    "ArrayOfInterfaceCards": "InterfaceCard",
    "ArrayOfInterfaces": "InterfaceInformation",
    "ArrayOfBulkInterfaces": "BulkInterface",
    "ArrayOfBulkInterfacesAuto": "BulkInterfaceAuto",
    "ArrayOfSwitchPort": "SwitchPort",
    "ArrayOfInetInfo": "InetInfo",
    "ArrayOfConnection": "Connection",
    "ArrayOfObservedSwitchConnection": "ObservedSwitchConnection",
    "ArrayOfNetNameTuple": "NetNameTuple",
    "ArrayOfDNSDelegatedEntry": "DNSDelegatedEntry",
    "ArrayOfDNSDelegatedKey": "DNSDelegatedKey",
}

# Name?=Type@versions: a question mark where it may be nil, a string and every version by default.
_DEVICE: t.Final = """
DeviceName Location?=Location Zone? Status Manufacturer Model GenericType Description? Tag?
SerialNumber? OperatingSystem=OperatingSystem InventoryNumber? StartDate?=Time EndDate?=Time
LandbManagerPerson?=Person@6 ResponsiblePerson?=Person UserPerson?=Person
"""
_BULK: t.Final = """
InterfaceName? IPAliases?=ArrayOfString Location=Location OutletLabel SecurityClass
InternetConnectivity=boolean Medium SwitchName PortNumber CableNumber IP? IPv6?@56 ServiceName?@6
"""
_DECLARED: t.Final = {
    "DeviceInfo": f"""
        {_DEVICE} NetworkInterfaceCards?=ArrayOfInterfaceCards Interfaces?=ArrayOfInterfaces
        HCPResponse=boolean Blocked?=Blocking LastChangeDate?=Time IPv6Ready?=boolean@56
        ManagerLocked?=boolean@6
    """,
    "DeviceBasicInfo": f"""
        {_DEVICE} HCPResponse=boolean LastChangeDate?=Time IPv6Ready?=boolean@56
        ManagerLocked?=boolean@6
    """,
    "DeviceInput": """
        DeviceName Location=Location Zone? Manufacturer Model Description? Tag? SerialNumber?
        OperatingSystem=OperatingSystem InventoryNumber? LandbManagerPerson?=PersonInput@6
        ResponsiblePerson=PersonInput UserPerson?=PersonInput HCPResponse?=boolean
        IPv6Ready?=boolean@56 ManagerLocked?=boolean@6
    """,
    "InterfaceInformation": """
        ConnectedToSC?=boolean Name Domain@45 IPAddress ServiceName SecurityClass
        InternetConnectivity=boolean SubnetMask? DefaultGateway? NameServers?=ArrayOfString
        BelongsToSets?=ArrayOfString TimeServers?=ArrayOfString IPv6Address@56 IPv6NetMask=int@56
        IPv6NameServers?=ArrayOfString@56 IPv6TimeServers?=ArrayOfString@56 IPv6DefaultGateway?@56
        IPAliases?=ArrayOfString BoundInterfaceCard?=InterfaceCard Outlet?=Outlet RackName?
        Description? NetworkDomainName Medium ReverseTelnet?=ReverseTelnet
    """,
    "InterfaceCard": "HardwareAddress CardType",
    "Location": "Building Floor Room",
    "OperatingSystem": "Name Version",
    "Person": "Name FirstName Department? Group? Email? Phone? CCID?=long",
    "PersonInput": "Name? FirstName? Department? Group? PersonID?=long",
    "Outlet": "ID FANOUT=boolean",
    "OutletLocation": "Location=Location Outlet=Outlet",
    "ReverseTelnet": "Data? Port? ServiceName?",
    "Time": "TimeUTC?=dateTime unixtime?=long",
    "Blocking": "By=Person Date=Time Reason UnblockRole",
    "DeviceSearch": """
        Name? Surname? FirstName? Location?=Location OutletID? Tag? SerialNumber? InventoryNumber?
        HardwareAddress? IPAddress? RackName? PersonID?=long Domain? ResponsibleDepGroup?
        UserResponsibleDepGroup?@6 OperatingSystem? LastChangeDate?=dateTime
        LastActiveDate?=dateTime
    """,
    "BulkInterface": _BULK,
    "BulkInterfaceAuto": f"{_BULK} BindHardwareAddress?",
    "BulkMoveOptions": "PreserveIP=boolean",
    "Auth": "token",
    "SetInfo": """
        ID=long Name@56 Domain?@56 ResponsiblePerson=Person@56 Description@56 ProjectUrl?@56
        Type@56 Addresses?=ArrayOfString Services?=ArrayOfString Sets?=ArrayOfString
    """,
    "SetInput": "Name Domain ResponsiblePerson=PersonInput Description ProjectUrl? Type",
    "SwitchPort": """
        Name Service@4 ServiceName@56 Medium Type Status InUse=boolean Devices?=ArrayOfString
        Terminals?=ArrayOfString
    """,
    "SwitchPortTypeStatus": "Type Status",
    "InetInfo": "HostName HardwareAddress IP NetAddress Mask GatewayAddress",
    "Connection": "InterfaceName SwitchName SwitchPort",
    "ObservedSwitchConnection": "SwitchName SwitchPort HardwareAddress",
    "NetNameTuple": "DeviceName InterfaceName IP IPv6@56 Alias?",
    "LogicalInterfaceInput": """
        InterfaceName ServiceName SecurityClass IP? IPv6?@56 InternetConnectivity?=boolean
    """,
    "ServiceInfo": """
        Name Primary? AddressIni AddressEnd AddressCount=int SubnetMask DefaultGateway?
        NameServers?=ArrayOfString TimeServers?=ArrayOfString Mediums?=ArrayOfString NetworkDomain?
        Description? UserIPTotal=int UserIPFree=int IPv6Network@56 IPv6NetMask=int@56
        IPv6DefaultGateway?@56 IPv6NameServers?=ArrayOfString@56 IPv6TimeServers?=ArrayOfString@56
        Secondaries?=ArrayOfString@56
    """,
    "DnsZoneOptions": "Internal?=boolean External?=boolean",
    "VMOptions": "IP? IPv6?@5 Service?@4 ServiceName?@5 InternetConnectivity? AddressType?",
    "VMCreateOptions": "VMParent?",
    "VMInterfaceOptions": """
        IP? IPv6? ServiceName? InternetConnectivity? AddressType? BindHardwareAddress?
    """,
    "VMInfo": "Name IsVM=boolean VMParent? VMGuestList?=ArrayOfString",
    "VMClusterInfo": "ID=long Name Description? ResponsiblePerson?=Person Services?=ArrayOfString",
    "VMClusterSearch": "ClusterName? Surname? FirstName?",
    "IPMIOptions": "UseDeviceName?=boolean",
    "BOOTPInfo": "Server ImagePath",
    "DNSDelegatedInput": "Domain View KeyName Description? UserDescription?",
    "DNSDelegatedEntry": """
        ID=long Domain View KeyName Description? UserDescription? Aliases?=ArrayOfString
    """,
    "DNSDelegatedKey": "ID=long KeyName Responsible?=Person",
}
_FIELD: t.Final = re.compile(r"(\w+)(\??)(?:=(\w+))?(?:@(\d+))?")


def snake(name: str) -> str:
    """`IPv6NetMask` as `ipv6_net_mask`."""
    words = re.sub(
        r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name.replace("IPv6", "Ipv6")
    )
    return words.lower()


def _fields(declared: str) -> tuple[Field, ...]:
    fields = []
    for word in declared.split():
        match = _FIELD.fullmatch(word)
        assert match, word
        name, nil, kind, versions = match.groups()
        fields.append(
            Field(
                name,
                kind or "string",
                bool(nil),
                tuple(int(digit) for digit in versions) if versions else VERSIONS,
            )
        )
    return tuple(fields)


STRUCTURES: t.Final = {name: _fields(declared) for name, declared in _DECLARED.items()}


def fields(structure: str, version: int) -> tuple[Field, ...]:
    """The fields that a structure has in a version of the interface."""
    return tuple(field for field in STRUCTURES[structure] if version in field.versions)
