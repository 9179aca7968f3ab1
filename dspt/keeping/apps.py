from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "dspt.keeping"
    label = "keeping"
