"""The Data Security and Protection Toolkit: one folder per room, each with a card in its ``__init__``."""
