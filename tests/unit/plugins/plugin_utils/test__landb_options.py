# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a run reaches LanDB: by variables, by the environment, or not at all."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import URL, Access
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.plugin_utils._landb_options import (
    read_landb_access,
)

Values = dict[str, t.Any]

ACCOUNT: Values = {"audit_landb_username": "auditor", "audit_landb_password": "a-secret"}
LOGIN: dict[str, str] = {"LANDB_USERNAME": "auditor", "LANDB_PASSWORD": "a-secret"}
HERE = "https://landb.example.org/?v=6"

READ: list[tuple[str, Values, dict[str, str], Access | None]] = [
    ("nothing", {}, {}, None),
    ("variables", ACCOUNT, {}, Access(URL, "auditor", "a-secret")),
    ("environment", {}, LOGIN, Access(URL, "auditor", "a-secret")),
    ("a variable goes before the environment", {**ACCOUNT, "audit_landb_username": "other"}, LOGIN, Access(URL, "other", "a-secret")),
    ("each from its place", {"audit_landb_username": "auditor"}, {"LANDB_PASSWORD": "a-secret", "LANDB_URL": HERE},
     Access(HERE, "auditor", "a-secret")),
    ("an address alone is no account", {}, {"LANDB_URL": HERE, "LANDB_CA_FILE": "ca.pem"}, None),
    ("how, and not as whom", {"audit_landb_ca_file": "ca.pem", "audit_landb_timeout": 5, "audit_landb_concurrency": 2}, {}, None),
    ("everything", {**ACCOUNT, "audit_landb_url": HERE, "audit_landb_ca_file": "ca.pem", "audit_landb_timeout": "5",
                    "audit_landb_concurrency": "2"}, {}, Access(HERE, "auditor", "a-secret", "ca.pem", 5.0, 2)),
    ("an empty environment is none", {}, {"LANDB_USERNAME": "", "LANDB_PASSWORD": ""}, None),
    ("other variables", {"audit_reports": "r", "landb_username": "x", "landb_password": "y"}, {}, None),
    ("timeout has no environment", ACCOUNT, {"LANDB_TIMEOUT": "1"}, Access(URL, "auditor", "a-secret")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("variables", "environment", "expected"), [r[1:] for r in READ], ids=[r[0] for r in READ]
)
def test_access(variables: Values, environment: dict[str, str], expected: Access | None) -> None:
    found = read_landb_access(variables, environment, has_snapshot=False)
    assert found == expected
    assert "a-secret" not in repr(found)


BESIDE: list[tuple[str, Values, dict[str, str]]] = [
    ("nothing", {}, {}),
    ("environment", {}, {**LOGIN, "LANDB_URL": HERE}),
    ("how, and not as whom", {"audit_landb_ca_file": "ca.pem", "audit_landb_timeout": 5}, LOGIN),
]


@pytest.mark.parametrize(
    ("variables", "environment"), [b[1:] for b in BESIDE], ids=[b[0] for b in BESIDE]
)
def test_a_snapshot_goes_before_the_environment(
    variables: Values, environment: dict[str, str]
) -> None:
    assert read_landb_access(variables, environment, has_snapshot=True) is None


BOTH = "audit_landb_snapshot and {} are both given: LanDB's data comes from a file or from LanDB, not from both."
REFUSED: list[tuple[str, Values, bool, str]] = [
    ("both", ACCOUNT, True, BOTH.format("audit_landb_username")),
    ("password alone", {"audit_landb_password": "a-secret"}, True, BOTH.format("audit_landb_password")),
    ("address", {"audit_landb_url": HERE, **ACCOUNT}, True, BOTH.format("audit_landb_url")),
    ("no password", {"audit_landb_username": "auditor"}, False, "audit_landb_password must be a text, not nothing."),
    ("no account", {"audit_landb_url": HERE}, False,
     "audit_landb_username must be a text, not nothing.\naudit_landb_password must be a text, not nothing."),
    ("empty password", {**ACCOUNT, "audit_landb_password": ""}, False, "audit_landb_password must be a text, not nothing."),
    ("password that is a list", {**ACCOUNT, "audit_landb_password": ["a-secret"]}, False,
     "audit_landb_password must be a text, not something else."),
    ("http", {**ACCOUNT, "audit_landb_url": "http://landb.example.org/"}, False,
     "audit_landb_url must begin with https://, for credentials travel with it (http:// is accepted on the loopback interface alone)."),
    ("version 4", {**ACCOUNT, "audit_landb_url": "https://landb.example.org/?v=4"}, False,
     "audit_landb_url must ask for version 6 of LanDB's SOAP service (v=6)."),
    ("credentials in it", {**ACCOUNT, "audit_landb_url": "https://auditor:a-secret@landb.example.org/"}, False,
     "audit_landb_url must not hold credentials."),
    ("timeout", {**ACCOUNT, "audit_landb_timeout": "soon"}, False, "audit_landb_timeout must be a number from 1 to 3600, not 'soon'."),
    ("the password in a wrong place", {**ACCOUNT, "audit_landb_timeout": "a-secret"}, False,
     "audit_landb_timeout must be a number from 1 to 3600, not something else."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("variables", "has_snapshot", "sentence"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_refused(variables: Values, has_snapshot: bool, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_landb_access(variables, {}, has_snapshot)
    assert str(caught.value) == sentence
    assert "a-secret" not in str(caught.value)
