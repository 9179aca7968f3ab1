"""Pages of an organisation: home, profile, people, assessment, documents, publish, history."""
