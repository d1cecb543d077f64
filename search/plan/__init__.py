"""From a query to what an engine runs."""
