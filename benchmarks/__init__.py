"""Benches, each with its recorded result."""
