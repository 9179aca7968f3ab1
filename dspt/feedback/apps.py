from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "dspt.feedback"
    label = "feedback"
