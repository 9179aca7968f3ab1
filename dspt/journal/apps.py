from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "dspt.journal"
    label = "journal"
