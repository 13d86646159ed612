"""Benchmarks: ratios against a named peer, measured in one run. `make bench`, or `python -m bench NAME`."""
