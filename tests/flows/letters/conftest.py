"""The county of the lifecycle examples, for letters that the calendar or a message brings about."""

from __future__ import annotations

from tests.flows.lifecycle.conftest import desks, listed, ninth_of_june, reported_up, thirteenth_of_june

__all__ = ["desks", "listed", "ninth_of_june", "reported_up", "thirteenth_of_june"]
