# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: landb
author:
  - The cernphone.validation contributors (@cernphone)
version_added: 0.1.0
short_description: Devices of LanDB as hosts
description:
  - Lists the devices of network services, of sets and of name patterns in LanDB, CERN's network
    database, and makes a host of each.
  - The configuration is a file called C(landb.yml) or C(*.landb.yml) (or C(.yaml)).
  - It is all or nothing. Where a part of the query lists nothing, or LanDB gives no usable answer
    about a device, the inventory fails and has no host, for an audit of fewer hosts looks better
    than it is. Ansible itself only warns of a failed inventory unless
    E(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) is set; an audit of this collection refuses it.
  - It calls reading operations alone. Persons are left out.
extends_documentation_fragment:
  - cernphone.validation._landb_inventory
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description: The name of this plugin.
    type: str
    required: true
    choices:
      - cernphone.validation.landb
  network_services:
    description: Network services (subnets), all of whose devices are listed. One of
      O(network_services), O(sets) and O(name_patterns) is needed.
    type: list
    elements: str
    default: []
  sets:
    description: Sets, of whose interfaces the devices are listed.
    type: list
    elements: str
    default: []
  name_patterns:
    description: Names of devices in which V(*) or V(%) stands for any characters, such as
      V(cpfe*).
    type: list
    elements: str
    default: []
  hostname:
    description: What a host is called by, in lower case.
    type: str
    default: device
    choices:
      device: The name of the device, short.
      interface: The name of its primary interface, qualified.
  strict:
    description: Whether an expression that cannot be evaluated makes the inventory fail. If not,
      the host silently lacks that variable or group.
    type: bool
    default: true
notes:
  - The primary interface is the one whose first label is the name of the device (maybe with C(--)
    and a network domain after it), else the first that is not of a management controller
    (C(-IPMI)).
  - Every host has the variables C(landb_device) (text), C(landb_primary_interface) (its name),
    C(landb_primary_address) (its IPv4, else its IPv6 address), C(landb_addresses) (list of all
    addresses, those of a management controller included), C(landb_cards) (list of hardware
    addresses such as V(00:00:5e:00:53:01)), C(landb_interfaces) (list of mappings, see below),
    C(landb_network_services) (list of those that its interfaces are in) and C(landb_sets) (list of
    those of O(sets) that hold an interface of it). A device without an interface has null where one
    text is meant.
  - As far as LanDB sends them, it has C(landb_blocked) (text, or null where it is not blocked),
    C(landb_end_date) (V(YYYY-MM-DD), or null where it stays), C(landb_hcp_response) (boolean,
    whether DHCP answers for it), C(landb_manager_locked) (boolean) and C(landb_last_change_date)
    (text).
  - An item of C(landb_interfaces) has C(name), C(ip_address), C(ipv6_address), C(service_name),
    C(bound_hardware_address) (null where it is bound to no card), C(outlet), C(rack_name),
    C(subnet_mask), C(description), C(security_class), C(network_domain_name), C(medium), each a
    text or null, and C(ip_aliases), a list.
  - C(ansible_host) is C(landb_primary_address). Texts from LanDB are never templates.
  - LanDB cannot vouch for itself. What is declared with these variables agrees with LanDB by
    definition, so declare by hand what an audit should compare LanDB with.
seealso:
  - module: cernphone.validation.landb_check
"""

EXAMPLES = r"""
# frontends.landb.yml: every device of a network service; the account comes from LANDB_USERNAME and
# LANDB_PASSWORD.
---
plugin: cernphone.validation.landb
network_services: [S513-C-IP1]

# Front ends by their names, with a group for them, and one for each network service.
---
plugin: cernphone.validation.landb
name_patterns: ["cpfe*"]
landb_username: cpaudit
landb_password: "{{ lookup('ansible.builtin.file', '/run/secrets/landb') }}"
groups:
  cernphone_frontend: landb_device is match('CPFE')
keyed_groups:
  - key: landb_network_services
    prefix: landb_service
compose:
  rack: landb_interfaces[0].rack_name

# A set, asked once an hour.
---
plugin: cernphone.validation.landb
sets: [CERNPHONE-FRONTENDS]
hostname: interface
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/landb
cache_timeout: 3600
"""

import datetime
import difflib
import os
import typing as t

from ansible.errors import AnsibleError, AnsibleParserError, AnsibleUndefinedVariable
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import EncryptedString
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable

from ..module_utils._landb.access import read_access
from ..module_utils._landb.session import Session
from ..module_utils._model.errors import InputError, shown
from ..plugin_utils import _landb_inventory as model
from ..plugin_utils._inventory import plain
from ..plugin_utils._landb_listing import ask

PREFIX = "landb_"
ENDINGS = (".yml", ".yaml")
PASSWORD = "landb_password"  # noqa: S105 - the name of an option
TEMPLATED = (
    *("landb_url", "landb_username", PASSWORD, "landb_ca_file"),
    *("landb_timeout", "landb_concurrency", *model.SOURCES),
)


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Asks LanDB, or a cache, for the hosts."""

    NAME = "cernphone.validation.landb"

    def verify_file(self, path: str) -> bool:
        name = os.path.basename(path)
        ours = [("landb" + ending, ".landb" + ending) for ending in ENDINGS]
        if not any(name == whole or name.endswith(part) for whole, part in ours):
            return False
        return bool(BaseInventoryPlugin.verify_file(self, path))

    def parse(
        self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True
    ) -> None:
        super().parse(inventory, loader, path, cache)
        try:
            self._read_config_data(path)
            hosts = model.hosts(self._listed(path, cache), self.get_option("hostname"))
        except InputError as error:
            raise AnsibleParserError(_sentence(error)) from None
        self._add_all(inventory, hosts)

    def set_options(
        self,
        task_keys: t.Any = None,
        var_options: t.Mapping[str, t.Any] | None = None,
        direct: t.Mapping[str, t.Any] | None = None,
    ) -> None:
        """Take the options of the file; those of the environment are never templates."""
        given = dict(direct or {})
        self._refuse_unknown(given)
        templar = self.templar.copy_with_new_env(available_variables=dict(var_options or {}))
        for name in TEMPLATED:
            if given.get(name) is not None:
                given[name] = _rendered(templar, name, given[name])
        BaseInventoryPlugin.set_options(self, task_keys, var_options, given)

    def _refuse_unknown(self, given: t.Mapping[str, t.Any]) -> None:
        known = sorted(self.option_definitions)
        for name in given:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, n=1)
                hint = f"; did you mean '{near[0]}'?" if near else "."
                raise InputError(f"The option {shown(name)} is not known{hint}")

    def _listed(self, path: str, cache: bool) -> model.Listed:
        """What LanDB, or the cache, tells."""
        options = {name: plain(self.get_option(name)) for name in TEMPLATED}
        query = model.read_query(options)
        access = read_access(
            {name.removeprefix(PREFIX): value for name, value in options.items()}, PREFIX
        )
        caches = self.get_option("cache")
        key = f"{self.get_cache_key(path)}_{model.cache_key(query, access.url, access.username)}"
        if caches and cache:
            kept = self._kept(key, query)
            if kept is not None:
                return kept
        listed = ask(Session(access), query, datetime.datetime.now(datetime.UTC))
        if caches:
            self.cache[key] = model.to_cache(listed, query)
        return listed

    def _kept(self, key: str, query: model.Query) -> model.Listed | None:
        """What the cache has, or None where that is nothing, or nothing to be trusted."""
        try:
            data = plain(self.cache[key])
        except KeyError:
            return None
        except (AnsibleError, TypeError, ValueError):
            reason = "it cannot be read"
        else:
            try:
                return model.from_cache(data, query)
            except InputError as error:
                reason = str(error).rstrip(".")
        self.display.warning(f"The cache of LanDB is not used: {reason}. LanDB is asked anew.")
        return None

    def _add_all(self, inventory: InventoryData, hosts: t.Sequence[model.Host]) -> None:
        """Add the hosts, all or none: Ansible keeps what a plugin added before it failed."""
        former_hosts, former_groups = set(inventory.hosts), set(inventory.groups)
        whole = False
        try:
            for host in hosts:
                inventory.add_host(host.name)
                for name, value in host.variables.items():
                    inventory.set_variable(host.name, name, value)
            for host in hosts:
                self._construct(inventory, host.name)
            whole = True
        except AnsibleError as error:
            # Without the lines of the file that Ansible would show: one may hold a password.
            raise AnsibleParserError(_sentence(error)) from None
        finally:
            if not whole:
                for name in set(inventory.hosts) - former_hosts:
                    inventory.remove_host(inventory.hosts[name])
                for name in set(inventory.groups) - former_groups:
                    inventory.remove_group(inventory.groups[name])

    def _construct(self, inventory: InventoryData, name: str) -> None:
        host = inventory.get_host(name)
        known = host.get_vars() if host else {}
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), known, name, strict)
        self._add_host_to_composed_groups(self.get_option("groups"), known, name, strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), known, name, strict)


def _sentence(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words if words.endswith((".", "?")) else f"{words}."


def _rendered(templar: t.Any, name: str, value: t.Any) -> t.Any:
    """The value of an option that may be a template or vaulted."""
    try:
        rendered = plain(templar.template(value))
    except AnsibleError as error:
        is_told = (
            name != PASSWORD
            or isinstance(value, EncryptedString)
            or isinstance(error, AnsibleUndefinedVariable)
        )
        reason = _sentence(error) if is_told else "the reason may hold a secret and is not shown."
        raise InputError(f"The option {name} cannot be rendered: {reason}") from None
    if name == PASSWORD and not isinstance(rendered, (str, int, float)):
        raise InputError(f"The option {name} must be a text.")
    return rendered
