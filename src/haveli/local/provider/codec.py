"""Placeholder for the msgpack codec."""
