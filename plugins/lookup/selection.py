# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt)
from __future__ import annotations

DOCUMENTATION = r"""
name: selection
author:
  - The cernphone.validation contributors (@cernphone)
version_added: 0.1.0
short_description: A host pattern that is sure to select somebody
description:
  - Returns the pattern that it is given, for the C(hosts) of a play, unless that play would
    audit nobody.
  - Ansible ends with success where a pattern or a limit selects no host, and where
    C(--skip-tags) leaves the judging task out. An audit that looked at nothing must not look like
    a good one.
options:
  _terms:
    description: The host pattern.
    required: true
"""

EXAMPLES = r"""
- name: Gather the evidence
  hosts: "{{ lookup('cernphone.validation.selection', audit_hosts | default('all')) }}"
  gather_facts: false
  tasks:
    - name: Gather the evidence of the host
      cernphone.validation.gather:
        source: host
"""

RETURN = r"""
_raw:
  description: The pattern.
  type: list
  elements: str
"""

import typing as t

from ansible import context
from ansible.errors import AnsibleError
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.lookup import LookupBase

NEVER_SKIPPED = frozenset(("always", "all", "tagged"))


class LookupModule(LookupBase):
    """Guards the selection of an audit."""

    def run(
        self,
        terms: list[str | list[str]],
        variables: dict[str, t.Any] | None = None,
        **kwargs: t.Any,  # noqa: ARG002 - every lookup takes them
    ) -> list[str | list[str]]:
        if len(terms) != 1:
            raise AnsibleError("The lookup 'selection' takes one host pattern.")
        arguments = context.CLIARGS
        if not arguments.get("syntax"):
            _refuse_skipping(arguments.get("skip_tags") or ())
            pattern = terms[0] if isinstance(terms[0], str) else ",".join(terms[0])
            _refuse_nobody(pattern, arguments.get("subset"), (variables or {}).get("groups") or {})
        return list(terms)


def _refuse_skipping(skipped: t.Iterable[str]) -> None:
    names = {name.strip() for tags in skipped for name in str(tags).split(",")}
    for name in sorted(names & NEVER_SKIPPED):
        raise AnsibleError(f"Nothing would be judged: --skip-tags {name} leaves the judge out.")


def _refuse_nobody(pattern: str, subset: str | None, groups: t.Mapping[str, list[str]]) -> None:
    manager = InventoryManager(loader=DataLoader(), sources=None, parse=False)
    data = manager._inventory
    for group, hosts in groups.items():
        data.add_group(group)
        for host in hosts:
            data.add_host(host, group)
    data.reconcile_inventory()
    if not data.hosts:
        raise AnsibleError("Nothing to audit: the inventory has no host.")
    if not manager.get_hosts(pattern):
        raise AnsibleError(f"Nothing to audit: the pattern '{pattern}' matches no host.")
    if subset:
        manager.subset(subset)
        if not manager.get_hosts(pattern):
            raise AnsibleError(
                f"Nothing to audit: the limit '{subset}' leaves no host of the pattern '{pattern}'."
            )
