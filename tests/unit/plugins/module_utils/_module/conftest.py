# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of modules against a simulator: short pauses between their attempts."""

from __future__ import annotations

import dataclasses

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._module import (
    landb,
    landb_binding,
    landb_check,
    landb_device_info,
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(params: dict[str, object]) -> Access:
        return dataclasses.replace(landb.access(params), backoff=0.01)

    for program in (landb_binding, landb_check, landb_device_info):
        monkeypatch.setattr(program, "access", quick)
