# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: landb_device_info
short_description: Read devices, their cards, addresses and bindings from LanDB
version_added: 0.1.0
author:
  - The cernphone.validation contributors (@cernphone)
description:
  - Asks LanDB, CERN's network database, about devices, in calls of 200 at a time, and returns what
    it told in the form of a snapshot, which M(cernphone.validation.landb_check) and the audit
    take.
  - It calls reading operations alone. Persons are left out.
  - It fails where LanDB did not answer about a device that was asked for; what it told of the
    others is returned all the same.
extends_documentation_fragment:
  - cernphone.validation._attributes
  - cernphone.validation._landb
options:
  names:
    description: Names of devices.
    type: list
    elements: str
    default: []
  network_services:
    description: Network services (subnets) of which all devices are read.
    type: list
    elements: str
    default: []
  name_patterns:
    description: Names of devices with wildcards, such as V(cpfe%).
    type: list
    elements: str
    default: []
  hardware_addresses:
    description: Cards of which the devices are read that LanDB knows them on.
    type: list
    elements: str
    default: []
  ip_addresses:
    description: Addresses of which the devices are read that have them.
    type: list
    elements: str
    default: []
  dhcp_view:
    description: Whether to read what LanDB tells the DHCP servers, too.
    type: bool
    default: true
seealso:
  - module: cernphone.validation.landb_binding
  - module: cernphone.validation.landb_check
"""

EXAMPLES = r"""
- name: Read the pair and its floating address from LanDB
  cernphone.validation.landb_device_info:
    names: [cpfe01, cpfe02, cernphone-vip]
    landb_username: "{{ vault_landb_username }}"
    landb_password: "{{ vault_landb_password }}"
  delegate_to: localhost
  run_once: true
  register: landb

- name: Keep it as a snapshot for an audit
  ansible.builtin.copy:
    content: "{{ landb.snapshot | to_json }}"
    dest: /srv/landb/frontends.json
    mode: "0600"
  delegate_to: localhost
  run_once: true

- name: Which device has the card?
  cernphone.validation.landb_device_info:
    hardware_addresses: ["00:00:5e:00:53:01"]
  delegate_to: localhost
"""

RETURN = r"""
snapshot:
  description: What LanDB told. Its keys are described in C(docs/landb_snapshot.md).
  returned: when LanDB was asked
  type: dict
  contains:
    taken_at:
      description: When the asking began, ISO 8601 in UTC.
      returned: always
      type: str
      sample: "2026-03-01T02:00:00Z"
    devices:
      description: One item a device.
      returned: always
      type: list
      elements: dict
      sample:
        - name: CPFE01
          hcp_response: true
          cards: [{hardware_address: 00-00-5E-00-53-01, card_type: Ethernet}]
          interfaces:
            - name: CPFE01.EXAMPLE.ORG
              ip_address: 192.0.2.11
              service_name: S513-C-IP1
              bound_hardware_address: 00-00-5E-00-53-01
    dhcp_view:
      description: What LanDB tells the DHCP servers, one item a line; null where it was not read.
      returned: always
      type: list
      elements: dict
      sample: [{host_name: CPFE01, hardware_address: 00-00-5E-00-53-01, ip_address: 192.0.2.11}]
    faults:
      description: Devices about which there is no usable answer, and why, in LanDB's own words.
      returned: always
      type: list
      elements: dict
      sample: [{device_name: CPFE09, operation: getDeviceInfoArray, fault: NOTFOUND}]
    network_services:
      description: The network services that were asked for, with the names of their devices.
      returned: when O(network_services) is given
      type: list
      elements: dict
    fault:
      description: Why LanDB gave nothing at all.
      returned: when it gave nothing
      type: str
msg:
  description: How many devices there are, and what is missing.
  returned: always
  type: str
  sample: LanDB answered about 3 devices
"""

import typing as t

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.parameters import env_fallback

from ..module_utils._model.errors import InputError
from ..module_utils._module import landb, landb_device_info

SOURCES = ("names", "network_services", "name_patterns", "hardware_addresses", "ip_addresses")
ARGUMENTS: dict[str, dict[str, t.Any]] = {
    **{name: {"type": "list", "elements": "str", "default": []} for name in SOURCES},
    "dhcp_view": {"type": "bool", "default": True},
    **landb.arguments(env_fallback),
}


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    module.no_log_values.update(landb.secrets(module.params))
    if not any(module.params[name] for name in SOURCES):
        module.fail_json(msg=f"Nothing to read: give one of {', '.join(SOURCES)}.")
    try:
        result = landb_device_info.read_devices(module.params)
    except InputError as error:
        module.fail_json(msg=str(error))
    if result["failed"]:
        module.fail_json(**result)
    module.exit_json(**result)


if __name__ == "__main__":
    main()
