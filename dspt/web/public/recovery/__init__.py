"""When nobody in an organisation can give access any more: asking, answering, stopping, by mailed links."""
