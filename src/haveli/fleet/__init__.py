"""Decisions about EMR clusters: what was seen in, a decision and its reasons out. Pure: no input or output here."""
