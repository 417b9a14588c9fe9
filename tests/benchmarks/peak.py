# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command; its status and the MB of its largest process end the standard error."""

from __future__ import annotations

import resource
import subprocess
import sys

code = subprocess.run(sys.argv[1:], check=False).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
sys.stderr.write(f"\n{code} {peak:.1f}\n")
