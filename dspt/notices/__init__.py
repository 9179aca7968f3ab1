"""Messages we owe people: waiting, sent, failed. The state is the queue.

An action writes a notice in its own transaction; the worker sends it. Refuses to know why a message is owed.
"""
