"""Plain frozen data: places, documents, kinds, facts, findings, settings."""
