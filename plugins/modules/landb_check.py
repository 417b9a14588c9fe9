# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: landb_check
short_description: Check in LanDB's data that a pair will keep its addresses
version_added: 0.1.0
author:
  - The cernphone.validation contributors (@cernphone)
description:
  - Judges the checks LDB001 to LDB012 for one service, without a bundle or an inventory, by what
    LanDB tells now or by a snapshot of its data.
  - With O(network_services), sweeps whole network services instead. Every device in them is
    judged for LDB001 to LDB005 by one rule, a fixed interface is bound, and a floating one is
    declared or marked.
  - The checks that compare with the hosts themselves (LDB009, and the second half of LDB002)
    run where O(members[].cards) is given.
  - Needs PyYAML on the host where it runs if the snapshot is YAML.
extends_documentation_fragment:
  - cernphone.validation._attributes
  - cernphone.validation._landb
options:
  snapshot:
    description: File with LanDB's data, YAML or JSON, on the host where the module runs. Without
      it, LanDB is asked.
    type: path
  network_services:
    description: Network services (subnets) to sweep, instead of O(service) and O(members).
    type: list
    elements: str
  floating_pattern:
    description: In a sweep, a regular expression for the descriptions that mark an interface as
      floating, whatever their letter case. By default the words C(floating) and C(vrrp).
    type: str
  service:
    description: Name of the service.
    type: str
  members:
    description: The hosts that share the floating addresses.
    type: list
    elements: dict
    suboptions:
      name:
        description: Name of the host, as findings shall call it.
        type: str
        required: true
      member:
        description: Whether the host is meant to hold the floating addresses (exactly one
          V(main)) or to take over.
        type: str
        required: true
        choices: [main, backup]
      primary_address:
        description: The host's own IPv4 or IPv6 address.
        type: str
        required: true
      primary_ipv6_address:
        description: The host's own IPv6 address, where O(members[].primary_address) is an IPv4
          one.
        type: str
      landb_device:
        description: The host's device in LanDB. By default the first label of its name.
        type: str
      addressing:
        description: How the host gets its primary address.
        type: str
        default: dhcp
        choices: [dhcp, static]
      cards:
        description: Hardware addresses of the host's physical cards, if they are known.
        type: list
        elements: str
  floating_addresses:
    description: The addresses that move between the members, or in a sweep between devices.
    type: list
    elements: dict
    default: []
    suboptions:
      address:
        description: IPv4 or IPv6 address; a prefix length may follow after a slash.
        type: str
        required: true
      landb_device:
        description: The device in LanDB that should hold the address.
        type: str
  evidence_max_age_hours:
    description: A snapshot that is older, in hours, is stale, and nothing passes on it.
    type: int
    default: 24
  end_date_notice_days:
    description: How many days before a device leaves LanDB it is a finding.
    type: int
    default: 30
  as_of:
    description: The moment of which the snapshot is judged, ISO 8601 with a time zone. By
      default now.
    type: str
  fail_on:
    description: The least severity of a failure that makes the task fail. What is unknown makes
      it fail whatever this says.
    type: str
    default: minor
    choices: [critical, major, minor, never]
seealso:
  - module: cernphone.validation.judge
"""

EXAMPLES = r"""
- name: Check the pair in LanDB
  cernphone.validation.landb_check:
    snapshot: landb.yml
    service: cernphone
    floating_addresses:
      - address: 192.0.2.100/24
        landb_device: cernphone-vip
    members:
      - name: cpfe01
        member: main
        primary_address: 192.0.2.11
      - name: cpfe02
        member: backup
        primary_address: 192.0.2.12
  delegate_to: localhost
  run_once: true
  register: landb

- name: Sweep a network service
  cernphone.validation.landb_check:
    network_services: [S513-C-IP1]
    floating_addresses:
      - address: 192.0.2.100
    landb_username: "{{ vault_landb_username }}"
    landb_password: "{{ vault_landb_password }}"
  delegate_to: localhost
  run_once: true

- name: Show what failed
  ansible.builtin.debug:
    msg: "{{ failed | map(attribute='message') }}"
  vars:
    failed: "{{ landb.findings | selectattr('status', 'equalto', 'failed') }}"
"""

RETURN = r"""
findings:
  description: One item a check and subject. In a sweep, what failed or is unknown alone, the worst
    200 at most.
  returned: always
  type: list
  elements: dict
  sample:
    - id: LDB001
      status: failed
      severity: critical
      subject: cpfe02
      message: "CPFE02.EXAMPLE.ORG (192.0.2.12), the primary interface of cpfe02, is bound to no
        hardware address in LanDB"
findings_left_out:
  description: How many more there are.
  returned: in a sweep
  type: int
summary:
  description: Number of findings by status.
  returned: always
  type: dict
  sample: {failed: 3, unknown: 0, waived: 0, passed: 21, not_applicable: 1}
msg:
  description: The verdict in one sentence, or why there is none.
  returned: always
  type: str
"""

import typing as t

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.parameters import env_fallback

from ..module_utils._model.errors import InputError
from ..module_utils._module import landb, landb_check

MEMBER: dict[str, dict[str, t.Any]] = {
    "name": {"type": "str", "required": True},
    "member": {"type": "str", "required": True, "choices": ["main", "backup"]},
    "primary_address": {"type": "str", "required": True},
    "primary_ipv6_address": {"type": "str"},
    "landb_device": {"type": "str"},
    "addressing": {"type": "str", "default": "dhcp", "choices": ["dhcp", "static"]},
    "cards": {"type": "list", "elements": "str"},
}
FLOATING: dict[str, dict[str, t.Any]] = {
    "address": {"type": "str", "required": True},
    "landb_device": {"type": "str"},
}
ARGUMENTS: dict[str, dict[str, t.Any]] = {
    "snapshot": {"type": "path"},
    "network_services": {"type": "list", "elements": "str"},
    "floating_pattern": {"type": "str"},
    "service": {"type": "str"},
    "members": {"type": "list", "elements": "dict", "options": MEMBER},
    "floating_addresses": {
        "type": "list",
        "elements": "dict",
        "default": [],
        "options": FLOATING,
    },
    "evidence_max_age_hours": {"type": "int", "default": 24},
    "end_date_notice_days": {"type": "int", "default": 30},
    "as_of": {"type": "str"},
    "fail_on": {
        "type": "str",
        "default": "minor",
        "choices": ["critical", "major", "minor", "never"],
    },
    **landb.arguments(env_fallback),
}


def main() -> None:
    module = AnsibleModule(
        argument_spec=ARGUMENTS,
        supports_check_mode=True,
        required_one_of=[("service", "network_services")],
        mutually_exclusive=[
            ("service", "network_services"),
            ("members", "network_services"),
            ("service", "floating_pattern"),
        ],
        required_together=[("service", "members")],
        required_by={"service": ("floating_addresses",)},
    )
    module.no_log_values.update(landb.secrets(module.params))
    try:
        verdict = landb_check.check(module.params)
    except InputError as error:
        verdict = landb_check.no_verdict(str(error))
    if verdict["failed"]:
        module.fail_json(**verdict)
    module.exit_json(**verdict)


if __name__ == "__main__":
    main()
