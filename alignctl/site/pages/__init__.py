"""Pages: one module per section, each turns facts into pages."""
