# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: gather
short_description: Put the evidence of a host or of the network database into the bundle of the run
version_added: 0.1.0
author:
  - The cernphone.validation contributors (@cernphone)
description:
  - With O(source=network_database), checks all that the inventory declares, before any host is
    contacted, and puts LanDB's data into the bundle, as LanDB tells it now
    (C(audit_landb_username) and other variables C(audit_landb_*)), or from a file. Run it once,
    first. LanDB is asked in calls of 200 devices; what it does not answer is evidence too.
  - With O(source=network_services), asks LanDB about every device of the network services that the
    variable C(audit_network_services) names; no inventory is needed.
  - With O(source=changes), asks LanDB what it changed since the last look, and about the services
    that this concerns.
  - With O(source=host), runs M(cernphone.validation.host_evidence) on the host and writes what
    it told. A host that cannot be reached, or on which the module fails, does not fail the task;
    the reason is evidence, and M(cernphone.validation.judge) decides.
  - A host that declares no C(frontend_service) is not contacted.
  - All runs of one C(ansible-playbook) command write into one bundle, a folder of its own below
    O(reports).
extends_documentation_fragment:
  - cernphone.validation._attributes
  - cernphone.validation._attributes.action
options:
  source:
    description: What to gather.
    type: str
    required: true
    choices: [host, network_database, network_services, changes]
  reports:
    description: Folder on the controller below which the bundle is written. The variable
      C(audit_reports) is used where this is not given, and V(reports) in the working directory
      where neither is.
    type: str
  landb_snapshot:
    description: File on the controller with LanDB's data, YAML or JSON. The variable
      C(audit_landb_snapshot) is used where this is not given.
    type: str
seealso:
  - module: cernphone.validation.judge
"""

EXAMPLES = r"""
- name: Check what is declared and read the network database
  cernphone.validation.gather:
    source: network_database
    landb_snapshot: /srv/landb/frontends.json
  run_once: true

- name: Gather the evidence of the host
  cernphone.validation.gather:
    source: host
"""

RETURN = r"""
bundle:
  description: Folder of the bundle.
  returned: when something was gathered
  type: str
  sample: reports/bundles/20260301T020000Z-4f1d9a
msg:
  description: What was gathered, or why nothing was.
  returned: always
  type: str
  sample: cpfe01 gave evidence
"""
