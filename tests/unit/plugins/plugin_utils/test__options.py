# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a run is done: a task's option goes before the variable, and what is wrong is told."""

from __future__ import annotations

import datetime
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils._options import (
    RunOptions,
    read_options,
    refuse_misspelt,
)

AT = datetime.datetime(2026, 3, 1, 2, tzinfo=datetime.UTC)

GOOD: list[tuple[dict[str, t.Any], dict[str, t.Any], RunOptions]] = [
    ({}, {}, RunOptions()),
    ({}, {"audit_reports": "r"}, RunOptions(reports="r")),
    ({"reports": "a"}, {"audit_reports": "r"}, RunOptions(reports="a")),
    ({}, {"audit_as_of": "2026-03-01T03:00:00+01:00"}, RunOptions(as_of=AT)),
    ({"as_of": AT}, {}, RunOptions(as_of=AT)),
    ({"fail_on": "never"}, {"audit_fail_on": "major"}, RunOptions(fail_on="never")),
    ({}, {"audit_bundle": "b", "audit_previous": "p", "audit_landb_snapshot": "s"},
     RunOptions(bundle="b", previous="p", landb_snapshot="s")),
    ({}, {"audit_formats": ["sarif", "csv", "sarif"]}, RunOptions(formats=("csv", "sarif"))),
    ({}, {"audit_formats": "junit, markdown"}, RunOptions(formats=("junit", "markdown"))),
    ({"formats": []}, {"audit_formats": ["csv"]}, RunOptions(formats=())),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "variables", "expected"), GOOD)
def test_options(
    arguments: dict[str, t.Any], variables: dict[str, t.Any], expected: RunOptions
) -> None:
    assert read_options(arguments, variables) == expected


FORMATS = "a list of some of csv, json, junit, markdown, prometheus, sarif"
MOMENT = "a time with a time zone, such as 2026-03-01T02:00:00Z"
BAD: list[tuple[dict[str, t.Any], dict[str, t.Any], str]] = [
    ({}, {"audit_reports": ""}, "audit_reports must be a path, not ''."),
    ({"bundle": ["b"]}, {}, "bundle must be a path, not a list."),
    ({"bundle": "a\0b"}, {}, "bundle must be a path, not 'a�b'."),
    ({"as_of": "2026-03-01"}, {}, f"as_of must be {MOMENT}, not '2026-03-01'."),
    ({"as_of": "9999-12-31T23:59:59-23:00"}, {},
     f"as_of must be {MOMENT}, not '9999-12-31T23:59:59-23:00'."),
    ({}, {"audit_fail_on": "info"},
     "audit_fail_on must be one of critical, major, minor, never, not 'info'."),
    ({}, {"audit_formats": ""}, f"audit_formats must be {FORMATS}, not ''."),
    ({}, {"audit_formats": "junit,pdf"}, f"audit_formats must be {FORMATS}, not 'pdf'."),
    ({"formats": ["csv", 1]}, {}, f"formats must be {FORMATS}, not 1."),
    ({"formats": ["csv", ["csv"]]}, {}, f"formats must be {FORMATS}, not a list."),
    ({"formats": {"csv": True}}, {}, f"formats must be {FORMATS}, not a mapping."),
    ({"reports": 1}, {"audit_bundle": {}},
     "reports must be a path, not 1.\naudit_bundle must be a path, not a mapping."),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "variables", "sentence"), BAD)
def test_options_that_cannot_be_used(
    arguments: dict[str, t.Any], variables: dict[str, t.Any], sentence: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_options(arguments, variables)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("audit_reports", []),
        ("audit_hosts", []),
        ("audit_report", ["h: 'audit_report' is not known; did you mean 'audit_reports'?"]),
        ("audit_landb_snapshots",
         ["h: 'audit_landb_snapshots' is not known; did you mean 'audit_landb_snapshot'?"]),
        ("audit_run_script_environment", []),
        ("reports", []),
    ],
)  # fmt: skip
def test_misspelt_variable(name: str, problems: list[str]) -> None:
    assert refuse_misspelt([name], "h") == problems


OF_WATCH = [
    ({}, "reports/watch"),
    ({"audit_reports": "r"}, "r/watch"),
    ({"audit_reports": "r", "audit_watch": "w"}, "w"),
    ({"audit_watch": "w", "audit_previous": "p"}, "w"),
]


@pytest.mark.parametrize(("variables", "folder"), OF_WATCH)
def test_a_watch_has_a_folder_and_a_history_of_its_own(
    variables: dict[str, t.Any], folder: str
) -> None:
    options = read_options({}, {**variables, "audit_fail_on": "major"})
    assert options.watch_folder == folder
    own = options.of_watch
    assert (own.reports, own.watch_folder, own.previous, own.fail_on) == (
        folder,
        folder,
        None,
        "major",
    )
    assert own.of_watch == own


LANDB_MISSPELT = [
    ("audit_landb_pasword", "audit_landb_password"),
    ("audit_landb_user_name", "audit_landb_username"),
    ("audit_landb_cafile", "audit_landb_ca_file"),
    ("audit_network_service", "audit_network_services"),
    ("audit_floating_adresses", "audit_floating_addresses"),
]


@pytest.mark.parametrize(("name", "meant"), LANDB_MISSPELT)
def test_misspelt_variable_of_landb(name: str, meant: str) -> None:
    assert refuse_misspelt([name], "h") == [f"h: '{name}' is not known; did you mean '{meant}'?"]
