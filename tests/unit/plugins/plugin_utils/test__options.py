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
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "variables", "expected"), GOOD)
def test_options(
    arguments: dict[str, t.Any], variables: dict[str, t.Any], expected: RunOptions
) -> None:
    assert read_options(arguments, variables) == expected


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
