"""Chance that can be repeated: the same seed makes the same city."""

import random


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- nothing drawn from it is secret
