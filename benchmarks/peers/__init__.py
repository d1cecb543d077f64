"""The engines compared, each behind one small port, on the same articles and the same words."""
