"""Help about the service: long prose as Markdown in ``texts/``; glossary and statuses printed from the edition."""
