"""One file a conversation. May import: the rest of `handlers`, and `storage`."""
