"""Publishing: may we, as what; declare; the receipt; what was published before."""
