"""From a request to a scope: this person, in this organisation, allowed this verb, or page not found."""
