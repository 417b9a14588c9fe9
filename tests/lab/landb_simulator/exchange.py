# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request -> one reply, with the log, the latency and what goes wrong on purpose."""

from __future__ import annotations

import contextlib
import threading
import time
import typing as t

from . import catalogue, tokens
from .calls import Call
from .catalogue import Operation
from .faults import LandbFault
from .misbehaviours import Kind, Reply
from .operations import HANDLERS, Context
from .reply import Writer
from .request import Request, parse
from .structures import VERSIONS

if t.TYPE_CHECKING:
    from .simulator import Simulator

# The names that these ask for are counted in the log; each is one of LanDB's blocks.
BLOCKS: t.Final = {"getDeviceInfoArray": "DeviceNameList", "getHCPInfoArray": "Hosts"}
ONE_NAME: t.Final = ("DeviceName", "InterfaceName", "VMName", "Device")


class Exchange:
    """Answers requests for a simulator."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Wait for nothing any longer."""
        self._stopping.set()

    def wait(self, seconds: float) -> None:
        """Wait, unless the simulator stops."""
        if seconds > 0:
            self._stopping.wait(seconds)

    def answer(self, body: bytes, version: int, client: str) -> Reply:
        """The reply to an HTTP body."""
        started = time.monotonic()
        call = Call(time.time(), "", version)
        # A version that does not exist is answered in the newest one's style.
        known = version if version in VERSIONS else VERSIONS[-1]
        writer = self._simulator.writers.get(self._simulator.switches.style, known)
        try:
            reply = self._answered(body, version, client, call, writer)
        finally:
            call.seconds = time.monotonic() - started
            self._simulator.calls.add(call)
        return reply

    def _answered(
        self, body: bytes, version: int, client: str, call: Call, writer: Writer
    ) -> Reply:
        kinds: list[Kind] = []
        try:
            request = parse(body)
            call.operation = request.operation
            call.token_id = tokens.identity(request.token)
            operation = _operation(request, version)
            call.operation, call.writes = operation.name, operation.writes
            kinds = self._simulator.misbehaviour.due(operation.name)
            call.misbehaviour = ", ".join(type(kind).__name__ for kind in kinds) or None
            value = self._value(request, operation, client, call, kinds)
            for kind in kinds:
                value = kind.result(value, self._simulator.database.devices)
            text, status = writer.result(operation, value), 200
        except LandbFault as fault:
            call.fault = fault.text
            text, status = writer.fault(fault), 500
        replaced = next((made for kind in kinds if (made := kind.instead())), None)
        if replaced is None:
            for kind in kinds:
                text = kind.text(text, writer)
            replaced = Reply(text.encode(), status)
        for kind in kinds:
            replaced = kind.reply(replaced)
        return replaced

    def _value(
        self,
        request: Request,
        operation: Operation,
        client: str,
        call: Call,
        kinds: list[Kind],
    ) -> t.Any:
        """What the operation answers."""
        simulator = self._simulator
        parameters = request.parameters(operation)
        call.names = _names(operation, parameters)
        block = operation.name in BLOCKS
        self.wait(
            simulator.switches.latency + (simulator.switches.latency_per_block if block else 0.0)
        )
        if operation.name == "getAuthToken":
            call.login = parameters["Login"]
        elif operation.needs_token:
            call.login = simulator.tokens.check(request.token)
        if not all(kind.carried_out for kind in kinds):
            return None
        handler = HANDLERS.get(operation.name)
        if handler is None:
            raise LandbFault(f"NOTSIMULATED: {operation.name} is not simulated")
        kept = all(kind.writes_kept for kind in kinds)
        with contextlib.nullcontext() if kept else simulator.database.ignoring_writes():
            before = simulator.database.written
            value = handler(self._context(client), parameters)
            call.carried_out = before != simulator.database.written
        return value

    def _context(self, client: str) -> Context:
        simulator = self._simulator
        return Context(
            database=simulator.database,
            tokens=simulator.tokens,
            switches=simulator.switches,
            faults=simulator.seed.faults,
            dhcp_view=simulator.dhcp_view,
            client=client,
        )


def _operation(request: Request, version: int) -> Operation:
    if version not in VERSIONS:
        raise LandbFault(f"version {version} of the interface is not supported", "Client")
    operation = catalogue.find(request.operation, version)
    if operation is None:
        raise LandbFault(
            f"the operation {request.operation} does not exist in version {version}", "Client"
        )
    return operation


def _names(operation: Operation, parameters: dict[str, t.Any]) -> int:
    if operation.name in BLOCKS:
        return len(parameters[BLOCKS[operation.name]] or ())
    return int(any(parameters.get(name) for name in ONE_NAME))
