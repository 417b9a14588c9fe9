# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    """What all modules of this collection have in common."""

    DOCUMENTATION = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/cernphone.validation.all) in C(module_defaults).
    support: full
    membership:
      - cernphone.validation.all
  check_mode:
    description: Can run in C(check_mode) and return the same verdict.
    support: full
    details:
      - It changes nothing in either mode.
  diff_mode:
    description: Returns details on what has changed in C(diff) mode.
    support: none
    details:
      - There is no change to show.
  idempotent:
    description: When run twice in a row, the second run reports no change.
    support: full
"""

    ACTION = r"""
options: {}
attributes:
  action:
    description: Has a part that runs on the controller.
    support: full
  async:
    description: Can be run in the background.
    support: none
"""
