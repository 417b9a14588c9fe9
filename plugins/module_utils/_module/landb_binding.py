# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program behind the module landb_binding: read, decide, write, read again."""

from __future__ import annotations

import time
import typing as t

from .._checks.sweep import Floating, read_floating
from .._landb import client
from .._landb.binding import NotAllowed, Plan, Wish, find, plan, told
from .._landb.device import read_device
from .._landb.session import Session
from .._landb.trouble import Fault, Trouble, Unreachable
from .._model import normal
from .._model.errors import InputError, kind_of
from .._model.evidence import Device, Interface
from .landb import access

READ_BACK: t.Final = (0.0, 1.0, 3.0)
"""Seconds before each look at what was written."""

VIEW_SECONDS: t.Final = 15.0
"""Between two looks at the DHCP view, which LanDB makes anew every ten minutes or so."""

Params = t.Mapping[str, t.Any]
Result = dict[str, t.Any]


class Failed(Exception):
    """The binding is not as it was wanted; `changed` tells whether anything was written."""

    def __init__(self, words: str, changed: bool = False) -> None:
        super().__init__(words)
        self.changed = changed


def apply(params: Params, check_mode: bool, sleep: t.Callable[[float], object]) -> Result:
    """The result of the module.

    Args:
        params: Its parameters.
        check_mode: Whether to write nothing; the session cannot write then.
        sleep: What waits.

    Raises:
        InputError: With one sentence for each thing that cannot be used.
        Failed: With one sentence where the binding is not as it was wanted.
    """
    name, wish, floating = _read(params)
    session = Session(access(params), writes=not check_mode)
    try:
        device = _device(session, name)
        decided = _decided(session, device, wish, floating)
    except (Trouble, NotAllowed) as error:
        raise Failed(_sentence(error)) from None
    changes = decided.changes
    if changes and not check_mode:
        _write(session, decided)
        _look(session, name, decided, sleep)
    view = _view(session, name, decided, 0 if check_mode else params["dhcp_view_timeout"], sleep)
    return _result(device, decided, view, changes)


def _read(params: Params) -> tuple[str, Wish, Floating]:
    try:
        name = normal.device_name(params["device"])
    except ValueError:
        raise InputError(
            f"device must be the name of a device, not {kind_of(params['device'])}."
        ) from None
    card = params["hardware_address"]
    try:
        card = normal.hardware_address(card) if card is not None else None
    except ValueError:
        raise InputError(f"hardware_address must be one, not {kind_of(card)}.") from None
    wish = Wish(params["interface"], card, params["state"] == "present", params["host_is_off"])
    spelt = ("floating_addresses", "floating_pattern")
    return name, wish, read_floating(params[spelt[0]], params[spelt[1]], spelt)


def _device(session: Session, name: str) -> Device:
    found, faults = client.devices(session, [name])
    if name not in found:
        raise Fault(f"about {name}: {faults[name]}")
    try:
        return read_device(found[name], "its answer")
    except InputError as error:
        raise Fault(f"about {name}: {str(error).rstrip('.')}") from None


def _decided(session: Session, device: Device, wish: Wish, floating: Floating) -> Plan:
    card = find(device, wish.interface).bound
    asks = card is not None and not wish.is_bound and not wish.host_is_off
    owners = _owners(session, device, card) if asks and card else []
    decided = plan(device, wish, floating.has, owners)
    if decided.changes and decided.card is not None:
        _refuse_stranger(session, device, decided.card)
    return decided


def _refuse_stranger(session: Session, device: Device, card: str) -> None:
    """A card on two devices has the address of either. That nobody could tell is no reason to
    leave a host unbound."""
    try:
        names = client.search(session, {"HardwareAddress": client.spelling(card)})
    except Fault:
        return
    others = [name for name in names if name != device.name]
    if others:
        raise NotAllowed(
            f"{card} is a card of {' and '.join(others)} too in LanDB: DHCP gives it the address of"
            " either. Remove it from the device that does not have it first."
        )


def _owners(session: Session, device: Device, card: str) -> list[Device]:
    """The devices that have a card."""
    if card in device.cards:
        return [device]
    names = client.search(session, {"HardwareAddress": client.spelling(card)})
    return [_device(session, name) for name in names]


def _write(session: Session, decided: Plan) -> None:
    """Write; where LanDB will not rebind, unbind and bind, and put back what was if that fails."""
    name, before = decided.interface.name, decided.interface.bound
    try:
        client.bind(session, name, decided.card)
        return
    except Fault as fault:
        if before is None or decided.card is None:
            raise Failed(_sentence(fault)) from None
        refusal = fault
    except Trouble as trouble:
        raise Failed(_doubt(decided.interface, trouble), changed=True) from None
    try:
        client.bind(session, name, None)
    except Fault:
        raise Failed(_sentence(refusal)) from None
    except Trouble as trouble:
        raise Failed(_doubt(decided.interface, trouble), changed=True) from None
    try:
        client.bind(session, name, decided.card)
    except Trouble as trouble:
        _restore(session, decided, trouble)


def _restore(session: Session, decided: Plan, trouble: Trouble) -> t.NoReturn:
    interface = decided.interface
    try:
        client.bind(session, interface.name, interface.bound)
    except Trouble as second:
        sure = isinstance(trouble, Fault) and isinstance(second, Fault)
        raise Failed(
            f"{told(interface)} {'is' if sure else 'may be'} UNBOUND now: LanDB undid its binding"
            f" to {interface.bound}, and did not confirm the new one ({trouble.words}) nor the old"
            f" one ({second.words}). Bind it by hand at once.",
            changed=True,
        ) from None
    raise Failed(
        f"LanDB answered: {trouble.words}; {told(interface)} is bound as before."
    ) from None


def _look(session: Session, name: str, decided: Plan, sleep: t.Callable[[float], object]) -> None:
    """See that LanDB has what it accepted."""
    now: str | None = None
    for seconds in READ_BACK:
        sleep(seconds)
        try:
            device = _device(session, name)
        except Trouble as trouble:
            raise Failed(_doubt(decided.interface, trouble), changed=True) from None
        seen = [i for i in device.interfaces if i.name == decided.interface.name]
        now = seen[0].bound if seen else None
        if seen and now == decided.card:
            return
    raise Failed(
        f"LanDB accepted the change, but {told(decided.interface)} is still"
        f" {_bound(now)}, not {_bound(decided.card)}.",
        changed=True,
    )


def _view(
    session: Session,
    name: str,
    decided: Plan,
    seconds: float,
    sleep: t.Callable[[float], object],
) -> list[str] | None:
    """The addresses that the DHCP view gives to the card; None where that cannot be read."""
    card = decided.card or decided.interface.bound
    own = [address for address in decided.interface.addresses if ":" not in address]
    deadline = time.monotonic() + seconds
    while True:
        try:
            given = _given(session, name, card)
        except Trouble as trouble:
            if not seconds:
                return None
            raise Failed(f"LanDB's DHCP view: {trouble.words}.", decided.changes) from None
        right = all((address in given) == (decided.card is not None) for address in own)
        if right or time.monotonic() >= deadline:
            break
        sleep(max(0.0, min(VIEW_SECONDS, deadline - time.monotonic())))
    if seconds and not right:
        raise Failed(
            f"{told(decided.interface)} is {_bound(decided.card)}, but after {seconds:g} s LanDB's"
            f" DHCP view still gives {card} {' and '.join(given) or 'no address'}.",
            decided.changes,
        )
    return given


def _given(session: Session, name: str, card: str | None) -> list[str]:
    given = []
    for record in client.dhcp_view(session, [name]):
        try:
            if normal.hardware_address(str(record.get("hardware_address"))) == card:
                given.append(normal.address(str(record.get("ip_address"))))
        except ValueError:
            raise Fault("it has a line that cannot be read") from None
    return given


def _result(device: Device, decided: Plan, view: list[str] | None, changes: bool) -> Result:
    interface = decided.interface
    verb = "becomes" if changes else "is"
    return {
        "changed": changes,
        "device": device.name,
        "interface": interface.name,
        "addresses": list(interface.addresses),
        "bound_before": interface.bound,
        "bound_hardware_address": decided.card,
        "dhcp_view": view,
        "msg": f"{told(interface)} {verb} {_bound(decided.card)}",
        "diff": {
            "before": _shape(interface, interface.bound),
            "after": _shape(interface, decided.card),
        },
    }


def _shape(interface: Interface, card: str | None) -> dict[str, str | None]:
    return {"interface": interface.name, "bound_hardware_address": card}


def _bound(card: str | None) -> str:
    return f"bound to {card}" if card else "unbound"


def _doubt(interface: Interface, trouble: Trouble) -> str:
    return (
        f"Whether {told(interface)} was changed is not known, for LanDB gave no clear answer:"
        f" {trouble.words}. Read it before anything else."
    )


def _sentence(error: Exception) -> str:
    if isinstance(error, Trouble):
        verb = "gave no answer" if isinstance(error, Unreachable) else "answered"
        return f"LanDB {verb}: {error.words}."
    return str(error)
