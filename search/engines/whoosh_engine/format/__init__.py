"""The flat files of a segment: little-endian arrays behind a checked directory, memory-mapped."""
