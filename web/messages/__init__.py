"""Every sentence that Python makes for a person; templates hold the others, nobody else any."""
