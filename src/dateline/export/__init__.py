"""Readings written in the formats that people and programs ask for: one module a format."""
