"""What readers see: pages, the JSON endpoint, the terminal."""
