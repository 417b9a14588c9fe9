# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import typing as t

from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.plugins.action import ActionBase

from ..module_utils._landb.session import Session
from ..module_utils._model.errors import InputError
from ..plugin_utils import _asking, _bundle, _run
from ..plugin_utils._changes import watch
from ..plugin_utils._intent import in_scope, intent_of
from ..plugin_utils._inventory import SERVICE, read_inventory, run_variables
from ..plugin_utils._keeping import previous_of
from ..plugin_utils._landb_options import read_landb_access
from ..plugin_utils._options import RunOptions, read_options, refuse_misspelt
from ..plugin_utils._sweep import in_folder, left_open, read_request
from ..plugin_utils._watch_state import read_state, with_neighbours

Result = dict[str, t.Any]
SOURCES: t.Final = ("host", "network_database", "network_services", "changes")
NO_WATCH: t.Final = (
    "Nothing to watch: a watch asks LanDB itself (audit_landb_username, audit_landb_password) about"
    " services that it knows."
)
RECORDED: t.Final = "a recorded bundle will be judged, so nothing was gathered"


class ActionModule(ActionBase):
    """Gathers evidence into the bundle of the run; a host that gives none is evidence too."""

    def run(self, tmp: str | None = None, task_vars: Result | None = None) -> Result:
        variables = task_vars or {}
        result: Result = super().run(tmp, variables)
        _spec, arguments = self.validate_argument_spec(
            argument_spec={
                "source": {"choices": list(SOURCES), "required": True},
                "reports": {"type": "str"},
                "landb_snapshot": {"type": "str"},
            }
        )
        try:
            gather = {
                "host": self._host,
                "network_database": self._network_database,
                "network_services": self._network_services,
                "changes": self._changes,
            }[arguments["source"]]
            found = gather(arguments, variables)
        except InputError as error:
            raise AnsibleActionFail(str(error)) from None
        return {**result, "changed": False, **found}

    def _network_database(self, arguments: Result, variables: Result) -> Result:
        """Refuse what cannot be judged before a host is contacted; keep the database's data."""
        declared = read_inventory(variables)
        services, _left_out = in_scope(intent_of(declared.hosts), declared.selected)
        values = run_variables(variables, self._templar, declared)
        options = read_options(arguments, values)
        state = read_state(options.watch_folder) or {}
        known = with_neighbours(services, state)
        devices = dict.fromkeys(name for service in known for name in service.landb_devices)
        return self._asked(options, values, tuple(devices), ())

    def _network_services(self, arguments: Result, variables: Result) -> Result:
        """The same for a sweep, which needs no inventory."""
        problems = refuse_misspelt(variables, "The sweep")
        if problems:
            raise InputError(problems)
        values = run_variables(variables, self._templar)
        options = in_folder(read_options(arguments, values))
        return self._asked(options, values, (), read_request(values).network_services)

    def _changes(self, arguments: Result, variables: Result) -> Result:
        """What LanDB changed since the last look, and what that concerns."""
        declared = read_inventory(variables)
        services, _left_out = in_scope(intent_of(declared.hosts), declared.selected)
        values = run_variables(variables, self._templar, declared)
        options = read_options(arguments, values).of_watch
        if options.bundle is not None:
            return {"msg": RECORDED}
        access = read_landb_access(values, os.environ, options.landb_snapshot is not None)
        watched = [service for service in services if service.has_database]
        if access is None or not watched:
            raise InputError(NO_WATCH)
        state = read_state(options.reports) or {}
        previous = previous_of(options, _run.now(), "watch")
        data, found = watch(Session(access), watched, state, previous, _run.now())
        folder = _run.bundle_folder(options.reports)
        _bundle.create(folder, _run.RUN_ID, _run.now(), _run.COLLECTION_VERSION)
        _bundle.write_database(folder, data)
        _bundle.write_watch(folder, found)
        return {"msg": f"{len(found['judged'])} services are to be judged", "bundle": folder}

    def _asked(
        self,
        options: RunOptions,
        values: Result,
        devices: tuple[str, ...],
        network_services: tuple[str, ...],
    ) -> Result:
        if options.bundle is not None:
            return {"msg": RECORDED}
        previous = previous_of(options, _run.now(), "sweep" if network_services else "audit")
        snapshot = options.landb_snapshot
        access = read_landb_access(values, os.environ, snapshot is not None)
        open_before = left_open(previous, network_services)
        query = _asking.Query(devices, network_services, _run.now(), open_before)
        data = _asking.read(_asking.Origin(access, snapshot), query)
        folder = _run.bundle_folder(options.reports)
        _bundle.create(folder, _run.RUN_ID, _run.now(), _run.COLLECTION_VERSION)
        if data is None:
            return {"msg": "no network database was read", "bundle": folder}
        _bundle.write_database(folder, data)
        return {"msg": f"the data of {data['origin']} is in the bundle", "bundle": folder}

    def _host(self, arguments: Result, variables: Result) -> Result:
        name = str(variables["inventory_hostname"])
        if variables.get(SERVICE) is None:
            return {"msg": f"{name} declares no {SERVICE}, so it was not contacted"}
        options = read_options(arguments, run_variables(variables, self._templar))
        if options.bundle is not None:
            return {"msg": RECORDED}
        folder = _run.bundle_folder(options.reports)
        fault, subjects = self._evidence(variables)
        told = f"{name} gave no evidence: {fault}" if fault else f"{name} gave evidence"
        try:
            _bundle.write_host(folder, name, _run.now(), fault, subjects)
        except InputError as error:
            told = f"the evidence of {name} is lost: {error}"
            self._display.warning(told)
        return {"msg": told, "bundle": folder}

    def _evidence(self, variables: Result) -> tuple[str | None, Result]:
        """What the host tells, or why it tells nothing: a host never fails the play here."""
        try:
            told = self._execute_module(
                module_name="cernphone.validation.host_evidence",
                module_args={},
                task_vars=variables,
            )
        except AnsibleError as error:
            return " ".join(str(error).split()), {}
        subjects = told.get("evidence")
        if told.get("failed") or told.get("unreachable") or not isinstance(subjects, dict):
            return " ".join(str(told.get("msg") or "the module gave no result").split()), {}
        return None, subjects
