"""What is in documents, as people say it: quantities, sentences about one document, and what changed between two."""
