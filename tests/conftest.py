"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# how long an example takes says how busy the machine is; speed is measured by benchmarks
settings.register_profile("gongjian", deadline=None)
settings.load_profile("gongjian")
