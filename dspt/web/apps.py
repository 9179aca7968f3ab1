from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "dspt.web"
    label = "web"
