from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "dspt.notices"
    label = "notices"
