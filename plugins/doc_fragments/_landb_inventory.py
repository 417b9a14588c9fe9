# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    """How an inventory plugin reaches LanDB: the options of `_landb`, with their environment."""

    DOCUMENTATION = r"""
options:
  landb_url:
    description:
      - Address of LanDB's SOAP service, version 6. C(https) is demanded, and its certificate is
        verified; C(http) is accepted on the loopback interface alone. Redirects are not followed.
      - A proxy is taken from the environment (E(https_proxy), E(no_proxy)).
      - If it is not given, V(https://network.cern.ch/sc/soap/soap.fcgi?v=6) is used.
      - May be a template.
    type: str
    env:
      - name: LANDB_URL
  landb_username:
    description: Name of the account. May be a template.
    type: str
    env:
      - name: LANDB_USERNAME
  landb_password:
    description: Password of the account. May be vaulted, or a template such as a lookup.
    type: str
    env:
      - name: LANDB_PASSWORD
  landb_ca_file:
    description: PEM file with the certificate authorities that are trusted instead of the
      system's. May be a template.
    type: path
    env:
      - name: LANDB_CA_FILE
  landb_timeout:
    description: Seconds after which a call is given up. LanDB takes about 15 s for 200 devices.
    type: float
    default: 90
  landb_concurrency:
    description: Calls at a time, from 1 to 16.
    type: int
    default: 4
"""
