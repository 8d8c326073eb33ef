from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sampan.web"
    label = "web"
