"""A result set to take away: one format a file, `formats` lists them, `routes` serves them."""
