"""Tests of what happens later: sending, kills, the clock. May import: everything."""
