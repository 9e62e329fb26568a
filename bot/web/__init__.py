"""What is served over HTTP: webhooks, the public chat page, health and metrics.

May import: `bot.channels`, `bot.reception`, `scheduler`, `handlers`, `storage`. Start with `chat.py`.
"""
