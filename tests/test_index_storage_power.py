"""Power loss: the real publish on a disk in memory, and every state such a disk may be found in afterwards."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from config.errors import IndexDamaged, IndexMissing
from index.storage.generations import GenerationStore
from index.storage.layout import Generation
from index.storage.publishing import Building
from tests.crashsim import Disk, State

DATA = Path("/srv/citedesk")
NEVER: Callable[[Path], bool] = lambda path: False  # noqa: E731
