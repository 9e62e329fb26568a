"""What is served over HTTP: webhooks, the public chat page, health and metrics."""
