from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "dspt.jobs"
    label = "jobs"
