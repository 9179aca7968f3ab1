"""The outcome view: all outcomes at a glance, one outcome, what people changed, the interim submission."""
