"""The framework's usual door to the ``dspt`` command."""

from dspt.config.command import main

if __name__ == "__main__":
    main()
