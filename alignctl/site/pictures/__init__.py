"""Pictures: one module each, facts go in, shapes and the table that says the same come out."""
