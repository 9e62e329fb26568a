"""The public pages, by their endpoints and in a real browser."""
