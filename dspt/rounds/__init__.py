"""Regular work of the worker: when each round is due, who is at it, how it ended last. The state is the queue.

Refuses to know what a round does: that stands in ``dspt/jobs/rounds``, where each has a name, a time and a function.
"""
