from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "dspt.directory"
    label = "directory"
