"""Policies judge facts: compiled rules, findings, waivers, proofs."""
