# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    """How a plugin reaches LanDB."""

    DOCUMENTATION = r"""
options:
  landb_url:
    description:
      - Address of LanDB's SOAP service, version 6. C(https) is demanded, and its certificate is
        verified; C(http) is accepted on the loopback interface alone. Redirects are not followed.
      - A proxy is taken from the environment (E(https_proxy), E(no_proxy)).
      - If the value is not specified, the value of environment variable E(LANDB_URL) will be
        used instead, or V(https://network.cern.ch/sc/soap/soap.fcgi?v=6).
    type: str
  landb_username:
    description: Name of the account. If the value is not specified, the value of environment
      variable E(LANDB_USERNAME) will be used instead.
    type: str
  landb_password:
    description: Password of the account. If the value is not specified, the value of environment
      variable E(LANDB_PASSWORD) will be used instead.
    type: str
  landb_ca_file:
    description: PEM file with the certificate authorities that are trusted instead of the
      system's (or those that E(SSL_CERT_FILE) names). If the value is not specified, the value of
      environment variable E(LANDB_CA_FILE) will be used instead.
    type: path
  landb_timeout:
    description: Seconds after which a call is given up. LanDB takes about 15 s for 200 devices.
    type: float
    default: 90
  landb_concurrency:
    description: Calls at a time, from 1 to 16.
    type: int
    default: 4
"""
