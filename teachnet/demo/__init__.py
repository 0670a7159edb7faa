"""The demo city: an invented Zibo, made by code, so that every page has something worth looking at."""
