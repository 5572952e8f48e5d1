"""Model, facts and report go in, pages come out."""
