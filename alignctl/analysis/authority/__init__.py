"""Who decides what."""
