"""What the reader wrote, as a tree that prints back."""
