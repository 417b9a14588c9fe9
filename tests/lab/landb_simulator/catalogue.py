# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of LanDB's interface: its parameters, its result and its versions."""

from __future__ import annotations

import dataclasses
import re
import typing as t

from .structures import VERSIONS


@dataclasses.dataclass(frozen=True)
class Operation:
    """One operation as the WSDL declares it."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    result: tuple[str, str]
    versions: tuple[int, ...]
    needs_token: bool
    writes: bool


# One a line: name(Parameter=Type, ...) -> Part=Type @versions; a string and every version by
# default. An exclamation mark: it writes. A tilde: it needs no token. An indented line goes on.
_DECLARED: t.Final = """
~getAuthToken(Login, Password, Type) -> token
searchDevice(DeviceSearch=DeviceSearch) -> DeviceList=ArrayOfString
~getDeviceBasicInfo(DeviceName) -> Device=DeviceBasicInfo @56
getDeviceInfo(DeviceName) -> Device=DeviceInfo
getDeviceInfoArray(DeviceNameList=ArrayOfString) -> DeviceInfoList=ArrayOfDeviceInfo
~getDeviceInfoFromNameMAC(DeviceName, MAC) -> Device=DeviceInfo
~getMyDeviceInfo() -> DeviceInfo=DeviceInfo
getLastChangedDevices(Minutes=int) -> DeviceList=ArrayOfString
!bulkInsert(Device=DeviceInput, Cards=ArrayOfInterfaceCards, Interfaces=ArrayOfBulkInterfaces)
!~bulkInsertAuto(Device=DeviceInput, Cards=ArrayOfInterfaceCards,
    Interfaces=ArrayOfBulkInterfacesAuto)
!bulkRemove(DeviceName)
!deviceInsert(Device=DeviceInput)
!deviceAddCard(DeviceName, InterfaceCard=InterfaceCard)
!deviceAddBulkInterface(DeviceName, BulkInterface=BulkInterface)
!deviceRemove(DeviceName)
!deviceRemoveCard(DeviceName, HardwareAddress)
!deviceRemoveBulkInterface(DeviceName, InterfaceName)
!deviceMoveBulkInterface(DeviceName, InterfaceName, BulkInterface=BulkInterface,
    BulkMoveOptions=BulkMoveOptions)
!deviceUpdate(DeviceName, DeviceInput=DeviceInput)
!deviceGlobalRename(DeviceName, NewDeviceName)
!setHCPResponse(DeviceList=ArrayOfString, HCPFlag=boolean)
!deviceUpdateIPv6Ready(DeviceName, IPv6Ready=boolean) @56
!deviceUpdateManagerLock(DeviceName, ManagerLocked=boolean) @6
!deviceSetBOOTPInfo(Device, Server, ImagePath) @56
!deviceRemoveBOOTPInfo(Device) @56
getBOOTPInfo(Device) -> BOOTPInfo=BOOTPInfo @56
getBulkInterfaceInfo(InterfaceName) -> BulkInterface=BulkInterface
!setInsertAddress(Set, Address)
!setInsertService(Set, Service)
!setDeleteAddress(Set, Address)
!setDeleteService(Set, Service)
getSetInfo(SetName) -> SetInfo=SetInfo
getSetNameFromID(SetID=long) -> SetName
getSetAllInterfaces(SetName) -> Interfaces=ArrayOfString
getSetInterfacesTrusting(SetName) -> Interfaces=ArrayOfString
getHCPInfoArray(Hosts=ArrayOfString) -> HostsInfo=ArrayOfInetInfo
getDevicesFromService(Service) -> Hosts=ArrayOfString
getSwitchesFromService(Service) -> Hosts=ArrayOfString
getSwitchInfo(SwitchName) -> SwitchInfo=ArrayOfSwitchPort
getConnectionsFromDevice(DeviceName) -> ConnectionInfo=ArrayOfConnection
getOutletLocationFromSwitchPort(SwitchName, PortName) -> OutletLocation=OutletLocation
~getCurrentConnection(ip, HardwareAddressList=ArrayOfString)
    -> ObservedConnections=ArrayOfObservedSwitchConnection
~getMyCurrentConnection(HardwareAddressList=ArrayOfString)
    -> ObservedConnections=ArrayOfObservedSwitchConnection
!enableFanOutFromSwitchPort(SwitchName, PortName)
!setUnsetBindedInterface(InterfaceName, HardwareAddress) @45
!bindUnbindInterface(InterfaceName, HardwareAddress) @6
!interfaceAddAlias(InterfaceName, Alias)
!interfaceRemoveAlias(InterfaceName, Alias)
!interfaceMoveAlias(InterfaceName, Alias, NewInterfaceName)
!interfaceRename(InterfaceName, NewInterfaceName)
!interfaceMove(InterfaceName, NewDeviceName) @56
searchSet(SetPattern) -> Sets=ArrayOfString
!setInsert(Set=SetInput)
!setRemove(SetName)
!setSwitchPortTypeStatus(SwitchName, PortName, SwitchPortTypeStatus=SwitchPortTypeStatus)
!setSwitchPortMedium(SwitchName, PortName, PortMedium) @6
!setSwitchPortService(SwitchName, PortName, Service)
getSwitchPortTypeStatus(SwitchName, PortName) -> SwitchPortTypeStatus=SwitchPortTypeStatus
searchNetNameTable(NetName) -> NetNameTable=ArrayOfNetNameTuple
!deviceAddSecondaryInterface(DeviceName, BaseInterfaceName,
    LogicalInterface=LogicalInterfaceInput) @45
!deviceAddIPMIInterface(DeviceName, BaseInterfaceName, InterfaceCard=InterfaceCard,
    IPMIOptions=IPMIOptions) @45
!deviceSyncIPMIInterface(DeviceName, InterfaceName, IPMIInterfaceName,
    IPMIOptions=IPMIOptions) @45
!deviceAddLogicalInterface(DeviceName, LogicalInterface=LogicalInterfaceInput) @56
!deviceRemoveLogicalInterface(DeviceName, InterfaceName)
!interfaceUpdateDescription(InterfaceName, Description)
!serviceUpdateDescription(ServiceName, Description)
getServiceInfo(ServiceName) -> ServiceInfo=ServiceInfo
!vmCreate(VMDevice=DeviceInput, InterfaceCard=InterfaceCard, VMClusterName, VMParent,
    VMOptions=VMOptions) @45
!vmCreate(VMDevice=DeviceInput, VMCreateOptions=VMCreateOptions) @6
!vmMigrate(VMName, NewParent)
!vmMove(VMName, VMClusterName, VMParent, VMOptions=VMOptions) @45
!vmUpdate(DeviceName, DeviceInput=DeviceInput)
!vmDestroy(VMName)
vmClusterGetInfo(VMClusterName) -> VMClusterInfo=VMClusterInfo
vmClusterGetDevices(VMClusterName) -> Hosts=ArrayOfString
vmGetInfo(VMName) -> VMInfo=VMInfo
vmGetClusterMembership(DeviceName) -> VMClusterList=ArrayOfString
vmSearchCluster(VMClusterSearch=VMClusterSearch) -> VMClusterList=ArrayOfString
!vmAddInterface(VMName, InterfaceName, VMClusterName, VMInterfaceOptions=VMInterfaceOptions) @6
!vmRemoveInterface(VMName, InterfaceName) @6
!vmMoveInterface(VMName, InterfaceName, VMClusterName, VMInterfaceOptions=VMInterfaceOptions) @6
!vmAddCard(VMName, InterfaceCard=InterfaceCard) -> HardwareAddress @6
!vmRemoveCard(VMName, HardwareAddress) @6
!vmSetUnsetManagedFlag(DeviceName, Flag=boolean) @5
!vmNetReset(VMName) @5
!svcPrincipalAdd(DeviceName, ServiceName, Person=PersonInput) @45
!svcPrincipalRemove(DeviceName, ServiceName) @45
!dnsZoneUpdate(Zone, DnsZoneOptions=DnsZoneOptions)
dnsDelegatedSearch(Search) -> DNSDelegatedEntries=ArrayOfDNSDelegatedEntry @56
dnsDelegatedGetByNameView(Domain, View) -> DNSDelegatedEntry=DNSDelegatedEntry @56
!dnsDelegatedAdd(DNSDelegatedInput=DNSDelegatedInput) @56
dnsDelegatedListKeys() -> DNSDelegatedKeys=ArrayOfDNSDelegatedKey @56
!dnsDelegatedRemove(Domain, View) @56
!dnsDelegatedAliasAdd(Domain, View, Alias) @56
!dnsDelegatedAliasRemove(Domain, View, Alias) @56
"""
_LINE: t.Final = re.compile(r"([!~]*)(\w+)\(([^)]*)\)(?: -> (\S+))?(?: @(\d+))?")


def _named(declared: str) -> tuple[str, str]:
    name, _equals, kind = declared.strip().partition("=")
    return name, kind or "string"


def _operation(line: str) -> Operation:
    match = _LINE.fullmatch(line)
    assert match, line
    marks, name, parameters, result, versions = match.groups()
    return Operation(
        name=name,
        parameters=tuple(_named(part) for part in parameters.split(",") if part.strip()),
        result=_named(result or "Result=boolean"),
        versions=tuple(int(digit) for digit in versions) if versions else VERSIONS,
        needs_token="~" not in marks,
        writes="!" in marks,
    )


OPERATIONS: t.Final = tuple(
    _operation(line) for line in _DECLARED.strip().replace("\n   ", "").splitlines()
)


def operations(version: int) -> dict[str, Operation]:
    """The operations of one version, by name."""
    return {each.name: each for each in OPERATIONS if version in each.versions}


# Savon sends getHcpInfoArray for getHCPInfoArray.
_BY_LOWER_CASE: t.Final = {
    version: {name.lower(): each for name, each in operations(version).items()}
    for version in VERSIONS
}


def find(name: str, version: int) -> Operation | None:
    """An operation by its name in any letter case."""
    return _BY_LOWER_CASE[version].get(name.lower())
