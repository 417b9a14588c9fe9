# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: judge
short_description: Judge the evidence of all hosts, print the report and decide
version_added: 0.1.0
author:
  - The cernphone.validation contributors (@cernphone)
description:
  - Judges the bundle that M(cernphone.validation.gather) wrote in this run, or a recorded one,
    by what the inventory declares in its C(frontend_*) variables, see
    P(cernphone.validation.frontend#role).
  - Prints the report and writes it in several formats, see O(formats). It fails where a check
    failed or could not be decided.
  - Run it once, with C(run_once) on all audited hosts, under the strategy
    P(ansible.builtin.linear#strategy).
  - Every option can also be given as a variable C(audit_*), such as C(audit_bundle); the option
    goes before the variable.
extends_documentation_fragment:
  - cernphone.validation._attributes
  - cernphone.validation._attributes.action
options:
  scope:
    description:
      - What is judged. V(services) are the front ends of the inventory.
      - V(network_services) are all devices of the network services in the variable
        C(audit_network_services), by LanDB's data alone; no inventory is needed.
      - V(changes) are the services that M(cernphone.validation.gather) found to be concerned by
        what LanDB changed, by LanDB's data alone.
    type: str
    default: services
    choices: [services, network_services, changes]
  watch:
    description: Folder on the controller for the reports and the memory of a watch
      (O(scope=changes)). By default V(watch) in O(reports). An audit looks there for what the watch
      saw.
    type: path
  reports:
    description: Folder on the controller for the reports. By default V(reports) in the working
      directory.
    type: path
  bundle:
    description: Folder of a recorded bundle. By default the bundle of this run.
    type: path
  landb_snapshot:
    description: File on the controller with LanDB's data, YAML or JSON. By default what the
      bundle has.
    type: path
  as_of:
    description: The moment of which the evidence is judged, ISO 8601 with a time zone. By
      default now. A recorded bundle becomes stale like any evidence, unless this names the time
      of its recording.
    type: str
  previous:
    description: A C(findings.json) to compare with. By default the one in O(reports), if there
      is one.
    type: path
  fail_on:
    description: The least severity of a failure that makes the task fail, V(minor) by default.
      What is unknown makes it fail whatever this says.
    type: str
    choices: [critical, major, minor, never]
  formats:
    description:
      - The formats in which the report is written. By default all.
      - V(json) is C(findings.json), which is always written, for the next run compares with it.
        V(markdown) is C(report.md), V(junit) is C(junit.xml), V(sarif) is C(findings.sarif),
        V(prometheus) is C(findings.prom) and V(csv) is C(findings.csv).
      - What an earlier run left in another of these formats is removed.
    type: list
    elements: str
    choices: [csv, json, junit, markdown, prometheus, sarif]
seealso:
  - module: cernphone.validation.gather
  - module: cernphone.validation.landb_check
"""

EXAMPLES = r"""
- name: Judge the evidence of all hosts
  cernphone.validation.judge:
  run_once: true
  delegate_to: localhost

- name: Judge a bundle that was recorded last week, as of its own time
  cernphone.validation.judge:
    bundle: /srv/audits/20260301T020000Z-4f1d9a
    as_of: "2026-03-01T02:00:00Z"
  run_once: true
  delegate_to: localhost
"""

RETURN = r"""
msg:
  description: The verdict in one line.
  returned: always
  type: str
  sample: "PASSED: 0 incidents; 0 failed, 0 unknown, 0 waived, 29 passed, 0 not applicable."
summary:
  description: Number of findings by status and by change, and whether the run fails.
  returned: when there was a judgement
  type: dict
  sample:
    failed: 3
    unknown: 0
    waived: 0
    passed: 25
    not_applicable: 1
    total: 29
    incidents: 1
    new: 3
    known: 0
    fixed: 0
    carried: 0
    gone: 0
    fails: true
incidents:
  description: The worst incidents, at most 20; all are in C(findings.json).
  returned: when there was a judgement
  type: list
  elements: dict
  contains:
    id:
      description: Id of the check at the root.
      returned: always
      type: str
      sample: LDB001
    subject:
      description: What it is about.
      returned: always
      type: str
      sample: cpfe02
    kind:
      description: The worst severity among its findings, or V(unknown).
      returned: always
      type: str
      sample: critical
    message:
      description: What is the case.
      returned: always
      type: str
reports:
  description: The files that were written; none where they could not be.
  returned: when there was a judgement
  type: list
  elements: str
"""
