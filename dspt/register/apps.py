from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "dspt.register"
    label = "register"
