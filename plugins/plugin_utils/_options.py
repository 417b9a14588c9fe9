# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a run is done: the options of `gather` and `judge`, each also a variable `audit_*`."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import os
import typing as t

from ..module_utils._model import normal
from ..module_utils._model.errors import InputError, kind_of, shown
from ..module_utils._model.status import FAIL_ON

PREFIX: t.Final = "audit_"
FORMATS: t.Final = ("csv", "json", "junit", "markdown", "prometheus", "sarif")
"""Names of the formats of a report."""


@dataclasses.dataclass(frozen=True)
class RunOptions:
    """How a run is done.

    Attributes:
        reports: Folder of the reports and of the bundles, created if needed.
        bundle: Folder of a recorded bundle to judge, or None: gather now.
        landb_snapshot: File with LanDB's data, or None: what the bundle has.
        as_of: The moment of which the evidence is judged, or None: now.
        previous: The findings.json to compare with, or None: the one in `reports`.
        fail_on: The least severity of a failure that makes the run fail.
        watch: Folder of the reports of a watch, or None: `watch` in `reports`.
        formats: The formats of the report that are written; json always is.
    """

    reports: str = "reports"
    bundle: str | None = None
    landb_snapshot: str | None = None
    as_of: datetime.datetime | None = None
    previous: str | None = None
    fail_on: str = "minor"
    watch: str | None = None
    formats: tuple[str, ...] = FORMATS

    @property
    def watch_folder(self) -> str:
        """Folder of the reports of a watch."""
        return self.watch or os.path.join(self.reports, "watch")

    @property
    def of_watch(self) -> RunOptions:
        """The options of a watch: its reports, and its history, are its own."""
        folder = self.watch_folder
        return dataclasses.replace(self, reports=folder, watch=folder, previous=None)


NAMES: t.Final = tuple(field.name for field in dataclasses.fields(RunOptions))
SWEEP: t.Final = ("network_services", "floating_addresses", "floating_pattern")
LANDB: t.Final = ("url", "username", "password", "ca_file", "timeout", "concurrency")
VARIABLES: t.Final = (
    *(PREFIX + name for name in (*NAMES, *SWEEP)),
    *(f"{PREFIX}landb_{name}" for name in LANDB),
    "audit_hosts",
)


def refuse_misspelt(variables: t.Iterable[str], host: str) -> list[str]:
    """A sentence for each variable that is nearly one of ours: it would silently do nothing."""
    problems = []
    for name in variables:
        if name.startswith(PREFIX) and name not in VARIABLES:
            near = difflib.get_close_matches(name, VARIABLES, n=1, cutoff=0.85)
            if near:
                problems.append(f"{host}: {shown(name)} is not known; did you mean '{near[0]}'?")
    return problems


def read_options(arguments: t.Mapping[str, t.Any], variables: t.Mapping[str, t.Any]) -> RunOptions:
    """The options of a run: a task's argument goes before the variable of the name.

    Raises:
        InputError: With a sentence for each that cannot be used.
    """
    values: dict[str, t.Any] = {}
    problems = []
    for name in NAMES:
        where = name if arguments.get(name) is not None else PREFIX + name
        value = arguments.get(name)
        value = variables.get(PREFIX + name) if value is None else value
        if value is None:
            continue
        try:
            values[name] = _read(name, value)
        except ValueError:
            found = kind_of(_unfit(name, value))
            problems.append(f"{where} must be {_expected(name)}, not {found}.")
    if problems:
        raise InputError(problems)
    return RunOptions(**values)


def _expected(name: str) -> str:
    if name == "as_of":
        return "a time with a time zone, such as 2026-03-01T02:00:00Z"
    if name == "fail_on":
        return "one of " + ", ".join(FAIL_ON)
    if name == "formats":
        return "a list of some of " + ", ".join(FORMATS)
    return "a path"


def _unfit(name: str, value: t.Any) -> t.Any:
    """What of a value cannot be used: of a list, the first such item."""
    if name != "formats":
        return value
    return next(one for one in _names(value) if one not in FORMATS)


def _read(name: str, value: t.Any) -> t.Any:
    if name == "as_of":
        return normal.moment(value)
    if name == "formats":
        return _formats(value)
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise ValueError(value)
    text = str(value.strip())
    if name == "fail_on" and text not in FAIL_ON:
        raise ValueError(value)
    return text


def _formats(value: t.Any) -> tuple[str, ...]:
    chosen = _names(value)
    if not all(isinstance(name, str) and name in FORMATS for name in chosen):
        raise ValueError(value)
    return tuple(name for name in FORMATS if name in chosen)


def _names(value: t.Any) -> list[t.Any]:
    """A list, or a text with commas between its items, as `-e` gives it."""
    if isinstance(value, str):
        return [name.strip() for name in value.split(",")]
    return list(value) if isinstance(value, (list, tuple)) else [value]
