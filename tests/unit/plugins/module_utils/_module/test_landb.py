# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options with which a module reaches LanDB."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import URL, Access
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._module import landb

ACCOUNT = {"landb_username": "auditor", "landb_password": "a secret"}
NOT_GIVEN = dict.fromkeys(
    ("landb_url", "landb_ca_file", "landb_timeout", "landb_concurrency", "names"), None
)


def params(**changes: t.Any) -> dict[str, t.Any]:
    return {**NOT_GIVEN, **ACCOUNT, **changes}


READ: list[tuple[dict[str, t.Any], Access]] = [
    (params(), Access(URL, "auditor", "a secret")),
    (params(names=["cpfe01"]), Access(URL, "auditor", "a secret")),
    (params(landb_url="https://landb.example.org/soap", landb_ca_file="ca.pem", landb_timeout=5, landb_concurrency=2),
     Access("https://landb.example.org/soap?v=6", "auditor", "a secret", "ca.pem", 5.0, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), READ)
def test_access(given: dict[str, t.Any], expected: Access) -> None:
    assert landb.access(given) == expected


def test_access_that_cannot_be_used() -> None:
    with pytest.raises(InputError) as caught:
        landb.access(
            params(landb_username="", landb_password="", landb_timeout=0, landb_concurrency=99)
        )
    assert str(caught.value).splitlines() == [
        "landb_username must be a text, not nothing.",
        "landb_password must be a text, not nothing.",
        "landb_timeout must be a number from 1 to 3600, not 0.",
        "landb_concurrency must be a whole number from 1 to 16, not 99.",
    ]


def test_arguments() -> None:
    def fallback() -> None:
        """Ansible's own."""

    spec = landb.arguments(fallback)
    assert {name for name, one in spec.items() if one.get("no_log")} == {"landb_password"}
    assert {name: one["fallback"] for name, one in spec.items() if "fallback" in one} == {
        "landb_url": (fallback, ["LANDB_URL"]),
        "landb_username": (fallback, ["LANDB_USERNAME"]),
        "landb_password": (fallback, ["LANDB_PASSWORD"]),
        "landb_ca_file": (fallback, ["LANDB_CA_FILE"]),
    }


SECRETS: list[tuple[t.Any, set[str]]] = [
    (None, set()),
    (URL, set()),
    ("https://landb.example.org/a@b", {"landb.example.org/a"}),
    ("https://auditor:a-secret@landb.example.org", {"auditor:a-secret", "a-secret"}),
    ("https://a-token@landb.example.org", {"a-token"}),
    ("https://auditor:with@sign@landb.example.org", {"auditor:with@sign", "with@sign"}),
    ("//auditor:a-secret@landb.example.org", {"auditor:a-secret", "a-secret"}),
    ("auditor:a-secret@landb.example.org", {"auditor:a-secret", "a-secret"}),
    ("https://auditor:a/secret@landb.example.org", {"auditor:a/secret", "a/secret"}),
]


@pytest.mark.parametrize(("url", "hidden"), SECRETS)
def test_credentials_in_an_address_are_hidden(url: t.Any, hidden: set[str]) -> None:
    assert landb.secrets({"landb_url": url}) == hidden
