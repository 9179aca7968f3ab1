"""What is done here: taking everything out."""

from .taking_out import take_everything_out

__all__ = ["take_everything_out"]
