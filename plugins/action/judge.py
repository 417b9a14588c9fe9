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
from ..plugin_utils import _audit, _run
from ..plugin_utils._inventory import read_inventory, run_variables
from ..plugin_utils._options import NAMES, read_options
from ..plugin_utils._report import terminal
from ..plugin_utils._report.model import Report
from ..plugin_utils._report.text import clean

Result = dict[str, t.Any]
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
            argument_spec={name: {"type": "raw"} for name in NAMES}
        )
        try:
            self._refuse_free_strategy()
            declared = read_inventory(variables)
            options = read_options(arguments, run_variables(variables, self._templar, declared))
            request = _audit.Request(
                hosts=declared.hosts,
                selected=declared.selected,
                options=options,
                bundle=options.bundle or _run.bundle_folder(options.reports),
                at=_run.now(),
            )
            with _audit.alone(options.reports):
                report = _audit.audit(request)
                report, paths = _written(report, options.reports)
        except InputError as error:
            raise AnsibleActionFail(str(error)) from None
        _print(report, paths)
        return {**result, **_result(report, paths)}

    def _refuse_free_strategy(self) -> None:
        """Under a strategy without a common pace, the judge would run once a host, too early."""
        play = self._task.get_play()
        if not str(play.strategy).endswith("linear"):
            raise InputError(
                f"The judge needs the strategy ansible.builtin.linear, not '{play.strategy}'."
            )


def _written(report: Report, reports: str) -> tuple[Report, tuple[str, ...]]:
    """A verdict is worth printing even where it cannot be written, but it is no pass."""
    try:
        return report, _audit.write(report, reports)
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
