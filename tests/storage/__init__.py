"""Tests of storage: real databases, no patches. May import: storage."""
