"""What a search is: analysis, queries, plans, engines. Knows nothing of inputs or of pages."""
