"""How an organisation stands here: registered or not, who administers it. Read only."""
