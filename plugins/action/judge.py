# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import dataclasses
import gc
import sys
import typing as t

from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._model.errors import InputError
from ..plugin_utils import _audit, _keeping, _run
from ..plugin_utils._inventory import read_inventory, run_variables
from ..plugin_utils._options import NAMES, RunOptions, read_options
from ..plugin_utils._report import terminal
from ..plugin_utils._report.model import Report
from ..plugin_utils._report.text import clean

Result = dict[str, t.Any]
Judged = tuple[Report, tuple[str, ...]]
"""A report and the paths that were written."""

SCOPES: t.Final = ("services", "network_services", "changes")
SHOWN: t.Final = 20


class ActionModule(ActionBase):
    """Judges the bundle of the run, or a recorded one; it alone fails a play."""

    _requires_connection = False

    def run(self, tmp: str | None = None, task_vars: Result | None = None) -> Result:
        # This fork ends with the task; collecting cycles would only walk all that Ansible holds.
        gc.disable()
        variables = task_vars or {}
        result: Result = super().run(tmp, variables)
        _spec, arguments = self.validate_argument_spec(
            argument_spec={
                "scope": {"type": "str", "choices": list(SCOPES), "default": SCOPES[0]},
                **{name: {"type": "raw"} for name in NAMES},
            }
        )
        judge = {
            "services": self._services,
            "network_services": self._network_services,
            "changes": self._changes,
        }[arguments.pop("scope")]
        try:
            self._refuse_free_strategy()
            report, paths = judge(arguments, variables)
        except InputError as error:
            raise AnsibleActionFail(str(error)) from None
        _print(report, paths)
        return {**result, **_result(report, paths)}

    def _services(self, arguments: Result, variables: Result) -> Judged:
        """Judge the front ends of the inventory."""
        request = self._request(arguments, variables)
        options = request.options
        with _keeping.alone(options.reports):
            return _written(_audit.audit(request), options)

    def _changes(self, arguments: Result, variables: Result) -> Judged:
        """Judge what a watch found; then it has looked, whatever the verdict."""
        from ..plugin_utils._changes import audit_changes
        from ..plugin_utils._watch_state import file_of

        request = self._request(arguments, variables)
        options = request.options.of_watch
        request = dataclasses.replace(
            request, options=options, bundle=options.bundle or _run.bundle_folder(options.reports)
        )
        with _keeping.alone(options.reports):
            report, state = audit_changes(request)
            # A recording of old does not change what is remembered.
            more = {} if options.bundle else file_of(options.reports, state)
            return _written(report, options, more)

    def _network_services(self, arguments: Result, variables: Result) -> Judged:
        """Judge whole network services, without an inventory."""
        from ..plugin_utils._sweep import audit_sweep, in_folder, read_request

        values = run_variables(variables, self._templar)
        options = in_folder(read_options(arguments, values))
        request = read_request(values)
        folder = options.bundle or _run.bundle_folder(options.reports)
        with _keeping.alone(options.reports):
            previous = _keeping.previous_of(options, _run.now(), "sweep")
            report = audit_sweep(request, options, folder, _run.now(), previous)
            return _written(report, options)

    def _request(self, arguments: Result, variables: Result) -> _audit.Request:
        declared = read_inventory(variables)
        options = read_options(arguments, run_variables(variables, self._templar, declared))
        return _audit.Request(
            hosts=declared.hosts,
            selected=declared.selected,
            options=options,
            bundle=options.bundle or _run.bundle_folder(options.reports),
            at=_run.now(),
        )

    def _refuse_free_strategy(self) -> None:
        """Under a strategy without a common pace, the judge would run once a host, too early."""
        play = self._task.get_play()
        if not str(play.strategy).endswith("linear"):
            raise InputError(
                f"The judge needs the strategy ansible.builtin.linear, not '{play.strategy}'."
            )


def _written(
    report: Report, options: RunOptions, more: t.Mapping[str, t.Iterable[str]] | None = None
) -> Judged:
    """A verdict is worth printing even where it cannot be written, but it is no pass."""
    try:
        return report, _keeping.write(report, options.reports, options.formats, more)
    except InputError as error:
        return dataclasses.replace(report, problem=str(error)), ()


def _print(report: Report, paths: tuple[str, ...]) -> None:
    display = Display()
    width = min(max(getattr(display, "columns", 80), 60), 100)
    colour = _setting("ANSIBLE_FORCE_COLOR") or (
        sys.stdout.isatty() and not _setting("ANSIBLE_NOCOLOR")
    )
    display.display(terminal.render(report, width=width, colour=colour, paths=paths))


def _setting(name: str) -> bool:
    return bool(constants.config.get_config_value(name))


def _result(report: Report, paths: tuple[str, ...]) -> Result:
    incidents = [
        {
            "id": incident.root.finding.id,
            "subject": clean(incident.root.finding.subject),
            "kind": incident.kind,
            "message": clean(incident.root.finding.message),
        }
        for incident in report.incidents[:SHOWN]
    ]
    return {
        "changed": False,
        "failed": report.fails,
        "msg": report.headline,
        "summary": report.summary,
        "incidents": incidents,
        "reports": list(paths),
    }
