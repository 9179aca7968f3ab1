from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "dspt.rounds"
    label = "rounds"
