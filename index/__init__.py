"""From a folder of files to documents: readers, ingestion, and its command line."""
