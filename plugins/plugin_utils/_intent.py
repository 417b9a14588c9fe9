# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The intent of an inventory, and which of its services a run looks at."""

from __future__ import annotations

import typing as t

from ..module_utils._checks.catalogue import CATALOGUE
from ..module_utils._model.errors import InputError
from ..module_utils._model.intent import Intent, Service
from ..module_utils._model.parse import parse_intent
from ..module_utils._model.status import Status


def intent_of(hosts: t.Mapping[str, t.Mapping[str, t.Any]]) -> Intent:
    """The intent of an inventory.

    Raises:
        InputError: With a sentence for each problem, or where no host is a front end.
    """
    intent = parse_intent(hosts, CATALOGUE)
    if not intent.services:
        raise InputError("Nothing to audit: no host of the inventory declares frontend_service.")
    hopeless = [
        f"Service {service.name}: frontend_waivers: {waiver.check} cannot be waived, for it tells"
        " of missing evidence alone."
        for service in intent.services
        for waiver in service.waivers
        if Status.FAILED not in CATALOGUE[waiver.check].statuses
    ]
    if hopeless:
        raise InputError(hopeless)
    return intent


def in_scope(
    intent: Intent, selected: frozenset[str]
) -> tuple[tuple[Service, ...], tuple[str, ...]]:
    """Services with a member in the selection, and the names of the others.

    Raises:
        InputError: Where no service has one.
    """
    judged, left_out = [], []
    for service in intent.services:
        if any(member.name in selected for member in service.members):
            judged.append(service)
        else:
            left_out.append(service.name)
    if not judged:
        raise InputError("Nothing to audit: no host of the selection declares frontend_service.")
    return tuple(judged), tuple(left_out)
