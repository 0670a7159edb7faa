"""Rosters: lists of people from Excel and csv. Read apart, checked, previewed, applied in one transaction."""
