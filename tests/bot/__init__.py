"""Tests of the edges: settings, commands, channels, the running program. May import: everything."""
