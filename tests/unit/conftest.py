# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of all unit tests: the same examples in every run, and no files left behind."""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile(
    "unit", deadline=None, derandomize=True, database=None, max_examples=150
)
hypothesis.settings.load_profile("unit")
