from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "dspt.web"
    label = "web"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from dspt.web.access.scopes import begin_stay

        user_logged_in.connect(begin_stay, dispatch_uid="dspt.web.begin_stay")
