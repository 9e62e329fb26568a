"""One file a channel, all alike: outside event to `Incoming`, `Message` to outside call, its errors to `SendError`."""
