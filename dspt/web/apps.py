from django.apps import AppConfig
from django.urls import register_converter

from dspt.web.kit.codes import CodeConverter


class WebConfig(AppConfig):
    name = "dspt.web"
    label = "web"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from dspt.web.access.stays import begin_stay

        user_logged_in.connect(begin_stay, dispatch_uid="dspt.web.begin_stay")
        register_converter(CodeConverter, "code")
