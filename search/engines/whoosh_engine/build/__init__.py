"""From documents to the files of a segment."""
