from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "dspt.calendar"
    label = "calendar"
