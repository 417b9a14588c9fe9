# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an inventory declares: the variables of every front end, whatever the limit."""

from __future__ import annotations

import dataclasses
import os
import typing as t

from ansible import constants
from ansible.errors import AnsibleError
from ansible.inventory.manager import IGNORED
from ansible.utils.path import unfrackpath
from ansible.vars.plugins import get_vars_from_inventory_sources

from ..module_utils._model.errors import InputError
from ..module_utils._model.schema import BY_NAME, PREFIX
from ._options import VARIABLES as RUN_VARIABLES
from ._options import refuse_misspelt

SERVICE = "frontend_service"
INJECT = "INJECT_FACTS_AS_VARS"

Raw = t.Mapping[str, t.Any]


@dataclasses.dataclass(frozen=True)
class Declared:
    """What the inventory says.

    Attributes:
        hosts: Host name -> its variables with the prefix, as plain values.
        selected: Hosts of the play, after pattern and limit.
        options: How the run is done, as its front ends say: variable -> value.
    """

    hosts: t.Mapping[str, t.Mapping[str, t.Any]]
    selected: frozenset[str]
    options: t.Mapping[str, t.Any]


def read_inventory(task_vars: t.Mapping[str, t.Any]) -> Declared:
    """All front ends of the inventory.

    Raises:
        InputError: Where a source or a variable cannot be read, a name is nearly one of ours, the
            hosts disagree on how the run is done, the play overrides the intent, or a host inherits
            two services.
    """
    hostvars = task_vars["hostvars"]
    problems = [f"The inventory source {name} could not be read." for name in _unread(hostvars)]
    hosts: dict[str, dict[str, t.Any]] = {}
    options: dict[str, tuple[str, t.Any]] = {}
    bystanders: list[tuple[str, Raw]] = []
    raw_vars = _raw_reader(hostvars)
    for name in hostvars:
        raw = raw_vars(name)
        ours = {key: raw[key] for key in raw if key.startswith(PREFIX)}
        problems += refuse_misspelt(raw, name)
        if SERVICE in ours:
            problems += _differing_options(options, name, raw)
        else:
            bystanders.append((name, raw))
        hosts[name] = _rendered(ours, hostvars, name, problems)
    problems += _meddling(options, bystanders)
    problems += _of_the_play_alone(task_vars, raw_vars)
    problems += _two_services(hostvars, hosts)
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return Declared(
        hosts,
        frozenset(task_vars["ansible_play_hosts_all"]),
        {
            name: plain(hostvars[host][name])
            for name, (host, value) in options.items()
            if value is not None
        },
    )


def _raw_reader(hostvars: t.Any) -> t.Callable[[str], dict[str, t.Any]]:
    """Reads the variables of a host, unrendered.

    For each host Ansible lists all connection plugins on disk, to clean facts of their variables,
    and does so too where there are no facts: two fifths of the time for a fleet. This runs in the
    fork of one task, so the setting comes back by itself.
    """
    facts = getattr(hostvars._variable_manager, "_fact_cache", None)
    settings = vars(constants)
    injects = settings.get(INJECT, True)

    def read(name: str) -> dict[str, t.Any]:
        try:
            has_facts = facts is None or bool(facts.get(name))
        except KeyError:
            has_facts = False
        settings[INJECT] = injects and has_facts
        try:
            return dict(hostvars.raw_get(name))
        finally:
            settings[INJECT] = injects

    return read


def run_variables(
    task_vars: t.Mapping[str, t.Any], templar: t.Any, declared: Declared | None = None
) -> dict[str, t.Any]:
    """How the run is done: what the task sees, and what only other front ends declare.

    Raises:
        InputError: Where a variable cannot be rendered.
    """
    values = dict(declared.options) if declared else {}
    for name in RUN_VARIABLES:
        if task_vars.get(name) is not None:
            try:
                values[name] = plain(templar.template(task_vars[name]))
            except AnsibleError as error:
                raise InputError(f"{name}: {' '.join(str(error).split())}") from None
    return values


def _differing_options(options: dict[str, tuple[str, t.Any]], host: str, raw: Raw) -> list[str]:
    problems = []
    for name in RUN_VARIABLES:
        first, value = options.setdefault(name, (host, raw.get(name)))
        if raw.get(name) != value:
            problems.append(f"{name} differs between {first} and {host}; a run has one.")
    return problems


def _meddling(
    options: t.Mapping[str, tuple[str, t.Any]], bystanders: t.Iterable[tuple[str, Raw]]
) -> list[str]:
    """Hosts that are no front end may say nothing else of the run than the front ends do."""
    return [
        f"{name} differs between {options[name][0]} and {host}; a run has one."
        for host, raw in bystanders
        for name in RUN_VARIABLES
        if name in options and raw.get(name) is not None and raw[name] != options[name][1]
    ]


def _of_the_play_alone(task_vars: Raw, raw_vars: t.Callable[[str], Raw]) -> list[str]:
    """Intent that stands in the play or the role, where the judge cannot see it for each host."""
    declared = raw_vars(str(task_vars["inventory_hostname"]))
    return [
        f"{name} is set by the play or the role; the intent is read from the inventory alone."
        for name, value in task_vars.items()
        if name in BY_NAME and value != declared.get(name, BY_NAME[name].default)
    ]


def _unread(hostvars: t.Any) -> list[str]:
    """Sources of the inventory that Ansible could not read; it only warns of them."""
    inventory = hostvars._inventory
    read = set(inventory._inventory.processed_sources)
    found = [file for source in inventory._sources if source for file in _files_of(source)]
    return [file for file in found if file not in read]


def _files_of(source: str) -> t.Iterator[str]:
    """The files of a source, as Ansible picks them from a folder; a list of hosts is itself."""
    path = source if "," in source else unfrackpath(source, follow=False)
    if not os.path.isdir(path):
        yield path
        return
    for name in sorted(os.listdir(path)):
        if not IGNORED.search(os.fsencode(name)):
            yield from _files_of(os.path.join(path, name))


def _rendered(
    ours: Raw, hostvars: t.Mapping[str, t.Any], host: str, problems: list[str]
) -> dict[str, t.Any]:
    """Templates are rendered only where there are some: a thousand hosts have few."""
    values = {}
    for name, value in ours.items():
        try:
            values[name] = plain(hostvars[host][name] if _has_template(value) else value)
        except AnsibleError as error:
            problems.append(f"{host}: {name}: {' '.join(str(error).split())}")
        except RecursionError:
            problems.append(f"{host}: {name} is nested too deeply.")
    return values


def _has_template(value: t.Any) -> bool:
    if isinstance(value, str):
        return "{{" in value or "{%" in value or "{#" in value
    if isinstance(value, dict):
        return any(_has_template(k) or _has_template(v) for k, v in value.items())
    return isinstance(value, (list, tuple)) and any(_has_template(item) for item in value)


def plain(value: t.Any) -> t.Any:
    """A value without Ansible's tags and lazy containers."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def _two_services(hostvars: t.Any, hosts: t.Mapping[str, t.Mapping[str, t.Any]]) -> list[str]:
    """A host that gets one service from one group and another from another: Ansible would keep
    the one whose group comes later in the alphabet, and say nothing."""
    inventory, loader = hostvars._inventory, hostvars._loader
    sources = inventory._sources
    by_group = {}
    for group in inventory.groups.values():
        found = {**group.vars, **get_vars_from_inventory_sources(loader, sources, [group], "task")}
        if found.get(SERVICE) is not None:
            by_group[group.name] = found[SERVICE]
    if len(by_group) < 2:
        return []
    problems = []
    for name in hosts:
        host = inventory.get_host(name)
        groups = [group for group in host.get_groups() if group.name in by_group]
        nearest = [g for g in groups if not any(g in other.get_ancestors() for other in groups)]
        values = {str(by_group[g.name]): g.name for g in nearest}
        if len(values) > 1 and not _of_its_own(host, loader, sources):
            told = " and ".join(f"'{v}' by the group {values[v]}" for v in sorted(values))
            problems.append(f"{name}: {SERVICE} is {told}; a host belongs to one service.")
    return problems


def _of_its_own(host: t.Any, loader: t.Any, sources: t.Any) -> bool:
    own = {**host.vars, **get_vars_from_inventory_sources(loader, sources, [host], "task")}
    return own.get(SERVICE) is not None
