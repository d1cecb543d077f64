"""What stores and matches documents: a port and its adapters."""
