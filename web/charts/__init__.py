"""Counts of articles by date, as bars, as a table and as a file."""
