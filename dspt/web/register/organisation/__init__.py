"""One organisation on the register: its page and its badge."""
