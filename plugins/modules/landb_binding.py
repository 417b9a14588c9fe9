# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: landb_binding
short_description: Bind an address to a card in LanDB, or undo it
version_added: 0.1.0
author:
  - The cernphone.validation contributors (@cernphone)
description:
  - Binds an interface of a device to one of its cards in LanDB, or unbinds it. DHCP is generated
    from these bindings.
  - What would harm is refused with one sentence. A floating address is never bound, nor a second
    address before the device's own one. A card that is not the device's is not bound, nor one that
    is known on another device or has another address in the same network service. A device that
    is locked because it is managed from elsewhere is not changed. The address of a host that is
    running is not unbound, nor moved to another of its cards (O(host_is_off)), nor is a floating
    one unbound before the host's own address is bound.
  - What was written is read again; a change that LanDB accepted and does not show is a failure.
  - To repair a pair, bind the host's own address first, wait for the DHCP view
    (O(dhcp_view_timeout)), and unbind the floating address last.
extends_documentation_fragment:
  - cernphone.validation._landb
attributes:
  action_group:
    description: Use C(group/cernphone.validation.all) or C(group/cernphone.validation.landb) in
      C(module_defaults).
    support: full
    membership:
      - cernphone.validation.all
      - cernphone.validation.landb
  check_mode:
    description: Can run in C(check_mode) and return what would change.
    support: full
    details:
      - In check mode it cannot call an operation that writes.
  diff_mode:
    description: Returns details on what has changed in C(diff) mode.
    support: full
  idempotent:
    description: When run twice in a row, the second run reports no change.
    support: full
options:
  device:
    description: Name of the device.
    type: str
    required: true
  interface:
    description: Name of the interface, qualified or its first label, or its address.
    type: str
    required: true
  hardware_address:
    description:
      - The card to bind the interface to. It can be left out where the device has one that is
        free.
      - With O(state=absent), a binding to another card is left alone.
    type: str
  state:
    description: Whether the interface is bound.
    type: str
    default: present
    choices: [present, absent]
  floating_addresses:
    description: Addresses that move between hosts. An interface with one of these is never bound.
    type: list
    elements: str
    default: []
  floating_pattern:
    description: A regular expression for the descriptions that mark an interface as floating,
      whatever their letter case. By default the words C(floating) and C(vrrp).
    type: str
  host_is_off:
    description: Says that nobody uses the address on that card any more, so that it can be unbound
      or bound to another card.
    type: bool
    default: false
  dhcp_view_timeout:
    description: Seconds to wait until LanDB's DHCP view follows; LanDB makes it anew about every
      10 minutes. V(0) does not wait. It is not waited for in check mode.
    type: int
    default: 0
seealso:
  - module: cernphone.validation.landb_check
  - module: cernphone.validation.landb_device_info
"""

EXAMPLES = r"""
- name: Bind the host's own address, and wait until DHCP is told
  cernphone.validation.landb_binding:
    device: cpfe02
    interface: cpfe02.example.org
    hardware_address: 00:00:5e:00:53:02
    floating_addresses: [192.0.2.100]
    dhcp_view_timeout: 900
  delegate_to: localhost

- name: Unbind the floating address after that
  cernphone.validation.landb_binding:
    device: cernphone-vip
    interface: 192.0.2.100
    floating_addresses: [192.0.2.100]
    state: absent
  delegate_to: localhost
"""

RETURN = r"""
msg:
  description: What is the case, or why nothing was changed, in one sentence.
  returned: always
  type: str
  sample: CPFE02.EXAMPLE.ORG (192.0.2.12) becomes bound to 00:00:5e:00:53:02
device:
  description: Name of the device.
  returned: success
  type: str
  sample: CPFE02
interface:
  description: Name of the interface, as LanDB has it.
  returned: success
  type: str
  sample: CPFE02.EXAMPLE.ORG
addresses:
  description: Its addresses.
  returned: success
  type: list
  elements: str
  sample: [192.0.2.12]
bound_before:
  description: The card that it was bound to; null where it was to none.
  returned: success
  type: str
  sample: null
bound_hardware_address:
  description: The card that it is bound to, or in check mode would be; null where it is to none.
  returned: success
  type: str
  sample: 00:00:5e:00:53:02
dhcp_view:
  description: The addresses that LanDB's DHCP view gives to the card now; null where it could not
    be read.
  returned: success
  type: list
  elements: str
  sample: [192.0.2.12]
"""

import time
import typing as t

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.parameters import env_fallback

from ..module_utils._model.errors import InputError
from ..module_utils._module import landb, landb_binding

ARGUMENTS: dict[str, dict[str, t.Any]] = {
    "device": {"type": "str", "required": True},
    "interface": {"type": "str", "required": True},
    "hardware_address": {"type": "str"},
    "state": {"type": "str", "default": "present", "choices": ["present", "absent"]},
    "floating_addresses": {"type": "list", "elements": "str", "default": []},
    "floating_pattern": {"type": "str"},
    "host_is_off": {"type": "bool", "default": False},
    "dhcp_view_timeout": {"type": "int", "default": 0},
    **landb.arguments(env_fallback),
}


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    module.no_log_values.update(landb.secrets(module.params))
    try:
        result = landb_binding.apply(module.params, module.check_mode, time.sleep)
    except InputError as error:
        module.fail_json(msg=str(error))
    except landb_binding.Failed as error:
        module.fail_json(msg=str(error), changed=error.changed)
    module.exit_json(**result)


if __name__ == "__main__":
    main()
