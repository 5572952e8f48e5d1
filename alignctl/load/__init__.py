"""Bytes to documents to a model, with what could not be read as facts."""
