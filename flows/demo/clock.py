"""The simulated clock of the demo: set by the month, read by the post office."""

from __future__ import annotations

from datetime import datetime


class SimulatedClock:
    """Stands still until it is set; never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        return self._now

    def set(self, at: datetime) -> None:
        self._now = max(self._now, at)
