# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import typing as t

from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.plugins.action import ActionBase

from ..module_utils._landb.file import load
from ..module_utils._model.errors import InputError
from ..plugin_utils import _bundle, _run
from ..plugin_utils._intent import in_scope, intent_of
from ..plugin_utils._inventory import SERVICE, read_inventory, run_variables
from ..plugin_utils._options import read_options

Result = dict[str, t.Any]
RECORDED: t.Final = "a recorded bundle will be judged, so nothing was gathered"


class ActionModule(ActionBase):
    """Gathers evidence into the bundle of the run; a host that gives none is evidence too."""

    def run(self, tmp: str | None = None, task_vars: Result | None = None) -> Result:
        variables = task_vars or {}
        result: Result = super().run(tmp, variables)
        _spec, arguments = self.validate_argument_spec(
            argument_spec={
                "source": {"choices": ["host", "network_database"], "required": True},
                "reports": {"type": "str"},
                "landb_snapshot": {"type": "str"},
            }
        )
        try:
            if arguments["source"] == "host":
                found = self._host(arguments, variables)
            else:
                found = self._network_database(arguments, variables)
        except InputError as error:
            raise AnsibleActionFail(str(error)) from None
        return {**result, "changed": False, **found}

    def _network_database(self, arguments: Result, variables: Result) -> Result:
        """Refuse what cannot be judged before a host is contacted; keep the database's data."""
        declared = read_inventory(variables)
        in_scope(intent_of(declared.hosts), declared.selected)
        options = read_options(arguments, run_variables(variables, self._templar, declared))
        if options.bundle is not None:
            return {"msg": RECORDED}
        folder = _run.bundle_folder(options.reports)
        snapshot = options.landb_snapshot
        data = None if snapshot is None else load(snapshot)[0]
        _bundle.create(folder, _run.RUN_ID, _run.now(), _run.COLLECTION_VERSION)
        if data is None:
            return {"msg": "no network database was read", "bundle": folder}
        _bundle.write_database(folder, data)
        return {"msg": f"the data of {snapshot} is in the bundle", "bundle": folder}

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
