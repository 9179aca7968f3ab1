"""The assertion view: overview, one question a page, confirming, two people on one answer."""
