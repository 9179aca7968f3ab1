"""Single sign-on: to the provider and back, connecting it with an account, taking it off."""
