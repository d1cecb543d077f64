"""From a plan to documents, scores and counts."""
