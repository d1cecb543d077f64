"""The words of a generation."""
