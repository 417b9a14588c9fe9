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

IMPLICIT = "localhost"
"""The host that Ansible adds by itself."""

NEVER_SKIPPED = frozenset(("always", "all", "tagged"))


class LookupModule(LookupBase):
    """Guards the selection of an audit."""

    def run(
        self,
        terms: list[t.Any],
        variables: dict[str, t.Any] | None = None,
        **kwargs: t.Any,  # noqa: ARG002 - every lookup takes them
    ) -> list[t.Any]:
        arguments = context.CLIARGS
        if not arguments.get("syntax"):
            _refuse_leaving_out(arguments)
            groups = (variables or {}).get("groups") or {}
            _refuse_nobody(_pattern(terms), arguments.get("subset"), groups)
        return list(terms)


def _pattern(terms: t.Sequence[t.Any]) -> str:
    """The host pattern that is given, as one text."""
    (given,) = terms or ("",)
    parts = given if isinstance(given, (list, tuple)) else [given]
    if not all(isinstance(part, str) for part in parts):
        raise AnsibleError("Nothing to audit: the host pattern must be a text or a list of texts.")
    pattern = ",".join(part.strip() for part in parts if part.strip())
    if not pattern:
        raise AnsibleError("Nothing to audit: the host pattern is empty.")
    return pattern


def _refuse_leaving_out(arguments: t.Mapping[str, t.Any]) -> None:
    names = {
        name.strip() for tags in arguments.get("skip_tags") or () for name in str(tags).split(",")
    }
    for name in sorted(names & NEVER_SKIPPED):
        raise AnsibleError(f"Nothing would be judged: --skip-tags {name} leaves the judge out.")
    if arguments.get("start_at_task"):
        raise AnsibleError("Nothing is left out of an audit: do without --start-at-task.")


def _refuse_nobody(pattern: str, subset: str | None, groups: t.Mapping[str, list[str]]) -> None:
    """Ansible's own inventory is not to be had here; its groups are, as it uses them."""
    manager = InventoryManager(loader=DataLoader(), sources=None, parse=False)
    data = manager._inventory
    if not groups.get("all") and pattern != IMPLICIT:
        raise AnsibleError("Nothing to audit: the inventory has no host.")
    for group, hosts in groups.items():
        data.add_group(group)
        for host in hosts:
            data.add_host(host, group)
    if not manager.get_hosts(pattern):
        raise AnsibleError(f"Nothing to audit: the pattern '{pattern}' matches no host.")
    if subset:
        manager.subset(subset)
        if not manager.get_hosts(pattern):
            raise AnsibleError(
                f"Nothing to audit: the limit '{subset}' leaves no host of the pattern '{pattern}'."
            )
