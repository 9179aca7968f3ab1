"""What people outside an organisation see of it: which bodies, which parts, and why. It reads, and decides nothing.

The table of who sees what stands in ``accounts.rules``; this room holds to it.
"""
