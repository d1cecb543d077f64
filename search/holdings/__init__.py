"""What a collection holds and lacks: what a researcher needs to know before trusting a count."""
