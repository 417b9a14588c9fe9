# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Delegated DNS zones, as load-balanced aliases use them."""

from __future__ import annotations

from .. import spelling
from ..faults import LandbFault, not_found
from ..structures import Record
from .registry import Context, Parameters, operation, required


def _find(context: Context, domain: str, view: str) -> Record:
    for entry in context.database.delegations:
        if (entry["Domain"], entry["View"]) == (domain.upper(), view.upper()):
            return entry
    raise not_found("delegated domain", f"{domain} in the view {view}")


def _of(context: Context, parameters: Parameters) -> Record:
    return _find(context, required(parameters, "Domain"), required(parameters, "View"))


@operation("dnsDelegatedSearch")
def dns_delegated_search(context: Context, parameters: Parameters) -> list[Record]:
    """The zones whose names are as wanted."""
    wanted = spelling.pattern(required(parameters, "Search"))
    return [
        entry
        for entry in context.database.delegations
        if wanted.fullmatch(entry["Domain"]) or wanted.fullmatch(entry["Domain"].split(".")[0])
    ]


@operation("dnsDelegatedGetByNameView")
def dns_delegated_get_by_name_view(context: Context, parameters: Parameters) -> Record:
    """One zone in one view."""
    return _of(context, parameters)


@operation("dnsDelegatedAdd")
def dns_delegated_add(context: Context, parameters: Parameters) -> bool:
    """A new zone."""
    given = required(parameters, "DNSDelegatedInput")
    entry = {**given, "ID": len(context.database.delegations) + 1, "Aliases": []}
    for key in ("Domain", "View"):
        entry[key] = required(given | {key: given.get(key)}, key).upper()
    known = [(each["Domain"], each["View"]) for each in context.database.delegations]
    if (entry["Domain"], entry["View"]) in known:
        raise LandbFault(f"the delegated domain {entry['Domain']} is already in the database")
    context.database.write(lambda: context.database.delegations.append(entry))
    return True


@operation("dnsDelegatedRemove")
def dns_delegated_remove(context: Context, parameters: Parameters) -> bool:
    """The end of a zone."""
    entry = _of(context, parameters)
    context.database.write(lambda: context.database.delegations.remove(entry))
    return True


@operation("dnsDelegatedAliasAdd")
def dns_delegated_alias_add(context: Context, parameters: Parameters) -> bool:
    """One more name for a zone."""
    entry, alias = _of(context, parameters), required(parameters, "Alias").upper()
    if alias in entry["Aliases"]:
        raise LandbFault(f"the alias {alias} is already in the database")
    context.database.write(lambda: entry["Aliases"].append(alias))
    return True


@operation("dnsDelegatedAliasRemove")
def dns_delegated_alias_remove(context: Context, parameters: Parameters) -> bool:
    """One name less."""
    entry, alias = _of(context, parameters), required(parameters, "Alias").upper()
    if alias not in entry["Aliases"]:
        raise not_found("alias", alias)
    context.database.write(lambda: entry["Aliases"].remove(alias))
    return True
