"""Notes on a clip of the library: a moment or a stretch of it, for oneself, a research team, or all who may see it."""
