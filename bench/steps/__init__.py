"""A durable conversation step, measured from the webhook to the reply at a fake Bot API. Start at `conversation.py`."""
