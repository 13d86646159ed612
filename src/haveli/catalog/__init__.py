"""Facts that were looked up once, each with its source and date: instance types, prices, EMR releases, regions.

A fact that is not known is None, never 0: a cost that rests on it is unknown, and says so.
"""
