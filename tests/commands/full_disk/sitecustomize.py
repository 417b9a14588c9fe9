# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk for whatever is flushed to one, in every process that has this folder in its path."""

from __future__ import annotations

import os
import typing as t


def fsync(_descriptor: int) -> t.NoReturn:
    """Fail as a full disk does."""
    raise OSError(28, "No space left on device")


os.fsync = fsync
