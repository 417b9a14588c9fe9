# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A room in which two services are watched in a simulator, look after look, as actions do it."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import json
import typing as t
from pathlib import Path

from ansible_collections.cernphone.validation.plugins.module_utils._checks.cases import FleetCase
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    of_database,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.judge import Judge
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.collection import collect
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._landb.snapshot import (
    read_snapshot,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status
from ansible_collections.cernphone.validation.plugins.plugin_utils import _bundle, _keeping
from ansible_collections.cernphone.validation.plugins.plugin_utils._audit import Request
from ansible_collections.cernphone.validation.plugins.plugin_utils._changes import (
    audit_changes,
    watch,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._intent import (
    in_scope,
    intent_of,
)
from ansible_collections.cernphone.validation.plugins.plugin_utils._options import RunOptions
from ansible_collections.cernphone.validation.plugins.plugin_utils._report.model import Report
from ansible_collections.cernphone.validation.plugins.plugin_utils._watch_state import (
    State,
    file_of,
    read_state,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module import lab

CARD: t.Final = {1: "02:00:5e:00:53:01", 2: "02:00:5e:00:53:02", 5: "02:00:5e:00:53:05"}
OPEN: t.Final = ("failed", "unknown", "waived")


def pair(service: str, first: int, address: str, device: str) -> dict[str, dict[str, t.Any]]:
    """Two hosts as an inventory declares them: main, then backup."""
    shared = {
        "frontend_service": service,
        "frontend_floating_addresses": [{"address": address, "landb_device": device}],
    }
    return {
        f"cpfe0{number}": {
            **shared,
            "frontend_member": "main" if number == first else "backup",
            "frontend_primary_address": f"192.0.2.1{number}",
        }
        for number in (first, first + 1)
    }


HOSTS: t.Final = {
    **pair("cernphone", 1, "192.0.2.100", "cernphone-vip"),
    **pair("other", 5, "192.0.2.200", "cpfe05"),
}
SEED: t.Final = lab.seed(
    lab.member(1),
    lab.member(2),
    lab.vip(),
    lab.member(5, True, lab.face("OTHER", "192.0.2.200")),
    lab.member(6),
    lab.device("PRINTER", lab.face("PRINTER", "192.0.2.77", 77), cards=[77]),
)


@dataclasses.dataclass(frozen=True)
class Looked:
    """What one look came to."""

    report: Report
    calls: list[str]
    searched: int

    def bad(self) -> dict[str, str]:
        """What is open, as `LDB001 cpfe02` -> status."""
        return {
            f"{i.finding.id} {i.finding.subject}": i.finding.status.value
            for i in self.report.items
            if i.finding.status.value in OPEN
        }

    @property
    def judged(self) -> tuple[str, ...]:
        return self.report.run.services


class Room:
    """The folder of a watch, what LanDB has, and what is declared."""

    def __init__(self, folder: Path, simulator: Simulator) -> None:
        self.folder = folder
        self.simulator = simulator
        self.hosts = copy.deepcopy(HOSTS)
        self.runs = 0

    def declare(self, service: str, **values: t.Any) -> None:
        """Say something else of all hosts of a service."""
        for variables in self.hosts.values():
            if variables["frontend_service"] == service:
                variables.update(values)

    # --- A look, in its two tasks ---

    def gather(self, *limit: str) -> str:
        """The first task; the bundle that it makes."""
        options, at = self._options(), _now()
        services, _left_out = in_scope(intent_of(self.hosts), frozenset(limit or self.hosts))
        state = self.state() or {}
        previous = _keeping.previous_of(options, at, "watch")
        watched = [service for service in services if service.has_database]
        data, found = watch(self.session(), watched, state, previous, at)
        self.runs += 1
        folder = str(self.folder / "bundles" / str(self.runs))
        _bundle.create(folder, str(self.runs), at, "0.1.0")
        _bundle.write_database(folder, data)
        _bundle.write_watch(folder, found)
        return folder

    def judge(self, bundle: str, *limit: str) -> Report:
        """The second task."""
        options = self._options()
        selected = frozenset(limit or self.hosts)
        report, state = audit_changes(Request(self.hosts, selected, options, bundle, _now()))
        more = file_of(options.reports, state)
        _keeping.write(report, options.reports, options.formats, more)
        return report

    def look(self, *limit: str) -> Looked:
        """Both."""
        self.simulator.calls.clear()
        report = self.judge(self.gather(*limit), *limit)
        calls = self.simulator.calls.operations
        assert not self.simulator.calls.writes
        return Looked(report, calls, calls.count("searchDevice"))

    def session(self) -> Session:
        account = ("auditor", "auditor-password")
        return Session(Access(self.simulator.url, *account, timeout=5.0, backoff=0.01))

    def _options(self) -> RunOptions:
        return RunOptions(reports=str(self.folder.parent), watch=str(self.folder)).of_watch

    def state(self) -> State | None:
        return read_state(str(self.folder))

    def neighbours(self, service: str) -> tuple[str, ...]:
        return (self.state() or {})[service].neighbours

    @property
    def left_open(self) -> set[str]:
        """Services of which the report leaves something open."""
        report = json.loads((self.folder / "findings.json").read_text())
        entries = (*report["findings"], *report["carried"])
        return {entry["service"] for entry in entries if entry["status"] in OPEN}

    # --- LanDB ---

    def bind(self, name: str, card: int | None) -> None:
        """Bind an interface, or unbind it."""
        owner, interface = self.simulator.database.interface(name)
        with self.simulator.database.changing(owner["DeviceName"]) as device:
            (found,) = (i for i in device["Interfaces"] if i["Name"] == interface["Name"])
            bound = {"HardwareAddress": lab.card(card), "CardType": "Ethernet"} if card else None
            found["BoundInterfaceCard"] = bound

    def take(self, name: str, *faces: lab.Plain, cards: t.Iterable[int] = ()) -> None:
        """From now on a device has these interfaces and cards, whether it was there or not."""
        made = Simulator(lab.seed(lab.device(name, *faces, cards=cards)))
        device = copy.deepcopy(made.database.devices[name])
        made.stop()
        if self.simulator.database.find(name):
            self.simulator.database.remove(name)
        self.simulator.database.insert(device)

    def remove(self, name: str) -> None:
        self.simulator.database.remove(name)

    def fault(self, name: str, words: str | None) -> None:
        """LanDB answers about a device with a fault, or (None) no longer."""
        faults = self.simulator.seed.faults
        faults.pop(("getDeviceInfoArray", name), None)
        if words is not None:
            faults["getDeviceInfoArray", name] = words

    # --- Time ---

    def wait(self, **length: float) -> None:
        """So much time goes by: everything that has a time is that much longer ago."""
        self.wait_for_landb(**length)
        delta = datetime.timedelta(**length)
        for file in ("watch.json", "findings.json"):
            path = self.folder / file
            if path.exists():
                path.write_text(json.dumps(shifted(json.loads(path.read_text()), delta)))

    def wait_for_landb(self, **length: float) -> None:
        """By LanDB's clock, what was changed was changed that much longer ago."""
        database, delta = self.simulator.database, datetime.timedelta(**length)
        for name, device in database.devices.items():
            if device["LastChangeDate"]:
                older = {**device, "LastChangeDate": device["LastChangeDate"] - delta}
                database.devices = {**database.devices, name: older}

    # --- The truth ---

    def truth(self, *services: str) -> set[str]:
        """Services with a failure in the light of all that LanDB has."""
        database = self.simulator.database
        data = collect(self.session(), sorted(database.devices), _now())
        fleet = FleetCase(_now(), read_snapshot(data, "LanDB"), asks_hosts=False)
        judge = Judge(fleet, of_database())
        judge.fleet()
        return {
            service.name
            for service in intent_of(self.hosts).services
            if service.name in services
            and any(f.status is Status.FAILED for f in judge.service(service, {}))
        }


TIMES: t.Final = ("at", "first_seen", "looks")


def shifted(value: t.Any, delta: datetime.timedelta, key: str = "") -> t.Any:
    """A report or a state as if it were written that much earlier."""
    if isinstance(value, dict):
        return {name: shifted(item, delta, name) for name, item in value.items()}
    if isinstance(value, list):
        return [shifted(item, delta, key) for item in value]
    if key in TIMES and isinstance(value, str):
        moment = datetime.datetime.fromisoformat(value)
        return f"{moment - delta:%Y-%m-%dT%H:%M:%SZ}"
    return value


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
