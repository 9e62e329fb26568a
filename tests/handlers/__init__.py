"""Tests of what is said and decided, on the catalogue that ships. May import: handlers, storage."""
