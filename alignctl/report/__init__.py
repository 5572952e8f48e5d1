"""A report goes in, text in one format comes out."""
