"""Fills an empty instance with the demo city, in dates around today."""
