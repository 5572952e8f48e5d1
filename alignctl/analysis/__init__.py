"""One module per question: a model goes in, facts come out."""
