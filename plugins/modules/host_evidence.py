# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: host_evidence
short_description: Gather everything that an audit needs to know of a host
version_added: 0.1.0
author:
  - The cernphone.validation contributors (@cernphone)
description:
  - Reads the network cards of a host in one run. It judges nothing and changes nothing.
  - What cannot be read is told by its reason, never left out.
  - Needs Linux and the standard library of Python 3.9 or later, no privileges.
extends_documentation_fragment:
  - cernphone.validation._attributes
seealso:
  - module: cernphone.validation.gather
"""

EXAMPLES = r"""
- name: Gather the evidence of a host
  cernphone.validation.host_evidence:
  register: host
"""

RETURN = r"""
evidence:
  description: By subject, what was read (RV(ignore:data)) or why it could not be read
    (RV(ignore:error)).
  returned: always
  type: dict
  contains:
    cards:
      description: The Ethernet cards, from C(/sys/class/net).
      returned: always
      type: dict
      contains:
        data:
          description: One item a card, or null where they could not be read.
          returned: always
          type: list
          elements: dict
          contains:
            name:
              description: Name of the interface.
              returned: always
              type: str
              sample: eno1
            hardware_address:
              description: The burnt-in address, also where a bond gave the card another.
              returned: always
              type: str
              sample: "02:00:5e:00:53:01"
            physical:
              description: Whether it is hardware that a cable can reach.
              returned: always
              type: bool
        error:
          description: Why they could not be read, or null.
          returned: always
          type: str
"""

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._evidence.collectors import gather


def main() -> None:
    module = AnsibleModule(argument_spec={}, supports_check_mode=True)
    module.exit_json(changed=False, evidence=gather())


if __name__ == "__main__":
    main()
