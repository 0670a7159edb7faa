"""Figures about the product, printed. `./dev bench NAME`."""
