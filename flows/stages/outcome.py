"""Ends of a round of intake that an operator must look at."""

from __future__ import annotations


class InboxGap(Exception):
    """Messages are on the server that did not come into the inbox: an operator must look."""


class SetAside(Exception):
    """Messages were set aside because of an error of this program; the others were processed."""
